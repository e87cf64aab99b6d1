package dev.countersign.sqlite.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.catalog.Fingerprint;
import dev.countersign.plan.Plan;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Columns that come and go with {@code ALTER TABLE}, and where that would do harm. */
class InPlaceColumnsTest extends SqlitePair {
    @Test
    void theLastColumnOfATableWithCommentsGoesWithoutWhatStandsBehindIt() throws SQLException {
        run(
                current,
                "CREATE TABLE t (\n id INTEGER PRIMARY KEY,\n a TEXT, -- one, two\n b TEXT, CHECK (id > 0),\n"
                        + " UNIQUE (a))",
                "CREATE TABLE u (\n id TEXT, -- cuid(), unique\n role TEXT, /* 'a', 'b' */\n old TEXT\n)",
                "INSERT INTO t VALUES (1, 'x', 'y')",
                "INSERT INTO u VALUES ('i', 'a', 'o')");
        run(
                desired,
                "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, CHECK (id > 0), UNIQUE (a))",
                "CREATE TABLE u (id TEXT, role TEXT)");

        Plan plan = plan();
        // versions before 3.54 lose the check in silence, and people run plans with what they have
        assertThat(plan.script()).doesNotContain("DROP COLUMN");
        apply(plan);

        assertThat(query(current, "SELECT id || a FROM t")).containsExactly("1x");
        assertThat(query(current, "SELECT id || role FROM u")).containsExactly("ia");
        assertThatThrownBy(() -> run(current, "INSERT INTO t VALUES (-1, 'z')")).hasMessageContaining("CHECK");
    }

    @Test
    void aColumnBetweenOthersIsDroppedInPlaceWhateverTheComments() throws SQLException {
        run(current, "CREATE TABLE t (a TEXT, -- one, two\n b TEXT, -- three, four\n c TEXT)");
        run(desired, "CREATE TABLE t (a TEXT, c TEXT)");

        assertThat(plan().script()).isEqualTo("ALTER TABLE t DROP COLUMN b;\n");
    }

    @Test
    void commentsAreNoDifference() throws SQLException {
        run(current, "CREATE TABLE t (a TEXT, -- one, two\n b TEXT)");
        run(desired, "CREATE TABLE t (a TEXT, b TEXT)");

        assertThat(read(current)).isEqualTo(read(desired));
        assertThat(Fingerprint.of(read(current))).isEqualTo(Fingerprint.of(read(desired)));
        assertThat(diff().changes()).isEmpty();
    }

    @Test
    void columnsThatAreComputedFromOneAnotherComeAndGoInOrder() throws SQLException {
        String plain = "CREATE TABLE t (id INTEGER PRIMARY KEY, a INT)";
        String chain =
                "CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, x INT AS (y * 2), y INT AS (z + 1), z INT AS (a))";
        String other =
                "CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, p INT AS (a), q INT AS (p + 1), r INT AS (q * 3))";
        run(current, plain, "INSERT INTO t (id, a) VALUES (1, 5)");
        run(desired, chain);
        apply(plan());
        assertThat(query(current, "SELECT x FROM t")).containsExactly("12");

        run(desired, "DROP TABLE t", other);
        assertThat(plan().script()).doesNotContain("CREATE TABLE");
        apply(plan());
        assertThat(query(current, "SELECT r FROM t")).containsExactly("18");

        run(desired, "DROP TABLE t", plain);
        apply(plan());
        assertThat(query(current, "SELECT a FROM t")).containsExactly("5");
    }
}
