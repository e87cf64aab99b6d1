package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.lint.Diagnostic;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.progress.Progress;
import dev.countersign.review.Outcome.Verdict;
import dev.countersign.review.Review;
import dev.countersign.signing.ssh.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of record opens the drop of a table and of a column one window after the rename, on both engines; renames that are taken back do not. */
@ExtendWith(PostgresEngine.class)
class DeprecationRecordsTest extends DeprecationFixture {
    private static final String POSTGRES = "embedded://postgres/18";
    private static final String SQLITE = "sqlite://dev?mode=memory";
    private static final String USERS = "CREATE TABLE users (id int PRIMARY KEY, email text%s);\n";

    /** Something that is renamed and dropped: the states before, with the announcement, with the new name, and after. */
    private enum Thing {
        COLUMN(
                USERS.formatted(", fax text"),
                USERS.formatted(",\n  -- atlas:renamed_from fax\n  deprecated_fax text"),
                USERS.formatted(", deprecated_fax text"),
                "ALTER TABLE users RENAME COLUMN fax TO deprecated_fax"),
        TABLE(
                USERS.formatted("") + "CREATE TABLE faxes (i int);",
                USERS.formatted("") + "-- atlas:renamed_from faxes\nCREATE TABLE deprecated_faxes (i int);",
                USERS.formatted("") + "CREATE TABLE deprecated_faxes (i int);",
                "ALTER TABLE faxes RENAME TO deprecated_faxes");

        private final String before;
        private final String announced;
        private final String renamed;
        private final String rename;

        Thing(String before, String announced, String renamed, String rename) {
            this.before = before;
            this.announced = announced;
            this.renamed = renamed;
            this.rename = rename;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "plan, COLUMN, embedded://postgres/18",
        "plan, TABLE, embedded://postgres/18",
        "plan, COLUMN, sqlite://dev?mode=memory",
        "plan, TABLE, sqlite://dev?mode=memory",
        "migration, COLUMN, embedded://postgres/18",
        "migration, TABLE, embedded://postgres/18",
        "migration, COLUMN, sqlite://dev?mode=memory",
        "migration, TABLE, sqlite://dev?mode=memory",
    })
    void aRecordInAFileOpensTheDropAfterTheWindow(String record, Thing thing, String dev) throws IOException {
        policy("window = \"30d\"\n  plans = \"file://plans\"\n  migrations = \"file://migrations\"");
        Files.createDirectory(folder.resolve("plans"));
        Files.createDirectory(folder.resolve("migrations"));
        if (record.equals("plan")) {
            write("old.sql", thing.before);
            write("new.sql", thing.announced);
            try (ReviewSession session = workspace(RENAMED).open(request(dev), Progress.none())) {
                session.seal(
                                session.review(Map.of(), Progress.none()),
                                SealRequest.by("me@corp.example", TestKeys.ed25519(), Optional.empty()))
                        .write(folder.resolve("plans/announce.plan"));
            }
        } else {
            write("migrations/20261001090000_rename.sql", thing.rename + ";");
        }
        write("old.sql", thing.renamed);
        write("new.sql", USERS.formatted(""));
        opensAfterTheWindow(request(dev));
    }

    @ParameterizedTest
    @CsvSource({"COLUMN", "TABLE"})
    void aLookOfOursOpensTheDropAfterTheWindowOnSqlite(Thing thing) throws Exception {
        policy("window = \"30d\"\n  observations = \"file://seen.jsonl\"");
        for (String statement : thing.renamed.split(";")) {
            if (!statement.isBlank()) {
                live(statement);
            }
        }
        look(RENAMED);
        write("new.sql", USERS.formatted(""));
        opensAfterTheWindow(request("sqlite://shop.db", List.of("file://new.sql"), SQLITE));
    }

