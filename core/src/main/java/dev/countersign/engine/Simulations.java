package dev.countersign.engine;

import dev.countersign.dialect.Dialect;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.Plan;
import dev.countersign.progress.Progress;
import dev.countersign.rows.RowPlan;
import dev.countersign.simulate.Simulation;
import dev.countersign.simulate.Simulator;
import dev.countersign.simulate.Stage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Simulates each plan once; going back to an earlier choice costs nothing. */
final class Simulations implements AutoCloseable {
    private final Dialect dialect;
    private final StageMaker stageMaker;
    private final Map<Plan, Simulation> known = new HashMap<>();
    private SchemaDiff diff;
    private Optional<Stage> stage = Optional.empty();
    private Optional<Simulator> simulator = Optional.empty();

    /** Rebuilds the current state for simulations; not done before the first one, because a plan alone needs none. */
    @FunctionalInterface
    interface StageMaker {
        Stage make(Progress progress);
    }

    /** @param diff the difference that the plans lead over */
    Simulations(Dialect dialect, StageMaker stageMaker, SchemaDiff diff) {
        this.dialect = dialect;
        this.stageMaker = stageMaker;
        this.diff = diff;
    }

    /** What is remembered is about another difference from now on. */
    synchronized void about(SchemaDiff other) {
        diff = other;
        known.clear();
    }

    /** @param of the difference that the plan was made for, which may not be the present one any more */
    synchronized Simulation of(SchemaDiff of, Plan plan, RowPlan rows, Progress progress) {
        if (of != diff) {
            return simulator(progress).simulate(of, plan, rows, progress);
        }
        Simulation simulation = known.get(plan);
        if (simulation == null) {
            simulation = simulator(progress).simulate(of, plan, rows, progress);
            known.put(plan, simulation);
        }
        return simulation;
    }

    private Simulator simulator(Progress progress) {
        if (simulator.isEmpty()) {
            stage = Optional.of(stageMaker.make(progress));
            simulator = stage.map(s -> new Simulator(dialect, s));
        }
        return simulator.orElseThrow();
    }

    @Override
    public synchronized void close() {
        stage.ifPresent(Stage::close);
    }
}
