package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.drift.Divergence;
import dev.countersign.drift.DriftReport;
import dev.countersign.drift.DriftReport.Status;
import dev.countersign.drift.HistoryFinding;
import dev.countersign.lint.LintReport;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.postgres.devdb.embedded.OlderServer;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.Progress;
import dev.countersign.review.Outcome;
import dev.countersign.review.Review;
import dev.countersign.source.directory.DirectoryFormat;
import dev.countersign.source.directory.DirectorySum;
import dev.countersign.source.directory.MigrationDirectory;
import dev.countersign.source.directory.MigrationFile;
import dev.countersign.source.directory.RunningSum;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/** Live databases beside their own record of migrations and the files, on both engines. */
@ExtendWith(PostgresEngine.class)
class DriftTest extends DirectoryFixture {
    @BeforeEach
    void aDirectory() throws IOException {
        file("migrations/1_users.sql", "CREATE TABLE users (id int PRIMARY KEY, email text);\n");
        file("migrations/2_posts.sql", "CREATE TABLE posts (id int PRIMARY KEY, title text);\n");
    }

    @Test
    void aHotFixOnPostgresIsDriftAndTheWayBackIsTold(PostgresEngine.Server server) throws Exception {
        try (LiveDatabase live = LiveDatabase.of(server, ran("1_users.sql", "2_posts.sql"))) {
            assertThat(drift(live.url(), POSTGRES).status()).isEqualTo(Status.OK);
            try (Connection connection = live.scratch().openForScripts()) {
                PostgresEngine.Server.run(
                        connection, "CREATE INDEX hotfix ON users (email); ALTER TABLE posts DROP COLUMN title;");
            }
            DriftReport report = drift(live.url(), POSTGRES);
            assertThat(report.status()).isEqualTo(Status.DRIFT);
            assertThat(entries(report))
                    .containsExactlyInAnyOrder("DRIFT index public.hotfix", "DRIFT column public.posts.title");
            assertThat(report.back()).contains("DROP INDEX", "hotfix", "ADD COLUMN", "title");
            assertThat(report.version()).contains("2");
            assertThat(report.record()).contains("public.atlas_schema_revisions");
            assertThat(drift(live.url("public"), POSTGRES + "?search_path=public")
                            .status())
                    .as("in the scope of one schema")
                    .isEqualTo(Status.DRIFT);
        }
    }

    /** Before 16 a view's columns are printed with the table's name. */
    @Test
    @EnabledOnOs(
            value = OS.LINUX,
            architectures = "amd64",
            disabledReason = "the binaries of older servers come for Linux on amd64 only")
    void whatAnOlderServerSpellsDifferentlyIsNoDrift() throws Exception {
        file("migrations/3_titles.sql", "CREATE VIEW titles AS SELECT id, title FROM posts;\n");
        try (OlderServer older = OlderServer.start(14)) {
            older.run(ran("1_users.sql", "2_posts.sql", "3_titles.sql"));
            assertThat(entries(drift(older.url(), POSTGRES))).isEmpty();
            assertThat(drift(older.url(), POSTGRES).status()).isEqualTo(Status.OK);

            older.run("CREATE OR REPLACE VIEW titles AS SELECT id, title FROM posts WHERE id > 1");
            assertThat(entries(drift(older.url(), POSTGRES))).containsExactly("DRIFT view public.titles");
        }
    }

    @Test
    void theRecordMayBeInASchemaOfItsOwn(PostgresEngine.Server server) throws Exception {
        String elsewhere = "CREATE SCHEMA notes; SET search_path = notes;" + LEDGER + row("1_users.sql")
                + "SET search_path = public; CREATE TABLE users (id int PRIMARY KEY, email text);";
        try (LiveDatabase live = LiveDatabase.of(server, elsewhere + LEDGER + row("1_users.sql"))) {
            assertThatThrownBy(() -> drift(live.url(), POSTGRES))
                    .isInstanceOf(CountersignException.class)
                    .hasMessageContaining("notes, public")
                    .hasMessageContaining("revisions_schema");
            DriftReport report = workspace.drift(
                    new DriftRequest(
                            request(live.url(), POSTGRES),
                            Optional.of("file://migrations"),
                            Optional.empty(),
                            Optional.of("notes")),
                    Progress.none());
            assertThat(report.record()).contains("notes.atlas_schema_revisions");
            assertThat(report.drifted()).as("its schema belongs to the record").isEmpty();
        }
    }

    @Test
    void whatTheFilesWantIsToldFromWhatHappened() throws Exception {
        String url = sqlite(ran("1_users.sql"));
        DriftReport behind = drift(url, SQLITE);
        assertThat(behind.status()).as("pending is no drift").isEqualTo(Status.OK);
        assertThat(entries(behind)).contains("PENDING table main.posts");
        assertThat(behind.history()).extracting(HistoryFinding::kind).containsExactly(HistoryFinding.Kind.PENDING);

        sqlite("CREATE TABLE posts (id int PRIMARY KEY, title text); CREATE INDEX hotfix ON users (email)");
        assertThat(entries(drift(url, SQLITE))).contains("TAKEN_UP table main.posts", "DRIFT index main.hotfix");

        sqlite("DROP TABLE posts; CREATE TABLE posts (id int PRIMARY KEY, other text)");
        assertThat(entries(drift(url, SQLITE))).contains("CONFLICT table main.posts");
        assertThat(drift(url, SQLITE).back()).contains("DROP TABLE");
    }

