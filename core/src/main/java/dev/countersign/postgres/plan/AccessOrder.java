package dev.countersign.postgres.plan;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Membership;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Sequence;
import dev.countersign.postgres.plan.Step.Act;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * The order of owners and privileges. Giving an object away rewrites who granted what on it, so that comes before its privileges; its new owner may need
 * those on its schema. Revoking privileges on a table takes those on its columns along, so that comes before the columns' own.
 */
final class AccessOrder {
    private final Catalog current;
    private final Catalog desired;
    private final Steps steps;
    private final BiConsumer<Step, Step> edges;

    AccessOrder(Steps steps, BiConsumer<Step, Step> edges) {
        this.current = steps.situation().current();
        this.desired = steps.situation().desired();
        this.steps = steps;
        this.edges = edges;
    }

    void everything() {
        List<Step> memberships = steps.all().stream()
                .filter(step -> step.ref().kind() == ObjectKind.MEMBERSHIP)
                .toList();
        memberships.forEach(step -> byGrantor(step, memberships));
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
        Map<ObjectRef, List<Step>> owning = owning();
        owners.forEach((target, giving) -> {
            if (target.path().size() > 1) {
                privileges
                        .getOrDefault(ObjectRef.of(ObjectKind.SCHEMA, target.schema()), List.of())
                        .forEach(g -> giving.forEach(o -> edges.accept(g, o)));
            }
            owning.getOrDefault(target, List.of()).forEach(tied -> giving.forEach(o -> edges.accept(tied, o)));
        });
    }

    /** The steps that tie a sequence to a column, by the sequence and by the column's table. */
    private Map<ObjectRef, List<Step>> owning() {
        Map<ObjectRef, List<Step>> owning = new HashMap<>();
        for (Step step : steps.all()) {
            if (step.act() == Act.OWN) {
                owning.computeIfAbsent(step.ref(), s -> new ArrayList<>()).add(step);
                desired.find(step.ref(), Sequence.class)
                        .flatMap(Sequence::ownedBy)
                        .ifPresent(column -> owning.computeIfAbsent(Situation.tableOf(column), t -> new ArrayList<>())
                                .add(step));
            }
        }
        return owning;
    }

    /** Who grants a membership must be allowed to, for as long as it stands ({@code GRANT}, Notes). */
    private void byGrantor(Step step, List<Step> memberships) {
        Optional<String> grantor = Stream.of(desired, current)
                .flatMap(c -> c.find(step.ref(), Membership.class).stream())
                .findFirst()
                .flatMap(Membership::grantor);
        if (grantor.isEmpty()) {
            return;
        }
        boolean ends = step.act() == Act.DROP;
        for (Step other : memberships) {
            boolean theirs = Stream.of(desired, current)
                    .flatMap(c -> c.find(other.ref(), Membership.class).stream())
                    .anyMatch(m -> m.member().equals(grantor.get())
                            && m.group().equals(step.ref().path().getFirst()));
            if (theirs && other.act() == Act.DROP == ends) {
                edges.accept(ends ? step : other, ends ? other : step);
            } else if (theirs && other.act() == Act.ALTER) {
                boolean stays = desired.find(other.ref(), Membership.class)
                        .filter(m -> m.options().containsKey("ADMIN"))
                        .isPresent();
                edges.accept(stays ? other : step, stays ? step : other);
            }
        }
    }
}
