package dev.countersign.simulate;

import dev.countersign.catalog.Fingerprint;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Observer;
import dev.countersign.diff.Change;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.Batch;
import dev.countersign.plan.Plan;
import dev.countersign.plan.Statement;
import dev.countersign.progress.Progress;
import dev.countersign.simulate.Rehearsal.Act;
import dev.countersign.simulate.Simulation.NotSimulated;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs a plan on a copy of the current state and proves where it arrives. */
public final class Simulator {
    private final Dialect dialect;
    private final Rehearsal rehearsal;

    public Simulator(Dialect dialect) {
        this.dialect = dialect;
        this.rehearsal = new Rehearsal(dialect);
    }

    /** Runs the plan on a fresh copy from the stage. What the stage could not rebuild is part of the answer. */
    public Simulation simulate(Stage stage, SchemaDiff diff, Plan plan, Progress progress) {
        long start = System.nanoTime();
        if (!stage.problems().isEmpty()) {
            return new Simulation(
                    stage.engine(), List.of(), Optional.empty(), List.of(), stage.problems(), millisSince(start));
        }
        Rehearsal.Outcome outcome;
        try (Stage.Copy copy = stage.copy(progress);
                Observer observer = dialect.observer().start(copy.connection(), stage.scope(), progress)) {
            outcome = rehearsal.run(observer, acts(plan), progress);
        } catch (SQLException e) {
            progress.checkCancelled();
            NotSimulated why = new NotSimulated(0, "the dev database could not be used: " + Refusals.message(e));
            return new Simulation(
                    stage.engine(), List.of(), Optional.empty(), List.of(), List.of(why), millisSince(start));
        }
        List<Change> remaining = outcome.failure().isPresent()
                ? List.of()
                : Remaining.of(
                        diff, plan.keptOut(), dialect.diff(outcome.reached(), diff.desired(), List.of()));
        return new Simulation(
                stage.engine(),
                outcome.observations(),
                outcome.failure(),
                remaining,
                List.of(),
                millisSince(start));
    }

    /** The fingerprint of the state in which the simulation ended; empty when no statement ran. */
    public static Optional<Fingerprint> reached(Simulation simulation) {
        return simulation.observations().isEmpty()
                ? Optional.empty()
                : Optional.of(simulation.observations().getLast().fingerprint());
    }

    private static List<Act> acts(Plan plan) {
        List<Act> acts = new ArrayList<>();
        for (Batch batch : plan.batches()) {
            for (Statement statement : batch.statements()) {
                acts.add(new Act(
                        statement.number(),
                        statement.sql(),
                        batch.transactional(),
                        RenameText.planned(statement.changes())));
            }
        }
        return acts;
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
