package dev.countersign.postgres.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Fingerprint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.Uncompared;
import dev.countersign.catalog.View;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Scope;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.progress.CancelledException;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresEngine.class)
class RobustInspectionTest {
    private final PostgresEngine.Server server;

    RobustInspectionTest(PostgresEngine.Server server) {
        this.server = server;
    }

    @Test
    void theOrderOfStatementsDoesNotShow() throws SQLException {
        Catalog one = server.inspect("""
                CREATE TYPE e AS ENUM ('a', 'b');
                CREATE TABLE a (x int PRIMARY KEY, y e, z text); CREATE TABLE b (x int REFERENCES a);
                CREATE INDEX a_y ON a (y); CREATE INDEX a_z ON a (z); CREATE VIEW v AS SELECT x FROM a;
                COMMENT ON TABLE a IS 'c'""");
        Catalog two = server.inspect("""
                CREATE TABLE b (x int); CREATE TABLE junk (q int); CREATE TABLE a (z text, was int, x int NOT NULL);
                COMMENT ON TABLE a IS 'c'; CREATE INDEX a_z ON a (z);
                CREATE TYPE e AS ENUM ('b'); ALTER TYPE e ADD VALUE 'a' BEFORE 'b'; ALTER TABLE a DROP COLUMN was;
                ALTER TABLE a ADD PRIMARY KEY (x); ALTER TABLE b ADD FOREIGN KEY (x) REFERENCES a; DROP TABLE junk;
                ALTER TABLE a ADD COLUMN y e; CREATE VIEW v AS SELECT x FROM a; CREATE INDEX a_y ON a (y)""");
        assertThat(Fingerprint.of(two)).isEqualTo(Fingerprint.of(one));
        assertThat(two.objects().keySet()).isEqualTo(one.objects().keySet());
        assertThat(two.dependencies()).containsExactlyInAnyOrderElementsOf(one.dependencies());
    }

