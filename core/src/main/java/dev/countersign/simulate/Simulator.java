package dev.countersign.simulate;

import dev.countersign.catalog.Fingerprint;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Observer;
import dev.countersign.diff.Change;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.Batch;
import dev.countersign.plan.Plan;
import dev.countersign.plan.Statement;
import dev.countersign.progress.CancelledException;
import dev.countersign.progress.Progress;
import dev.countersign.rows.RowPlan;
import dev.countersign.simulate.Rehearsal.Act;
import dev.countersign.simulate.Simulation.Failure;
import dev.countersign.simulate.Simulation.NotSimulated;
import dev.countersign.simulate.Simulation.Observation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/** Runs a plan on a copy of the current state and proves where it arrives. */
public final class Simulator {
    private final Dialect dialect;
    private final Rehearsal rehearsal;
    private final Stage stage;
    private final Recollection recollection = new Recollection();

    /** @param stage the current state, on which every plan of this simulator starts */
    public Simulator(Dialect dialect, Stage stage) {
        this.dialect = dialect;
        this.rehearsal = new Rehearsal(dialect);
        this.stage = stage;
    }

    /** Runs a plan that has no statements about rows. */
    public Simulation simulate(SchemaDiff diff, Plan plan, Progress progress) {
        return simulate(diff, plan, RowPlan.nothing(), progress);
    }

    /**
     * Runs the plan on fresh copies from the stage. What the stage could not rebuild is part of the answer.
     *
     * @param rows what the plan's statements about rows lead to
     */
    public Simulation simulate(SchemaDiff diff, Plan plan, RowPlan rows, Progress progress) {
        long start = System.nanoTime();
        if (!stage.problems().isEmpty()) {
            return new Simulation(
                    stage.engine(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    stage.problems(),
                    millisSince(start));
        }
        Rehearsal.Outcome outcome;
        Optional<Failure> together = Optional.empty();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<Failure>> real = threads.submit(() -> inTransactions(plan, progress));
            outcome = observed(acts(plan), progress);
            together = outcome.failure().isPresent() ? Optional.empty() : await(real);
        } catch (SQLException e) {
            progress.checkCancelled();
            NotSimulated why = new NotSimulated(0, "the dev database could not be used: " + Refusals.message(e));
            return new Simulation(
                    stage.engine(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(why),
                    millisSince(start));
        }
        Predicate<Failure> dueToRows = f -> Refusals.ofData(f.sqlState());
        Optional<Failure> failure =
                outcome.failure().isPresent() ? outcome.failure() : together.filter(dueToRows.negate());
        List<Change> remaining = failure.isPresent()
                ? List.of()
                : Remaining.of(diff, plan.keptOut(), dialect.diff(outcome.reached(), diff.desired(), List.of()))
                        .stream()
                        .filter(change -> !change.ref().kind().isOfServer())
                        .toList();
        RowRehearsal.Outcome rowsAfter =
                failure.isPresent() || rows.statements().isEmpty()
                        ? RowRehearsal.Outcome.nothing()
                        : new RowRehearsal(dialect, stage).run(diff, plan, rows, outcome.reached(), progress);
        List<Observation> observations = new ArrayList<>(outcome.observations());
        observations.addAll(rowsAfter.observations());
        return new Simulation(
                stage.engine(),
                observations,
                failure.or(rowsAfter::failure),
                together.filter(dueToRows),
                remaining,
                rowsAfter.other(),
                rowsAfter.notSimulated(),
                millisSince(start));
    }

    /**
     * One statement after the other on a copy without rows, the state read after each. Statements with which an earlier plan began in the same way are
     * run without being observed again, provided that they lead to the same state again.
     */
    private Rehearsal.Outcome observed(List<Act> acts, Progress progress) throws SQLException {
        List<Observation> known = recollection.beginning(acts);
        if (!known.isEmpty()) {
            Optional<Rehearsal.Outcome> resumed = resumed(acts, known, progress);
            if (resumed.isPresent()) {
                recollection.keep(acts, resumed.get().observations());
                return resumed.get();
            }
        }
        try (Stage.Copy copy = stage.copy(progress);
                Observer observer =
                        dialect.observer().start(copy.scratch(), copy.connection(), stage.scope(), progress)) {
            Rehearsal.Outcome outcome = rehearsal.run(observer, acts, assistance(copy), progress);
            recollection.keep(acts, outcome.observations());
            return outcome;
        }
    }

    private Optional<Rehearsal.Outcome> resumed(List<Act> acts, List<Observation> known, Progress progress)
            throws SQLException {
        try (Stage.Copy copy = stage.copy(progress)) {
            Assistance assistance = assistance(copy);
            for (Act act : acts.subList(0, known.size())) {
                progress.checkCancelled();
                assistance.run(act.sql(), assistance.on(copy.connection()));
            }
            try (Observer observer =
                    dialect.observer().start(copy.scratch(), copy.connection(), stage.scope(), progress)) {
                if (!observer.state().equals(known.getLast().after())) {
                    return Optional.empty();
                }
                Rehearsal.Outcome rest =
                        rehearsal.run(observer, acts.subList(known.size(), acts.size()), assistance, progress);
                List<Observation> all = new ArrayList<>(known);
                all.addAll(rest.observations());
                return Optional.of(new Rehearsal.Outcome(all, rest.failure(), rest.reached()));
            }
        }
    }

    /**
     * Once more as it will really run: batches in one transaction each, on a copy with the sample's rows. Finds what single statements do not show,
     * such as a new enum value used in the transaction that adds it, and rows that do not fit.
     */
    private Optional<Failure> inTransactions(Plan plan, Progress progress) throws SQLException {
        if (plan.isEmpty()) {
            return Optional.empty();
        }
        try (Stage.Copy copy = stage.copyWithRows(progress)) {
            return new BatchRun(assistance(copy), copy.connection())
                    .run(plan.batches(), statement -> statement.rows().isEmpty(), progress);
        }
    }

    private Assistance assistance(Stage.Copy copy) {
        return new Assistance(dialect.scripts(), copy.scratch());
    }

    /** The fingerprint of the state in which the simulation ended; empty when no statement ran. */
    public static Optional<Fingerprint> reached(Simulation simulation) {
        return simulation.observations().isEmpty()
                ? Optional.empty()
                : Optional.of(simulation.observations().getLast().fingerprint());
    }

    private static Optional<Failure> await(Future<Optional<Failure>> real) throws SQLException {
        try {
            return real.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case SQLException refused -> throw refused;
                case RuntimeException known -> throw known;
                default -> throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }

    private static List<Act> acts(Plan plan) {
        List<Act> acts = new ArrayList<>();
        for (Batch batch : plan.batches()) {
            for (Statement statement : batch.statements()) {
                if (!statement.isAboutServer() && statement.rows().isEmpty()) {
                    acts.add(new Act(
                            statement.number(),
                            statement.sql(),
                            batch.transactional(),
                            RenameText.planned(statement.changes())));
                }
            }
        }
        return acts;
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
