CREATE SCHEMA IF NOT EXISTS public;

CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA public;

CREATE TABLE public.room (
  id int NOT NULL,
  floor int NOT NULL,
  name text,
  open tstzrange);

CREATE TABLE public.booking (
  room int NOT NULL,
  at tstzrange NOT NULL,
  previous tstzrange,
  code varchar(8));

ALTER TABLE public.room ADD CONSTRAINT room_key PRIMARY KEY (id) INCLUDE (floor);

ALTER TABLE public.room ADD CONSTRAINT room_name UNIQUE NULLS NOT DISTINCT (name) INCLUDE (floor);

ALTER TABLE public.room ADD CONSTRAINT room_floor UNIQUE (floor, id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE public.room ADD CONSTRAINT room_open EXCLUDE USING gist (floor WITH =, (lower(open)) WITH OPERATOR(pg_catalog.=)) INCLUDE (id) WHERE (floor > 0) DEFERRABLE INITIALLY IMMEDIATE;

ALTER TABLE public.room ADD CONSTRAINT floor_known CHECK (floor BETWEEN -2 AND 9);

ALTER TABLE public.room ADD CONSTRAINT own_only CHECK (id <> 0) NO INHERIT;

ALTER TABLE public.room ADD CONSTRAINT words CHECK (name IN ('hall', 'cellar'));

ALTER TABLE public.booking ADD PRIMARY KEY (room, at WITHOUT OVERLAPS);

ALTER TABLE public.booking ADD CONSTRAINT code_known CHECK (code IN ('a', 'b'));

ALTER TABLE public.booking ADD CONSTRAINT booking_room FOREIGN KEY (room) REFERENCES public.room (id) ON UPDATE CASCADE ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE public.booking ADD CONSTRAINT booking_before FOREIGN KEY (room, PERIOD previous) REFERENCES public.booking (room, PERIOD at) ON DELETE NO ACTION;

ALTER TABLE public.booking ADD CONSTRAINT booking_name FOREIGN KEY (code) REFERENCES public.room (name) MATCH FULL ON UPDATE SET DEFAULT ON DELETE RESTRICT;

DO $$BEGIN IF pg_catalog.obj_description((SELECT oid FROM pg_catalog.pg_extension WHERE extname = 'btree_gist'), 'pg_extension') IS DISTINCT FROM 'support for indexing common datatypes in GiST' THEN COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST'; END IF; END$$;

COMMENT ON CONSTRAINT room_key ON public.room IS 'one row a room';

COMMENT ON CONSTRAINT room_name ON public.room IS 'doors have signs';

COMMENT ON CONSTRAINT floor_known ON public.room IS 'the lift goes no further';
