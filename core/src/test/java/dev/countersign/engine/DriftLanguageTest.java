package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.drift.DriftReport;
import dev.countersign.progress.Progress;
import dev.countersign.review.Outcome;
import dev.countersign.review.Review;
import dev.countersign.source.directory.DirectoryFormat;
import dev.countersign.source.directory.DirectorySum;
import dev.countersign.source.directory.MigrationDirectory;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What drift means, as rows of what somebody did to a database, and of what is said of it and leads back. */
class DriftLanguageTest extends DirectoryFixture {
    @BeforeEach
    void aDirectory() throws IOException {
        file("migrations/1_users.sql", "CREATE TABLE users (id int PRIMARY KEY, email text);\n");
        file("migrations/2_mails.sql", "CREATE VIEW mails AS SELECT id FROM users;\n");
        file("migrations/3_more.sql", "CREATE TABLE more (id int);\n");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``                                                     | OK    | ``                        | ``
        INSERT INTO users VALUES (1, 'a')                      | OK    | ``                        | ``
        CREATE INDEX fix ON users (email)                      | DRIFT | index main.fix            | DROP INDEX fix
        ALTER TABLE users ADD COLUMN age int                   | DRIFT | column main.users.age     | DROP COLUMN age
        ALTER TABLE users DROP COLUMN email                    | DRIFT | column main.users.email   | ADD COLUMN email
        ALTER TABLE users RENAME TO people                     | DRIFT | primary key main.people.primary key, primary key main.users.primary key, table main.people, table main.users, view main.mails | CREATE TABLE users
        CREATE TABLE notes (id int)                            | DRIFT | table main.notes          | DROP TABLE notes
        DROP VIEW mails                                        | DRIFT | view main.mails           | CREATE VIEW
        DROP VIEW mails; CREATE VIEW mails AS SELECT 1 AS one  | DRIFT | view main.mails           | DROP VIEW mails
        CREATE TRIGGER tr AFTER INSERT ON users BEGIN SELECT 1; END | DRIFT | trigger main.users.tr | DROP TRIGGER tr
        CREATE TABLE more (id int)                             | DRIFT | table main.more           | DROP TABLE more
        ALTER TABLE atlas_schema_revisions ADD COLUMN more text| OK    | ``                        | ``
        """)
    void whatIsNotAsRecordedIsDriftWithTheWayBack(String done, String status, String differs, String back)
            throws Exception {
        String url = database("1 2", done);
        DriftReport report = workspace.drift(
                new DriftRequest(
                        of(Optional.of(url)), Optional.of("file://migrations"), Optional.empty(), Optional.empty()),
                Progress.none());
        assertThat(report.status()).isEqualTo(DriftReport.Status.valueOf(status));
        assertThat(report.drifted().stream()
                        .map(d -> d.ref().toString())
                        .sorted()
                        .collect(Collectors.joining(", ")))
                .isEqualTo(differs);
        assertThat(report.back()).contains(back);
        assertThat(report.back().isEmpty()).isEqualTo(differs.isEmpty());
        assertThat(report.version()).contains("2");
        assertThat(report.migrations())
                .extracting(f -> f.standing().name())
                .containsExactly("APPLIED", "APPLIED", "PENDING");
    }

    /** What the environment excludes, and what the block says may drift, where somebody made the index {@code fix} and the table {@code notes}. */
    @ParameterizedTest(name = "{0}, {1} -> {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``                   | ``                   | table main.notes, index main.fix
        "notes"              | ``                   | index main.fix
        "notes"              | "*.*[type=index]"    | table main.notes
        "notes"              | "*.fix"              | table main.notes
        "notes"              | "notes"              | index main.fix
        "notes", "*.fix"     | ``                   | ``
        ``                   | "notes", "*.fix"     | ``
        """)
    void whatMayDriftStandsInPlaceOfWhatIsExcluded(String exclude, String mayDrift, String drifted) throws Exception {
        String url = database("1 2", "CREATE INDEX fix ON users (email); CREATE TABLE notes (id int)");
        Review review = review(url, "migrate_apply", "exclude = [" + mayDrift + "]", "exclude = [" + exclude + "]");
        assertThat(review.outcome().reasons().stream()
                        .map(Outcome.Reason::text)
                        .filter(text -> text.contains(" is not as recorded: "))
                        .map(text -> text.replaceAll(".* is not as recorded: |\\.$", ""))
                        .collect(Collectors.joining()))
                .isEqualTo(drifted);
    }

