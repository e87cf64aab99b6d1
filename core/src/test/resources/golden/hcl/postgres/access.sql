CREATE ROLE ledger_readers NOINHERIT;

CREATE USER ledger_anna CONNECTION LIMIT 3 VALID UNTIL '2031-01-01 00:00:00+00';

CREATE USER ledger_ben CREATEDB NOCREATEROLE;

CREATE SCHEMA IF NOT EXISTS public;

CREATE TYPE public.side AS ENUM ('debit', 'credit');

CREATE DOMAIN public.cents AS int;

CREATE SEQUENCE public.numbers;

CREATE FUNCTION public.balance(side public.side)
RETURNS int
LANGUAGE sql
AS $$SELECT 1$$;

CREATE FUNCTION public.balance(n int)
RETURNS int
LANGUAGE sql
AS $$SELECT n$$;

CREATE PROCEDURE public.close()
LANGUAGE sql
AS $$SELECT 1$$;

CREATE TABLE public.ledger (
  id int NOT NULL,
  amount int);

CREATE VIEW public.totals AS
SELECT sum(amount) AS total FROM ledger;

CREATE POLICY own_rows ON public.ledger AS RESTRICTIVE FOR UPDATE TO ledger_readers, ledger_ben USING (amount > 0) WITH CHECK (amount < 100);

CREATE POLICY all_rows ON public.ledger TO PUBLIC USING (true);

CREATE POLICY enough ON public.ledger USING ((SELECT count(*) > 1 FROM totals));

ALTER TABLE public.ledger ENABLE ROW LEVEL SECURITY;

COMMENT ON POLICY own_rows ON public.ledger IS 'small sums';

GRANT ledger_readers TO ledger_anna;

GRANT ledger_readers TO ledger_ben WITH ADMIN OPTION;

GRANT SELECT, INSERT ON TABLE public.ledger TO ledger_readers;

GRANT DELETE ON TABLE public.totals TO ledger_anna WITH GRANT OPTION;

GRANT DELETE ON TABLE public.ledger TO ledger_anna WITH GRANT OPTION;

GRANT SELECT (amount), UPDATE (amount) ON TABLE public.ledger TO PUBLIC;

GRANT CREATE ON SCHEMA public TO ledger_anna;

GRANT CREATE ON SCHEMA public TO ledger_ben;

GRANT USAGE, SELECT ON SEQUENCE public.numbers TO ledger_readers;

GRANT USAGE ON TYPE public.side TO ledger_readers WITH GRANT OPTION;

GRANT USAGE ON DOMAIN public.cents TO ledger_readers WITH GRANT OPTION;

GRANT EXECUTE ON FUNCTION public.balance(side public.side) TO ledger_ben;

GRANT EXECUTE ON PROCEDURE public.close() TO ledger_ben;
