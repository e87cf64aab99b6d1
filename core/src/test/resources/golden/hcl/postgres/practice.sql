CREATE SCHEMA IF NOT EXISTS public;

CREATE DOMAIN public.handle AS text CONSTRAINT handle_ok CHECK (VALUE ~ '^[a-z0-9.!#$%&''*+/=?^_`{|}~-]+@[a-z](?:\.[a-z0-9])*$');

CREATE TABLE public.kinds (
  id int GENERATED ALWAYS AS IDENTITY NOT NULL,
  name text NOT NULL,
  tags uuid[] DEFAULT ARRAY[]::uuid[] NOT NULL,
  "on" smallint[],
  at timestamp(4) with time zone DEFAULT CURRENT_TIMESTAMP(4) NOT NULL,
  made bigint DEFAULT (extract(epoch from (CURRENT_TIMESTAMP AT TIME ZONE 'Asia/Tokyo')) * 1000)::bigint NOT NULL,
  extra jsonb DEFAULT '{}' NOT NULL,
  who public.handle,
  words tsvector);

ALTER TABLE public.kinds ADD CONSTRAINT kinds_id PRIMARY KEY (id);

CREATE UNIQUE INDEX kind_name ON public.kinds (name);

CREATE INDEX kind_words ON public.kinds USING gist (words tsvector_ops(siglen=8));

ALTER TABLE public.kinds ADD CONSTRAINT kind FOREIGN KEY (id) REFERENCES public.kinds (id) ON UPDATE NO ACTION ON DELETE CASCADE;

COMMENT ON SCHEMA public IS 'standard public schema';
