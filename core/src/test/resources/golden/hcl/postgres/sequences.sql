CREATE SCHEMA IF NOT EXISTS public;

CREATE SEQUENCE public.ticket;

CREATE UNLOGGED SEQUENCE public.countdown AS smallint START WITH 99 INCREMENT BY -3 MINVALUE -99 MAXVALUE 99 CACHE 4 CYCLE;

CREATE SEQUENCE public.owned;

CREATE TABLE public.counter (
  value bigint DEFAULT nextval('ticket') NOT NULL);

COMMENT ON SEQUENCE public.ticket IS 'numbers at the counter';

ALTER SEQUENCE public.owned OWNED BY public.counter.value;
