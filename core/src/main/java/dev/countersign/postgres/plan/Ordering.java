package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Dependency;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Sequence;
import dev.countersign.catalog.Table;
import dev.countersign.plan.StepGraph;
import dev.countersign.postgres.plan.Step.Act;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the steps in order: dependents go before what they need, come after it, and names are free before they are taken. */
final class Ordering {
    private final Catalog current;
    private final Catalog desired;
    private final Fates fates;
    private final Steps steps;
    private final StepGraph<Step> graph;

    Ordering(Steps steps, Fates fates) {
        this.current = steps.situation().current();
        this.desired = steps.situation().desired();
        this.fates = fates;
        this.steps = steps;
        this.graph = new StepGraph<>(Step.ORDER, this::comesBack);
        steps.all().forEach(graph::add);
        current.dependencies().forEach(this::beforeItGoes);
        desired.dependencies().forEach(this::afterItCame);
        steps.all().forEach(this::ownOrder);
        freeNames();
    }

    List<Step> order() {
        return graph.order();
    }

    private boolean comesBack(Step step) {
        return step.act() == Act.CREATE && fates.of(step.ref()) == Fate.REBUILD;
    }

    private void beforeItGoes(Dependency dependency) {
        ObjectRef user = dependency.dependent();
        ObjectRef used = dependency.referenced();
        if (used.kind() == ObjectKind.SCHEMA && !fates.goes(used)) {
            return;
        }
        Optional<Step> userGoes = steps.removal(user);
        Optional<Step> usedGoes = steps.removal(used);
        if (usedGoes.isPresent()) {
            Step going = usedGoes.get();
            Step early = fates.isSetAside(used) ? new Step(Act.SET_ASIDE, used) : going;
            if (userGoes.isPresent()) {
                edge(userGoes.get(), fates.isSetAside(user) ? going : early);
                if (fates.isSetAside(user)) {
                    edge(new Step(Act.SET_ASIDE, user), early);
                }
            } else {
                letGo(user, used, going, early);
            }
        }
        if (userGoes.isPresent() && fates.of(used) == Fate.ALTER && used.kind() == ObjectKind.COLUMN) {
            steps.alterations(used).forEach(s -> edge(userGoes.get(), s));
        }
    }

    private void letGo(ObjectRef user, ObjectRef used, Step going, Step early) {
        if (user.kind() == ObjectKind.COLUMN) {
            if (steps.exists(Act.DROP_DEFAULT, user)) {
                edge(new Step(Act.DROP_DEFAULT, user), early);
            } else if (steps.exists(Act.ALTER, user)
                    && !desired.references(user).contains(used)) {
                edge(new Step(Act.ALTER, user), going);
            }
            steps.retyping(user).ifPresent(s -> edge(s, going));
        } else if (user.kind() == ObjectKind.TABLE && steps.exists(Act.DETACH, user)) {
            edge(new Step(Act.DETACH, user), going);
        } else if (steps.exists(Act.ALTER, user)) {
            edge(new Step(Act.ALTER, user), going);
        }
    }

    private void afterItCame(Dependency dependency) {
        ObjectRef user = dependency.dependent();
        ObjectRef used = dependency.referenced();
        if (isPartOf(user, used)) {
            partComesFirst(user, used);
            return;
        }
        List<Step> coming = new ArrayList<>();
        steps.creation(used).ifPresent(coming::add);
        if (needsAlteration(used)) {
            coming.addAll(steps.alterations(used));
        }
        if (user.kind() == ObjectKind.TABLE && used.kind() == ObjectKind.TABLE && steps.exists(Act.ATTACH, user)) {
            coming.forEach(c -> edge(c, new Step(Act.ATTACH, user)));
            return;
        }
        for (Step first : coming) {
            steps.creation(user).ifPresent(s -> edge(first, s));
            if (first.act() == Act.CREATE || fates.of(user) != Fate.ALTER || user.kind() != ObjectKind.COLUMN) {
                steps.retyping(user).ifPresent(s -> edge(first, s));
                if (steps.exists(Act.ALTER, user)) {
                    edge(first, new Step(Act.ALTER, user));
                }
            }
        }
    }

    /** Whether a user of the object can only be made when the object has been altered. */
    private static boolean needsAlteration(ObjectRef used) {
        return switch (used.kind()) {
            case COLUMN, ENUM, DOMAIN, COMPOSITE, VIEW, EXTENSION -> true;
            default -> false;
        };
    }

    private boolean isPartOf(ObjectRef part, ObjectRef whole) {
        return part.kind() == ObjectKind.INDEX
                && desired.find(part, Index.class)
                        .flatMap(Index::attachedTo)
                        .filter(whole::equals)
                        .isPresent();
    }

    /** An index on a partitioned table takes over the indexes that its partitions already have, with their names. */
    private void partComesFirst(ObjectRef part, ObjectRef whole) {
        steps.creation(part).ifPresent(p -> {
            steps.creation(whole).ifPresent(w -> edge(p, w));
            desired.find(part, Index.class)
                    .map(i -> new Step(Act.ATTACH, i.table()))
                    .filter(s -> steps.all().contains(s))
                    .ifPresent(attach -> edge(p, attach));
        });
    }

