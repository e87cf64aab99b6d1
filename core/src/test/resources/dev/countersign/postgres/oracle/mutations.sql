-- Pairs of schemas that differ in one attribute. A block is a case: "-- case NAME [superuser] [from MAJOR]", SQL that all of its variants share,
-- then variants, each behind "-- or". The plan from the first variant to every other one, and back, must arrive.

-- case schema
-- or
CREATE SCHEMA extra;
-- or
-- or
CREATE SCHEMA extra; COMMENT ON SCHEMA extra IS 'one';
-- or
CREATE SCHEMA extra; COMMENT ON SCHEMA extra IS 'two';

-- case schema comment
CREATE SCHEMA extra;
-- or
-- or
COMMENT ON SCHEMA extra IS 'one';

-- case extension superuser
CREATE SCHEMA a; CREATE SCHEMA b;
-- or
CREATE EXTENSION pgcrypto SCHEMA a;
-- or
CREATE EXTENSION pgcrypto SCHEMA b;
-- or
CREATE EXTENSION pgcrypto SCHEMA a; COMMENT ON EXTENSION pgcrypto IS 'ours';
-- or

-- case extension version superuser oneway
CREATE SCHEMA a;
-- or
CREATE EXTENSION pgcrypto SCHEMA a VERSION '1.3';
-- or
CREATE EXTENSION pgcrypto SCHEMA a VERSION '1.4';

-- case owner superuser
CREATE TABLE t (a int);
-- or
-- or
ALTER TABLE t OWNER TO pg_monitor;
-- or
ALTER TABLE t OWNER TO pg_read_all_data;

-- case other owner superuser
CREATE TABLE t (a int);
-- or
ALTER TABLE t OWNER TO pg_monitor;
-- or
ALTER TABLE t OWNER TO pg_read_all_data;

-- case privileges
CREATE TABLE t (a int, b int);
-- or
GRANT SELECT ON t TO pg_monitor;
-- or
GRANT SELECT ON t TO pg_monitor WITH GRANT OPTION;
-- or
GRANT SELECT, INSERT ON t TO pg_monitor;
-- or
GRANT SELECT ON t TO PUBLIC;
-- or
GRANT SELECT (a) ON t TO pg_monitor;
-- or

-- case default privileges
CREATE SCHEMA s;
-- or
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO pg_monitor;
-- or
ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT ON TABLES TO pg_monitor;
-- or
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO pg_monitor WITH GRANT OPTION;
-- or
ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO pg_monitor;
-- or

-- case enum
CREATE TABLE other (a int);
-- or
CREATE TYPE mood AS ENUM ('sad', 'ok');
-- or
CREATE TYPE mood AS ENUM ('sad', 'middling', 'ok', 'great');
-- or
CREATE TYPE mood AS ENUM ('ok', 'sad');
-- or
CREATE TYPE mood AS ENUM ('ok');
-- or
CREATE TYPE mood AS ENUM ('sad', 'ok'); COMMENT ON TYPE mood IS 'how it is';
-- or

-- case domain
CREATE COLLATION sorting (PROVIDER = icu, LOCALE = 'de');
-- or
CREATE DOMAIN d AS text;
-- or
CREATE DOMAIN d AS varchar(10);
-- or
CREATE DOMAIN d AS text COLLATE "C";
-- or
CREATE DOMAIN d AS text DEFAULT 'x';
-- or
CREATE DOMAIN d AS text NOT NULL;
-- or
CREATE DOMAIN d AS text CONSTRAINT one CHECK (VALUE <> '');
-- or
CREATE DOMAIN d AS text CONSTRAINT one CHECK (VALUE <> 'a') CONSTRAINT two CHECK (VALUE <> 'b');
-- or
CREATE DOMAIN d AS text; COMMENT ON DOMAIN d IS 'text';
-- or

-- case domain check
-- or
CREATE DOMAIN d AS text CONSTRAINT one CHECK (VALUE <> '');
-- or
CREATE DOMAIN d AS text CONSTRAINT one CHECK (VALUE <> 'a');
-- or
CREATE DOMAIN d AS text CONSTRAINT two CHECK (VALUE <> '');
-- or
CREATE DOMAIN d AS text; ALTER DOMAIN d ADD CONSTRAINT one CHECK (VALUE <> '') NOT VALID;
-- or
CREATE DOMAIN d AS text CONSTRAINT one CHECK (VALUE <> ''); COMMENT ON CONSTRAINT one ON DOMAIN d IS 'not empty';

-- case composite
-- or
CREATE TYPE c AS (a int, b text);
-- or
-- or
CREATE TYPE c AS (a int, b text, c date);
-- or
CREATE TYPE c AS (a int);
-- or
CREATE TYPE c AS (a bigint, b text);
-- or
CREATE TYPE c AS (a int, b text COLLATE "C");
-- or
CREATE TYPE c AS (a int, b text); COMMENT ON COLUMN c.b IS 'second';
-- or
CREATE TYPE c AS (a int, b text); COMMENT ON TYPE c IS 'pair';
-- or
CREATE TYPE c AS (b text, a int);

-- case composite between
-- or
CREATE TYPE c AS (a int, b text, d date);
-- or
CREATE TYPE c AS (a int, b bigint, d date);
-- or
CREATE TYPE c AS (a int, x text, d date);

-- case range
-- or
CREATE TYPE r AS RANGE (SUBTYPE = float8);
-- or
-- or
CREATE TYPE r AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi);
-- or
CREATE TYPE r AS RANGE (SUBTYPE = numeric);
-- or
CREATE TYPE r AS RANGE (SUBTYPE = text, COLLATION = "C");
-- or
CREATE TYPE r AS RANGE (SUBTYPE = text, SUBTYPE_OPCLASS = text_pattern_ops);
-- or
CREATE TYPE r AS RANGE (SUBTYPE = float8, MULTIRANGE_TYPE_NAME = many_r);
-- or
CREATE TYPE r AS RANGE (SUBTYPE = float8); COMMENT ON TYPE r IS 'range';