    @ParameterizedTest
    @CsvSource({"COLUMN", "TABLE"})
    void aLookOfOursOpensTheDropAfterTheWindowOnPostgres(Thing thing, PostgresEngine.Server server) throws Exception {
        policy("window = \"30d\"\n  observations = \"file://seen.jsonl\"");
        write("new.sql", USERS.formatted(""));
        try (ScratchDatabase database = server.database().create("records");
                Connection connection = database.openForScripts()) {
            PostgresEngine.Server.run(connection, thing.renamed);
            database.runPrivileged(List.of("GRANT pg_read_all_settings TO \""
                    + connection.getMetaData().getUserName() + '"'));
            String url = url(connection);
            board(url, RENAMED);
            opensAfterTheWindow(request(url, List.of("file://new.sql"), POSTGRES));
        }
    }

    private void opensAfterTheWindow(ReviewRequest request) {
        Review early = review(EARLY, request);
        assertThat(early.outcome().verdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(waiting(early)).contains("must not be dropped before 2026-10-31T09:00:00Z (1 day left)");
        assertThatThrownBy(() -> seal(EARLY, request)).hasMessageContaining("must not be dropped before");

        Review late = review(LATE, request);
        assertThat(late.outcome().verdict()).as(waiting(late)).isEqualTo(Verdict.SIGN_OFF_REQUIRED);
        assertThat(waiting(late)).contains("may be dropped since 2026-10-31T09:00:00Z");
        seal(LATE, request);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // day = from > to, one migration each | day | what is said on that day
                "0 fax > deprecated_fax | 31 | may be dropped since",
                "0 fax > deprecated_old, 20 deprecated_old > deprecated_fax | 31 | must not be dropped before 2026-11-20T09:00:00Z",
                "0 fax > deprecated_old, 20 deprecated_old > deprecated_fax | 51 | may be dropped since 2026-11-20T09:00:00Z",
                "0 fax > deprecated_fax, 10 deprecated_fax > fax | 31 | nothing records since when it has this name",
                "0 fax > deprecated_fax, 10 deprecated_fax > fax, 20 fax > deprecated_fax | 31 | must not be dropped before 2026-11-20T09:00:00Z",
                "0 fax > deprecated_fax, 10 deprecated_fax > fax, 20 fax > deprecated_fax | 51 | may be dropped since 2026-11-20T09:00:00Z",
                "0 fax > deprecated_fax + deprecated_fax > fax | 31 | nothing records since when it has this name",
                "0 fax > deprecated_fax + deprecated_fax > fax + fax > deprecated_fax | 31 | may be dropped since 2026-10-31T09:00:00Z",
                "0 fax > deprecated_fax, 20 deprecated_fax > fax + fax > deprecated_fax | 31 | must not be dropped before 2026-11-20T09:00:00Z",
            })
    void onlyTheRenameThatStillHoldsCounts(String renames, int day, String said) throws IOException {
        policy("window = \"30d\"\n  migrations = \"file://migrations\"");
        for (String file : renames.split(", ")) {
            String[] parts = file.split(" ", 2);
            Instant at = RENAMED.plus(DAY.multipliedBy(Long.parseLong(parts[0])));
            StringBuilder sql = new StringBuilder();
            for (String rename : parts[1].split(" \\+ ")) {
                String[] names = rename.split(" > ");
                sql.append("ALTER TABLE users RENAME COLUMN " + names[0] + " TO " + names[1] + ";\n");
            }
            write("migrations/" + at.toString().replaceAll("[^0-9]", "") + "_r.sql", sql.toString());
        }
        write("old.sql", Thing.COLUMN.renamed);
        write("new.sql", USERS.formatted(""));
        Review review = review(RENAMED.plus(DAY.multipliedBy(day)), request(SQLITE));
        assertThat(waiting(review)).contains(said);
        assertThat(review.outcome().verdict())
                .isEqualTo(said.startsWith("may") ? Verdict.SIGN_OFF_REQUIRED : Verdict.BLOCKED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // what was called that before was dropped, and something else has the name now
                "COLUMN | 0 ALTER TABLE users RENAME fax TO deprecated_fax, 10 ALTER TABLE users DROP COLUMN deprecated_fax;ALTER TABLE users ADD fax text, 20 ALTER TABLE users RENAME COLUMN fax TO deprecated_fax | must not be dropped before 2026-11-20T09:00:00Z",
                "TABLE | 0 ALTER TABLE faxes RENAME TO deprecated_faxes, 10 DROP TABLE deprecated_faxes;CREATE TABLE faxes (i int), 20 ALTER TABLE faxes RENAME TO deprecated_faxes | must not be dropped before 2026-11-20T09:00:00Z",
                "COLUMN | 0 ALTER TABLE users RENAME fax TO deprecated_fax, 20 ALTER TABLE users DROP deprecated_fax;ALTER TABLE users ADD COLUMN deprecated_fax text | nothing records since when it has this name",
                "TABLE | 0 ALTER TABLE faxes RENAME TO deprecated_faxes, 20 DROP TABLE deprecated_faxes;CREATE TABLE deprecated_faxes (i int) | nothing records since when it has this name",
                "COLUMN | 0 ALTER TABLE users RENAME fax TO deprecated_fax, 20 DROP TABLE users;CREATE TABLE users (id int PRIMARY KEY; email text; deprecated_fax text) | nothing records since when it has this name",
                "COLUMN | 0 ALTER TABLE users RENAME fax TO deprecated_fax, 20 ALTER TABLE users RENAME TO gone;ALTER TABLE people RENAME TO users | nothing records since when it has this name",
                "COLUMN | 0 ALTER TABLE users RENAME fax TO deprecated_fax, 20 ALTER TABLE users DROP CONSTRAINT c; ADD CHECK (id > 0); DROP COLUMN IF EXISTS deprecated_fax; ADD deprecated_fax text DEFAULT concat('a'; 'b') | nothing records since when it has this name",
                // the same thing all the time
                "TABLE | 0 ALTER TABLE faxes RENAME TO deprecated_faxes, 20 CREATE TABLE new (i int);INSERT INTO new SELECT i FROM deprecated_faxes;DROP TABLE deprecated_faxes;ALTER TABLE new RENAME TO deprecated_faxes | may be dropped since 2026-10-31T09:00:00Z",
                "COLUMN | 0 ALTER TABLE users RENAME fax TO deprecated_fax, 20 CREATE TABLE new (id int; deprecated_fax text);INSERT INTO new SELECT * FROM users;DROP TABLE users;ALTER TABLE new RENAME TO users | may be dropped since 2026-10-31T09:00:00Z",
                "COLUMN | 0 ALTER TABLE users RENAME fax TO deprecated_fax, 20 ALTER TABLE users ADD COLUMN n text;UPDATE users SET n = deprecated_fax;ALTER TABLE users DROP COLUMN deprecated_fax;ALTER TABLE users RENAME n TO deprecated_fax | may be dropped since 2026-10-31T09:00:00Z",
                "TABLE | 0 ALTER TABLE faxes RENAME TO deprecated_faxes, 20 CREATE TABLE IF NOT EXISTS deprecated_faxes (i int);CREATE TEMP TABLE deprecated_faxes (i int) | may be dropped since 2026-10-31T09:00:00Z",
                "TABLE | 0 ALTER TABLE faxes RENAME TO deprecated_faxes, 20 -- atlas:checkpoint~~CREATE TABLE deprecated_faxes (i int) | may be dropped since 2026-10-31T09:00:00Z",
                "COLUMN | 0 ALTER TABLE people RENAME fax TO deprecated_fax;ALTER TABLE people RENAME TO users | may be dropped since 2026-10-31T09:00:00Z",
                // of an archive only what runs counts
                "COLUMN | 0 -- atlas:txtar~~-- migration.sql --~ALTER TABLE users RENAME fax TO deprecated_fax;~-- down.sql --~ALTER TABLE users RENAME deprecated_fax TO fax | may be dropped since 2026-10-31T09:00:00Z",
                "COLUMN | 0 -- atlas:txtar~~-- migration.sql --~SELECT 1;~-- down.sql --~ALTER TABLE users RENAME fax TO deprecated_fax | nothing records since when it has this name",
                "COLUMN | 0 -- +GOOSE Up~SELECT 1;~-- +GOOSE Down~ALTER TABLE users RENAME fax TO deprecated_fax | nothing records since when it has this name",
            })
    void aNameThatIsGivenToSomethingElseWaitsAnew(Thing thing, String files, String said) throws IOException {
        policy("window = \"30d\"\n  migrations = \"file://migrations\"");
        for (String file : files.split(", ")) {
            String[] parts = file.split(" ", 2);
            Instant at = RENAMED.plus(DAY.multipliedBy(Long.parseLong(parts[0])));
            write(
                    "migrations/" + at.toString().replaceAll("[^0-9]", "") + "_r.sql",
                    parts[1].replace("; ", ", ").replace(";", ";\n").replace("~", "\n") + ";\n");
        }
        write("old.sql", thing.renamed);
        write("new.sql", USERS.formatted(""));
        Review review = review(RENAMED.plus(DAY.multipliedBy(31)), request(SQLITE));
        assertThat(waiting(review)).contains(said);
        assertThat(review.outcome().verdict())
                .isEqualTo(said.startsWith("may") ? Verdict.SIGN_OFF_REQUIRED : Verdict.BLOCKED);
    }

