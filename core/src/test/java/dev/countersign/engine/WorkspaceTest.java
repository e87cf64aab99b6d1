package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Diagnostic.Evidence;
import dev.countersign.lint.LintReport;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.Progress;
import dev.countersign.review.Outcome.Reason.Kind;
import dev.countersign.review.Outcome.Verdict;
import dev.countersign.review.Review;
import dev.countersign.review.ReviewMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the front desk does with live databases, files, project files and mistakes. */
@ExtendWith(PostgresEngine.class)
class WorkspaceTest {
    private static final String USERS = "CREATE TABLE users (id int PRIMARY KEY, email text);";

    @TempDir
    private Path directory;

    private final Workspace workspace = DefaultWorkspace.installed();

    @Test
    void liveDatabaseIsReadAndItsRowsAreAsked(PostgresEngine.Server server) throws Exception {
        try (ScratchDatabase live = server.database().create("live")) {
            String url = liveUrl(live, USERS + "INSERT INTO users VALUES (1, NULL), (2, NULL), (3, 'c');");
            file("desired.sql", "CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL);");

            try (ReviewSession session = workspace.open(request(url, "desired.sql"), Progress.none())) {
                Review review = session.review(Map.of(), Progress.none());

                assertThat(review.simulation().arrives())
                        .as("%s", review.outcome())
                        .isTrue();
                assertThat(review.currentInfo().kind()).isEqualTo("database");
                assertThat(review.mode()).isEqualTo(ReviewMode.ALWAYS);
                Diagnostic found = review.diagnostics().stream()
                        .filter(d -> d.code().equals("MF104"))
                        .findFirst()
                        .orElseThrow();
                assertThat(found.evidence()).isEqualTo(Evidence.LIVE_DATA);
                assertThat(found.message()).contains("2 rows hold NULL");
            }
        }
    }

    @Test
    void equalStatesNeedNobody() throws IOException {
        file("a.sql", USERS);
        file("b.sql", "CREATE TABLE users (id int, email text, CONSTRAINT users_pkey PRIMARY KEY (id));");
        try (ReviewSession session = workspace.open(request("a.sql", "b.sql"), Progress.none())) {
            Review review = session.review(Map.of(), Progress.none());

            assertThat(review.plan().isEmpty()).isTrue();
            assertThat(review.outcome().verdict()).isEqualTo(Verdict.CLEAR);
        }
    }

    @Test
    void directiveMakesARenameOfDropAndAdd() throws IOException {
        file("a.sql", USERS);
        file("b.sql", "CREATE TABLE users (\n  id int PRIMARY KEY,\n  -- atlas:renamed_from email\n  mail text\n);");
        try (ReviewSession session = workspace.open(request("a.sql", "b.sql"), Progress.none())) {
            assertThat(session.plan(Map.of()).script())
                    .contains("RENAME COLUMN email TO mail")
                    .doesNotContain("DROP");
        }
    }

    @Test
    void scriptErrorSaysWhere() throws IOException {
        file("a.sql", USERS);
        file("b.sql", USERS + "\n\nCREATE VIEW v AS SELECT missing FROM users;");

        assertThatThrownBy(() -> workspace.open(request("a.sql", "b.sql"), Progress.none()))
                .isInstanceOf(CountersignException.class)
                .hasMessageContaining("b.sql line 3")
                .hasMessageContaining("CREATE VIEW v")
                .hasMessageContaining("column \"missing\" does not exist");
    }

