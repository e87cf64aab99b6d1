package dev.countersign.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.source.directory.DirectoryFormat;
import dev.countersign.source.directory.MigrationDirectory;
import dev.countersign.source.directory.RunningSum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a record of migrations means for the files of a directory, as rows of files, of what is recorded, and of what each file is then. */
class RecordLanguageTest {
    @TempDir
    Path folder;

    /** {@code c}: a checkpoint; of rows, {@code b}: a baseline, {@code p}: one of two statements ran, {@code s}: set by hand. */
    @ParameterizedTest(name = "files {0}, recorded {1}, {2}")
    @CsvSource(delimiter = '|', textBlock = """
        1 2 3   | ''     | ''          | PENDING PENDING PENDING         | pending 1, pending 2, pending 3
        1 2c 3  | ''     | ''          | COVERED PENDING PENDING         | pending 2, pending 3
        1 2c 3c | ''     | ''          | COVERED COVERED PENDING         | pending 3
        1 2 3   | 1 2    | ''          | APPLIED APPLIED PENDING         | pending 3
        1 2 3   | 1 2 3  | ''          | APPLIED APPLIED APPLIED         | ''
        1 2c 3  | 1      | ''          | APPLIED COVERED PENDING         | pending 3
        1 2c 3  | 2 3    | ''          | COVERED APPLIED APPLIED         | ''
        1 2 3   | 2b     | ''          | COVERED APPLIED PENDING         | pending 3
        1 2 3   | 2 3    | ''          | BEFORE_FIRST APPLIED APPLIED    | before the first 1!
        1 2 3   | 1 3    | ''          | APPLIED OUT_OF_ORDER APPLIED    | out of order 2!
        1 2 3   | 1 3    | LINEAR      | APPLIED OUT_OF_ORDER APPLIED    | out of order 2!
        1 2 3   | 1 3    | LINEAR_SKIP | APPLIED OUT_OF_ORDER APPLIED    | out of order 2
        1 2 3   | 1 3    | NON_LINEAR  | APPLIED OUT_OF_ORDER APPLIED    | out of order 2
        1 3     | 1 2 3  | ''          | APPLIED APPLIED                 | missing 2!
        1 2     | 1 2 3p | ''          | APPLIED APPLIED                 | missing 3!, unfinished 3!
        1 2     | 1 2p   | ''          | APPLIED APPLIED                 | unfinished 2!
        1 2     | 1 2s   | ''          | APPLIED APPLIED                 | ''
        """)
    void everyFileHasAStanding(String files, String rows, String order, String standings, String findings)
            throws IOException {
        for (String name : files.split(" ")) {
            file(name.replace("c", "") + ".sql", name.endsWith("c") ? "-- atlas:checkpoint\n\nA;" : "A;");
        }
        History history = new History(
                MigrationDirectory.read(folder, DirectoryFormat.ATLAS),
                rows(rows),
                Optional.of(order).filter(o -> !o.isEmpty()));
        assertThat(history.standings()).extracting(s -> s.standing().name()).containsExactly(standings.split(" "));
        assertThat(said(history)).isEqualTo(findings);
    }

    @ParameterizedTest(name = "files {0}, recorded {1}")
    @CsvSource(delimiter = '|', textBlock = """
        V1__a V2__b V10__c     | 1 2      | pending 10
        V1__a V2__b V10__c     | 1 10     | out of order 2!
        V1__a R__v             | 1 1R     | not compared R
        V1__a V2__b            | 1 2 1R   | not compared R
        """)
    void versionsOfFlyway(String files, String rows, String findings) throws IOException {
        for (String name : files.split(" ")) {
            file(name + ".sql", "A;");
        }
        assertThat(said(new History(
                        MigrationDirectory.read(folder, DirectoryFormat.FLYWAY), rows(rows), Optional.empty())))
                .isEqualTo(findings);
    }

