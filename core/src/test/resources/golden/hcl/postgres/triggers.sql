CREATE SCHEMA IF NOT EXISTS public;

CREATE FUNCTION public.watch()
RETURNS trigger
LANGUAGE plpgsql
AS $$BEGIN RETURN NEW; END$$;

CREATE FUNCTION public.watch_ddl()
RETURNS event_trigger
LANGUAGE plpgsql
AS $$BEGIN RAISE NOTICE 'changed'; END$$;

CREATE TABLE public.account (
  id int NOT NULL,
  name text);

CREATE TABLE public.invoice (
  id int NOT NULL);

CREATE VIEW public.names AS
SELECT id, name FROM account;

CREATE TRIGGER everywhere AFTER INSERT OR DELETE OR TRUNCATE ON public.account FOR EACH STATEMENT EXECUTE FUNCTION public.watch();

CREATE TRIGGER everywhere AFTER INSERT OR DELETE OR TRUNCATE ON public.invoice FOR EACH STATEMENT EXECUTE FUNCTION public.watch();

CREATE TRIGGER first BEFORE INSERT OR UPDATE OF name, id ON public.account FOR EACH ROW WHEN (NEW.id > 0) EXECUTE FUNCTION public.watch('a', 'it''s', '3');

CREATE CONSTRAINT TRIGGER late AFTER UPDATE ON public.account DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.watch();

CREATE TRIGGER rows AFTER UPDATE ON public.invoice REFERENCING OLD TABLE AS before NEW TABLE AS behind FOR EACH STATEMENT EXECUTE FUNCTION watch();

CREATE TRIGGER through INSTEAD OF INSERT ON public.names FOR EACH ROW EXECUTE FUNCTION public.watch();

CREATE EVENT TRIGGER guard ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION public.watch_ddl();

CREATE EVENT TRIGGER guard_all ON sql_drop EXECUTE FUNCTION public.watch_ddl();

COMMENT ON TRIGGER first ON public.account IS 'before the rest';

COMMENT ON EVENT TRIGGER guard IS 'looks on';
