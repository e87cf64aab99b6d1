package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Scope;
import dev.countersign.diff.Change;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.Batch;
import dev.countersign.plan.Plan;
import dev.countersign.plan.UnplannableException;
import dev.countersign.progress.Progress;
import dev.countersign.sqlite.RandomSchema;
import dev.countersign.sqlite.SqliteDialect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same as {@link NoDropTest} on SQLite, where most changes make a table anew: with {@code destructive=false} everything that was there still is after the
 * plan has run, with every row, and with {@code true} the plan differs by exactly the drops. The first {@code countersign.nodrop} (300) seeds, or as many as fit
 * {@code countersign.nodrop.seconds} (30).
 */
class SqliteNoDropTest {
    @TempDir
    Path folder;

    private final Dialect dialect = new SqliteDialect();

    private KeptDrops drops;

    @BeforeEach
    void project() {
        drops = new KeptDrops(dialect, folder);
    }

    @Test
    void nothingIsGoneWithoutTheVariableAndExactlyTheDropsAreWithIt(TestReporter reporter) throws Exception {
        List<ProjectPolicies> both = drops.both();
        long end = System.nanoTime() + Long.getLong("countersign.nodrop.seconds", 30) * 1_000_000_000L;
        long most = Long.getLong("countersign.nodrop", 300);
        int gone = 0;
        long seed = 0;
        while (seed < most && System.nanoTime() < end) {
            gone += prove(seed, both.get((int) (seed % 2)));
            seed++;
        }
        reporter.publishEntry("no drop on SQLite", seed + " pairs with " + gone + " drops");
        assertThat(gone).as("drops that were kept out").isPositive();
    }

    private int prove(long seed, ProjectPolicies policies) throws SQLException {
        RandomSchema before = RandomSchema.first(new Random(seed));
        RandomSchema after = before.changed();
        try (Connection current = open(before.statements());
                Connection desired = open(after.statements())) {
            run(current, before.inserts());
            Catalog from = inspect(current);
            SchemaDiff diff = dialect.diff(from, inspect(desired), List.of());
            Plan without;
            Plan with;
            try {
                without = drops.plan(diff, policies, false);
                with = drops.plan(diff, policies, true);
            } catch (UnplannableException e) {
                return 0;
            }
            assertThat(without.statements())
                    .as("seed %d", seed)
                    .noneMatch(s -> s.changes().stream().anyMatch(c -> c.verb() == Change.Verb.DROP));
            KeptDrops.onlyDrops(seed, without);
            Set<Change> kept = KeptDrops.kept(without);
            Set<String> more = changed(KeptDrops.changes(with));
            more.removeAll(changed(kept));
            assertThat(more)
                    .as(
                            "seed %d: the plans differ by drops only\n%s\n%s\n%s",
                            seed, without.keptOut(), without.script(), with.script())
                    .containsAll(changed(KeptDrops.changes(without)));
            more.removeAll(changed(KeptDrops.changes(without)));
            // where a key stays, its place in the table does too
            assertThat(more)
                    .as("seed %d: the plans differ by drops only", seed)
                    .allMatch(c -> c.startsWith("MODIFY table"));
            assertThat(with.keptOut()).as("seed %d", seed).isEmpty();
            SortedSet<String> there = named(from);
            Map<String, Long> rows = rows(current, from);
            try {
                run(current, statements(without));
            } catch (SQLException e) {
                throw new AssertionError("seed " + seed + ", kept out " + kept + "\n" + without.script(), e);
            }
            Catalog arrived = inspect(current);
            there.removeAll(named(arrived));
            KeptDrops.changes(without).stream()
                    .filter(Change.RenameObject.class::isInstance)
                    .forEach(c -> there.remove(
                            ((Change.RenameObject) c).current().ref().toString()));
            assertThat(there)
                    .as("seed %d: what is gone after\n%s", seed, without.script())
                    .isEmpty();
            assertThat(rows(current, from))
                    .as("seed %d: rows after\n%s", seed, without.script())
                    .isEqualTo(rows);
            return kept.size();
        }
    }

    /** Every object by its kind and name, and every column. */
    private static SortedSet<String> named(Catalog catalog) {
        SortedSet<String> names = new TreeSet<>();
        for (ObjectRef ref : catalog.objects().keySet()) {
            names.add(ref.toString());
            catalog.find(ref, Table.class)
                    .ifPresent(t -> t.columns().forEach(c -> names.add("column " + c.name() + " of " + ref)));
        }
        return names;
    }

    private static Map<String, Long> rows(Connection connection, Catalog of) throws SQLException {
        Map<String, Long> rows = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            for (Table table : of.all(Table.class)) {
                String name = table.ref().name();
                try (ResultSet count =
                        statement.executeQuery("SELECT count(*) FROM \"" + name.replace("\"", "\"\"") + "\"")) {
                    count.next();
                    rows.put(name, count.getLong(1));
                }
            }
        }
        return rows;
    }

    private static Set<String> changed(Set<Change> changes) {
        return changes.stream().map(c -> c.verb() + " " + c.ref()).collect(Collectors.toCollection(HashSet::new));
    }

    private static Connection open(List<String> statements) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        run(connection, statements);
        return connection;
    }

    private static void run(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> statements(Plan plan) {
        List<String> sql = new ArrayList<>();
        for (Batch batch : plan.batches()) {
            if (batch.transactional()) {
                sql.add("BEGIN");
            }
            batch.statements().forEach(s -> sql.add(s.sql()));
            if (batch.transactional()) {
                sql.add("COMMIT");
            }
        }
        return sql;
    }

    private Catalog inspect(Connection connection) throws SQLException {
        return dialect.inspector().inspect(connection, Scope.database(), Progress.none());
    }
}