    /** The recorded versions, what somebody did, and what the block says. */
    @ParameterizedTest(name = "recorded {0}, {1}, {2} {3} -> {4}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        1 2 | ``                                | migrate_apply | on_error = FAIL                            | goes on
        1 2 | CREATE INDEX fix ON users (email) | migrate_apply | on_error = FAIL                            | stops
        1 2 | CREATE INDEX fix ON users (email) | migrate_apply | ``                                         | stops
        1 2 | CREATE INDEX fix ON users (email) | migrate_apply | on_error = CONTINUE                        | says so
        1 2 | CREATE INDEX fix ON users (email) | migrate_apply | on_error = FAIL ~ exclude = ["*.fix"]      | goes on
        1 2 | CREATE INDEX fix ON users (email) | migrate_apply | on_error = FAIL ~ exclude = ["*.*[type=index]"] | goes on
        1 2 | CREATE INDEX fix ON users (email) | migrate_apply | on_error = FAIL ~ exclude = ["*.other"]    | stops
        ``  | CREATE INDEX fix ON users (email) | migrate_apply | on_error = FAIL                            | says so
        1 2 | CREATE INDEX fix ON users (email) | schema_apply  | on_error = FAIL                            | says so
        """)
    void aCheckLooksForDriftWhereSomethingIsRecorded(
            String recorded, String done, String kind, String terms, String then) throws Exception {
        String url = database(recorded, done);
        Review review = review(url, kind, terms, "");
        List<String> about = review.outcome().reasons().stream()
                .map(Outcome.Reason::text)
                .filter(text -> text.contains(" drift"))
                .toList();
        assertThat(review.outcome().verdict() == Outcome.Verdict.BLOCKED).isEqualTo(then.equals("stops"));
        assertThat(about.isEmpty()).isEqualTo(then.equals("goes on"));
    }

    private Review review(String url, String kind, String terms, String more) throws IOException {
        file("then.sql", "CREATE TABLE users (id int PRIMARY KEY, email text);");
        file("countersign.hcl", """
                lint {
                  review = ERROR
                  destructive {
                    error = false
                  }
                }
                env "ci" {
                  url = "%s"
                  src = "file://then.sql"
                  dev = "sqlite://dev?mode=memory"
                  %s
                  migration {
                    dir = "file://migrations"
                  }
                  check "%s" {
                    drift {
                      %s
                    }
                  }
                }
                """.formatted(url, more, kind, terms.replace("~", "\n")));
        try (ReviewSession session = workspace.open(request(Optional.of("ci"), Optional.empty()), Progress.none())) {
            return session.review(Map.of(), Progress.none());
        }
    }

    private ReviewRequest of(Optional<String> url) {
        return new ReviewRequest(
                Optional.empty(),
                folder,
                Optional.empty(),
                Map.of(),
                url,
                List.of(),
                Optional.of(SQLITE),
                List.of(),
                Selection.everything());
    }

    /** A database on which the first two files ran, with a record of some versions, on which somebody did something. */
    private String database(String recorded, String done) throws IOException, SQLException {
        MigrationDirectory directory = MigrationDirectory.read(folder.resolve("migrations"), DirectoryFormat.ATLAS);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("live.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(LEDGER);
            statement.execute("CREATE TABLE users (id int PRIMARY KEY, email text)");
            statement.execute("CREATE VIEW mails AS SELECT id FROM users");
            for (String version : recorded.isEmpty() ? new String[0] : recorded.split(" ")) {
                String name =
                        directory.files().get(Integer.parseInt(version) - 1).name();
                statement.execute(
                        "INSERT INTO atlas_schema_revisions VALUES ('%s', 'x', 2, 1, 1, '2026-01-0%s', '', '%s')"
                                .formatted(
                                        version,
                                        version,
                                        DirectorySum.of(directory.files())
                                                .hash(name)
                                                .orElseThrow()));
            }
            for (String part : done.split("; (?=[CD])")) {
                if (!part.isEmpty()) {
                    statement.execute(part);
                }
            }
        }
        return "sqlite://" + folder.resolve("live.db");
    }
}
