package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes that PostgreSQL refuses in the obvious form, and that arrive by another way, forth and back. */
@ExtendWith(PostgresEngine.class)
class DetoursTest {
    private final Migration migration;

    DetoursTest(PostgresEngine.Server server) {
        this.migration = new Migration(server);
    }

    static Stream<Arguments> pairs() {
        return Stream.of(
                Arguments.of("a domain and a collation in use whose names hold quotes", """
                        CREATE DOMAIN "3quo""te" AS numeric(10,2) DEFAULT 4; CREATE COLLATION "o""der" (provider = icu, locale = 'en');
                        CREATE TABLE t (a "3quo""te" DEFAULT 1, b text COLLATE "o""der"); INSERT INTO t VALUES (2, 'x');
                        """, """
                        CREATE DOMAIN "3quo""te" AS bigint DEFAULT 5; CREATE COLLATION "o""der" (provider = icu, locale = 'de');
                        CREATE TABLE t (a "3quo""te" DEFAULT 1, b text COLLATE "o""der");
                        """),
                Arguments.of("tables that refer to one another become logged", """
                        CREATE UNLOGGED TABLE a (id int PRIMARY KEY); CREATE UNLOGGED TABLE z (id int PRIMARY KEY REFERENCES a);
                        CREATE UNLOGGED TABLE b (id int REFERENCES z, up int REFERENCES a, own serial);
                        CREATE TABLE c (id int PRIMARY KEY); CREATE UNLOGGED TABLE d (id int CONSTRAINT same REFERENCES a, more int);
                        INSERT INTO a VALUES (1); INSERT INTO z VALUES (1); INSERT INTO b VALUES (1, 1); INSERT INTO c VALUES (1); INSERT INTO d VALUES (1, 1);
                        """, """
                        CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE z (id int PRIMARY KEY REFERENCES a);
                        CREATE TABLE b (id int REFERENCES z, up int REFERENCES a, own serial);
                        CREATE TABLE c (id int PRIMARY KEY); CREATE TABLE d (id int CONSTRAINT same REFERENCES c, more int CONSTRAINT new REFERENCES c);
                        """),
                Arguments.of("a column that comes from above becomes the heir's own, of another type", """
                        CREATE TABLE p (id int, tag text NOT NULL); CREATE TABLE c (tag text, own int) INHERITS (p); CREATE TABLE g () INHERITS (c);
                        CREATE VIEW v AS SELECT tag FROM ONLY p; INSERT INTO g VALUES (1, 'x', 2);
                        """, """
                        CREATE TABLE p (id int); CREATE TABLE c (tag varchar(5), own bigint) INHERITS (p); CREATE TABLE g () INHERITS (c);
                        CREATE UNIQUE INDEX i ON c (tag, own); CREATE VIEW v AS SELECT id AS tag FROM ONLY p;
                        """),
                Arguments.of(
                        "columns are written with casts that change, with a function and by way of text", """
                        CREATE TYPE whole AS (v int);
                        CREATE FUNCTION number(whole) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT $1.v $$;
                        CREATE FUNCTION made(int) RETURNS whole LANGUAGE sql IMMUTABLE AS $$ SELECT ROW($1)::whole $$;
                        CREATE CAST (whole AS int) WITH FUNCTION number(whole) AS ASSIGNMENT;
                        CREATE CAST (int AS whole) WITH FUNCTION made(int);
                        CREATE TABLE t (a whole DEFAULT 5::whole, b int GENERATED ALWAYS AS (((ROW(1)::whole)::int)) STORED);
                        CREATE TYPE mood AS ENUM ('low'); INSERT INTO t DEFAULT VALUES;
                        """, """
                        CREATE TYPE whole AS (v bigint);
                        CREATE FUNCTION number(whole) RETURNS int LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT $1.v::int $$;
                        CREATE FUNCTION made(int) RETURNS whole LANGUAGE sql IMMUTABLE AS $$ SELECT ROW($1)::whole $$;
                        CREATE CAST (whole AS int) WITH FUNCTION number(whole) AS IMPLICIT;
                        CREATE CAST (int AS whole) WITH FUNCTION made(int) AS ASSIGNMENT;
                        CREATE TABLE t (a whole DEFAULT 6::whole, b int GENERATED ALWAYS AS (((ROW(1)::whole)::int)) STORED);
                        CREATE TYPE mood AS ENUM ('low');
                        CREATE CAST (mood AS int4multirange) WITH INOUT;
                        CREATE VIEW v AS SELECT number(made(1)), 'low'::mood::int4multirange AS m;
                        """),
                Arguments.of(
                        "a domain in use is checked by and filled from functions that return another type", """
                        CREATE FUNCTION most() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 100';
                        CREATE FUNCTION usual() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 5';
                        CREATE DOMAIN quantity AS int DEFAULT usual() CONSTRAINT not_more CHECK (VALUE <= most());
                        CREATE TABLE stock (id int PRIMARY KEY, amount quantity, more quantity[] CHECK (id < most()));
                        CREATE INDEX i ON stock ((id + most()));
                        CREATE VIEW v AS SELECT amount, most() FROM stock;
                        INSERT INTO stock VALUES (1, 2, '{3}');
                        """, """
                        CREATE FUNCTION most() RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 100';
                        CREATE FUNCTION usual() RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 5';
                        CREATE DOMAIN quantity AS int DEFAULT usual() CONSTRAINT not_more CHECK (VALUE <= most());
                        CREATE TABLE stock (id int PRIMARY KEY, amount quantity, more quantity[] CHECK (id < most()));
                        CREATE INDEX i ON stock ((id + most()));
                        CREATE VIEW v AS SELECT amount, most() FROM stock;
                        """),
                Arguments.of("the function that checks a domain in use gets an argument with a default", """
                        CREATE FUNCTION good(t text) RETURNS bool LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN t <> ''; END $$;
                        CREATE DOMAIN word AS text CHECK (good(VALUE));
                        CREATE TABLE x (a word NOT NULL DEFAULT 'q', PRIMARY KEY (a));
                        CREATE TABLE y (a word REFERENCES x);
                        CREATE VIEW xy AS SELECT x.a FROM x JOIN y USING (a);
                        INSERT INTO x VALUES ('p'); INSERT INTO y VALUES ('p');
                        """, """
                        CREATE FUNCTION good(t text, n int DEFAULT 1) RETURNS bool LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN length(t) >= n; END $$;
                        CREATE DOMAIN word AS text CHECK (good(VALUE));
                        CREATE TABLE x (a word NOT NULL DEFAULT 'q', PRIMARY KEY (a));
                        CREATE TABLE y (a word REFERENCES x);
                        CREATE VIEW xy AS SELECT x.a FROM x JOIN y USING (a);
                        """),
                Arguments.of("a default calls a function that gets an argument, and its column another type", """
                        CREATE FUNCTION code() RETURNS text LANGUAGE sql AS $$ SELECT 'C' $$;
                        CREATE TABLE t (a text DEFAULT code(), b int); INSERT INTO t (b) VALUES (1);
                        """, """
                        CREATE FUNCTION code(prefix text DEFAULT 'D') RETURNS text LANGUAGE sql AS $$ SELECT prefix $$;
                        CREATE TABLE t (a varchar(9) DEFAULT code(), b int);
                        """),
                Arguments.of("defaults, checks and views leave out an argument that gets a default", """
                        CREATE FUNCTION greet(name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'hello ' || name $$;
                        CREATE TABLE t (a text DEFAULT greet('w'), b text CHECK (b <> greet('x'))); INSERT INTO t (b) VALUES ('y');
                        CREATE VIEW v AS SELECT greet('v') AS c;
                        """, """
                        CREATE FUNCTION greet(name text DEFAULT 'world') RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'hello ' || name $$;
                        CREATE TABLE t (a text DEFAULT greet(), b text CHECK (b <> greet()), d text DEFAULT greet());
                        CREATE VIEW v AS SELECT greet() AS c;
                        CREATE TABLE n (a text DEFAULT greet());
                        """),
                Arguments.of("a function becomes immutable and is called where only such a one may be", """
                        CREATE FUNCTION code(n int) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN 'C' || n; END $$;
                        CREATE TABLE t (a int, b text); INSERT INTO t VALUES (1, 'p');
                        CREATE TABLE u (a int); INSERT INTO u VALUES (1);
                        """, """
                        CREATE FUNCTION code(n int) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN 'C' || n; END $$;
                        CREATE TABLE t (a int, b text GENERATED ALWAYS AS (code(a)) STORED); CREATE INDEX i ON t (code(a + 1));
                        CREATE TABLE u (a int, c text GENERATED ALWAYS AS (code(a)) STORED);
                        """),
                Arguments.of("a table gets other types while a new one holds its rows as values", """
                        CREATE TABLE n (a int, b int); INSERT INTO n VALUES (1, 2);
                        """, """
                        CREATE TABLE n (a bigint, b int); CREATE TABLE many (r n, rs n[]);
                        """),
                Arguments.of("of two partitions one is divided further and the other no longer", """
                        CREATE TABLE t (a int, b text) PARTITION BY RANGE (a);
                        CREATE TABLE x PARTITION OF t FOR VALUES FROM (0) TO (9) PARTITION BY LIST (b); CREATE TABLE xx PARTITION OF x DEFAULT;
                        CREATE TABLE y PARTITION OF t FOR VALUES FROM (9) TO (19); INSERT INTO t VALUES (1, 'p'), (10, 'q');
                        """, """
                        CREATE TABLE t (a int, b text) PARTITION BY RANGE (a);
                        CREATE TABLE y PARTITION OF t FOR VALUES FROM (9) TO (19) PARTITION BY LIST (b); CREATE TABLE yy PARTITION OF y DEFAULT;
                        CREATE TABLE x PARTITION OF t FOR VALUES FROM (0) TO (9);
                        """),
                Arguments.of(
                        "partitions fire a trigger from above in their own way while it, the bounds and the keys change",
                        """
                        CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
                        CREATE TABLE t (a int) PARTITION BY RANGE (a); CREATE TABLE x PARTITION OF t FOR VALUES FROM (0) TO (9);
                        CREATE TABLE y PARTITION OF t FOR VALUES FROM (9) TO (19) PARTITION BY LIST (a); CREATE TABLE yy PARTITION OF y DEFAULT;
                        CREATE TRIGGER again BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
                        CREATE TRIGGER state BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
                        CREATE TRIGGER other BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
                        ALTER TABLE x DISABLE TRIGGER USER; INSERT INTO t VALUES (1), (10);
                        """,
                        """
                        CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
                        CREATE TABLE t (a int) PARTITION BY RANGE (a); CREATE TABLE x PARTITION OF t FOR VALUES FROM (0) TO (8);
                        CREATE TABLE y PARTITION OF t FOR VALUES FROM (9) TO (19) PARTITION BY LIST (a); CREATE TABLE yy PARTITION OF y DEFAULT;
                        CREATE TRIGGER again BEFORE INSERT OR UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();
                        CREATE TRIGGER state BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f(); ALTER TABLE t ENABLE ALWAYS TRIGGER state;
                        CREATE TRIGGER other BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
                        CREATE TABLE z PARTITION OF t DEFAULT; CREATE INDEX i ON t (a);
                        ALTER TABLE x DISABLE TRIGGER USER; ALTER TABLE yy ENABLE REPLICA TRIGGER other; ALTER TABLE ONLY y ENABLE TRIGGER state;
                        ALTER TABLE z DISABLE TRIGGER other;
                        """),
                Arguments.of("a domain is over another, and both change what they are over", """
                        CREATE DOMAIN d AS int CHECK (VALUE > 0); CREATE DOMAIN e AS d CHECK (VALUE < 100);
                        CREATE TABLE t (a d, b e, c e[]); CREATE VIEW v AS SELECT a, b FROM t; INSERT INTO t VALUES (1, 2, '{3}');
                        """, """
                        CREATE DOMAIN e AS bigint CHECK (VALUE < 100); CREATE DOMAIN d AS e CHECK (VALUE > 0);
                        CREATE TABLE t (a d, b e, c e[]); CREATE VIEW v AS SELECT a, b FROM t;
                        """),
                Arguments.of("an enum loses labels while foreign keys compare it", """
                        CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
                        CREATE TABLE q (m mood PRIMARY KEY, parent mood REFERENCES q); CREATE TABLE r (m mood CONSTRAINT kept REFERENCES q);
                        INSERT INTO q VALUES ('ok', NULL), ('happy', 'ok'); INSERT INTO r VALUES ('ok');
                        """, """
                        CREATE TYPE mood AS ENUM ('happy', 'ok');
                        CREATE TABLE q (m mood PRIMARY KEY, parent mood REFERENCES q); CREATE TABLE r (m mood CONSTRAINT kept REFERENCES q);
                        """),
                Arguments.of("a collation that is made anew keeps the columns that are compared by it", """
                        CREATE COLLATION plain (LOCALE = 'C');
                        CREATE TABLE t (a text COLLATE plain, b text DEFAULT 'x' COLLATE plain CHECK (b COLLATE plain <> 'q'));
                        CREATE UNIQUE INDEX i ON t (a);
                        CREATE VIEW v AS SELECT a FROM t ORDER BY a;
                        INSERT INTO t VALUES ('a', 'b');
                        """, """
                        CREATE COLLATION plain (LOCALE = 'POSIX');
                        CREATE TABLE t (a text COLLATE plain, b text DEFAULT 'x' COLLATE plain CHECK (b COLLATE plain <> 'q'));
                        CREATE UNIQUE INDEX i ON t (a, b COLLATE plain);
                        CREATE VIEW v AS SELECT a FROM t ORDER BY a;
                        """),
                Arguments.of("partitions go that a table refers to which is made anew itself", """
                        CREATE TABLE p (id int, k int, PRIMARY KEY (id, k)) PARTITION BY LIST (k);
                        CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
                        CREATE TABLE c (pid int, k int, FOREIGN KEY (pid, k) REFERENCES p);
                        INSERT INTO p VALUES (1, 1); INSERT INTO c VALUES (1, 1);
                        """, """
                        CREATE TABLE p (id int, k int, note text, PRIMARY KEY (id, k)) PARTITION BY LIST (k);
                        CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1, 2);
                        CREATE TABLE p9 PARTITION OF p DEFAULT;
                        CREATE TABLE c (pid int, k int, FOREIGN KEY (pid, k) REFERENCES p ON DELETE CASCADE) PARTITION BY HASH (pid);
                        CREATE TABLE c0 PARTITION OF c FOR VALUES WITH (MODULUS 1, REMAINDER 0);
                        """),
                Arguments.of("a partitioned table that refers to itself is made anew", """
                        CREATE TABLE n (id int PRIMARY KEY, parent int CONSTRAINT up REFERENCES n) PARTITION BY HASH (id);
                        CREATE TABLE n0 PARTITION OF n FOR VALUES WITH (MODULUS 1, REMAINDER 0);
                        INSERT INTO n VALUES (1, NULL), (2, 1);
                        """, """
                        CREATE TABLE n (id bigint PRIMARY KEY, parent bigint CONSTRAINT up REFERENCES n ON DELETE CASCADE, depth int)
                          PARTITION BY HASH (id);
                        CREATE TABLE n0 PARTITION OF n FOR VALUES WITH (MODULUS 1, REMAINDER 0);
                        """),
                Arguments.of("partitioned tables with keys over each other become plain", """
                        CREATE TABLE a (k int UNIQUE) PARTITION BY LIST (k);
                        CREATE TABLE a1 PARTITION OF a FOR VALUES IN (1);
                        CREATE TABLE b (k int UNIQUE CONSTRAINT over_a REFERENCES a (k)) PARTITION BY LIST (k);
                        CREATE TABLE b1 PARTITION OF b FOR VALUES IN (1);
                        INSERT INTO a VALUES (1); INSERT INTO b VALUES (1);
                        ALTER TABLE a ADD CONSTRAINT over_b FOREIGN KEY (k) REFERENCES b (k);
                        """, """
                        CREATE TABLE a (k int UNIQUE); CREATE TABLE a1 (k int UNIQUE);
                        CREATE TABLE b (k int UNIQUE CONSTRAINT over_a REFERENCES a (k)); CREATE TABLE b1 (k int UNIQUE);
                        ALTER TABLE a ADD CONSTRAINT over_b FOREIGN KEY (k) REFERENCES b (k);
                        """),
                Arguments.of("a typed table's columns are its type's", """
                        CREATE TYPE member AS (id int, name text);
                        CREATE TABLE members OF member;
                        """, """
                        CREATE TYPE member AS (id int, name text, since date);
                        CREATE TABLE members OF member (PRIMARY KEY (id), name DEFAULT 'x');
                        """),
                Arguments.of("a typed table takes another type's columns", """
                        CREATE TYPE one AS (id int, name text);
                        CREATE TYPE two AS (id int, name text);
                        CREATE TABLE members OF one;
                        """, """
                        CREATE TYPE two AS (id bigint, name text);
                        CREATE TABLE members OF two;
                        """),
                Arguments.of("a type that is made anew keeps its typed table", """
                        CREATE TYPE member AS (id int, name text);
                        CREATE TABLE members OF member;
                        """, """
                        CREATE TYPE member AS (name text, id int);
                        CREATE TABLE members (id int, name text);
                        """),
                Arguments.of("a domain within arrays and composites gets narrower", """
                        CREATE DOMAIN amount AS int CHECK (VALUE > 0);
                        CREATE TYPE entry AS (a amount, n int);
                        CREATE TABLE t (one amount, many amount[], l entry);
                        INSERT INTO t VALUES (3, '{4,5}', ROW(6, 7)::entry);
                        """, """
                        CREATE DOMAIN amount AS int CONSTRAINT few CHECK (VALUE < 100);
                        CREATE TYPE entry AS (a amount, n int);
                        CREATE TABLE t (one amount, many amount[], l entry);
                        """),
                Arguments.of("a heir that leaves its parent loses what came from it", """
                        CREATE TABLE a (x int); CREATE TABLE b (y int);
                        CREATE TABLE c (z int) INHERITS (a, b);
                        """, """
                        CREATE TABLE a (x int); CREATE TABLE b (y int);
                        CREATE TABLE c (z int) INHERITS (a);
                        """),
                Arguments.of("the replica identity passes from an index to the table", """
                        CREATE TABLE t (a int NOT NULL, b int NOT NULL);
                        CREATE UNIQUE INDEX i ON t (a); CREATE UNIQUE INDEX j ON t (b);
                        ALTER TABLE t REPLICA IDENTITY USING INDEX i; ALTER TABLE t CLUSTER ON i;
                        """, """
                        CREATE TABLE t (a int NOT NULL, b int NOT NULL);
                        CREATE UNIQUE INDEX i ON t (a); CREATE UNIQUE INDEX j ON t (b);
                        ALTER TABLE t REPLICA IDENTITY FULL; ALTER TABLE t CLUSTER ON j;
                        """),
                Arguments.of("the replica identity passes from one index to another", """
                        CREATE TABLE t (a int NOT NULL, b int NOT NULL UNIQUE);
                        CREATE UNIQUE INDEX z ON t (a); ALTER TABLE t REPLICA IDENTITY USING INDEX z;
                        ALTER TABLE t CLUSTER ON t_b_key;
                        """, """
                        CREATE TABLE t (a int NOT NULL, b int NOT NULL UNIQUE);
                        CREATE UNIQUE INDEX z ON t (a); ALTER TABLE t REPLICA IDENTITY USING INDEX t_b_key;
                        ALTER TABLE t CLUSTER ON z;
                        """),
                Arguments.of("indexes and keys of partitioned tables get other storage parameters", """
                        CREATE TABLE t (a int, b int, PRIMARY KEY (a) WITH (fillfactor = 60)) PARTITION BY RANGE (a);
                        CREATE INDEX i ON t (b) WITH (fillfactor = 50);
                        CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10);
                        CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (10) TO (20) PARTITION BY LIST (a);
                        CREATE TABLE t21 PARTITION OF t2 FOR VALUES IN (10, 11);
                        CREATE TABLE r (a int REFERENCES t);
                        INSERT INTO t SELECT g, g FROM generate_series(0, 11) g; INSERT INTO r VALUES (3), (11);
                        """, """
                        CREATE TABLE t (a int PRIMARY KEY, b int) PARTITION BY RANGE (a);
                        CREATE INDEX i ON t (b) WITH (fillfactor = 80);
                        CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10);
                        CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (10) TO (20) PARTITION BY LIST (a);
                        CREATE TABLE t21 PARTITION OF t2 FOR VALUES IN (10, 11);
                        CREATE TABLE r (a int REFERENCES t);
                        """),
                Arguments.of("the replica identity is the usual one again when its index goes", """
                        CREATE TABLE t (a int NOT NULL); CREATE UNIQUE INDEX i ON t (a); ALTER TABLE t REPLICA IDENTITY USING INDEX i;
                        CREATE TABLE u (a int NOT NULL UNIQUE); ALTER TABLE u REPLICA IDENTITY USING INDEX u_a_key;
                        CREATE TABLE v (a int NOT NULL, b int); CREATE UNIQUE INDEX j ON v (a); ALTER TABLE v REPLICA IDENTITY USING INDEX j;
                        CREATE TABLE w (a int NOT NULL, b int); CREATE UNIQUE INDEX k ON w (a); ALTER TABLE w REPLICA IDENTITY USING INDEX k;
                        CREATE TABLE x (a int NOT NULL); CREATE UNIQUE INDEX l ON x (a); ALTER TABLE x REPLICA IDENTITY USING INDEX l; DROP INDEX l;
                        CREATE TABLE z (a int NOT NULL); CREATE UNIQUE INDEX m ON z (a); ALTER TABLE z REPLICA IDENTITY USING INDEX m;
                        """, """
                        CREATE TABLE t (a int NOT NULL);
                        CREATE TABLE u (a int NOT NULL);
                        CREATE TABLE v (b int);
                        CREATE TABLE w (a int NOT NULL, b int); CREATE UNIQUE INDEX k ON w (a, b);
                        CREATE TABLE x (a int NOT NULL);
                        CREATE TABLE z (a int NOT NULL); ALTER TABLE z REPLICA IDENTITY NOTHING;
                        """),
                Arguments.of("a foreign key waits until the old key over its columns is gone", """
                        CREATE TABLE t (a int PRIMARY KEY, b int NOT NULL UNIQUE);
                        CREATE TABLE r (x int REFERENCES t, y int REFERENCES t (b));
                        """, """
                        CREATE TABLE t (a int UNIQUE NOT NULL, b int PRIMARY KEY);
                        CREATE TABLE r (x int REFERENCES t (a), y int REFERENCES t (b) ON UPDATE CASCADE);
                        """),
                Arguments.of(
                        "a column is filled by a check that calls a new function of which only the text of an old one tells",
                        """
                        CREATE FUNCTION outer_one(v text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN z_inner(v); END';
                        CREATE DOMAIN checked AS text CONSTRAINT ok CHECK (outer_one(VALUE));
                        CREATE TABLE t (id int); INSERT INTO t VALUES (1);
                        """,
                        """
                        CREATE FUNCTION outer_one(v text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN z_inner(v); END';
                        CREATE FUNCTION z_inner(v text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT length(v) > 0';
                        CREATE DOMAIN checked AS text CONSTRAINT ok CHECK (outer_one(VALUE));
                        CREATE TABLE t (id int, val checked DEFAULT 'ok');
                        """),
                Arguments.of("a primary key of another name after the one that goes with a column", """
                        CREATE TABLE t (a int DEFAULT 5, b int, CONSTRAINT one PRIMARY KEY (a)); INSERT INTO t VALUES (1, 2);
                        CREATE TABLE whole (a int, b int DEFAULT 6, c int, CONSTRAINT first PRIMARY KEY (a, b)) PARTITION BY LIST (a);
                        CREATE TABLE part PARTITION OF whole FOR VALUES IN (1); INSERT INTO whole VALUES (1, 2, 3);
                        """, """
                        CREATE TABLE t (b int, c int DEFAULT 7, CONSTRAINT other PRIMARY KEY (b, c)); INSERT INTO t VALUES (2, 3);
                        CREATE TABLE whole (a int, c int DEFAULT 7, CONSTRAINT second PRIMARY KEY (a, c)) PARTITION BY LIST (a);
                        CREATE TABLE part PARTITION OF whole FOR VALUES IN (1);
                        """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void arrivesForthAndBack(String what, String one, String other) throws SQLException {
        // a pair that differs in nothing would arrive without a detour
        assertThat(migration.arrives(one, other).statements()).as(what).isNotEmpty();
        assertThat(migration.arrives(other, one).statements())
                .as(what + ", back")
                .isNotEmpty();
    }
}