-- case sequence
CREATE TABLE t (a int, b int);
-- or
CREATE SEQUENCE s;
-- or
CREATE SEQUENCE s AS integer;
-- or
CREATE SEQUENCE s START 7;
-- or
CREATE SEQUENCE s INCREMENT 7;
-- or
CREATE SEQUENCE s INCREMENT -1;
-- or
CREATE SEQUENCE s MINVALUE -7;
-- or
CREATE SEQUENCE s MAXVALUE 777;
-- or
CREATE SEQUENCE s CACHE 7;
-- or
CREATE SEQUENCE s CYCLE;
-- or
CREATE SEQUENCE s OWNED BY t.a;
-- or
CREATE UNLOGGED SEQUENCE s;
-- or
CREATE SEQUENCE s; COMMENT ON SEQUENCE s IS 'counts';
-- or

-- case sequence owner
CREATE TABLE t (a int, b int);
-- or
CREATE SEQUENCE s OWNED BY t.a;
-- or
CREATE SEQUENCE s OWNED BY t.b;

-- case table
CREATE TABLE other (x int);
-- or
CREATE TABLE t (a int, b text);
-- or
CREATE TABLE t (a int);
-- or
CREATE TABLE t (a int, b text, c date);
-- or
CREATE UNLOGGED TABLE t (a int, b text);
-- or
CREATE TABLE t (a int, b text) WITH (fillfactor = 70);
-- or
CREATE TABLE t (a int, b text) WITH (toast.autovacuum_enabled = false);
-- or
CREATE TABLE t (a int, b text) WITH (parallel_workers = 2, autovacuum_vacuum_scale_factor = 0.5);
-- or
CREATE TABLE t (a int, b text) WITH (autovacuum_vacuum_scale_factor = 0.5, parallel_workers = 2);
-- or
CREATE TABLE t (a int, b text) WITH (toast.vacuum_truncate = false, toast.autovacuum_enabled = false);
-- or
CREATE TABLE t (a int, b text); ALTER TABLE t ENABLE ROW LEVEL SECURITY;
-- or
CREATE TABLE t (a int, b text); ALTER TABLE t FORCE ROW LEVEL SECURITY;
-- or
CREATE TABLE t (a int, b text); ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t FORCE ROW LEVEL SECURITY;
-- or
CREATE TABLE t (a int, b text); ALTER TABLE t REPLICA IDENTITY FULL;
-- or
CREATE TABLE t (a int, b text); ALTER TABLE t REPLICA IDENTITY NOTHING;
-- or
CREATE TABLE t (a int, b text); COMMENT ON TABLE t IS 'rows';
-- or
CREATE TABLE t (a int, b text); COMMENT ON COLUMN t.b IS 'second';
-- or

-- case table of type
CREATE TYPE c AS (a int, b text);
-- or
CREATE TABLE t (a int, b text);
-- or
CREATE TABLE t OF c;

-- case table inherits
CREATE TABLE p (a int); CREATE TABLE q (b int);
-- or
CREATE TABLE t (a int, b int) INHERITS (p);
-- or
CREATE TABLE t (a int, b int);
-- or
CREATE TABLE t (a int, b int) INHERITS (p, q);

-- case inherited column
CREATE TABLE p (a int, b int);
-- or
CREATE TABLE t () INHERITS (p);
-- or
CREATE TABLE t (b int) INHERITS (p);

-- case inherited not null
CREATE TABLE p (a int, b int);
-- or
CREATE TABLE t (a int) INHERITS (p);
-- or
ALTER TABLE p ALTER a SET NOT NULL; CREATE TABLE t (a int) INHERITS (p);
-- or
ALTER TABLE p ALTER a SET NOT NULL; CREATE TABLE t (a int NOT NULL) INHERITS (p);
-- or
CREATE TABLE t (a int NOT NULL) INHERITS (p); ALTER TABLE p ALTER a SET NOT NULL;

-- case partitioned table
-- or
CREATE TABLE t (a int, b int) PARTITION BY RANGE (a);
-- or
CREATE TABLE t (a int, b int) PARTITION BY RANGE (b);
-- or
CREATE TABLE t (a int, b int) PARTITION BY HASH (a, b);
-- or
CREATE TABLE t (a int, b int) PARTITION BY LIST ((a + 1));
-- or
CREATE TABLE t (a int, b int);

-- case partition
CREATE TABLE p (a int, b int) PARTITION BY RANGE (a); CREATE TABLE q (a int, b int) PARTITION BY RANGE (a);
-- or
CREATE TABLE t PARTITION OF p FOR VALUES FROM (1) TO (10);
-- or
CREATE TABLE t PARTITION OF p FOR VALUES FROM (1) TO (20);
-- or
CREATE TABLE t PARTITION OF p DEFAULT;
-- or
CREATE TABLE t PARTITION OF q FOR VALUES FROM (1) TO (10);
-- or
CREATE TABLE t (a int, b int);
-- or

-- case column type
-- or
CREATE TABLE t (a int, b int);
-- or
CREATE TABLE t (a int, b bigint);
-- or
CREATE TABLE t (a int, b numeric(10,2));
-- or
CREATE TABLE t (a int, b text);
-- or
CREATE TABLE t (a int, b int[]);

-- case column
CREATE COLLATION sorting (PROVIDER = icu, LOCALE = 'de');
-- or
CREATE TABLE t (a int, b text);
-- or
CREATE TABLE t (a int, b text NOT NULL);
-- or
CREATE TABLE t (a int, b text DEFAULT 'x');
-- or
CREATE TABLE t (a int, b text DEFAULT 'y');
-- or
CREATE TABLE t (a int, b text COLLATE "C");
-- or
CREATE TABLE t (a int, b text COLLATE sorting);
-- or
CREATE TABLE t (a int, b text); ALTER TABLE t ALTER b SET STORAGE EXTERNAL;
-- or
CREATE TABLE t (a int, b text); ALTER TABLE t ALTER b SET COMPRESSION pglz;
-- or
CREATE TABLE t (a int, b text); ALTER TABLE t ALTER b SET STATISTICS 55;
-- or
CREATE TABLE t (a int, b text); ALTER TABLE t ALTER b SET (n_distinct = 5);
-- or
CREATE TABLE t (a int, b text); ALTER TABLE t ALTER b SET (n_distinct = 5, n_distinct_inherited = -0.1);
-- or
CREATE TABLE t (a int, b text CONSTRAINT given NOT NULL);
-- or
CREATE TABLE t (a int, b text); ALTER TABLE t ADD NOT NULL b NOT VALID;
-- or
CREATE TABLE t (a int, b text NOT NULL NO INHERIT);

