package dev.countersign.simulate;

import dev.countersign.plan.Batch;
import dev.countersign.plan.Statement;
import dev.countersign.progress.Progress;
import dev.countersign.simulate.Simulation.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Runs batches as they will really run: each in one transaction, or outside of any. */
final class BatchRun {
    private final Assistance assistance;
    private final Connection connection;

    BatchRun(Assistance assistance, Connection connection) {
        this.assistance = assistance;
        this.connection = connection;
    }

    /**
     * Runs the statements that are meant until one is refused. The connection may be left in a transaction.
     *
     * @return the one that was refused
     */
    Optional<Failure> run(List<Batch> batches, Predicate<Statement> meant, Progress progress) throws SQLException {
        for (Batch batch : batches) {
            List<Statement> statements = batch.statements().stream()
                    .filter(s -> meant.test(s) && !s.isAboutServer())
                    .toList();
            connection.setAutoCommit(!batch.transactional());
            for (Statement statement : statements) {
                progress.checkCancelled();
                try {
                    assistance.run(statement.sql(), assistance.on(connection));
                } catch (SQLException e) {
                    return Optional.of(failure(statement, e));
                }
            }
            Optional<Failure> refused = commit(batch);
            if (refused.isPresent()) {
                return refused;
            }
        }
        return Optional.empty();
    }

    /** Deferred constraints speak up only here. */
    private Optional<Failure> commit(Batch batch) {
        try {
            if (batch.transactional()) {
                connection.commit();
            }
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(failure(batch.statements().getLast(), e));
        }
    }

    private static Failure failure(Statement statement, SQLException refused) {
        return new Failure(statement.number(), Refusals.sqlState(refused), Refusals.message(refused));
    }
}
