CREATE SCHEMA IF NOT EXISTS public;

CREATE FUNCTION public.positive(v integer)
RETURNS boolean
LANGUAGE sql
AS $$SELECT v > 0$$;

CREATE FUNCTION public.half(integer)
RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN $1 / 2;

CREATE FUNCTION public."both"(a int, b text DEFAULT 'x')
RETURNS int
LANGUAGE sql
BEGIN ATOMIC
  SELECT a + 1;
  SELECT a + 2;
END;

CREATE FUNCTION public."both"(INOUT a text, OUT n int)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED COST 50 SECURITY DEFINER
SET search_path = public, pg_temp
SET work_mem = '8MB'
AS $$BEGIN
  n := length(a);
END
$$;

CREATE FUNCTION public.many(VARIADIC n int[] DEFAULT ARRAY[]::int[])
RETURNS SETOF public.word
LANGUAGE sql ROWS 5
AS $$SELECT * FROM word$$;

CREATE FUNCTION public.pairs()
RETURNS TABLE (a int, b varchar)
LANGUAGE sql
AS $$SELECT 1, 'x'$$;

CREATE FUNCTION public.times(bigint, bigint)
RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$SELECT $1 * $2$$;

CREATE PROCEDURE public.tidy(a integer, c integer DEFAULT 100)
LANGUAGE sql SECURITY INVOKER
AS $$DELETE FROM word WHERE id BETWEEN a AND c$$;

CREATE AGGREGATE public.product(x bigint) (SFUNC = public.times, STYPE = bigint, INITCOND = '1', PARALLEL = SAFE);

CREATE TABLE public.word (
  id int NOT NULL);

COMMENT ON FUNCTION public.positive(v integer) IS 'more than nothing';

COMMENT ON PROCEDURE public.tidy(a integer, c integer) IS 'by hand';

COMMENT ON AGGREGATE public.product(x bigint) IS 'all of them, multiplied';
