package dev.countersign.engine;

import dev.countersign.catalog.Catalog;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.StatementTraits;
import dev.countersign.diff.Change;
import dev.countersign.lint.LintStep;
import dev.countersign.lint.ServerObjects;
import dev.countersign.plan.Batch;
import dev.countersign.plan.Plan;
import dev.countersign.plan.Statement;
import dev.countersign.simulate.Simulation;
import dev.countersign.simulate.Simulation.Observation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A plan's statements with the states in which the simulation saw them. */
final class ObservedPlan {
    private final Catalog current;
    private final Plan plan;
    private final Map<Integer, Observation> observed;

    /** @param current the state that the plan starts from */
    ObservedPlan(Catalog current, Plan plan, Simulation simulation) {
        this.current = current;
        this.plan = plan;
        this.observed =
                simulation.observations().stream().collect(Collectors.toMap(Observation::number, Function.identity()));
    }

    /** What lint looks at: the statements that ran, and those about roles, which are not run on a dev database, with what the plan has them for. */
    List<LintStep> steps() {
        boolean aboutServer = plan.statements().stream().anyMatch(Statement::isAboutServer);
        ServerObjects beside = new ServerObjects(current);
        UnaryOperator<Catalog> whole = aboutServer ? beside::beside : UnaryOperator.identity();
        Catalog reached = observed.values().stream()
                .min(Comparator.comparingInt(Observation::number))
                .map(Observation::before)
                .orElse(current);
        List<LintStep> steps = new ArrayList<>();
        int transaction = 0;
        for (Batch batch : plan.batches()) {
            transaction++;
            for (Statement statement : batch.statements()) {
                Observation observation = observed.get(statement.number());
                int shared = batch.transactional() ? transaction : 0;
                if (statement.isAboutServer()) {
                    Catalog before = beside.beside(reached);
                    beside.change(statement.changes());
                    steps.add(step(statement, shared, before, beside.beside(reached), statement.changes()));
                } else if (observation != null) {
                    reached = observation.after();
                    steps.add(step(
                            statement,
                            shared,
                            whole.apply(observation.before()),
                            whole.apply(observation.after()),
                            observation.changes()));
                }
            }
        }
        return steps;
    }

    private static LintStep step(
            Statement statement, int transaction, Catalog before, Catalog after, List<Change> changes) {
        return new LintStep(
                statement.number(), statement.sql(), transaction, before, after, changes, statement.rows(), List.of());
    }

    /** What is known of each statement, by its number; one that did not run is looked at in the current state. */
    Map<Integer, StatementTraits> traits(Dialect dialect) {
        return plan.statements().stream()
                .collect(Collectors.toMap(Statement::number, s -> dialect.traits(s, before(s))));
    }

    private Catalog before(Statement statement) {
        Observation observation = observed.get(statement.number());
        return observation == null ? current : observation.before();
    }
}