-- case not null of heirs from 18
CREATE TABLE p (a int NOT NULL);
-- or
CREATE TABLE t () INHERITS (p);
-- or
CREATE TABLE t (NOT NULL a) INHERITS (p);
-- or
CREATE TABLE t (CONSTRAINT given NOT NULL a) INHERITS (p);
-- or
CREATE TABLE t () INHERITS (p); ALTER TABLE t ALTER a SET NOT NULL;
-- or
CREATE TABLE t () INHERITS (p); COMMENT ON CONSTRAINT p_a_not_null ON t IS 'one';

-- case not null of domains from 18
-- or
CREATE DOMAIN d AS text NOT NULL;
-- or
CREATE DOMAIN d AS text CONSTRAINT given NOT NULL;
-- or
CREATE DOMAIN d AS text NOT NULL; COMMENT ON CONSTRAINT d_not_null ON DOMAIN d IS 'one';

-- case not null names
-- or
CREATE TABLE t (a int NOT NULL);
-- or
CREATE TABLE t (a int CONSTRAINT given NOT NULL);
-- or
CREATE TABLE t (a int CONSTRAINT taken NOT NULL);
-- or
CREATE TABLE t (a int CONSTRAINT given NOT NULL); COMMENT ON CONSTRAINT given ON t IS 'one';
-- or
CREATE TABLE t (a int NOT NULL); COMMENT ON CONSTRAINT t_a_not_null ON t IS 'two';
-- or
CREATE TABLE t (a int NOT NULL NO INHERIT);

-- case column generated
-- or
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) STORED);
-- or
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 2) STORED);
-- or
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) VIRTUAL);
-- or
CREATE TABLE t (a int, b int);

-- case column identity
-- or
CREATE TABLE t (a bigint GENERATED ALWAYS AS IDENTITY);
-- or
CREATE TABLE t (a bigint GENERATED BY DEFAULT AS IDENTITY);
-- or
CREATE TABLE t (a integer GENERATED ALWAYS AS IDENTITY);
-- or
CREATE TABLE t (a bigint GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME given));
-- or
CREATE TABLE t (a bigint GENERATED ALWAYS AS IDENTITY); COMMENT ON SEQUENCE t_a_seq IS 'one';
-- or
CREATE TABLE t (a bigint GENERATED ALWAYS AS IDENTITY (START 5));
-- or
CREATE TABLE t (a bigint GENERATED ALWAYS AS IDENTITY (INCREMENT 5));
-- or
CREATE TABLE t (a bigint GENERATED ALWAYS AS IDENTITY (MINVALUE -5));
-- or
CREATE TABLE t (a bigint GENERATED ALWAYS AS IDENTITY (MAXVALUE 55555));
-- or
CREATE TABLE t (a bigint GENERATED ALWAYS AS IDENTITY (CACHE 5));
-- or
CREATE TABLE t (a bigint GENERATED ALWAYS AS IDENTITY (CYCLE));
-- or
CREATE TABLE t (a bigint NOT NULL);

-- case primary key
CREATE TABLE t (a int NOT NULL, b int NOT NULL, c int);
-- or
-- or
ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (a);
-- or
ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (a, b);

-- case primary key attributes
CREATE TABLE t (a int NOT NULL, b int NOT NULL, c int);
-- or
ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (a);
-- or
ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (b);
-- or
ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (a) INCLUDE (c);
-- or
ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (a) WITH (fillfactor = 60);
-- or
ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (a) WITH (fillfactor = 60, deduplicate_items = off);
-- or
ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (a) WITH (deduplicate_items = off, fillfactor = 60);
-- or
ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (a) DEFERRABLE;
-- or
ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (a) DEFERRABLE INITIALLY DEFERRED;
-- or
ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (a); ALTER TABLE t CLUSTER ON k;
-- or
ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (a); ALTER TABLE t REPLICA IDENTITY USING INDEX k;
-- or
ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (a); COMMENT ON CONSTRAINT k ON t IS 'key';

-- case unique
CREATE TABLE t (a int NOT NULL, b int);
-- or
ALTER TABLE t ADD CONSTRAINT k UNIQUE (a);
-- or
ALTER TABLE t ADD CONSTRAINT k UNIQUE (b);
-- or
ALTER TABLE t ADD CONSTRAINT k UNIQUE NULLS NOT DISTINCT (a);
-- or
ALTER TABLE t ADD CONSTRAINT k UNIQUE (a) INCLUDE (b);
-- or
ALTER TABLE t ADD CONSTRAINT k UNIQUE (a) DEFERRABLE;
-- or
ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (a);
-- or

-- case exclusion
CREATE TABLE t (a int4range, b int);
-- or
ALTER TABLE t ADD CONSTRAINT k EXCLUDE USING gist (a WITH &&);
-- or
ALTER TABLE t ADD CONSTRAINT k EXCLUDE USING gist (a WITH =);
-- or
ALTER TABLE t ADD CONSTRAINT k EXCLUDE USING gist (a WITH &&) WHERE (b > 0);
-- or
ALTER TABLE t ADD CONSTRAINT k EXCLUDE USING gist (a WITH &&) WITH (fillfactor = 50);
-- or
ALTER TABLE t ADD CONSTRAINT k EXCLUDE USING gist (a WITH &&) INCLUDE (b);
-- or
ALTER TABLE t ADD CONSTRAINT k EXCLUDE USING gist (a WITH &&) DEFERRABLE;
-- or
ALTER TABLE t ADD CONSTRAINT k EXCLUDE USING gist (a WITH &&); COMMENT ON CONSTRAINT k ON t IS 'no overlaps';
-- or

-- case without overlaps
CREATE TABLE t (a int4range NOT NULL, b daterange NOT NULL); CREATE TABLE u (a int4range, b daterange);
ALTER TABLE t ADD CONSTRAINT tk PRIMARY KEY (a, b WITHOUT OVERLAPS);
-- or
ALTER TABLE u ADD CONSTRAINT k UNIQUE (a, b WITHOUT OVERLAPS);
-- or
ALTER TABLE u ADD CONSTRAINT k UNIQUE (a, b);
-- or
ALTER TABLE u ADD CONSTRAINT k FOREIGN KEY (a, PERIOD b) REFERENCES t (a, PERIOD b);
-- or

