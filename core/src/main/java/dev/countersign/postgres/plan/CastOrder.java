package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.postgres.plan.Step.Act;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Casts come before the expressions that are written with them. The server does not know these: an expression depends on the function of a cast, or on
 * its types where it has none, and yet is read by way of the cast.
 */
final class CastOrder {
    private final Catalog desired;
    private final Fates fates;
    private final Steps steps;
    private final BiConsumer<Step, Step> edges;

    CastOrder(Steps steps, Fates fates, BiConsumer<Step, Step> edges) {
        this.desired = steps.situation().desired();
        this.fates = fates;
        this.steps = steps;
        this.edges = edges;
    }

    void everything() {
        desired.ofKind(ObjectKind.CAST).forEach(cast -> {
            if (fates.comes(cast.ref())) {
                beforeExpressions(cast.ref());
            }
        });
    }

    private void beforeExpressions(ObjectRef cast) {
        Step comes = new Step(Act.CREATE, cast);
        Set<ObjectRef> needed = Reached.from(cast, desired::references);
        for (ObjectRef way : ways(cast)) {
            for (ObjectRef user : desired.dependents(way)) {
                if (!needed.contains(user)) {
                    steps.creation(user).ifPresent(step -> edges.accept(comes, step));
                    edges.accept(comes, new Step(Act.ALTER, user));
                }
            }
        }
    }

    /** What an expression that uses the cast depends on. */
    private List<ObjectRef> ways(ObjectRef cast) {
        List<ObjectRef> functions = desired.references(cast).stream()
                .filter(ref -> ref.kind() == ObjectKind.FUNCTION)
                .toList();
        return functions.isEmpty() ? List.copyOf(desired.references(cast)) : functions;
    }
}