    /** The files may be right; the built-in engine cannot tell. */
    @Test
    void whatTheDevDatabaseLendsNoRightForIsNotSupported() throws IOException {
        file("a.sql", USERS);
        for (String refused : List.of(
                "CREATE TYPE base;",
                "CREATE AGGREGATE mean(numeric) (SFUNC = numeric_avg_accum, STYPE = internal, FINALFUNC = numeric_poly_avg);",
                "CREATE FUNCTION lax(int, int) RETURNS bool LANGUAGE internal IMMUTABLE AS 'int4eq';",
                "CREATE FUNCTION other(int, int) RETURNS bool LANGUAGE c STRICT AS '/opt/other', 'other';",
                "DO $$ BEGIN PERFORM 1; CREATE ROLE chief SUPERUSER; END $$;")) {
            file("b.sql", USERS + "\n" + refused);
            assertThatThrownBy(() -> workspace.open(request("a.sql", "b.sql"), Progress.none()))
                    .as(refused)
                    .isInstanceOf(CountersignException.class)
                    .hasMessageContaining("b.sql line 2")
                    .hasMessageContaining("name a dev database whose role is a superuser with --dev-url")
                    .extracting(e -> ((CountersignException) e).exitCode())
                    .isEqualTo(CountersignException.ExitCode.UNSUPPORTED);
        }
    }

    @Test
    void rolesThatTheScriptNamesAreMade() throws IOException {
        file("a.sql", USERS);
        file("b.sql", USERS + "GRANT SELECT ON users TO reporting;");
        try (ReviewSession session = workspace.open(request("a.sql", "b.sql"), Progress.none())) {
            assertThat(session.diff().current().objects()).isNotEmpty();
        }
    }

    @Test
    void missingStateSaysWhatToDo() {
        ReviewRequest nothing = ReviewRequest.of(directory);
        assertThatThrownBy(() -> workspace.open(nothing, Progress.none()))
                .isInstanceOf(CountersignException.class)
                .hasMessageContaining("--from");
    }

    @Test
    void excludedObjectsStayAndAreNamed() throws IOException {
        file("countersign.hcl", "env \"x\" {\n  exclude = [\"public.*_log\"]\n}\n");
        file("a.sql", USERS + "CREATE TABLE import_log (line text);");
        file("b.sql", USERS);
        ReviewRequest plain = request("a.sql", "b.sql");
        ReviewRequest request = new ReviewRequest(
                Optional.empty(),
                directory,
                Optional.of("x"),
                Map.of(),
                plain.from(),
                plain.to(),
                Optional.empty(),
                List.of());
        try (ReviewSession session = workspace.open(request, Progress.none())) {
            Review review = session.review(Map.of(), Progress.none());

            assertThat(review.plan().script()).isEmpty();
            assertThat(review.outcome().reasons()).anySatisfy(reason -> {
                assertThat(reason.kind()).isEqualTo(Kind.COMPARISON);
                assertThat(reason.text()).contains("public.import_log");
            });
        }
    }

    @Test
    void misspeltPolicyBlocks() throws IOException {
        file("countersign.hcl", "lint {\n  destuctive {\n    error = true\n  }\n}\n");
        file("a.sql", USERS);
        file("b.sql", USERS + "CREATE TABLE t (a int);");
        try (ReviewSession session = workspace.open(request("a.sql", "b.sql"), Progress.none())) {
            Review review = session.review(Map.of(), Progress.none());

            assertThat(review.outcome().verdict()).isEqualTo(Verdict.BLOCKED);
            assertThat(review.outcome().reasons().getFirst().kind()).isEqualTo(Kind.POLICY_NOT_EVALUATED);
        }
    }

    @Test
    void migrationFileIsLinted() throws IOException {
        file("a.sql", USERS);
        file("1_drop.sql", "ALTER TABLE users DROP COLUMN email;");

        LintReport report =
                workspace.lint(new LintRequest(request("a.sql", ""), List.of(Path.of("1_drop.sql"))), Progress.none());

        assertThat(report.passes()).isFalse();
        assertThat(report.diagnostics()).extracting(Diagnostic::code).containsExactly("DS103");
    }

