package dev.countersign.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import dev.countersign.dialect.Observer;
import dev.countersign.dialect.Scope;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.Batch;
import dev.countersign.plan.Plan;
import dev.countersign.plan.PlanOptions;
import dev.countersign.progress.Progress;
import dev.countersign.sqlite.sql.RebuildNames;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random pairs of schemas with rows in the first: the plan applies, arrives by what SQLite itself says, leaves nothing to do, and keeps every row and every
 * value of the columns that stay; every fourth plan is also run statement by statement under the observer. One new pair, named in the output, then those of
 * the seeds from 1 on, up to {@code countersign.pairs} of them (2,000), as many as fit {@code countersign.pairs.seconds} (90).
 */
class RandomPairsTest {
    private static final int PAIRS = Integer.getInteger("countersign.pairs", 2_000);
    private static final Duration BUDGET = Duration.ofSeconds(Integer.getInteger("countersign.pairs.seconds", 90));
    private final SqliteDialect dialect = new SqliteDialect();

    @Test
    void everyPlanArrivesAndKeepsTheRows() throws SQLException {
        long end = System.nanoTime() + BUDGET.toNanos();
        long fresh = Long.getLong("countersign.seed", System.nanoTime());
        check(fresh);
        int done = 0;
        for (long seed = 1; seed <= PAIRS && System.nanoTime() < end; seed++) {
            check(seed);
            done++;
        }
        // on the standard output, where the build's log shows it
        System.out.println("SQLite: " + done + " random pairs, and the new one of seed " + fresh);
        assertThat(done).as("pairs within " + BUDGET).isGreaterThan(Math.min(PAIRS, 200) - 1);
    }

    private void check(long seed) throws SQLException {
        RandomSchema before = RandomSchema.first(new Random(seed));
        RandomSchema after = before.changed();
        try (Connection current = DriverManager.getConnection("jdbc:sqlite::memory:");
                Connection desired = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            run(current, before.statements());
            run(current, before.inserts());
            run(desired, after.statements());
            Map<String, List<List<String>>> rows = rows(current, before, after);
            SchemaDiff diff = diff(current, desired);
            Plan plan = dialect.planner().plan(diff, PlanOptions.everything());
            String story = "seed " + seed + "\n" + String.join(";\n", before.statements()) + "\n-- to\n"
                    + String.join(";\n", after.statements()) + "\n-- by\n" + plan.script();
            try {
                run(current, statements(plan));
            } catch (SQLException e) {
                throw new AssertionError(story, e);
            }
            assertThat(PragmaFingerprint.of(current)).as(story).isEqualTo(PragmaFingerprint.of(desired));
            assertThat(diff(current, desired).changes()).as(story).isEmpty();
            assertThat(rows(current, before, after)).as(story).isEqualTo(rows);
            assertThat(dialect.planner().plan(diff, PlanOptions.everything()).script())
                    .isEqualTo(plan.script());
            try (Statement statement = current.createStatement()) {
                assertThat(PragmaFingerprint.rows(statement, "PRAGMA integrity_check"))
                        .as(story)
                        .isEqualTo(List.of(List.of("ok")));
            }
            if (seed % 4 == 0) {
                observe(before, plan, story);
            }
        }
    }

    /** What the observer says after each statement is what an inspection finds; while a table is rebuilt, the two have different things to say. */
    private void observe(RandomSchema before, Plan plan, String story) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            run(connection, before.statements());
            try (Observer observer = dialect.observer().start(connection, Scope.database(), Progress.none());
                    Statement look = connection.createStatement()) {
                for (Batch batch : plan.batches()) {
                    for (dev.countersign.plan.Statement statement : batch.statements()) {
                        Catalog said = observer.run(statement.sql(), batch.transactional(), Progress.none());
                        boolean rebuilding = !PragmaFingerprint.rows(
                                        look,
                                        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE '"
                                                + RebuildNames.PATTERN + "' ESCAPE '\\'")
                                .isEmpty();
                        if (!rebuilding) {
                            assertThat(said.objects())
                                    .as("after %s\nof %s", statement.sql(), story)
                                    .isEqualTo(dialect.inspector()
                                            .inspect(connection, Scope.database(), Progress.none())
                                            .objects());
                        }
                    }
                }
            }
        }
    }

    private static List<String> statements(Plan plan) {
        List<String> sql = new ArrayList<>();
        plan.batches().forEach(b -> {
            if (b.transactional()) {
                sql.add("BEGIN");
            }
            b.statements().forEach(s -> sql.add(s.sql()));
            if (b.transactional()) {
                sql.add("COMMIT");
            }
        });
        return sql;
    }

    private SchemaDiff diff(Connection current, Connection desired) throws SQLException {
        Catalog from = dialect.inspector().inspect(current, Scope.database(), Progress.none());
        Catalog to = dialect.inspector().inspect(desired, Scope.database(), Progress.none());
        return dialect.diff(from, to, List.of());
    }

    private static void run(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                try {
                    statement.execute(sql);
                } catch (SQLException e) {
                    throw new SQLException(e.getMessage() + " in: " + sql, e);
                }
            }
        }
    }

    /** The values of the tables and columns that are in both schemas and not computed; a NULL that is no longer allowed counts as the default. */
    private static Map<String, List<List<String>>> rows(Connection connection, RandomSchema before, RandomSchema after)
            throws SQLException {
        Map<String, List<List<String>>> rows = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            for (RandomTable table : after.tables.values()) {
                RandomTable old = before.tables.get(table.name);
                if (old == null) {
                    continue;
                }
                List<String> columns = new ArrayList<>(List.of("count(*) OVER ()"));
                for (RandomTable.Column column : table.cols) {
                    boolean kept = old.cols.stream()
                            .anyMatch(
                                    c -> c.name.equals(column.name) && c.generated == null && column.generated == null);
                    if (kept) {
                        String name = RandomTable.q(column.name);
                        columns.add("CAST("
                                + (column.notNull ? "coalesce(" + name + ", " + column.dflt + ")" : name)
                                + " AS TEXT)");
                    }
                }
                List<List<String>> values = PragmaFingerprint.rows(
                        statement, "SELECT " + String.join(", ", columns) + " FROM " + RandomTable.q(table.name));
                values.sort(Comparator.comparing(List::toString));
                rows.put(table.name, values);
            }
        }
        return rows;
    }
}
