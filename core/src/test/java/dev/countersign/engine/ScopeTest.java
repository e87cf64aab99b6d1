package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.catalog.Uncompared;
import dev.countersign.plan.UnplannableException;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.Progress;
import dev.countersign.review.Review;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One schema or whole databases: never one against the other, and in the scope of one schema its name does not matter. */
@ExtendWith(PostgresEngine.class)
class ScopeTest {
    private static final String TENANT = """
            CREATE TYPE mood AS ENUM ('glad', 'sad');
            CREATE SEQUENCE numbers;
            CREATE TABLE users (id int PRIMARY KEY DEFAULT nextval('numbers'), feels mood, email citext);
            CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users (id));
            CREATE VIEW glad AS SELECT id, email FROM users WHERE feels = 'glad';
            """;
    private static final List<String> CITEXT = List.of("CREATE EXTENSION citext SCHEMA public");

    @TempDir
    private Path directory;

    private final Workspace workspace = DefaultWorkspace.installed();

    @Test
    void schemasOfDifferentNamesAreComparedWithoutTheirNames(PostgresEngine.Server server) throws Exception {
        String more = TENANT + "ALTER TABLE users ADD COLUMN born date; CREATE INDEX ON orders (user_id);";
        try (LiveDatabase current = LiveDatabase.of(
                        server,
                        CITEXT,
                        inSchema("tenant1", TENANT) + "CREATE SCHEMA other; CREATE TABLE other.t (i int);");
                LiveDatabase desired = LiveDatabase.of(server, CITEXT, more);
                ReviewSession session = open(current.url("tenant1"), desired.url("public"), "")) {
            assertThat(session.plan(Map.of()).script())
                    .contains("ALTER TABLE tenant1.users ADD COLUMN born date", "ON tenant1.orders")
                    .doesNotContain("public", "DROP", "SCHEMA", "other");
            assertThat(session.plan(Map.of()).statements()).hasSize(2);
            Review review = session.review(Map.of(), Progress.none());
            assertThat(review.simulation().arrives())
                    .as("%s", review.simulation())
                    .isTrue();
        }
        try (LiveDatabase current = LiveDatabase.of(server, CITEXT, TENANT);
                LiveDatabase desired = LiveDatabase.of(server, CITEXT, inSchema("tenant1", TENANT));
                ReviewSession session = open(current.url("public"), desired.url("tenant1"), "")) {
            assertThat(session.plan(Map.of()).script()).isEmpty();
        }
    }

    @Test
    void filesMayCallTheSchemaWhatTheDevDatabaseCallsIt(PostgresEngine.Server server) throws Exception {
        try (LiveDatabase current = LiveDatabase.of(server, CITEXT, inSchema("tenant1", TENANT))) {
            file(
                    "plain.sql",
                    "CREATE EXTENSION citext SCHEMA public;" + TENANT.replace(" citext", " public.citext")
                            + "CREATE TABLE added (i int);");
            assertThat(script(current.url("tenant1"), "plain.sql", ""))
                    .isEqualTo("CREATE TABLE tenant1.added (\n    i integer\n);\n");

            file(
                    "qualified.sql",
                    "CREATE TABLE public.added (i int); CREATE VIEW public.v AS SELECT i FROM public.added;");
            assertThatThrownBy(() -> script(current.url("tenant1"), "qualified.sql", ""))
                    .isInstanceOf(CountersignException.class)
                    .hasMessageContaining("qualified.sql line 1 makes public.added, which is not in tenant1")
                    .hasMessageContaining("search_path public");
            assertThat(script(current.url("tenant1"), "qualified.sql", "embedded://postgres/18?search_path=public"))
                    .contains(
                            "CREATE TABLE tenant1.added",
                            "CREATE VIEW tenant1.v",
                            "FROM tenant1.added",
                            "DROP TABLE tenant1.users")
                    .doesNotContain("SCHEMA");
        }
    }

