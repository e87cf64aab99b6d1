package dev.countersign.postgres.plan;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Sequence;
import dev.countersign.postgres.plan.Step.Act;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The order of owners and privileges. Giving an object away rewrites who granted what on it, so that comes before its privileges; its new owner may need
 * those on its schema. Revoking privileges on a table takes those on its columns along, so that comes before the columns' own.
 */
final class AccessOrder {
    private final Catalog desired;
    private final Steps steps;
    private final BiConsumer<Step, Step> edges;

    AccessOrder(Steps steps, BiConsumer<Step, Step> edges) {
        this.desired = steps.situation().desired();
        this.steps = steps;
        this.edges = edges;
    }

    void everything() {
        Map<ObjectRef, List<Step>> owners = new HashMap<>();
        Map<ObjectRef, List<Step>> privileges = new HashMap<>();
        for (Step step : steps.all()) {
            AccessRule.target(step.ref())
                    .ifPresent(target -> (step.ref().kind() == ObjectKind.OWNER ? owners : privileges)
                            .computeIfAbsent(target, t -> new ArrayList<>())
                            .add(step));
        }
        privileges.forEach((target, granting) -> {
            ObjectRef whole = target.kind() == ObjectKind.COLUMN ? Situation.relationOf(desired, target) : target;
            owners.getOrDefault(whole, List.of()).forEach(o -> granting.forEach(g -> edges.accept(o, g)));
            if (!whole.equals(target)) {
                privileges.getOrDefault(whole, List.of()).forEach(w -> granting.forEach(g -> edges.accept(w, g)));
            }
        });
        owners.forEach((target, giving) -> {
            if (target.path().size() > 1) {
                privileges
                        .getOrDefault(ObjectRef.of(ObjectKind.SCHEMA, target.schema()), List.of())
                        .forEach(g -> giving.forEach(o -> edges.accept(g, o)));
            }
            for (Step step : steps.all()) {
                if (step.act() == Act.OWN && (step.ref().equals(target) || ownedBy(step.ref(), target))) {
                    giving.forEach(o -> edges.accept(step, o));
                }
            }
        });
    }

    private boolean ownedBy(ObjectRef sequence, ObjectRef table) {
        return desired.find(sequence, Sequence.class)
                .flatMap(Sequence::ownedBy)
                .filter(column -> Situation.tableOf(column).equals(table))
                .isPresent();
    }
}
