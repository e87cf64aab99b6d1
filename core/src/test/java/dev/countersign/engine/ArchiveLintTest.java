package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.LintReport;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Migrations that are archives: only the migration runs, and what is asked before it is asked on the rows that the older files leave. */
class ArchiveLintTest extends DirectoryFixture {
    private static final String DROP = """
            -- atlas:txtar

            -- checks/destructive.sql --
            -- atlas:assert DS102
            SELECT NOT EXISTS (SELECT 1 FROM logs) AS is_empty;

            -- migration.sql --
            DROP TABLE logs;

            -- down.sql --
            CREATE TABLE logs (id int);
            """;

    @BeforeEach
    void aTable() throws IOException {
        file("migrations/1.sql", "CREATE TABLE logs (id int);\nCREATE TABLE users (id int, email text);\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {SQLITE, POSTGRES})
    void aQuestionWithAnAnswerTakesItsFindingAlong(String dev) throws IOException {
        LintReport report = lint(dev, latest(1), "migrations/2.sql", DROP);
        assertThat(report.statements()).singleElement().satisfies(s -> {
            assertThat(s.sql()).isEqualTo("DROP TABLE logs");
            assertThat(s.line()).isEqualTo(8);
        });
        assertThat(report.diagnostics()).singleElement().satisfies(d -> {
            assertThat(d.code()).isEqualTo("DS102");
            assertThat(d.suppression().orElseThrow().by()).isEqualTo("atlas:assert DS102");
            assertThat(d.suppression().orElseThrow().detail()).startsWith("2.sql line 4, asked when");
        });
        assertThat(report.notEvaluated()).isEmpty();
        assertThat(report.passes()).isTrue();
        assertThat(report.notices())
                .anyMatch(n -> n.startsWith("2.sql line 5: the check holds for the rows that the older files leave"));
    }

    @ParameterizedTest
    @ValueSource(strings = {SQLITE, POSTGRES})
    void rowsOfOlderFilesAnswerToo(String dev) throws IOException {
        file("migrations/1.sql", "CREATE TABLE logs (id int);\nINSERT INTO logs VALUES (1);\n");
        LintReport report = lint(dev, latest(1), "migrations/2.sql", DROP);
        assertThat(active(report)).containsExactly("CHK102");
        assertThat(report.passes()).isFalse();
        assertThat(report.diagnostics())
                .filteredOn(Diagnostic::active)
                .singleElement()
                .satisfies(d -> assertThat(d.message())
                        .isEqualTo(
                                "The check in 2.sql line 5 (checks/destructive.sql) is answered with no on the rows that"
                                        + " the older files leave, so the migration would not run there."));
        assertThat(active(lint(
                        dev,
                        latest(1),
                        "migrations/2.sql",
                        DROP.replace(
                                "-- atlas:assert DS102\n",
                                "-- atlas:assert oneof\n\nSELECT 1 = 1;\n-- atlas:assert DS102\n"))))
                .as("one yes is enough")
                .isEmpty();
    }

    @Test
    void aQuestionWithoutAnAnswerIsAnErrorAndHidesNothing() throws IOException {
        for (String question : new String[] {
            "SELECT id, id FROM logs", "SELECT 1 FROM logs", "DELETE FROM logs", "SELECT 'yes'", "SELECT x FROM logs"
        }) {
            LintReport report = lint(
                    SQLITE,
                    latest(1),
                    "migrations/2.sql",
                    DROP.replace("SELECT NOT EXISTS (SELECT 1 FROM logs) AS is_empty", question));
            assertThat(active(report)).as(question).contains("CHK101", "DS102");
            assertThat(report.passes()).isFalse();
        }
    }

    @Test
    void aQuestionAboutAnotherTableHidesNothing() throws IOException {
        LintReport report = lint(SQLITE, latest(1), "migrations/2.sql", DROP.replace("FROM logs", "FROM users"));
        assertThat(active(report)).contains("DS102", "DIR101");
        LintReport unknown = lint(SQLITE, latest(1), "migrations/2.sql", DROP.replace("assert DS102", "assert DS1O2"));
        assertThat(active(unknown)).contains("DS102", "DIR102");
    }

    @Test
    void theTopOfTheMigrationIsTheTopOfAFile() throws IOException {
        String archive = """
                -- atlas:txtar

                -- checks.sql --
                SELECT 1 = 1;

                -- migration.sql --
                -- atlas:txmode none

                CREATE INDEX CONCURRENTLY e ON users (email);
                """;
        LintReport report = lint(POSTGRES, latest(1), "migrations/2.sql", archive);
        assertThat(active(report)).as("neither PG101 nor PG103").isEmpty();
        assertThat(report.failure()).isEmpty();
    }

    @Test
    void whatIsNoArchiveOrHoldsMoreIsSaid() throws IOException {
        LintReport detached = lint(SQLITE, latest(1), "migrations/2.sql", DROP.replace("txtar\n\n", "txtar\n"));
        assertThat(detached.passes()).isFalse();
        assertThat(detached.notEvaluated()).anyMatch(n -> n.contains("the directive txtar is not evaluated"));
        LintReport more = lint(SQLITE, latest(1), "migrations/2.sql", DROP.replace("-- down.sql --", "-- dwon.sql --"));
        assertThat(more.notEvaluated()).singleElement().asString().contains("the part dwon.sql of the archive");
        LintReport none =
                lint(SQLITE, latest(1), "migrations/2.sql", DROP.replace("-- migration.sql --", "-- m.sql --"));
        assertThat(none.notEvaluated()).anyMatch(n -> n.contains("has no part migration.sql"));
    }

    @Test
    void olderArchivesAreReplayedByTheirMigration() throws IOException {
        file("migrations/2.sql", DROP);
        LintReport report = lint(SQLITE, latest(1), "migrations/3.sql", "CREATE TABLE logs (id int);\n");
        assertThat(report.failure()).as("the table is gone").isEmpty();
        assertThat(report.passes()).isTrue();
    }

    private static List<String> active(LintReport report) {
        return report.diagnostics().stream()
                .filter(Diagnostic::active)
                .map(Diagnostic::code)
                .toList();
    }
}