-- case check
CREATE TABLE t (a int, b int);
-- or
ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0);
-- or
ALTER TABLE t ADD CONSTRAINT k CHECK (a > 1);
-- or
ALTER TABLE t ADD CONSTRAINT k CHECK (b > 0);
-- or
ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT VALID;
-- or
ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NO INHERIT;
-- or
ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT ENFORCED;
-- or
ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0); COMMENT ON CONSTRAINT k ON t IS 'positive';
-- or

-- case inherited check
CREATE TABLE p (a int, CONSTRAINT k CHECK (a > 0));
-- or
CREATE TABLE t () INHERITS (p);
-- or
CREATE TABLE t (CONSTRAINT k CHECK (a > 0)) INHERITS (p);

-- case foreign key
CREATE TABLE p (a int PRIMARY KEY, b int UNIQUE, c int, UNIQUE (a, c)); CREATE TABLE q (a int PRIMARY KEY); CREATE TABLE t (a int, b int);
-- or
ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES p (a);
-- or
ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (b) REFERENCES p (a);
-- or
ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES p (b);
-- or
ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES q (a);
-- or
ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a, b) REFERENCES p (a, c) MATCH FULL;
-- or
ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a, b) REFERENCES p (a, c) ON DELETE SET NULL (b);
-- or
ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES p (a) ON DELETE CASCADE;
-- or
ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES p (a) ON UPDATE RESTRICT;
-- or
ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES p (a) DEFERRABLE;
-- or
ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES p (a) DEFERRABLE INITIALLY DEFERRED;
-- or
ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES p (a) NOT VALID;
-- or
ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES p (a) NOT ENFORCED;
-- or
ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES p (a); COMMENT ON CONSTRAINT k ON t IS 'points';
-- or

-- case index
CREATE TABLE t (a int, b text, c int); CREATE TABLE u (a int);
-- or
CREATE INDEX i ON t (a);
-- or
CREATE UNIQUE INDEX i ON t (a);
-- or
CREATE UNIQUE INDEX i ON t (a) NULLS NOT DISTINCT;
-- or
CREATE INDEX i ON t USING hash (a);
-- or
CREATE INDEX i ON t (c);
-- or
CREATE INDEX i ON t (a, c);
-- or
CREATE INDEX i ON t ((a + 1));
-- or
CREATE INDEX i ON t (a DESC);
-- or
CREATE INDEX i ON t (a) INCLUDE (c);
-- or
CREATE INDEX i ON t (a) WHERE c > 0;
-- or
CREATE INDEX i ON t (a) WITH (fillfactor = 50);
-- or
CREATE INDEX i ON u (a);
-- or
CREATE INDEX i ON t (a); ALTER TABLE t CLUSTER ON i;
-- or
CREATE INDEX i ON t (a); COMMENT ON INDEX i IS 'fast';
-- or

-- case index parts
CREATE TABLE t (a int NOT NULL, b text, c tsvector);
-- or
CREATE INDEX i ON t (b);
-- or
CREATE INDEX i ON t (b text_pattern_ops);
-- or
CREATE INDEX i ON t (b COLLATE "C");
-- or
CREATE INDEX i ON t (b NULLS FIRST);
-- or
CREATE INDEX i ON t USING gist (c tsvector_ops (siglen = 40));
-- or
CREATE INDEX i ON t USING gist (c tsvector_ops (siglen = 44));
-- or
CREATE INDEX i ON t ((b || 'x'));
-- or
CREATE INDEX i ON t ((b || 'x')); ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 44;

-- case index roles
CREATE TABLE t (a int NOT NULL, b text);
-- or
CREATE UNIQUE INDEX i ON t (a);
-- or
CREATE UNIQUE INDEX i ON t (a); ALTER TABLE t REPLICA IDENTITY USING INDEX i;

-- case index of a partitioned table
CREATE TABLE p (a int, b int) PARTITION BY RANGE (a); CREATE TABLE t PARTITION OF p FOR VALUES FROM (1) TO (9);
-- or
CREATE INDEX i ON ONLY p (b); CREATE INDEX ti ON t (b);
-- or
CREATE INDEX i ON ONLY p (b); CREATE INDEX ti ON t (b); ALTER INDEX i ATTACH PARTITION ti;
-- or
CREATE INDEX ti ON t (b);
-- or

-- case key of a partitioned table
CREATE TABLE p (a int, b int) PARTITION BY RANGE (a); CREATE TABLE t PARTITION OF p FOR VALUES FROM (1) TO (9);
-- or
ALTER TABLE ONLY p ADD CONSTRAINT k UNIQUE (a); ALTER TABLE t ADD CONSTRAINT tk UNIQUE (a);
-- or
ALTER TABLE ONLY p ADD CONSTRAINT k UNIQUE (a); ALTER TABLE t ADD CONSTRAINT tk UNIQUE (a); ALTER INDEX k ATTACH PARTITION tk;
-- or
ALTER TABLE t ADD CONSTRAINT tk UNIQUE (a);
-- or

-- case view
CREATE TABLE t (a int, b text); CREATE TABLE u (a int, b text);
-- or
CREATE VIEW v AS SELECT a, b FROM t;
-- or
CREATE VIEW v AS SELECT a, b FROM u;
-- or
CREATE VIEW v AS SELECT a FROM t;
-- or
CREATE VIEW v AS SELECT a, b AS c FROM t;
-- or
CREATE VIEW v AS SELECT a, b::varchar(9) FROM t;
-- or
CREATE VIEW v AS SELECT a, b, 1 AS c FROM t;
-- or
CREATE VIEW v WITH (security_barrier = true) AS SELECT a, b FROM t;
-- or
CREATE VIEW v WITH (security_invoker = true) AS SELECT a, b FROM t;
-- or
CREATE VIEW v WITH (security_invoker = true, security_barrier = true) AS SELECT a, b FROM t;
-- or
CREATE VIEW v WITH (security_barrier = true, security_invoker = true) AS SELECT a, b FROM t;
-- or
CREATE VIEW v AS SELECT a, b FROM t WITH LOCAL CHECK OPTION;
-- or
CREATE VIEW v AS SELECT a, b FROM t WITH CASCADED CHECK OPTION;
-- or
CREATE VIEW v AS SELECT a, b FROM t; ALTER VIEW v ALTER a SET DEFAULT 7;
-- or
CREATE VIEW v AS SELECT a, b FROM t; COMMENT ON VIEW v IS 'seen';
-- or
CREATE VIEW v AS SELECT a, b FROM t; COMMENT ON COLUMN v.a IS 'seen';
-- or

