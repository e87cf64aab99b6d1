package dev.countersign.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Partitions that join a table whose default partition holds rows. */
class DefaultPartitionTest extends LintOnEngine {
    private static final String TABLE =
            "CREATE TABLE t (a int) PARTITION BY LIST (a); CREATE TABLE rest PARTITION OF t DEFAULT;";
    private static final String JOIN = "ALTER TABLE t ATTACH PARTITION one FOR VALUES IN (1);";

    @Test
    void whatStaysInTheDefaultPartitionMakesTheStatementFail() {
        Diagnostic found = of(TABLE + "CREATE TABLE one (a int);", "DELETE FROM public.rest WHERE a = 2; " + JOIN);
        assertThat(found.message())
                .isEqualTo("Partition \"one\" takes over what rows of default partition \"rest\" belong to it.");
        assertThat(of(TABLE, "CREATE TABLE one PARTITION OF t FOR VALUES IN (1);")
                        .message())
                .isEqualTo("Partition \"one\" cannot join if rows of default partition \"rest\" belong to it.");
    }

    @Test
    void rowsThatAreMovedAreCounted() {
        Diagnostic found = of(
                TABLE + "CREATE TABLE one (a int); INSERT INTO t VALUES (1), (1), (2);",
                "WITH moved AS (DELETE FROM public.rest WHERE a = 1 RETURNING a) INSERT INTO one SELECT a FROM moved; "
                        + JOIN);
        assertThat(found.message())
                .isEqualTo(
                        "Partition \"one\" takes rows over: 2 rows of default partition \"rest\" belong to it (sample rows), and a"
                                + " statement before moves them.");
        assertThat(found.severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void rowsThatStayAreAnError() {
        Diagnostic found = of(TABLE + "CREATE TABLE one (a int); INSERT INTO t VALUES (1), (2);", JOIN);
        assertThat(found.severity()).isEqualTo(Severity.ERROR);
        assertThat(found.message())
                .isEqualTo(
                        "Partition \"one\" cannot join: 1 row of default partition \"rest\" belongs to it (sample rows).");
    }

    @Test
    void withoutADefaultPartitionThereIsNothingToSay() {
        assertThat(lint(
                        "CREATE TABLE t (a int) PARTITION BY LIST (a);",
                        "CREATE TABLE one PARTITION OF t FOR VALUES IN (1);"))
                .extracting(Diagnostic::code)
                .doesNotContain("MFX112");
    }

    private Diagnostic of(String current, String migration) {
        List<Diagnostic> found = lint(current, migration).stream()
                .filter(d -> d.code().equals("MFX112"))
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
