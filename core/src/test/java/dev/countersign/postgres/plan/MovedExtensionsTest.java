package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.plan.Statement;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.postgres.SuperuserEngine;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Extensions go into another schema, and what uses their types, functions and operators goes on. */
@ExtendWith(SuperuserEngine.class)
class MovedExtensionsTest {
    private final Migration migration;

    MovedExtensionsTest(PostgresEngine.Server server) {
        this.migration = new Migration(server);
    }

    @Test
    void columnsKeepTheirRowsAsTheyAre() throws SQLException {
        String objects = """
                CREATE DOMAIN mail AS %1$s.citext CHECK (length(VALUE::text) > 0); CREATE TYPE pair AS (a %1$s.citext, b %1$s.citext[]);
                CREATE TABLE t (a %1$s.citext PRIMARY KEY, b %1$s.citext[] NOT NULL, c mail, d pair); CREATE INDEX i ON t (b);
                INSERT INTO t VALUES ('Aa', '{x}', 'y', NULL);
                """;
        String before = "CREATE EXTENSION citext;" + objects.formatted("public");
        String after = "CREATE SCHEMA \"e x\"; CREATE EXTENSION citext SCHEMA \"e x\";" + objects.formatted("\"e x\"");
        assertThat(migration.arrives(before, after).statements())
                .extracting(Statement::sql)
                .containsExactly("CREATE SCHEMA \"e x\";", "ALTER EXTENSION citext SET SCHEMA \"e x\";");
        migration.arrives(after, before);
    }

    @Test
    void whatIsNamedByTheirTypesGoesBeforeAndComesAfter() throws SQLException {
        String objects = """
                CREATE TABLE t (h %1$s.hstore DEFAULT 'x=>1', k text GENERATED ALWAYS AS (('a=>b'::%1$s.hstore) OPERATOR(%1$s.->) 'a') STORED);
                CREATE INDEX i ON t USING gin (h); CREATE FUNCTION f(%1$s.hstore) RETURNS %1$s.hstore LANGUAGE sql AS $$ SELECT $1 $$;
                CREATE AGGREGATE agg (%1$s.hstore) (sfunc = %1$s.hs_concat, stype = %1$s.hstore, initcond = '');
                CREATE FUNCTION n(%1$s.hstore) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT 1 $$; CREATE CAST (%1$s.hstore AS int) WITH FUNCTION n(%1$s.hstore);
                CREATE VIEW v AS SELECT h OPERATOR(%1$s.->) 'x' AS x FROM t; COMMENT ON FUNCTION f(%1$s.hstore) IS 'c';
                INSERT INTO t VALUES ('a=>1');
                """;
        String before = "CREATE SCHEMA a; CREATE EXTENSION hstore SCHEMA a;" + objects.formatted("a");
        String after = "CREATE SCHEMA b; CREATE EXTENSION hstore SCHEMA b;" + objects.formatted("b");
        migration.arrives(before, after);
    }

    @Test
    void aTypeOfTheSameSchemaDoesNotGoAlong() throws SQLException {
        migration.arrives("""
                CREATE SCHEMA a; CREATE SCHEMA b; CREATE EXTENSION citext SCHEMA a; CREATE EXTENSION hstore SCHEMA a; CREATE TYPE a.e AS ENUM ('x'); CREATE TYPE b.e AS ENUM ('x');
                CREATE TABLE t (a a.citext, b a.hstore, c a.e); INSERT INTO t VALUES ('1', 'x=>y', 'x');
                """, """
                CREATE SCHEMA a; CREATE SCHEMA b; CREATE EXTENSION citext SCHEMA b; CREATE EXTENSION hstore SCHEMA a; CREATE TYPE a.e AS ENUM ('x'); CREATE TYPE b.e AS ENUM ('x');
                CREATE TABLE t (a b.citext, b a.hstore, c b.e);
                """);
    }
}