-- case materialized view
CREATE TABLE t (a int, b text);
-- or
CREATE MATERIALIZED VIEW v AS SELECT a, b FROM t;
-- or
CREATE MATERIALIZED VIEW v AS SELECT a, b FROM t WHERE a > 0;
-- or
CREATE MATERIALIZED VIEW v WITH (fillfactor = 50) AS SELECT a, b FROM t;
-- or
CREATE MATERIALIZED VIEW v AS SELECT a, b FROM t; COMMENT ON MATERIALIZED VIEW v IS 'kept';
-- or
CREATE MATERIALIZED VIEW v AS SELECT a, b FROM t; COMMENT ON COLUMN v.a IS 'kept';
-- or
CREATE MATERIALIZED VIEW v AS SELECT a, b FROM t; CREATE INDEX vi ON v (a);
-- or
CREATE MATERIALIZED VIEW v AS SELECT a, b FROM t; CREATE INDEX vi ON v (a); ALTER MATERIALIZED VIEW v CLUSTER ON vi;
-- or
CREATE MATERIALIZED VIEW v AS SELECT a, b FROM t; ALTER MATERIALIZED VIEW v ALTER b SET STORAGE EXTERNAL;
-- or
CREATE MATERIALIZED VIEW v AS SELECT a, b FROM t; ALTER MATERIALIZED VIEW v ALTER b SET STATISTICS 40;
-- or

-- case function
-- or
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT a';
-- or
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT a + 1';
-- or
CREATE FUNCTION f(b int) RETURNS int LANGUAGE sql AS 'SELECT b';
-- or
CREATE FUNCTION f(a int DEFAULT 4) RETURNS int LANGUAGE sql AS 'SELECT a';
-- or
CREATE FUNCTION f(a int) RETURNS bigint LANGUAGE sql AS 'SELECT a::bigint';
-- or
CREATE FUNCTION f(a int) RETURNS SETOF int LANGUAGE sql ROWS 7 AS 'SELECT a';
-- or
CREATE FUNCTION f(a int) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN a; END';
-- or
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a';
-- or
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql STRICT AS 'SELECT a';
-- or
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT a';
-- or
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql PARALLEL SAFE AS 'SELECT a';
-- or
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql COST 7 AS 'SELECT a';
-- or
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql SET work_mem = '1MB' AS 'SELECT a';
-- or
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql RETURN a;
-- or
CREATE FUNCTION f(a int, OUT b int, OUT c int) LANGUAGE sql AS 'SELECT a, a';
-- or
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT a'; COMMENT ON FUNCTION f IS 'does';
-- or

-- case leakproof function superuser
-- or
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT a';
-- or
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql LEAKPROOF AS 'SELECT a';
-- or
CREATE FUNCTION f(a int) RETURNS int LANGUAGE internal IMMUTABLE STRICT AS 'int4abs';

-- case window function superuser
-- or
CREATE FUNCTION f() RETURNS bigint LANGUAGE internal WINDOW AS 'window_row_number';
-- or
CREATE FUNCTION f() RETURNS bigint LANGUAGE internal WINDOW AS 'window_rank';
-- or

-- case procedure
-- or
CREATE PROCEDURE p(a int) LANGUAGE sql AS 'SELECT a';
-- or
CREATE PROCEDURE p(a int) LANGUAGE sql AS 'SELECT a + 1';
-- or
CREATE PROCEDURE p(a int, INOUT b int) LANGUAGE sql AS 'SELECT a';
-- or
CREATE PROCEDURE p(INOUT a int) LANGUAGE sql AS 'SELECT a';
-- or
CREATE PROCEDURE p(a int) LANGUAGE sql SECURITY DEFINER AS 'SELECT a';
-- or
CREATE PROCEDURE p(a int) LANGUAGE sql BEGIN ATOMIC SELECT a; END;
-- or
CREATE PROCEDURE p(a int) LANGUAGE sql AS 'SELECT a'; COMMENT ON PROCEDURE p IS 'does';
-- or