    @Test
    void onlyWhatRanIsRecorded() throws Exception {
        String url = sqlite(ran("1_users.sql", "2_posts.sql"));
        file("migrations/0_first.sql", "CREATE TABLE earlier (id int);\n");
        file("migrations/1_x.sql", "CREATE TABLE same_version (id int);\n");
        DriftReport report = drift(url, SQLITE);
        assertThat(report.history())
                .extracting(f -> f.kind().label() + " " + f.version())
                .containsExactly("before the first 0", "not compared 1", "not compared 2");
        assertThat(report.status()).isEqualTo(Status.DRIFT);
        assertThat(report.notEvaluated())
                .singleElement()
                .asString()
                .startsWith("What is recorded cannot be made again");

        Files.delete(folder.resolve("migrations/1_x.sql"));
        DriftReport again = drift(url, SQLITE);
        assertThat(again.drifted())
                .as("a file that did not run makes no difference")
                .isEmpty();
        assertThat(again.status()).as("it will never run").isEqualTo(Status.DRIFT);
    }

    @Test
    void ofAFileThatRanInPartOnlyThatPartIsRecorded() throws Exception {
        file("migrations/2_posts.sql", "CREATE TABLE posts (id int);\nCREATE TABLE fails (id int);\n");
        String url = sqlite(LEDGER + "CREATE TABLE users (id int PRIMARY KEY, email text); CREATE TABLE posts (id int);"
                + row("1_users.sql") + row("2_posts.sql", 1, 2, "no room"));
        DriftReport report = drift(url, SQLITE);
        assertThat(report.drifted()).isEmpty();
        assertThat(entries(report)).containsExactly("PENDING table main.fails");
        assertThat(report.history())
                .extracting(HistoryFinding::text)
                .containsExactly("Of version 2, 1 of 2 statements ran: no room");
    }

    @Test
    void anEditedFileIsNamed() throws Exception {
        String url = sqlite(ran("1_users.sql", "2_posts.sql"));
        file("migrations/1_users.sql", "CREATE TABLE users (id int PRIMARY KEY, email text, more text);\n");
        DriftReport report = drift(url, SQLITE);
        assertThat(report.history())
                .extracting(f -> f.kind() + " " + f.version())
                .containsExactly("EDITED 1", "UNKNOWN 2");
        assertThat(report.notices()).anyMatch(n -> n.contains("as they are now"));
    }

    @Test
    void whatRanOfAFileMustStillStandInIt() throws Exception {
        String first = "CREATE TABLE posts (id int);";
        String ran = new RunningSum().and(first).text();
        String ledger = LEDGER.replace("hash text NOT NULL", "hash text NOT NULL, partial_hashes json");
        file("migrations/2_posts.sql", first + "\nCREATE TABLE fails (id int);\n");
        String url = sqlite(ledger + "CREATE TABLE users (id int PRIMARY KEY, email text); CREATE TABLE posts (id int);"
                + row("1_users.sql").replace("')", "', NULL)")
                + row("2_posts.sql", 1, 2, "no room").replace("')", "', '[\"h1:" + ran + "\"]')"));
        assertThat(drift(url, SQLITE).history())
                .extracting(HistoryFinding::kind)
                .containsExactly(HistoryFinding.Kind.UNFINISHED);
        file("migrations/2_posts.sql", "CREATE TABLE posts (id bigint);\nCREATE TABLE fails (id int);\n");
        assertThat(drift(url, SQLITE).history())
                .extracting(HistoryFinding::text)
                .contains("Statement 1 of version 2 is not the one that ran: the rest of the file cannot run on what is"
                        + " there.");
    }

    @Test
    void theRecordOfAnotherToolIsNamed() throws Exception {
        String url = sqlite("CREATE TABLE goose_db_version (id int); CREATE TABLE Flyway_Schema_History (id int)");
        assertThat(drift(url, SQLITE).notEvaluated())
                .singleElement()
                .asString()
                .endsWith("The record of another tool is there and not evaluated: main.Flyway_Schema_History (Flyway),"
                        + " main.goose_db_version (goose).");
    }

