package dev.countersign.simulate;

import dev.countersign.catalog.Catalog;
import dev.countersign.dialect.Dialect;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.Plan;
import dev.countersign.plan.Statement;
import dev.countersign.progress.Progress;
import dev.countersign.rows.RowPlan;
import dev.countersign.rows.RowProof;
import dev.countersign.simulate.Simulation.Failure;
import dev.countersign.simulate.Simulation.NotSimulated;
import dev.countersign.simulate.Simulation.Observation;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Runs a plan's statements about rows: behind those about the schema, on tables that hold the rows that are there today. */
final class RowRehearsal {
    private final Dialect dialect;
    private final Stage stage;

    RowRehearsal(Dialect dialect, Stage stage) {
        this.dialect = dialect;
        this.stage = stage;
    }

    /**
     * How it went.
     *
     * @param observations one per statement that ran; none changes the schema
     * @param other what is not as promised, one sentence each
     */
    record Outcome(
            List<Observation> observations,
            Optional<Failure> failure,
            List<String> other,
            List<NotSimulated> notSimulated) {

        static Outcome nothing() {
            return new Outcome(List.of(), Optional.empty(), List.of(), List.of());
        }

        private static Outcome impossible(Plan plan, String why) {
            return new Outcome(List.of(), Optional.empty(), List.of(), List.of(new NotSimulated(first(plan), why)));
        }
    }

    /** @param reached the state after the statements about the schema */
    Outcome run(SchemaDiff diff, Plan plan, RowPlan rows, Catalog reached, Progress progress) {
        progress.phase("Trying what becomes of rows", 0, -1);
        try (Stage.Copy copy = stage.copy(progress)) {
            BatchRun batches = new BatchRun(new Assistance(dialect.scripts(), copy.scratch()), copy.connection());
            Optional<Failure> schema =
                    batches.run(plan.batches(), statement -> statement.rows().isEmpty(), progress);
            if (schema.isPresent()) {
                return Outcome.impossible(
                        plan,
                        "a statement before it stops when it runs once more: "
                                + schema.get().message());
            }
            copy.connection().setAutoCommit(true);
            RowProof proof = new RowProof(dialect.rows(), diff.desired(), rows);
            Optional<Outcome> notLoaded = load(proof, copy, plan);
            if (notLoaded.isPresent()) {
                return notLoaded.get();
            }
            Optional<Failure> failure =
                    batches.run(plan.batches(), statement -> statement.rows().isPresent(), progress);
            if (failure.isPresent()) {
                return new Outcome(List.of(), failure.map(RowRehearsal::withoutRow), List.of(), List.of());
            }
            copy.connection().setAutoCommit(true);
            List<Observation> observations = plan.statements().stream()
                    .filter(s -> s.rows().isPresent())
                    .map(Statement::number)
                    .map(number -> new Observation(number, reached, reached, List.of()))
                    .toList();
            return new Outcome(observations, Optional.empty(), proof.differences(copy.connection()), List.of());
        } catch (SQLException e) {
            progress.checkCancelled();
            return Outcome.impossible(plan, Refusals.message(e));
        }
    }

    /** The detail of a refusal may quote the whole row, with values that the plan does not name. */
    private static Failure withoutRow(Failure failure) {
        int detail = failure.message().indexOf("; Detail: ");
        return detail < 0
                ? failure
                : new Failure(
                        failure.number(), failure.sqlState(), failure.message().substring(0, detail));
    }

    /** What an engine says of rows that it refuses may quote them, and they are somebody's. */
    private static Optional<Outcome> load(RowProof proof, Stage.Copy copy, Plan plan) {
        try {
            proof.load(copy.connection());
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(Outcome.impossible(
                    plan,
                    "the rows of today cannot be put into the tables that the plan makes (SQLSTATE "
                            + Refusals.sqlState(e) + "); change the schema first, and let the rows follow afterwards"));
        }
    }

    private static int first(Plan plan) {
        return plan.statements().stream()
                .filter(s -> s.rows().isPresent())
                .mapToInt(Statement::number)
                .findFirst()
                .orElse(0);
    }
}
