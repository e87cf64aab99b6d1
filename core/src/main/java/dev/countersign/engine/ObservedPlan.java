package dev.countersign.engine;

import dev.countersign.catalog.Catalog;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.StatementTraits;
import dev.countersign.lint.LintStep;
import dev.countersign.plan.Batch;
import dev.countersign.plan.Plan;
import dev.countersign.plan.Statement;
import dev.countersign.simulate.Simulation;
import dev.countersign.simulate.Simulation.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A plan's statements with the states in which the simulation saw them. */
final class ObservedPlan {
    private final Plan plan;
    private final Map<Integer, Observation> observed;

    ObservedPlan(Plan plan, Simulation simulation) {
        this.plan = plan;
        this.observed =
                simulation.observations().stream().collect(Collectors.toMap(Observation::number, Function.identity()));
    }

    /** What lint looks at: the statements that ran. */
    List<LintStep> steps() {
        List<LintStep> steps = new ArrayList<>();
        int transaction = 0;
        for (Batch batch : plan.batches()) {
            transaction++;
            for (Statement statement : batch.statements()) {
                Observation observation = observed.get(statement.number());
                if (observation != null) {
                    steps.add(new LintStep(
                            statement.number(),
                            statement.sql(),
                            batch.transactional() ? transaction : 0,
                            observation.before(),
                            observation.after(),
                            observation.changes(),
                            statement.rows(),
                            List.of()));
                }
            }
        }
        return steps;
    }

    /** What is known of each statement, by its number; one that did not run is looked at in the current state. */
    Map<Integer, StatementTraits> traits(Dialect dialect, Catalog current) {
        return plan.statements().stream()
                .collect(Collectors.toMap(Statement::number, s -> dialect.traits(s, before(s, current))));
    }

    private Catalog before(Statement statement, Catalog current) {
        Observation observation = observed.get(statement.number());
        return observation == null ? current : observation.before();
    }
}