    @Test
    void whatTheToolRunsBesideTheFilesIsNamed() throws Exception {
        file("goose/1_users.sql", "-- +goose Up\nCREATE TABLE users (id int);\n");
        file("goose/2_seed.go", "package main\n");
        String named = "2_seed.go is a migration in Go and not evaluated; only SQL files are.";
        LintReport lint = workspace.lint(
                new LintRequest(
                        request("file://goose", SQLITE),
                        new DirectoryRequest(
                                Optional.of("file://goose?format=goose"),
                                Optional.empty(),
                                Optional.of(1L),
                                Optional.empty(),
                                Optional.empty())),
                Progress.none());
        assertThat(lint.notEvaluated()).containsExactly(named);
        DriftReport drift = workspace.drift(
                new DriftRequest(
                        request(
                                sqlite(LEDGER
                                        + "INSERT INTO atlas_schema_revisions VALUES ('1', 'x', 2, 1, 1, '', '', '');"
                                        + "CREATE TABLE users (id int)"),
                                SQLITE),
                        Optional.of("file://goose?format=goose"),
                        Optional.empty(),
                        Optional.empty()),
                Progress.none());
        assertThat(drift.notEvaluated()).containsExactly(named);
        assertThat(drift.status()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void withoutARecordNobodyCanTell() throws Exception {
        String url = sqlite("CREATE TABLE users (id int PRIMARY KEY, email text)");
        DriftReport report = drift(url, SQLITE);
        assertThat(report.status()).isEqualTo(Status.UNKNOWN);
        assertThat(report.notEvaluated()).singleElement().asString().startsWith("Nothing in live.db records");
        assertThatThrownBy(() -> drift("file://migrations/1_users.sql", SQLITE))
                .isInstanceOf(CountersignException.class)
                .hasMessageStartingWith("Drift is that of a live database");
    }

    @Test
    void aCheckKeepsAPlanFromADatabaseThatDrifted() throws Exception {
        String url = sqlite(ran("1_users.sql", "2_posts.sql"));
        assertThat(checks(review(url, "on_error = FAIL"))).isEmpty();
        assertThat(review(url, "on_error = FAIL").notEvaluated()).isEmpty();
        sqlite("CREATE INDEX hotfix ON users (email)");
        Review stopped = review(url, "");
        assertThat(stopped.outcome().verdict()).isEqualTo(Outcome.Verdict.BLOCKED);
        assertThat(checks(stopped))
                .containsExactly("countersign.hcl:7:5: check \"migrate_apply\" drift: live.db is not as recorded:"
                        + " index main.hotfix.");
        assertThat(checks(review(url, "on_error = CONTINUE"))).isEmpty();
        assertThat(review(url, "on_error = CONTINUE").outcome().reasons())
                .anyMatch(r -> r.text().contains("is not as recorded"));
        assertThat(checks(review(url, "exclude = [\"*.hotfix\"]"))).isEmpty();
        assertThat(review("file://migrations/1_users.sql", "").notEvaluated())
                .singleElement()
                .asString()
                .contains("drift is not evaluated: the current state is no live database");
    }

    private Review review(String url, String drift) throws IOException {
        file("then.sql", "CREATE TABLE users (id int PRIMARY KEY, email text); CREATE TABLE more (id int);");
        file("countersign.hcl", """
                env "ci" {
                  dev = "sqlite://dev?mode=memory"
                  migration {
                    dir = "file://migrations"
                  }
                  check "migrate_apply" {
                    drift {
                      %s
                    }
                  }
                }
                """.formatted(drift));
        ReviewRequest request =
                ReviewRequest.of(folder).withEnvironment("ci").from(url).to("file://then.sql");
        try (ReviewSession session = workspace.open(request, Progress.none())) {
            return session.review(Map.of(), Progress.none());
        }
    }

    private static List<String> checks(Review review) {
        return review.outcome().reasons().stream()
                .filter(r -> r.kind() == Outcome.Reason.Kind.CHECK)
                .map(Outcome.Reason::text)
                .map(text -> text.substring(text.lastIndexOf("countersign.hcl")))
                .toList();
    }

    private static List<String> entries(DriftReport report) {
        return report.divergences().stream()
                .map((Divergence d) -> d.kind() + " " + d.ref())
                .toList();
    }

    private DriftReport drift(String url, String dev) {
        return workspace.drift(
                new DriftRequest(
                        request(url, dev), Optional.of("file://migrations"), Optional.empty(), Optional.empty()),
                Progress.none());
    }

    private ReviewRequest request(String url, String dev) {
        return ReviewRequest.of(folder).from(url).onDev(dev);
    }

    /** The statements of these files and the rows that they leave. */
    private String ran(String... names) throws IOException {
        StringBuilder sql = new StringBuilder(LEDGER);
        for (String name : names) {
            sql.append(Files.readString(folder.resolve("migrations").resolve(name)))
                    .append(row(name));
        }
        return sql.toString();
    }

    private String row(String name) {
        return row(name, 1, 1, "");
    }

    private String row(String name, int applied, int total, String error) {
        MigrationDirectory directory = MigrationDirectory.read(folder.resolve("migrations"), DirectoryFormat.ATLAS);
        MigrationFile file = directory.files().stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow();
        return "INSERT INTO atlas_schema_revisions VALUES ('%s', 'x', 2, %d, %d, '2026-01-01 00:00:0%s', '%s', '%s');\n"
                .formatted(
                        file.version(),
                        applied,
                        total,
                        file.version(),
                        error,
                        DirectorySum.of(directory.files()).hash(name).orElseThrow());
    }

    private String sqlite(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("live.db"));
                Statement statement = connection.createStatement()) {
            for (String part : sql.split(";\\s*(?=[A-Z]|$)")) {
                statement.execute(part);
            }
        }
        return "sqlite://" + folder.resolve("live.db");
    }
}