-- case aggregate
-- or
CREATE AGGREGATE g(int) (SFUNC = int4pl, STYPE = int);
-- or
CREATE AGGREGATE g(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0');
-- or
CREATE AGGREGATE g(int) (SFUNC = int4mi, STYPE = int);
-- or
CREATE AGGREGATE g(int) (SFUNC = int4pl, STYPE = int, SSPACE = 100);
-- or
CREATE AGGREGATE g(int) (SFUNC = int4pl, STYPE = int, FINALFUNC = int4abs);
-- or
CREATE AGGREGATE g(int) (SFUNC = int4pl, STYPE = int, COMBINEFUNC = int4pl, PARALLEL = SAFE);
-- or
CREATE AGGREGATE g(int) (SFUNC = int4pl, STYPE = int, SORTOP = <);
-- or
CREATE AGGREGATE g(int) (SFUNC = int4pl, STYPE = int, MSFUNC = int4pl, MINVFUNC = int4mi, MSTYPE = int, MINITCOND = '1');
-- or
CREATE AGGREGATE g(a int) (SFUNC = int4pl, STYPE = int);
-- or
CREATE AGGREGATE g(int) (SFUNC = int4pl, STYPE = int); COMMENT ON AGGREGATE g(int) IS 'sums';
-- or

-- case aggregate result
-- or
CREATE AGGREGATE g(int) (SFUNC = int4pl, STYPE = int);
-- or
CREATE AGGREGATE g(int) (SFUNC = int4_sum, STYPE = bigint);

-- case trigger
CREATE TABLE t (a int, b int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
-- or
CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
-- or
CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION g();
-- or
CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f('x');
-- or
CREATE TRIGGER r AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
-- or
CREATE TRIGGER r BEFORE INSERT OR UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION f();
-- or
CREATE TRIGGER r BEFORE INSERT ON t FOR EACH STATEMENT EXECUTE FUNCTION f();
-- or
CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW WHEN (NEW.a > 0) EXECUTE FUNCTION f();
-- or
CREATE CONSTRAINT TRIGGER r AFTER INSERT ON t DEFERRABLE FOR EACH ROW EXECUTE FUNCTION f();
-- or
CREATE TRIGGER r AFTER INSERT ON t REFERENCING NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION f();
-- or
CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f(); ALTER TABLE t DISABLE TRIGGER r;
-- or
CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f(); ALTER TABLE t ENABLE REPLICA TRIGGER r;
-- or
CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f(); ALTER TABLE t ENABLE ALWAYS TRIGGER r;
-- or
CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f(); COMMENT ON TRIGGER r ON t IS 'fires';
-- or

-- case trigger of a partition from 15
CREATE TABLE t (a int) PARTITION BY RANGE (a); CREATE TABLE p PARTITION OF t FOR VALUES FROM (1) TO (9); CREATE TABLE q PARTITION OF t DEFAULT;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
-- or
-- or
ALTER TABLE p DISABLE TRIGGER r;
-- or
ALTER TABLE p ENABLE REPLICA TRIGGER r;
-- or
ALTER TABLE p ENABLE ALWAYS TRIGGER r; ALTER TABLE q DISABLE TRIGGER r;
-- or
ALTER TABLE t DISABLE TRIGGER r; ALTER TABLE p ENABLE TRIGGER r;

-- case policy
CREATE TABLE t (a int, b int);
-- or
CREATE POLICY p ON t USING (a > 0) WITH CHECK (b > 0);
-- or
CREATE POLICY p ON t USING (a > 1) WITH CHECK (b > 0);
-- or
CREATE POLICY p ON t USING (a > 0) WITH CHECK (b > 1);
-- or
CREATE POLICY p ON t USING (a > 0);
-- or
CREATE POLICY p ON t WITH CHECK (b > 0);
-- or
CREATE POLICY p ON t AS RESTRICTIVE USING (a > 0) WITH CHECK (b > 0);
-- or
CREATE POLICY p ON t FOR UPDATE USING (a > 0) WITH CHECK (b > 0);
-- or
CREATE POLICY p ON t TO pg_monitor USING (a > 0) WITH CHECK (b > 0);
-- or
CREATE POLICY p ON t TO pg_monitor, pg_read_all_data USING (a > 0) WITH CHECK (b > 0);
-- or
CREATE POLICY p ON t USING (a > 0) WITH CHECK (b > 0); COMMENT ON POLICY p ON t IS 'guards';
-- or

-- case rule
CREATE TABLE t (a int); CREATE TABLE u (a int);
-- or
CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING;
-- or
CREATE RULE r AS ON DELETE TO t DO ALSO INSERT INTO u VALUES (OLD.a);
-- or
CREATE RULE r AS ON DELETE TO t WHERE OLD.a > 0 DO INSTEAD NOTHING;
-- or
CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING; ALTER TABLE t DISABLE RULE r;
-- or
CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING; ALTER TABLE t ENABLE ALWAYS RULE r;
-- or
CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING; COMMENT ON RULE r ON t IS 'keeps';
-- or

-- case statistics
CREATE TABLE t (a int, b int, c int);
-- or
CREATE STATISTICS s ON a, b FROM t;
-- or
CREATE STATISTICS s ON a, c FROM t;
-- or
CREATE STATISTICS s (mcv) ON a, b FROM t;
-- or
CREATE STATISTICS s ON a, (b + 1) FROM t;
-- or
CREATE STATISTICS s ON a, b FROM t; ALTER STATISTICS s SET STATISTICS 44;
-- or
CREATE STATISTICS s ON a, b FROM t; COMMENT ON STATISTICS s IS 'helps';
-- or

-- case event trigger superuser
CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE FUNCTION g() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
-- or
CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f();
-- or
CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION g();
-- or
CREATE EVENT TRIGGER e ON sql_drop EXECUTE FUNCTION f();
-- or
CREATE EVENT TRIGGER e ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION f();
-- or
CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f(); ALTER EVENT TRIGGER e DISABLE;
-- or
CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f(); ALTER EVENT TRIGGER e ENABLE ALWAYS;
-- or
CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f(); COMMENT ON EVENT TRIGGER e IS 'watches';
-- or

-- case collation
-- or
CREATE COLLATION c (PROVIDER = icu, LOCALE = 'de');
-- or
CREATE COLLATION c (PROVIDER = icu, LOCALE = 'sv');
-- or
CREATE COLLATION c (PROVIDER = icu, LOCALE = 'de', DETERMINISTIC = false);
-- or
CREATE COLLATION c (PROVIDER = icu, LOCALE = 'de', RULES = '&a < b');
-- or
CREATE COLLATION c (PROVIDER = libc, LOCALE = 'C');
-- or
CREATE COLLATION c (PROVIDER = icu, LOCALE = 'de'); COMMENT ON COLLATION c IS 'German';
-- or

-- case operator
-- or
CREATE OPERATOR === (FUNCTION = int4eq, LEFTARG = int, RIGHTARG = int);
-- or
CREATE OPERATOR === (FUNCTION = int4ne, LEFTARG = int, RIGHTARG = int);
-- or
CREATE OPERATOR === (FUNCTION = int4eq, LEFTARG = int, RIGHTARG = int, COMMUTATOR = ===);
-- or
CREATE OPERATOR === (FUNCTION = int4eq, LEFTARG = int, RIGHTARG = int, RESTRICT = eqsel, JOIN = eqjoinsel);
-- or
CREATE OPERATOR === (FUNCTION = int4eq, LEFTARG = int, RIGHTARG = int, HASHES, MERGES);
-- or
CREATE OPERATOR === (FUNCTION = int4eq, LEFTARG = int, RIGHTARG = int); COMMENT ON OPERATOR === (int, int) IS 'same';
-- or

-- case cast
CREATE TYPE c AS (a int); CREATE FUNCTION f(c) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a';
CREATE FUNCTION g(c) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a + 1';
-- or
CREATE CAST (c AS int) WITH FUNCTION f(c);
-- or
CREATE CAST (c AS int) WITH FUNCTION g(c);
-- or
CREATE CAST (c AS int) WITH FUNCTION f(c) AS ASSIGNMENT;
-- or
CREATE CAST (c AS int) WITH INOUT;
-- or
CREATE CAST (c AS int) WITH FUNCTION f(c); COMMENT ON CAST (c AS int) IS 'first';
-- or

-- case publication
CREATE TABLE t (a int PRIMARY KEY, b int); CREATE TABLE u (a int PRIMARY KEY);
-- or
CREATE PUBLICATION p FOR TABLE t;
-- or
CREATE PUBLICATION p FOR TABLE u;
-- or
CREATE PUBLICATION p FOR TABLE t, u;
-- or
CREATE PUBLICATION p FOR TABLE t (a);
-- or
CREATE PUBLICATION p FOR TABLE t WHERE (a > 0);
-- or
CREATE PUBLICATION p FOR TABLE t WITH (publish = 'insert');
-- or
CREATE PUBLICATION p FOR TABLE t WITH (publish_via_partition_root = true);
-- or
CREATE PUBLICATION p FOR TABLE t WITH (publish_generated_columns = stored);
-- or
CREATE PUBLICATION p;
-- or
CREATE PUBLICATION p FOR TABLE t; COMMENT ON PUBLICATION p IS 'out';
-- or

-- case publication of everything superuser
CREATE SCHEMA a; CREATE TABLE t (a int);
-- or
CREATE PUBLICATION p FOR ALL TABLES;
-- or
CREATE PUBLICATION p FOR TABLES IN SCHEMA a;
-- or
CREATE PUBLICATION p FOR TABLES IN SCHEMA a, public;
-- or
CREATE PUBLICATION p;

-- case access method superuser
CREATE ACCESS METHOD heapish TYPE TABLE HANDLER heap_tableam_handler;
-- or
CREATE TABLE t (a int);
-- or
CREATE TABLE t (a int) USING heapish;

-- case tablespace superuser
CREATE TABLE other (a int);
-- or
CREATE TABLE t (a int, CONSTRAINT k PRIMARY KEY (a)); CREATE INDEX i ON t (a); CREATE MATERIALIZED VIEW v AS SELECT 1 AS a;
-- or
CREATE TABLE t (a int, CONSTRAINT k PRIMARY KEY (a)) TABLESPACE gate_space; CREATE INDEX i ON t (a); CREATE MATERIALIZED VIEW v AS SELECT 1 AS a;
-- or
CREATE TABLE t (a int, CONSTRAINT k PRIMARY KEY (a) USING INDEX TABLESPACE gate_space); CREATE INDEX i ON t (a); CREATE MATERIALIZED VIEW v AS SELECT 1 AS a;
-- or
CREATE TABLE t (a int, CONSTRAINT k PRIMARY KEY (a)); CREATE INDEX i ON t (a) TABLESPACE gate_space; CREATE MATERIALIZED VIEW v AS SELECT 1 AS a;
-- or
CREATE TABLE t (a int, CONSTRAINT k PRIMARY KEY (a)); CREATE INDEX i ON t (a); CREATE MATERIALIZED VIEW v TABLESPACE gate_space AS SELECT 1 AS a;

-- case foreign data superuser
CREATE TABLE other (a int);
-- or
CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE f (a int) SERVER s;
-- or
CREATE FOREIGN DATA WRAPPER w OPTIONS (x '1'); CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE f (a int) SERVER s;
-- or
CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (x '1'); CREATE FOREIGN TABLE f (a int) SERVER s;
-- or
CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE f (a int OPTIONS (y '2')) SERVER s OPTIONS (x '1');
-- or
CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE SERVER s2 FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE f (a int) SERVER s2;
-- or

-- case text search superuser
CREATE TABLE other (a int);
-- or
CREATE TEXT SEARCH PARSER p (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
CREATE TEXT SEARCH TEMPLATE t (LEXIZE = dsimple_lexize); CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = t); CREATE TEXT SEARCH CONFIGURATION c (PARSER = p);
-- or
CREATE TEXT SEARCH PARSER p (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype, HEADLINE = prsd_headline);
CREATE TEXT SEARCH TEMPLATE t (LEXIZE = dsimple_lexize); CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = t); CREATE TEXT SEARCH CONFIGURATION c (PARSER = p);
-- or
CREATE TEXT SEARCH PARSER p (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
CREATE TEXT SEARCH TEMPLATE t (INIT = dsimple_init, LEXIZE = dsimple_lexize); CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = t, accept = 'false'); CREATE TEXT SEARCH CONFIGURATION c (PARSER = p);
-- or
CREATE TEXT SEARCH PARSER p (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
CREATE TEXT SEARCH TEMPLATE t (LEXIZE = dsimple_lexize); CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = t); CREATE TEXT SEARCH CONFIGURATION c (PARSER = p);
ALTER TEXT SEARCH CONFIGURATION c ADD MAPPING FOR word WITH d;
-- or

-- case operator class superuser
CREATE TABLE other (a int);
-- or
CREATE OPERATOR FAMILY f USING btree; CREATE OPERATOR CLASS c FOR TYPE int USING btree FAMILY f AS OPERATOR 1 <, OPERATOR 3 =, FUNCTION 1 btint4cmp(int, int);
-- or
CREATE OPERATOR FAMILY f USING btree; CREATE OPERATOR CLASS c FOR TYPE int USING btree FAMILY f AS OPERATOR 1 <, FUNCTION 1 btint4cmp(int, int);
-- or
CREATE OPERATOR FAMILY f USING btree; CREATE OPERATOR CLASS c FOR TYPE int USING btree FAMILY f AS OPERATOR 1 <, OPERATOR 3 =, FUNCTION 1 btint4cmp(int, int);
ALTER OPERATOR FAMILY f USING btree ADD OPERATOR 1 < (int, bigint);
-- or
CREATE OPERATOR FAMILY f USING btree; CREATE OPERATOR CLASS c FOR TYPE int USING btree FAMILY f AS OPERATOR 1 <, OPERATOR 3 =, FUNCTION 1 btint4cmp(int, int);
ALTER OPERATOR FAMILY f USING btree ADD OPERATOR 2 <= (int, bigint);
-- or

-- case languages and the like superuser
CREATE TABLE other (a int);
-- or
CREATE LANGUAGE l HANDLER plpgsql_call_handler; CREATE TRANSFORM FOR int LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal));
CREATE CONVERSION c FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8; CREATE ACCESS METHOD m TYPE TABLE HANDLER heap_tableam_handler;
-- or
CREATE TRUSTED LANGUAGE l HANDLER plpgsql_call_handler VALIDATOR plpgsql_validator; CREATE TRANSFORM FOR int LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal));
CREATE DEFAULT CONVERSION c FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8; CREATE ACCESS METHOD m TYPE TABLE HANDLER heap_tableam_handler;
-- or
CREATE LANGUAGE l HANDLER plpgsql_call_handler; CREATE TRANSFORM FOR int LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal), TO SQL WITH FUNCTION int4recv(internal));
CREATE CONVERSION c FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8; CREATE ACCESS METHOD m TYPE INDEX HANDLER bthandler;
-- or

