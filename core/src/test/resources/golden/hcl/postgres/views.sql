CREATE SCHEMA IF NOT EXISTS public;

CREATE TABLE public.word (
  id int NOT NULL,
  text text);

CREATE VIEW public.loud (id, shout) WITH (security_barrier = true, security_invoker = true) AS
SELECT id, upper(text)
  FROM word
 WHERE id > 0
WITH LOCAL CHECK OPTION;

CREATE VIEW public.louder (id) AS
SELECT id FROM loud
WITH CASCADED CHECK OPTION;

CREATE MATERIALIZED VIEW public.lengths (n, top) WITH (fillfactor = 90) AS
SELECT length(text) AS n, max(id) AS top FROM word GROUP BY 1;

CREATE UNIQUE INDEX lengths_n ON public.lengths (n);

CREATE INDEX lengths_double ON public.lengths ((n * 2) DESC) WHERE n > 1;

COMMENT ON VIEW public.loud IS 'in capitals';

COMMENT ON COLUMN public.loud.id IS 'the number';

ALTER VIEW public.louder ALTER COLUMN id SET DEFAULT 4;

COMMENT ON MATERIALIZED VIEW public.lengths IS 'counted at night';
