package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.Dependency;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Sequence;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.catalog.Trigger;
import dev.countersign.plan.StepGraph;
import dev.countersign.postgres.plan.Step.Act;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Puts the steps in order: dependents go before what they need, come after it, and names are free before they are taken. */
final class Ordering {
    private final Catalog current;
    private final Catalog desired;
    private final Fates fates;
    private final Steps steps;
    private final StepGraph<Step> graph;
    private final boolean hints;

    /** @param hints whether to follow what is sensible but not required: old functions go before new ones of the same name come, so that no
     *     call can mean both, functions come before those whose bodies name them, and casts before what is written with them */
    Ordering(Steps steps, Fates fates, boolean hints) {
        this.hints = hints;
        this.current = steps.situation().current();
        this.desired = steps.situation().desired();
        this.fates = fates;
        this.steps = steps;
        this.graph = new StepGraph<>(Step.ORDER, this::comesBack);
        steps.all().forEach(graph::add);
        Touched touched = new Touched(steps, fates);
        touched.dependencies(current).forEach(this::beforeItGoes);
        touched.dependencies(desired).forEach(this::afterItCame);
        steps.all().forEach(this::ownOrder);
        new LineageOrder(steps, fates, this::edge, hints).everything();
        fates.replacements().tables().forEach(new CopyOrder(steps, fates, this::edge)::of);
        new AccessOrder(steps, this::edge).everything();
        new PersistenceOrder(steps, this::edge).everything();
        EventTriggerOrder.everything(steps, this::edge);
        new NameOrder(steps, fates, this::edge, hints).everything();
        if (hints) {
            new CallOrder(steps, fates, this::edge).everything();
            new CastOrder(steps, fates, this::edge).everything();
        }
    }

    List<Step> order() {
        return graph.order();
    }

    private boolean comesBack(Step step) {
        return step.act() == Act.CREATE
                && fates.of(step.ref()) == Fate.REBUILD
                && step.ref().kind() != ObjectKind.EVENT_TRIGGER;
    }

    private void beforeItGoes(Dependency dependency) {
        ObjectRef user = dependency.dependent();
        ObjectRef used = dependency.referenced();
        if (used.kind() == ObjectKind.SCHEMA && !fates.goes(used) || used.kind() == ObjectKind.PRIVILEGES) {
            return; // what was passed on goes along, and comes from the owner
        }
        Optional<Step> userGoes = steps.removal(user);
        Optional<Step> usedGoes = steps.removal(used);
        if (usedGoes.isPresent()
                && userGoes.isPresent()
                && isPartitionOf(usedGoes.get().ref(), userGoes.get().ref())) {
            return; // a partition goes before its parent; what the parent needs of it goes along
        }
        if (userGoes.filter(goes -> steps.handsOver(goes.ref())).isPresent()
                && Situation.attachedTo(current, user).filter(used::equals).isPresent()) {
            return; // the part goes with the whole, or stays with its partition until that goes
        }
        if (usedGoes.isPresent()) {
            Step going = usedGoes.get();
            Step early =
                    fates.isSetAside(used) && !goesWithReplaced(user, going) ? new Step(Act.SET_ASIDE, used) : going;
            if (steps.hasLooseDefault(current, user) && used.kind() == ObjectKind.FUNCTION) {
                edge(new Step(Act.DROP_DEFAULT, user), early);
            } else if (userGoes.isPresent()) {
                // values keep the old version of their type, whatever it is called meanwhile
                boolean waits = user.kind() == ObjectKind.COLUMN
                        || fates.isSetAside(userGoes.get().ref());
                if (!SetAside.readsNoMore(user, used, fates, current)) {
                    edge(userGoes.get(), waits ? going : early);
                }
                edge(new Step(Act.SET_ASIDE, user), early);
            } else {
                letGo(user, used, going, early);
            }
        }
        boolean namedByIt = used.kind() == ObjectKind.COLUMN || MovedExtensions.name(used, user);
        if (userGoes.isPresent() && fates.of(used) == Fate.ALTER && namedByIt) {
            Step free =
                    SetAside.readsNoMore(user, used, fates, current) ? new Step(Act.SET_ASIDE, user) : userGoes.get();
            steps.alterations(used).forEach(s -> edge(free, s));
        }
    }

    /** Parts of a replaced table go with the old table in the end, not before it is put out of the way. */
    private boolean goesWithReplaced(ObjectRef user, Step going) {
        return fates.isReplaced(going.ref())
                && (user.kind() == ObjectKind.TABLE
                        || steps.removal(user).filter(going::equals).isPresent());
    }

    private boolean isPartitionOf(ObjectRef table, ObjectRef whole) {
        return current.find(table, Table.class)
                .flatMap(Table::partitionOf)
                .filter(p -> p.parent().equals(whole) || isPartitionOf(p.parent(), whole))
                .isPresent();
    }