-- case comment on the index of a key
CREATE TABLE t (a int, CONSTRAINT k PRIMARY KEY (a));
-- or
COMMENT ON INDEX k IS 'of the key';
-- or
COMMENT ON INDEX k IS 'of the key'; COMMENT ON CONSTRAINT k ON t IS 'key';
-- or


-- case shell type superuser
CREATE TABLE other (a int);
-- or
CREATE TYPE s;
-- or
CREATE TYPE s; COMMENT ON TYPE s IS 'declared';
-- or

-- case shell type becomes a base type superuser
CREATE TYPE b;
CREATE FUNCTION b_in(cstring) RETURNS b LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION b_out(b) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
-- or
-- or
CREATE TYPE b (INPUT = b_in, OUTPUT = b_out, LIKE = int4);
-- or
CREATE TYPE b (INPUT = b_in, OUTPUT = b_out, LIKE = int4); COMMENT ON TYPE b IS 'number'; COMMENT ON FUNCTION b_in(cstring) IS 'reads';
CREATE TABLE t (a b, c b[]); CREATE FUNCTION f(b, b[]) RETURNS b LANGUAGE sql AS 'SELECT $1';
CREATE DOMAIN d AS b; CREATE VIEW v AS SELECT a, f(a, c) FROM t; GRANT USAGE ON TYPE b TO pg_monitor; REVOKE USAGE ON TYPE b FROM PUBLIC;

