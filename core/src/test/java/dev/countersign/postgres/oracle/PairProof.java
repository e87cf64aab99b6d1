package dev.countersign.postgres.oracle;

import dev.countersign.catalog.Catalog;
import dev.countersign.dialect.Observer;
import dev.countersign.dialect.Scope;
import dev.countersign.diff.CatalogDiffer;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.Batch;
import dev.countersign.plan.Plan;
import dev.countersign.plan.PlanOptions;
import dev.countersign.plan.Statement;
import dev.countersign.plan.UnplannableException;
import dev.countersign.postgres.PostgresDialect;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.postgres.plan.PostgresPlanner;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Proves that the plan from one script to another arrives, without trusting the inspector, and that it brings the rows along. */
final class PairProof implements AutoCloseable {
    private final Workbench current;
    private final Workbench desired;

    PairProof(PostgresEngine.Server server) {
        this(server, false);
    }

    /** @param privileged whether everything runs as the superuser */
    PairProof(PostgresEngine.Server server, boolean privileged) {
        this.current = new Workbench(server, privileged);
        this.desired = new Workbench(server, privileged);
    }

    /**
     * What is wrong with the way from the one to the other.
     *
     * @param where the step that failed, in two or three words: failures of one sort have equal ones
     */
    record Complaint(String where, String what) {}

    /** A script that the engine refuses: the generator made it, not the product. */
    static final class ScriptException extends SQLException {
        private static final long serialVersionUID = 1L;

        ScriptException(String script, SQLException cause) {
            super(cause.getMessage() + "\n" + script, cause.getSQLState(), cause);
        }
    }

    /**
     * Plans and applies.
     *
     * @param kept for each table of both the columns whose values must survive
     * @param observed whether statements run one by one and are looked at after each; else they run in their batches
     */
    Optional<Complaint> complaint(String old, String wanted, SortedMap<String, List<String>> kept, boolean observed)
            throws SQLException {
        return complaint(old, wanted, kept, observed, diff -> {});
    }

    /** @param seen is shown the differences that were planned */
    Optional<Complaint> complaint(
            String old,
            String wanted,
            SortedMap<String, List<String>> kept,
            boolean observed,
            Consumer<SchemaDiff> seen)
            throws SQLException {
        desired.emptied();
        run(desired, wanted);
        Catalog goal = desired.inspect();
        SortedSet<String> print = desired.print();
        Connection from = current.emptied();
        run(current, old);
        Catalog start = current.inspect();
        SortedMap<String, String> rows = RowSums.of(from, kept);
        SchemaDiff diff = new CatalogDiffer().diff(start, goal, List.of());
        seen.accept(diff);
        Plan plan;
        try {
            plan = new PostgresPlanner().plan(diff, PlanOptions.everything());
        } catch (UnplannableException e) {
            return Optional.of(new Complaint("refused", e.getMessage()));
        }
        Optional<Complaint> wrong = observed ? observe(from, plan) : apply(from, plan);
        return wrong.isPresent() ? wrong : compare(from, plan, goal, print, kept, rows);
    }

    @Override
    public void close() throws SQLException {
        try (current;
                desired) {
            // both are closed, whatever happens to one
        }
    }

    private static void run(Workbench bench, String script) throws SQLException {
        try {
            bench.run(script);
        } catch (SQLException e) {
            throw new ScriptException(script, e);
        }
    }

    /** Every statement by itself: what the observer says must be what an inspection sees that knows nothing of the observer. */
    private Optional<Complaint> observe(Connection connection, Plan plan) throws SQLException {
        try (Observer observer =
                new PostgresDialect().observer().start(connection, Scope.database(), Progress.none())) {
            for (Batch batch : plan.batches()) {
                for (Statement statement : batch.statements()) {
                    Catalog said;
                    try {
                        said = observer.run(statement.sql(), batch.transactional(), Progress.none());
                    } catch (SQLException e) {
                        return Optional.of(new Complaint(
                                "statement alone",
                                e.getMessage() + "\nin statement " + statement.number() + "\n" + plan.script()));
                    }
                    Catalog seen = current.inspectFromOutside();
                    if (!said.equals(seen)) {
                        return Optional.of(new Complaint("observed", statement.sql() + "\n" + changes(said, seen)));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Complaint> apply(Connection connection, Plan plan) throws SQLException {
        try {
            return applyBatches(connection, plan);
        } finally {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private Optional<Complaint> applyBatches(Connection connection, Plan plan) throws SQLException {
        for (Batch batch : plan.batches()) {
            connection.setAutoCommit(!batch.transactional());
            for (Statement statement : batch.statements()) {
                try {
                    current.run(statement.sql());
                } catch (SQLException e) {
                    return Optional.of(new Complaint(
                            "apply", e.getMessage() + "\nin statement " + statement.number() + "\n" + plan.script()));
                }
            }
            try {
                if (batch.transactional()) {
                    connection.commit();
                }
            } catch (SQLException e) {
                return Optional.of(new Complaint("commit", e.getMessage() + "\n" + plan.script()));
            }
            connection.setAutoCommit(true);
        }
        return Optional.empty();
    }

    private Optional<Complaint> compare(
            Connection connection,
            Plan plan,
            Catalog goal,
            SortedSet<String> print,
            SortedMap<String, List<String>> kept,
            SortedMap<String, String> rows) {
        try {
            String different = DatabasePrint.difference(current.print(), print);
            if (!different.isEmpty()) {
                return Optional.of(new Complaint("arrives", different + "after\n" + plan.script()));
            }
            String left = changes(current.inspect(), goal);
            if (!left.isEmpty()) {
                return Optional.of(new Complaint("second diff", left + "\nafter\n" + plan.script()));
            }
            SortedMap<String, String> now = RowSums.of(connection, kept);
            if (!now.equals(rows)) {
                return Optional.of(
                        new Complaint("rows", "were " + rows + "\nare " + now + "\nafter\n" + plan.script()));
            }
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(new Complaint("reading back", e.getMessage() + "\n" + plan.script()));
        }
    }

    private static String changes(Catalog one, Catalog other) {
        return new CatalogDiffer()
                .diff(one, other, List.of()).changes().stream()
                        .map(Object::toString)
                        .collect(Collectors.joining("\n"));
    }
}