    @ParameterizedTest
    @CsvSource({"'', 31, true", "20, 31, false", "20, 51, true"})
    void aTableThatCameIntoADeprecatedSchemaWaitsThere(String moved, int day, boolean dropped) throws IOException {
        policy("window = \"30d\"\n  migrations = \"file://migrations\"");
        write("migrations/20261001090000_r.sql", "ALTER SCHEMA shop RENAME TO deprecated_shop;");
        if (!moved.isEmpty()) {
            write("migrations/20261021090000_m.sql", "ALTER TABLE users SET SCHEMA deprecated_shop;");
        }
        write("old.sql", "CREATE SCHEMA deprecated_shop; CREATE TABLE deprecated_shop.users (i int);");
        write("new.sql", "CREATE TABLE x (i int);");
        Review review = review(RENAMED.plus(DAY.multipliedBy(day)), request(POSTGRES));
        assertThat(review.outcome().verdict())
                .as(waiting(review))
                .isEqualTo(dropped ? Verdict.SIGN_OFF_REQUIRED : Verdict.BLOCKED);
        assertThat(waiting(review))
                .contains(dropped ? "may be dropped since" : "must not be dropped before 2026-11-20T09:00:00Z")
                .contains(moved.isEmpty() ? "by migration" : "deprecated_shop.users put there 2026-10-21T09:00:00Z by");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // prefix | window | age of the rename in hours | dropped?
                "zz_ | 2h | 1 | false",
                "zz_ | 2h | 3 | true",
                "zz_ | 2w | 335 | false",
                "zz_ | 2w | 337 | true",
            })
    void prefixAndWindowAreThePolicys(String prefix, String window, int hours, boolean dropped) throws IOException {
        policy("window = \"" + window + "\"\n  prefix = \"" + prefix + "\"\n  migrations = \"file://migrations\"");
        write("migrations/20261001090000_r.sql", "ALTER TABLE users RENAME COLUMN fax TO " + prefix + "fax;");
        write("old.sql", USERS.formatted(", " + prefix + "fax text"));
        write("new.sql", USERS.formatted(""));
        Review review = review(RENAMED.plusSeconds(hours * 3600L), request(SQLITE));
        assertThat(review.outcome().verdict()).isEqualTo(dropped ? Verdict.SIGN_OFF_REQUIRED : Verdict.BLOCKED);
    }

    private static String waiting(Review review) {
        return review.diagnostics().stream()
                .filter(d -> d.code().equals("DST111"))
                .map(Diagnostic::message)
                .findFirst()
                .orElse("nothing");
    }

    private static void seal(Instant now, ReviewRequest request) {
        try (ReviewSession session = workspace(now).open(request, Progress.none())) {
            session.seal(
                    session.review(Map.of(), Progress.none()),
                    SealRequest.by("me@corp.example", TestKeys.ed25519(), Optional.empty()));
        }
    }

    private static Review review(Instant now, ReviewRequest request) {
        try (ReviewSession session = workspace(now).open(request, Progress.none())) {
            return session.review(Map.of(), Progress.none());
        }
    }
}
