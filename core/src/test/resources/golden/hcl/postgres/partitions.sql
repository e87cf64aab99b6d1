CREATE SCHEMA IF NOT EXISTS public;

CREATE TABLE public.metric (
  day date NOT NULL,
  place text,
  value int) PARTITION BY RANGE (day, (value % 2));

CREATE TABLE public.visit (
  guest int NOT NULL) PARTITION BY HASH (guest);

CREATE TABLE public.by_letters (
  word text NOT NULL,
  code varchar(9) NOT NULL) PARTITION BY RANGE (word COLLATE "C" text_pattern_ops, (upper(code)) COLLATE "POSIX", code varchar_ops);

CREATE TABLE public.metric_old PARTITION OF public.metric (value DEFAULT 7 NOT NULL) FOR VALUES FROM (MINVALUE, MINVALUE) TO ('2026-01-01', 0) WITH (fillfactor = 50);

CREATE TABLE public.metric_new PARTITION OF public.metric FOR VALUES FROM ('2026-01-01', 0) TO ('2027-01-01', 0) PARTITION BY LIST (place);

CREATE UNLOGGED TABLE public.metric_new_north PARTITION OF public.metric_new FOR VALUES IN ('north', NULL);

CREATE TABLE public.metric_rest PARTITION OF public.metric DEFAULT;

CREATE TABLE public.visit_0 PARTITION OF public.visit FOR VALUES WITH (MODULUS 2, REMAINDER 0);

CREATE TABLE public.visit_1 PARTITION OF public.visit FOR VALUES WITH (MODULUS 2, REMAINDER 1);

ALTER TABLE public.metric ADD CONSTRAINT value_positive CHECK (value > 0);

ALTER TABLE public.visit ADD PRIMARY KEY (guest);

ALTER TABLE public.metric_old ADD CONSTRAINT old_only CHECK (place <> 'new');

CREATE INDEX metric_day ON public.metric (day);

CREATE INDEX metric_old_place ON public.metric_old (place);

COMMENT ON TABLE public.metric_old IS 'before the move';

COMMENT ON COLUMN public.metric_old.value IS 'guessed';

ALTER TABLE public.metric_new_north ENABLE ROW LEVEL SECURITY;