    private void letGo(ObjectRef user, ObjectRef used, Step going, Step early) {
        if (user.kind() == ObjectKind.COLUMN) {
            if (steps.exists(Act.DROP_DEFAULT, user)) {
                edge(new Step(Act.DROP_DEFAULT, user), early);
            } else if (steps.exists(Act.ALTER, user)
                    && !desired.references(user).contains(used)) {
                edge(new Step(Act.ALTER, user), going);
            }
            if (fates.isTextMeanwhile(user)) {
                edge(new Step(Act.TO_TEXT, user), early);
            } else if (!onlyDefaultCalls(user, used)) {
                steps.retyping(user).ifPresent(s -> edge(s, going));
            }
        } else if (user.kind() == ObjectKind.TABLE && steps.exists(Act.DETACH, user)) {
            edge(new Step(Act.DETACH, user), going);
        } else if (steps.exists(Act.ALTER, user)) {
            edge(new Step(Act.ALTER, user), going);
        }
    }

    /** Whether the column needs the function for its default alone, which is away while the column gets another type. */
    private boolean onlyDefaultCalls(ObjectRef column, ObjectRef used) {
        return used.kind() == ObjectKind.FUNCTION && steps.exists(Act.DROP_DEFAULT, column);
    }

    private void afterItCame(Dependency dependency) {
        ObjectRef user = dependency.dependent();
        ObjectRef used = dependency.referenced();
        if (used.kind() == ObjectKind.PRIVILEGES) {
            return;
        }
        if (isPartOf(user, used)) {
            partComesFirst(user, used);
            return;
        }
        List<Step> coming = new ArrayList<>();
        Optional<ObjectRef> declared = steps.circles().declaredFor(desired, user, used);
        if (BaseTypes.suffices(desired, user, used)) {
            coming.add(new Step(Act.DECLARE, used));
        } else if (declared.isPresent()) {
            coming.add(new Step(Act.DECLARE, declared.get()));
        } else {
            steps.creation(used).ifPresent(coming::add);
        }
        boolean widened = WiderUse.comesTo(used, current, desired);
        if (widened || needsAlteration(used)) {
            coming.addAll(steps.alterations(used));
            if (used.kind() == ObjectKind.COLUMN) {
                coming.addAll(steps.alterations(Situation.ownerOf(desired, used)).stream()
                        .filter(s -> s.ref().kind() == ObjectKind.VIEW)
                        .toList());
            }
        }
        if (user.kind() == ObjectKind.TABLE && used.kind() == ObjectKind.TABLE && steps.exists(Act.ATTACH, user)) {
            coming.forEach(c -> edge(c, new Step(Act.ATTACH, user)));
            return;
        }
        if (steps.hasLooseDefault(desired, user) && used.kind() == ObjectKind.FUNCTION) {
            steps.creation(used).ifPresent(c -> edge(c, new Step(Act.ALTER, user)));
            if (widened) {
                steps.alterations(used).forEach(s -> edge(s, new Step(Act.ALTER, user)));
            }
            return;
        }
        for (Step first : coming) {
            steps.creation(user).ifPresent(s -> edge(first, s));
            if (used.kind() == ObjectKind.SCHEMA) {
                edge(first, new Step(Act.DECLARE, user));
            }
            if (first.act() == Act.CREATE
                    || widened
                    || fates.of(user) != Fate.ALTER
                    || user.kind() != ObjectKind.COLUMN
                    || used.kind() == ObjectKind.EXTENSION) {
                if (!onlyDefaultCalls(user, used)) {
                    steps.retyping(user).ifPresent(s -> edge(first, s));
                }
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
        boolean key = part.kind() == ObjectKind.PRIMARY_KEY || part.kind() == ObjectKind.UNIQUE;
        if (key && whole.kind() == ObjectKind.INDEX) {
            return true;
        }
        return Situation.attachedTo(desired, part).filter(whole::equals).isPresent();
    }

    /** An index on a partitioned table takes over the indexes that its partitions already have, with their names. */
    private void partComesFirst(ObjectRef part, ObjectRef whole) {
        Optional<Step> attach = desired.find(part, TableObject.class)
                .map(i -> new Step(Act.ATTACH, i.table()))
                .filter(steps::exists);
        steps.creation(part).filter(p -> p.ref().equals(part)).ifPresent(p -> {
            steps.creation(whole).ifPresent(w -> edge(p, w));
            attach.ifPresent(a -> edge(p, a));
        });
        boolean comesWithTable = desired.find(whole, TableObject.class)
                        .filter(w -> !fates.isReplaced(w.table()))
                        .isPresent()
                && steps.parts().arePutTogether(whole);
        if (comesWithTable) {
            steps.creation(whole).ifPresent(w -> attach.ifPresent(a -> edge(w, a)));
        }
    }

    private void ownOrder(Step step) {
        ObjectRef ref = step.ref();
        if (step.act() == Act.CREATE || step.act() == Act.ALTER) {
            desired.find(ref, Trigger.class)
                    .ifPresent(whole -> new TriggersOfPartitions(steps, fates).order(whole, step, this::edge));
        }
        switch (step.act()) {
            case CREATE -> {
                keyBeforeWhole(step);
                if (ref.kind() == ObjectKind.COLUMN) {
                    RowTypes.without(steps, step, this::edge);
                }
                desired.find(ref, ForeignKey.class).ifPresent(key -> oldKeysFirst(key, step));
                if (fates.isSetAside(ref)) {
                    edge(new Step(Act.SET_ASIDE, ref), step);
                    edge(step, new Step(Act.DROP, ref));
                } else {
                    steps.removal(ref).ifPresent(s -> edge(s, step));
                }
            }
            case DECLARE -> {
                edge(step, new Step(Act.CREATE, ref));
                steps.removal(ref).ifPresent(s -> edge(s, step));
            }
            case DROP_DEFAULT, TO_TEXT, RETYPE -> {
                if (step.act() == Act.RETYPE) {
                    RowTypes.without(steps, step, this::edge);
                    noLongerComputed(ref).forEach(user -> edge(new Step(Act.ALTER, user), step));
                }
                if (step.act() == Act.TO_TEXT) {
                    RowTypes.order(steps, step, this::edge);
                }
                for (Step later : steps.alterations(ref)) {
                    if (later.act().ordinal() > step.act().ordinal()) {
                        edge(step, later);
                    }
                }
            }
            case DETACH -> {
                edge(step, new Step(Act.ATTACH, ref));
                TypedTables.between(current, desired, steps, ref).forEach(s -> {
                    edge(step, s);
                    edge(s, new Step(Act.ATTACH, ref));
                });
            }
            case ATTACH -> {
                steps.creation(ref).ifPresent(s -> edge(s, step));
                if (steps.exists(Act.ALTER, ref)) {
                    edge(new Step(Act.ALTER, ref), step);
                }
                desired.find(ref, Table.class)
                        .ifPresent(t ->
                                t.columns().forEach(c -> columnBeforeAttach(ObjectRef.column(ref, c.name()), step)));
                // a partition has no column that its new parent does not have
                current.find(ref, Table.class)
                        .filter(t -> desired.find(ref, Table.class)
                                .flatMap(Table::partitionOf)
                                .isPresent())
                        .ifPresent(t -> t.columns()
                                .forEach(c -> edge(new Step(Act.DROP, ObjectRef.column(ref, c.name())), step)));
                Set<ObjectRef> doubles = steps.parts().doubles(ref);
                doubles.forEach(d -> steps.creation(d).ifPresent(s -> edge(step, s)));
                desired.tableObjects(ref).forEach(o -> {
                    if (o instanceof CheckConstraint || o instanceof KeyConstraint && !doubles.contains(o.ref())) {
                        steps.creation(o.ref())
                                .filter(s -> s.ref().equals(o.ref()))
                                .ifPresent(s -> edge(s, step));
                    }
                });
            }
            case OWN -> own(step);
            case ALTER -> {
                if (ref.kind() == ObjectKind.COLUMN) {
                    steps.creation(ref).ifPresent(s -> edge(s, step));
                }
            }
            case RENAME, SET_ASIDE, COPY, DROP -> {
                // ordered by what depends on them
            }
        }
    }

    /** Columns that were computed from the column and stay as ordinary ones: they lose their expression before it gets its type. */
    private Stream<ObjectRef> noLongerComputed(ObjectRef column) {
        return current.dependents(column).stream()
                .filter(user -> isComputed(current, user)
                        && Situation.column(desired, user).isPresent()
                        && !isComputed(desired, user));
    }

    private static boolean isComputed(Catalog catalog, ObjectRef ref) {
        return ref.kind() == ObjectKind.COLUMN
                && Situation.column(catalog, ref).flatMap(Column::generated).isPresent();
    }

    /** While an old key over the same columns is still there, the server could tie the new foreign key to that one. */
    private void oldKeysFirst(ForeignKey key, Step step) {
        if (!fates.goes(key.referencedTable())) {
            current.tableObjects(key.referencedTable()).stream()
                    .filter(o -> o instanceof KeyConstraint || o instanceof Index)
                    .forEach(o -> edge(new Step(Act.DROP, o.ref()), step));
        }
    }

    /** A partition's key may be the part that an index of the whole table takes over. */
    private void keyBeforeWhole(Step step) {
        if (desired.find(step.ref(), KeyConstraint.class).isEmpty()) {
            return;
        }
        Optional<ObjectRef> table =
                desired.find(step.ref(), KeyConstraint.class).map(KeyConstraint::table);
        while (table.isPresent()) {
            table = desired.find(table.get(), Table.class)
                    .flatMap(Table::partitionOf)
                    .map(Table.PartitionOf::parent);
            table.ifPresent(whole -> desired.tableObjects(whole).stream()
                    .filter(Index.class::isInstance)
                    .forEach(i -> steps.creation(i.ref()).ifPresent(c -> edge(step, c))));
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

    private void edge(Step first, Step second) {
        if (steps.exists(first) && steps.exists(second)) {
            graph.edge(first, second);
        }
    }

    /** The object of a step as the desired state has it, else as the current one has it. */
    Optional<SchemaObject> object(Step step) {
        return desired.find(step.ref()).or(() -> current.find(step.ref()));
    }
}