    @Test
    void nothingInTheDatabaseCanStandInFrontOfACatalog() throws SQLException {
        try (ScratchDatabase scratch = server.database().create("shadow");
                Connection connection = scratch.openForScripts()) {
            PostgresEngine.Server.run(connection, """
                    CREATE FUNCTION public.lower(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT ''shadow''';
                    CREATE FUNCTION public.format_type(oid, int) RETURNS text LANGUAGE sql AS 'SELECT ''shadow''';
                    CREATE TABLE public.pg_class (x int); CREATE TABLE public.t (a text, b int);
                    CREATE INDEX i ON public.t (pg_catalog.lower(a)); CREATE INDEX j ON public.t (public.lower(a));
                    SET search_path = public, pg_catalog;
                    CREATE TEMPORARY TABLE pg_attribute (x int); CREATE TEMPORARY TABLE text (x int)""");
            Catalog catalog = new PostgresInspector().inspect(connection, Scope.database(), Progress.none());
            assertThat(catalog.objects().values())
                    .extracting(o -> o.ref().display())
                    .contains("public.pg_class", "public.t", "public.i")
                    .doesNotContain("public.pg_attribute");
            assertThat(catalog.find(ObjectRef.of(ObjectKind.INDEX, "public", "i"))
                            .orElseThrow()
                            .toString())
                    .contains("(lower(a))");
            assertThat(catalog.find(ObjectRef.of(ObjectKind.INDEX, "public", "j"))
                            .orElseThrow()
                            .toString())
                    .contains("(public.lower(a))");
            assertThat(catalog.find(ObjectRef.of(ObjectKind.TABLE, "public", "t"), Table.class)
                            .orElseThrow()
                            .columns())
                    .extracting(c -> c.type())
                    .containsExactly("text", "integer");
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SHOW search_path")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("public, pg_catalog");
            }
            assertThat(connection.isReadOnly()).isFalse();
            assertThat(connection.getAutoCommit()).isTrue();
        }
    }

    @Test
    void hostileNamesComeThroughUnchanged() throws SQLException {
        String table = "quo\"te'\nnew\\line";
        Catalog catalog = server.inspect("""
                CREATE SCHEMA "sel;ect"; CREATE TABLE "sel;ect"."quo""te'
                new\\line" ("a,b" int PRIMARY KEY, "c(d" text CHECK ("c(d" <> ''')'));
                CREATE INDEX "x y" ON "sel;ect"."quo""te'
                new\\line" ("c(d" DESC, ("a,b" + 1)); CREATE VIEW "sel;ect"."select" AS SELECT "a,b" FROM "sel;ect"."quo""te'
                new\\line"; CREATE TABLE "sel;ect"."日本語 🎉" (x int)""");
        ObjectRef ref = ObjectRef.of(ObjectKind.TABLE, "sel;ect", table);
        assertThat(catalog.find(ref, Table.class).orElseThrow().columns())
                .extracting(c -> c.name())
                .containsExactly("a,b", "c(d");
        assertThat(catalog.find(ObjectRef.of(ObjectKind.INDEX, "sel;ect", "x y"))
                        .orElseThrow()
                        .toString())
                .contains("Part[text=c(d, expression=false, options=DESC]");
        assertThat(catalog.find(ObjectRef.of(ObjectKind.VIEW, "sel;ect", "select"), View.class))
                .isPresent();
        assertThat(catalog.find(ObjectRef.of(ObjectKind.TABLE, "sel;ect", "日本語 🎉")))
                .isPresent();
        assertThat(catalog.references(ObjectRef.of(ObjectKind.VIEW, "sel;ect", "select")))
                .contains(ObjectRef.column(ref, "a,b"));
    }

    @Test
    void temporaryTablesOfAnybodyAreNotSeen() throws SQLException {
        try (ScratchDatabase scratch = server.database().create("temporary");
                Connection other = scratch.open();
                Connection connection = scratch.open()) {
            PostgresEngine.Server.run(other, "CREATE TEMPORARY TABLE hidden (a serial PRIMARY KEY)");
            PostgresEngine.Server.run(connection, "CREATE TEMPORARY TABLE mine (a int)");
            Catalog catalog = new PostgresInspector().inspect(connection, Scope.database(), Progress.none());
            assertThat(catalog.objects().keySet()).extracting(ObjectRef::name).doesNotContain("hidden", "mine");
            assertThat(catalog.uncompared()).isEmpty();
        }
    }

    @Test
    void whatIsNotModelledIsNamed() throws SQLException {
        Catalog catalog = server.inspect(
                List.of(
                        "CREATE FOREIGN DATA WRAPPER wrapper",
                        "CREATE SERVER remote FOREIGN DATA WRAPPER wrapper",
                        "CREATE FOREIGN TABLE far (a int NOT NULL, CHECK (a > 0)) SERVER remote",
                        "CREATE USER MAPPING FOR PUBLIC SERVER remote",
                        "CREATE TYPE shell",
                        "CREATE OPERATOR FAMILY fam USING btree",
                        "CREATE OPERATOR CLASS cls FOR TYPE int USING btree FAMILY fam AS OPERATOR 1 <, FUNCTION 1 btint4cmp(int, int)",
                        "CREATE TEXT SEARCH PARSER prs (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype)",
                        "CREATE TEXT SEARCH TEMPLATE tpl (LEXIZE = dsimple_lexize)",
                        "CREATE ACCESS METHOD heapish TYPE TABLE HANDLER heap_tableam_handler",
                        "CREATE LANGUAGE lang HANDLER plpgsql_call_handler",
                        "CREATE TRANSFORM FOR int LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal))"),
                """
                CREATE TEXT SEARCH CONFIGURATION cfg (COPY = pg_catalog.english);
                CREATE TEXT SEARCH DICTIONARY dict (TEMPLATE = pg_catalog.simple);
                CREATE CONVERSION conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
                SELECT lo_create(0)""",
                Scope.database());
        assertThat(catalog.uncompared()).extracting(Uncompared::kind).containsExactly("large objects");
        assertThat(catalog.objects().keySet())
                .extracting(ObjectRef::name)
                .contains("wrapper", "remote", "far", "shell", "prs", "tpl", "heapish", "lang", "cfg", "dict", "conv");
    }

    @Test
    void aMissingPrivilegeIsToldAndStopsNothing() throws SQLException {
        Catalog catalog = server.inspect(
                List.of("REVOKE SELECT ON pg_catalog.pg_largeobject_metadata FROM PUBLIC"),
                "CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t",
                Scope.database());
        assertThat(catalog.objects().keySet()).extracting(ObjectRef::display).contains("public.t", "public.v");
        assertThat(catalog.uncompared())
                .filteredOn(seen -> seen.kind().equals("objects outside schemas"))
                .singleElement()
                .satisfies(u -> assertThat(u.reason()).isEqualTo("this role may not read them"));
    }

    @Test
    void commentsOnPartsBelongToTheirObjects() throws SQLException {
        Catalog catalog = server.inspect("""
                CREATE TABLE t (a int CONSTRAINT t_key PRIMARY KEY); COMMENT ON INDEX t_key IS 'index behind the key';
                CREATE DOMAIN d AS int CONSTRAINT dc CHECK (VALUE > 0); COMMENT ON CONSTRAINT dc ON DOMAIN d IS 'why'""");
        assertThat(catalog.uncompared()).isEmpty();
        assertThat(catalog.objects().values().toString()).contains("index behind the key", "why");
    }

    @Test
    void subscriptionsAreNamedWithoutTheirConnection() throws SQLException {
        try (ScratchDatabase scratch = server.database().create("subscribed");
                Connection connection = scratch.open()) {
            scratch.runPrivileged(
                    List.of(
                            "CREATE SUBSCRIPTION sub CONNECTION 'dbname=nowhere password=hush' PUBLICATION p WITH (connect = false)"));
            try {
                Catalog readable = new PostgresInspector().inspect(connection, Scope.database(), Progress.none());
                assertThat(readable.objects().values().toString())
                        .contains("dbname=nowhere")
                        .doesNotContain("hush");

                scratch.runPrivileged(List.of("REVOKE SELECT ON pg_catalog.pg_subscription FROM countersign_dev"));
                Catalog catalog = new PostgresInspector().inspect(connection, Scope.database(), Progress.none());
                assertThat(catalog.uncompared())
                        .extracting(Uncompared::toString)
                        .singleElement()
                        .asString()
                        .contains("subscription", "sub")
                        .doesNotContain("hush");
            } finally {
                scratch.runPrivileged(
                        List.of("ALTER SUBSCRIPTION sub SET (slot_name = NONE)", "DROP SUBSCRIPTION sub"));
            }
        }
    }

    @Test
    void aCancelledInspectionLeavesTheConnectionUsable() throws SQLException {
        try (ScratchDatabase scratch = server.database().create("cancelled");
                Connection connection = scratch.open()) {
            Progress stopped = new Progress() {
                @Override
                public void phase(String phase, long done, long total) {
                    // nobody is watching
                }

                @Override
                public boolean cancelled() {
                    return true;
                }

                @Override
                public void onCancel(Runnable action) {
                    action.run();
                }
            };
            assertThatThrownBy(() -> new PostgresInspector().inspect(connection, Scope.database(), stopped))
                    .isInstanceOf(CancelledException.class);
            PostgresEngine.Server.run(connection, "CREATE TABLE still_works (a int)");
        }
    }
}