-- case base type superuser
CREATE SCHEMA a;
-- or
CREATE TYPE a.b;
CREATE FUNCTION a.b_in(cstring) RETURNS a.b LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION a.b_out(a.b) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE a.b (INPUT = a.b_in, OUTPUT = a.b_out, LIKE = int4);
-- or
CREATE TYPE a.b;
CREATE FUNCTION a.b_in(cstring) RETURNS a.b LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION a.b_out(a.b) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE a.b (INPUT = a.b_in, OUTPUT = a.b_out, LIKE = int4, CATEGORY = 'N');
-- or
CREATE TYPE a.b;
CREATE FUNCTION a.b_in(cstring) RETURNS a.b LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION a.b_out(a.b) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE a.b (INPUT = a.b_in, OUTPUT = a.b_out, LIKE = int4, PREFERRED = true, DEFAULT = '7', DELIMITER = ';');
-- or
CREATE TYPE a.b;
CREATE FUNCTION a.b_in(cstring) RETURNS a.b LANGUAGE internal IMMUTABLE STRICT AS 'float8in';
CREATE FUNCTION a.b_out(a.b) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'float8out';
CREATE TYPE a.b (INPUT = a.b_in, OUTPUT = a.b_out, INTERNALLENGTH = 8, PASSEDBYVALUE, ALIGNMENT = double);
-- or
CREATE TYPE a.b;
CREATE FUNCTION a.b_read(cstring) RETURNS a.b LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION a.b_out(a.b) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE a.b (INPUT = a.b_read, OUTPUT = a.b_out, LIKE = int4);
-- or

-- case base type of variable length superuser
CREATE TYPE b;
CREATE FUNCTION b_in(cstring) RETURNS b LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION b_out(b) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE FUNCTION b_recv(internal) RETURNS b LANGUAGE internal STABLE STRICT AS 'textrecv';
CREATE FUNCTION b_send(b) RETURNS bytea LANGUAGE internal STABLE STRICT AS 'textsend';
CREATE FUNCTION b_mods(cstring[]) RETURNS int LANGUAGE internal IMMUTABLE STRICT AS 'varchartypmodin';
CREATE FUNCTION b_show(int) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'varchartypmodout';
CREATE FUNCTION b_analyze(internal) RETURNS boolean LANGUAGE internal STABLE STRICT AS 'range_typanalyze';
-- or
CREATE TYPE b (INPUT = b_in, OUTPUT = b_out, STORAGE = extended); CREATE TABLE t (a b);
-- or
CREATE TYPE b (INPUT = b_in, OUTPUT = b_out, STORAGE = external); CREATE TABLE t (a b);
-- or
CREATE TYPE b (INPUT = b_in, OUTPUT = b_out, STORAGE = main); CREATE TABLE t (a b);
-- or
CREATE TYPE b (INPUT = b_in, OUTPUT = b_out, STORAGE = extended, RECEIVE = b_recv, SEND = b_send); CREATE TABLE t (a b);
-- or
CREATE TYPE b (INPUT = b_in, OUTPUT = b_out, STORAGE = extended, TYPMOD_IN = b_mods, TYPMOD_OUT = b_show); CREATE TABLE t (a b);
-- or
CREATE TYPE b (INPUT = b_in, OUTPUT = b_out, STORAGE = extended, ANALYZE = b_analyze); CREATE TABLE t (a b);

-- case base type over another superuser
CREATE TYPE b;
CREATE FUNCTION b_in(cstring) RETURNS b LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION b_out(b) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
-- or
CREATE TYPE b (INPUT = b_in, OUTPUT = b_out, STORAGE = plain);
-- or
CREATE TYPE b (INPUT = b_in, OUTPUT = b_out, STORAGE = extended);
-- or
CREATE TYPE b (INPUT = b_in, OUTPUT = b_out, STORAGE = extended, COLLATABLE = true);
-- or
CREATE TYPE b (INPUT = b_in, OUTPUT = b_out, INTERNALLENGTH = 8, ELEMENT = int4, SUBSCRIPT = raw_array_subscript_handler);

-- case generated column of a partition
CREATE TABLE p (a int, b int, c int GENERATED ALWAYS AS (b * 2) STORED) PARTITION BY RANGE (a);
-- or
-- or
CREATE TABLE q (a int, b int, c int GENERATED ALWAYS AS (b * 2) STORED); ALTER TABLE p ATTACH PARTITION q DEFAULT;
-- or
CREATE TABLE q (a int, b int, c int GENERATED ALWAYS AS (b * 22) STORED); ALTER TABLE p ATTACH PARTITION q DEFAULT;