    private void ownOrder(Step step) {
        ObjectRef ref = step.ref();
        switch (step.act()) {
            case CREATE -> {
                if (fates.isSetAside(ref)) {
                    edge(new Step(Act.SET_ASIDE, ref), step);
                    edge(step, new Step(Act.DROP, ref));
                } else {
                    steps.removal(ref).ifPresent(s -> edge(s, step));
                }
            }
            case DROP_DEFAULT, RETYPE -> {
                for (Step later : steps.alterations(ref)) {
                    if (later.act().ordinal() > step.act().ordinal()) {
                        edge(step, later);
                    }
                }
            }
            case DETACH -> edge(step, new Step(Act.ATTACH, ref));
            case ATTACH -> {
                steps.creation(ref).ifPresent(s -> edge(s, step));
                if (steps.exists(Act.ALTER, ref)) {
                    edge(new Step(Act.ALTER, ref), step);
                }
                desired.find(ref, Table.class)
                        .ifPresent(t ->
                                t.columns().forEach(c -> columnBeforeAttach(ObjectRef.column(ref, c.name()), step)));
                desired.tableObjects(ref).forEach(o -> {
                    if (o instanceof dev.countersign.catalog.CheckConstraint) {
                        steps.creation(o.ref()).ifPresent(s -> edge(s, step));
                    }
                });
            }
            case OWN -> own(step);
            case ALTER, RENAME, SET_ASIDE, DROP -> {
                // ordered by what depends on them
            }
        }
    }

    private void columnBeforeAttach(ObjectRef column, Step attach) {
        if (fates.of(column) != null && fates.of(column).comes()) {
            steps.creation(column).ifPresent(s -> edge(s, attach));
        }
        steps.alterations(column).forEach(s -> edge(s, attach));
    }

    private void own(Step step) {
        steps.creation(step.ref()).ifPresent(s -> edge(s, step));
        desired.find(step.ref(), Sequence.class)
                .flatMap(Sequence::ownedBy)
                .ifPresent(column -> steps.creation(column).ifPresent(s -> edge(s, step)));
        if (!fates.comes(step.ref())) {
            current.find(step.ref(), Sequence.class)
                    .flatMap(Sequence::ownedBy)
                    .ifPresent(column -> steps.removal(column).ifPresent(s -> edge(step, s)));
        }
    }

    /** Relations of a schema share one set of names, so do types, routines, and the constraints of a table. */
    private void freeNames() {
        Map<List<String>, List<Step>> freed = new HashMap<>();
        for (Map.Entry<ObjectRef, Fate> entry : fates.all().entrySet()) {
            ObjectRef ref = entry.getKey();
            if (entry.getValue().goes()) {
                Step step = fates.isSetAside(ref)
                        ? new Step(Act.SET_ASIDE, ref)
                        : steps.removal(ref).orElseThrow();
                spaces(current, ref)
                        .forEach(n ->
                                freed.computeIfAbsent(n, k -> new ArrayList<>()).add(step));
            } else if (entry.getValue() == Fate.RENAME) {
                spaces(current, ref)
                        .forEach(n ->
                                freed.computeIfAbsent(n, k -> new ArrayList<>()).add(new Step(Act.RENAME, ref)));
            }
        }
        for (Map.Entry<ObjectRef, Fate> entry : fates.all().entrySet()) {
            ObjectRef ref = entry.getKey();
            if (entry.getValue().comes()) {
                steps.creation(ref).ifPresent(step -> takeNames(spaces(desired, ref), freed, step));
            } else if (entry.getValue() == Fate.RENAME) {
                takeNames(spaces(desired, fates.newNames().get(ref)), freed, new Step(Act.RENAME, ref));
            }
        }
    }

    private void takeNames(List<List<String>> names, Map<List<String>, List<Step>> freed, Step taking) {
        names.forEach(n -> freed.getOrDefault(n, List.of()).forEach(s -> edge(s, taking)));
    }

    private static List<List<String>> spaces(Catalog catalog, ObjectRef ref) {
        List<List<String>> names = new ArrayList<>();
        ObjectKind kind = ref.kind();
        if (Names.isRelation(kind)) {
            names.add(List.of("relation", ref.path().get(0), ref.path().get(1)));
        }
        if (Names.isType(kind)) {
            names.add(List.of("type", ref.path().get(0), ref.path().get(1)));
        }
        switch (kind) {
            case PRIMARY_KEY, UNIQUE, EXCLUDE -> {
                names.add(List.of("relation", ref.path().get(0), ref.path().get(2)));
                names.add(List.of(
                        "constraint",
                        ref.path().get(0),
                        ref.path().get(1),
                        ref.path().get(2)));
            }
            case CHECK, FOREIGN_KEY ->
                names.add(List.of(
                        "constraint",
                        ref.path().get(0),
                        ref.path().get(1),
                        ref.path().get(2)));
            case FUNCTION, PROCEDURE, AGGREGATE -> {
                List<String> routine = new ArrayList<>(List.of("routine"));
                routine.addAll(ref.path());
                names.add(routine);
            }
            default -> {
                // every other kind has names of its own, and two of one name are the same object
            }
        }
        return names;
    }

    private void edge(Step first, Step second) {
        if (steps.all().contains(first) && steps.all().contains(second)) {
            graph.edge(first, second);
        }
    }

    /** The object of a step as the desired state has it, else as the current one has it. */
    Optional<SchemaObject> object(Step step) {
        return desired.find(step.ref()).or(() -> current.find(step.ref()));
    }
}