    @Test
    void misspeltPolicyBlocksALintedMigrationToo() throws IOException {
        file("countersign.hcl", "lint {\n  destuctive {\n    error = true\n  }\n}\n");
        file("a.sql", USERS);
        file("1_add.sql", "ALTER TABLE users ADD COLUMN nick text;");

        LintReport report =
                workspace.lint(new LintRequest(request("a.sql", ""), List.of(Path.of("1_add.sql"))), Progress.none());

        assertThat(report.passes()).isFalse();
        assertThat(report.notEvaluated()).singleElement().asString().contains("lint.destuctive is not evaluated");
    }

    @Test
    void psqlLinesThatBringStatementsAreRefusedAndOthersPassedOver() throws IOException {
        file("part.sql", "CREATE TABLE part (id int);");
        file("a.sql", "\\restrict token\n\\echo made by a dump\n" + USERS + "\n\\unrestrict token\n");
        file("b.sql", USERS + "\n\\i part.sql\n");
        assertThat(workspace
                        .inspect(request("a.sql", ""), Progress.none())
                        .catalog()
                        .objects())
                .isNotEmpty();

        assertThatThrownBy(() -> workspace.inspect(request("b.sql", ""), Progress.none()))
                .isInstanceOfSatisfying(
                        CountersignException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(CountersignException.ExitCode.UNSUPPORTED))
                .hasMessageContaining("b.sql line 2")
                .hasMessageContaining("\\i");
        file("1_more.sql", "\\i part.sql\n");
        assertThatThrownBy(() -> workspace.lint(
                        new LintRequest(request("a.sql", ""), List.of(Path.of("1_more.sql"))), Progress.none()))
                .hasMessageContaining("\\i");
    }

    @Test
    void reviewedDatabaseIsNoDevDatabase() throws IOException {
        file("b.sql", USERS);
        ReviewRequest request = ReviewRequest.of(directory)
                .from("postgres://me@localhost:5432/shop")
                .to("b.sql")
                .onDev("postgres://other@127.0.0.1/shop");

        assertThatThrownBy(() -> workspace.open(request, Progress.none()))
                .isInstanceOf(CountersignException.class)
                .hasMessageContaining("is also a state of this review");
    }

    @Test
    void inspectionGivesJsonAndSqlThatMakesTheSame() throws IOException {
        file("a.sql", USERS + """
                CREATE VIEW v AS SELECT id FROM users; COMMENT ON SCHEMA public IS 'ours'; REVOKE CREATE ON SCHEMA public FROM pg_database_owner;
                REVOKE INSERT ON users FROM CURRENT_USER; ALTER DEFAULT PRIVILEGES REVOKE DELETE ON TABLES FROM CURRENT_USER;
                """);

        Inspection inspection = workspace.inspect(request("a.sql", ""), Progress.none());

        assertThat(inspection.json()).contains("\"name\" : \"public.users\"", "\"kind\" : \"view\"");
        file("again.sql", inspection.sql());
        assertThat(workspace.inspect(request("again.sql", ""), Progress.none()).catalog())
                .isEqualTo(inspection.catalog());
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private ReviewRequest request(String from, String to) {
        return new ReviewRequest(
                Optional.empty(),
                directory,
                Optional.empty(),
                Map.of(),
                Optional.of(from),
                to.isEmpty() ? List.of() : List.of(to),
                Optional.empty(),
                List.of());
    }

    private static String liveUrl(ScratchDatabase live, String script) throws SQLException {
        try (Connection connection = live.openForScripts()) {
            PostgresEngine.Server.run(connection, script);
            String grant = "GRANT pg_read_all_settings TO \""
                    + connection.getMetaData().getUserName() + '"';
            assertThat(live.runPrivileged(List.of(grant))).isTrue();
            try (Statement statement = connection.createStatement();
                    ResultSet where = statement.executeQuery("SELECT current_user, current_database(),"
                            + " current_setting('unix_socket_directories'), current_setting('port')")) {
                where.next();
                return "postgres://" + where.getString(1) + "@/" + where.getString(2) + "?host=" + where.getString(3)
                        + "&port=" + where.getString(4);
            }
        }
    }
}