    @ParameterizedTest(name = "{0} ran, {1} is there")
    @CsvSource(delimiter = '|', textBlock = """
        A; B;  | A B C  | 0
        A; B;  | A B    | 0
        A; B   | A B    | 0
        A B    | A B    | 0
        A; B;  | A X C  | 2
        A; B;  | X B C  | 1
        A; B;  | A      | 2
        ''     | X      | 0
        """)
    void whatRanOfAFileIsHeldAgainstItsStatements(String ran, String there, int changed) {
        List<String> sums = new ArrayList<>();
        RunningSum sum = new RunningSum();
        for (String statement : ran.isEmpty() ? new String[0] : ran.split(" ")) {
            sum = sum.and(statement);
            sums.add(sum.text());
        }
        assertThat(StatementSums.firstChanged(sums, List.of(there.split(" "))))
                .isEqualTo(changed == 0 ? OptionalInt.empty() : OptionalInt.of(changed));
    }

    @Test
    void theTableIsReadWithWhatEveryVersionOfItHas() throws SQLException {
        String early = """
                CREATE TABLE atlas_schema_revisions (version text PRIMARY KEY, description text, type bigint, applied bigint,
                    total bigint, executed_at datetime, execution_time bigint, error text, hash text, operator_version text)""";
        assertThat(
                        read(
                                early,
                                "INSERT INTO atlas_schema_revisions VALUES ('.atlas_cloud_identifier', 'id', 0, 0, 0, '', 0, NULL, '', '')",
                                "INSERT INTO atlas_schema_revisions VALUES ('1', 'a', 2, 1, 2, '2026-01-01', 7, 'no', 'h1:x=', 'v1')"))
                .containsExactly(new Revision("1", 2, 1, 2, "2026-01-01", "no", "h1:x=", List.of()));
        assertThat(
                        read(
                                "DROP TABLE atlas_schema_revisions",
                                early.replace("error text", "error text, error_stmt text, partial_hashes json"),
                                "INSERT INTO atlas_schema_revisions VALUES ('1', 'a', 2, 2, 3, '2026-01-01', 7, 'no', 'A', '[\"h1:aa=\", \"h1:b/+\"]', 'h1:x=', 'v1')",
                                "INSERT INTO atlas_schema_revisions VALUES ('2', 'a', 4, 0, 0, NULL, 0, NULL, NULL, 'null', '', 'v1')"))
                .containsExactlyInAnyOrder(
                        new Revision("1", 2, 2, 3, "2026-01-01", "no", "h1:x=", List.of("aa=", "b/+")),
                        new Revision("2", 4, 0, 0, "", "", "", List.of()));
    }

    private List<Revision> read(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("record.db"));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
            Revisions revisions = Revisions.read(connection, Optional.empty(), Optional.empty());
            assertThat(revisions.where()).contains("atlas_schema_revisions");
            assertThat(revisions.schema()).isEmpty();
            return revisions.rows();
        }
    }

    /** What is found, with a mark behind what somebody has to do something about. */
    private static String said(History history) {
        return history.findings().stream()
                .map(f -> f.kind().label() + " " + f.version() + (f.kind().wrong() ? "!" : ""))
                .collect(Collectors.joining(", "));
    }

    private static List<Revision> rows(String rows) {
        return Arrays.stream(rows.split(" "))
                .filter(row -> !row.isEmpty())
                .map(row -> {
                    String version = row.replaceAll("[bps]$", "");
                    return switch (row.charAt(row.length() - 1)) {
                        case 'b' -> new Revision(version, 1, 0, 0, "2026-01-01", "", "");
                        case 'p' -> new Revision(version, 2, 1, 2, "2026-01-01", "no", "");
                        case 's' -> new Revision(version, 6, 0, 1, "2026-01-01", "", "");
                        default -> new Revision(version, 2, 1, 1, "2026-01-01", "", "");
                    };
                })
                .toList();
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