    @Test
    void aSchemaIsNeverComparedWithADatabase(PostgresEngine.Server server) throws Exception {
        try (LiveDatabase one = LiveDatabase.of(server, "CREATE TABLE t (i int)");
                LiveDatabase two = LiveDatabase.of(server, "CREATE TABLE t (i int)")) {
            file("desired.sql", "CREATE TABLE t (i int);");
            assertThatThrownBy(() -> open(one.url("public"), two.url(), ""))
                    .isInstanceOf(CountersignException.class)
                    .hasMessage(
                            "The current state is the schema public and the desired state is a whole database;"
                                    + " give the URLs of both databases and of the dev database a search_path, or none of them.");
            assertThatThrownBy(() -> open(one.url(), "desired.sql", "embedded://postgres/18?search_path=public"))
                    .hasMessageContaining(
                            "The current state is a whole database and the dev database is the schema public;");
            assertThatThrownBy(() -> open(one.url("public"), "desired.sql", two.url()))
                    .hasMessageContaining("the dev database is a whole database;");
            assertThatThrownBy(() -> open(one.url("public,app"), "desired.sql", ""))
                    .hasMessageContaining("names several schemas (public, app)");
            assertThatThrownBy(() -> open(one.url("nosuch"), "desired.sql", ""))
                    .hasMessageContaining("There is no schema nosuch in ");
            file("schemas.sql", "CREATE TABLE t (i int);\nCREATE SCHEMA more;");
            assertThatThrownBy(() -> open(one.url("public"), "schemas.sql", ""))
                    .hasMessageContaining("schemas.sql line 2 makes more, which is not in public");
        }
    }

    @Test
    void whatBelongsToDatabaseServerOrSchemaItselfIsNotPlannedInTheScopeOfOneSchema(PostgresEngine.Server server)
            throws Exception {
        String script = "CREATE TABLE app.t (i int); CREATE PUBLICATION p; COMMENT ON SCHEMA app IS 'ours';";
        List<String> privileged = List.of(
                "CREATE SCHEMA app AUTHORIZATION countersign_dev",
                "CREATE EXTENSION pg_trgm SCHEMA app",
                "GRANT USAGE ON SCHEMA app TO PUBLIC");
        try (LiveDatabase current = LiveDatabase.of(server, privileged, script)) {
            file("desired.sql", """
                    CREATE ROLE somebody_new;
                    CREATE EXTENSION IF NOT EXISTS citext SCHEMA public;
                    CREATE PUBLICATION p;
                    CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
                    CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f();
                    DROP EVENT TRIGGER e; DROP FUNCTION f();
                    CREATE TABLE t (i int, j int);
                    """);
            try (ReviewSession session = open(current.url("app"), "desired.sql", "")) {
                assertThat(session.plan(Map.of()).script()).isEqualTo("ALTER TABLE app.t ADD COLUMN j integer;\n");
                assertThat(session.diff().current().uncompared())
                        .extracting(Uncompared::reason)
                        .containsOnly("about the schema itself, which takes no part in the scope of one schema");
                assertThat(session.diff().desired().uncompared())
                        .as("what the files make all the same is named")
                        .extracting(u -> u.cause() + " " + u.kind() + " " + u.name())
                        .contains(
                                "LEFT_OUT extension citext",
                                "LEFT_OUT publication p",
                                "LEFT_OUT event trigger e",
                                "LEFT_OUT role somebody_new");
                Review review = session.review(Map.of(), Progress.none());
                assertThat(review.simulation().arrives())
                        .as("%s", review.simulation())
                        .isTrue();
            }
        }
    }

