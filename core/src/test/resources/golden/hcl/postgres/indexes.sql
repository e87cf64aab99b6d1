CREATE SCHEMA IF NOT EXISTS public;

CREATE TABLE public.letter (
  id bigint NOT NULL,
  sender text,
  body jsonb,
  words tsvector,
  at point);

CREATE INDEX letter_plain ON public.letter (id, sender);

CREATE UNIQUE INDEX letter_order ON public.letter (sender text_pattern_ops DESC NULLS LAST, id NULLS FIRST, (lower(sender)), sender COLLATE "C") INCLUDE (at) NULLS NOT DISTINCT WHERE id > 0;

CREATE INDEX letter_type ON public.letter USING hash (sender);

CREATE INDEX letter_body ON public.letter USING gin (body jsonb_path_ops) WITH (fastupdate = false);

CREATE INDEX letter_words ON public.letter USING gist (words tsvector_ops(siglen=64));

CREATE INDEX letter_at ON public.letter USING spgist (at);

CREATE INDEX letter_id ON public.letter USING brin (id) WITH (pages_per_range = 32);

COMMENT ON INDEX public.letter_plain IS 'by number';