    @Test
    void neitherMembersOfExtensionsNorLedgersAreDropped(PostgresEngine.Server server) throws Exception {
        List<String> extensions = List.of(
                "CREATE SCHEMA x AUTHORIZATION countersign_dev",
                "CREATE EXTENSION hstore SCHEMA x",
                "CREATE EXTENSION pg_stat_statements SCHEMA public");
        String ledgers = """
                CREATE TABLE x.atlas_schema_revisions (version text PRIMARY KEY);
                CREATE SCHEMA countersign_ledger;
                CREATE TABLE countersign_ledger.applied (plan text);
                CREATE TABLE x.flyway_schema_history (installed_rank int PRIMARY KEY, success bool);
                CREATE INDEX flyway_schema_history_s_idx ON x.flyway_schema_history (success);
                CREATE TABLE x.goose_db_version (id serial PRIMARY KEY, version_id bigint);
                CREATE TABLE x.databasechangelog (id text); GRANT SELECT ON x.databasechangelog TO PUBLIC;
                CREATE TABLE x.t (h x.hstore);
                """;
        file("nothing.sql", "");
        file("schema.sql", "CREATE SCHEMA x;");
        try (LiveDatabase current = LiveDatabase.of(server, extensions, ledgers)) {
            assertThat(script(current.url("x"), "nothing.sql", "")).isEqualTo("DROP TABLE x.t;\n");
            try (ReviewSession session = open(current.url(), "schema.sql", "", "x")) {
                assertThat(session.plan(Map.of()).script())
                        .contains("DROP TABLE x.t;")
                        .doesNotContain("atlas", "flyway", "goose", "changelog", "FUNCTION", "TYPE");
                Review review = session.review(Map.of(), Progress.none());
                assertThat(review.simulation().arrives())
                        .as("%s", review.simulation())
                        .isTrue();
            }
            try (ReviewSession session = open(current.url(), "schema.sql", "")) {
                assertThat(session.plan(Map.of()).script())
                        .contains("DROP TABLE x.t;", "DROP EXTENSION hstore;")
                        .doesNotContain(
                                "atlas",
                                "ledger",
                                "flyway",
                                "goose",
                                "changelog",
                                "DROP FUNCTION",
                                "DROP TYPE",
                                "DROP VIEW");
            }
        }
    }

    @Test
    void schemaChosenByNameReadsThatPartOfALiveDatabase(PostgresEngine.Server server) throws Exception {
        String script = inSchema("a", "CREATE TABLE t (i int);") + inSchema("b", "CREATE TABLE u (i int);")
                + "CREATE TYPE public.shared AS ENUM ('x'); CREATE TABLE b.needs (s public.shared);";
        file(
                "desired.sql",
                "CREATE SCHEMA b; CREATE TABLE b.u (i int, j int); CREATE TYPE public.shared AS ENUM ('x'); CREATE TABLE b.needs (s public.shared);");
        try (LiveDatabase current = LiveDatabase.of(server, script);
                ReviewSession session = open(current.url(), "desired.sql", "", "b")) {
            assertThat(session.plan(Map.of()).script()).isEqualTo("ALTER TABLE b.u ADD COLUMN j integer;\n");
            Review review = session.review(Map.of(), Progress.none());
            assertThat(review.simulation().arrives())
                    .as("%s", review.simulation())
                    .isTrue();
        }
    }

    @Test
    void addingTheSchemaIsRefusedInItsOwnScope(PostgresEngine.Server server) throws Exception {
        try (LiveDatabase current = LiveDatabase.of(server, inSchema("app", "CREATE TABLE t (i int);"))) {
            file("dropped.sql", "DROP SCHEMA app;");
            assertThatThrownBy(() -> script(current.url("app"), "dropped.sql", ""))
                    .isInstanceOf(UnplannableException.class)
                    .hasMessageContaining("to drop schema app is not possible in the scope of one schema, app");
        }
    }

    private static String inSchema(String schema, String script) {
        return "CREATE SCHEMA " + schema + "; SET search_path = " + schema + ", public;" + script
                + "RESET search_path;";
    }

    private String script(String from, String to, String dev) throws SQLException {
        try (ReviewSession session = open(from, to, dev)) {
            return session.plan(Map.of()).script();
        }
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private ReviewSession open(String from, String to, String dev, String... schemas) {
        return workspace.open(
                new ReviewRequest(
                        Optional.empty(),
                        directory,
                        Optional.empty(),
                        Map.of(),
                        Optional.of(from),
                        List.of(to),
                        dev.isEmpty() ? Optional.empty() : Optional.of(dev),
                        List.of(schemas)),
                Progress.none());
    }
}
