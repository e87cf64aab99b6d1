package dev.countersign.postgres.plan;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Routine;
import dev.countersign.catalog.RowPolicy;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Sequence;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.catalog.Trigger;
import dev.countersign.diff.Change;
import dev.countersign.postgres.plan.Step.Act;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which steps the fates come to, and which step makes or removes a given object: much goes and comes with something else. */
final class Steps {
    private final Situation situation;
    private final Catalog current;
    private final Catalog desired;
    private final Fates fates;
    private final Set<ObjectRef> loosened;
    private final DefaultRows defaultRows;
    private final LeavingRows leavingRows;
    private final Set<Step> all = new LinkedHashSet<>();
    private final List<Step> inOrder;
    private final Set<ObjectRef> renaming;
    private final Set<ObjectRef> rejoining;
    private final LostColumns lostColumns;
    private final PartsOfIndexes parts;
    private final NewPartitions newPartitions;
    private final ViewsInCircles circles;

    /** @param loosened tables whose constraints, policies and defaults come and go by themselves, because otherwise the order would run in a circle */
    Steps(Situation situation, Fates fates, Set<ObjectRef> loosened) {
        this.loosened = loosened;
        this.situation = situation;
        this.current = situation.current();
        this.desired = situation.desired();
        this.fates = fates;
        this.lostColumns = new LostColumns(current, fates);
        this.parts = new PartsOfIndexes(desired);
        this.defaultRows = new DefaultRows(situation, fates);
        this.leavingRows = new LeavingRows(situation, fates);
        this.newPartitions = new NewPartitions(situation, fates, defaultRows);
        this.circles = new ViewsInCircles(fates, loosened);
        fates.all().forEach(this::collect);
        this.renaming = new NotNullNames(situation, fates).rejoining();
        this.rejoining = new TreeSet<>(renaming);
        rejoining.addAll(new IdentityBelow(situation, fates)
                .rejoining(all.stream()
                        .filter(s -> s.act() == Act.ATTACH)
                        .map(Step::ref)
                        .toList()));
        for (ObjectRef partition : rejoining) {
            all.add(new Step(Act.DETACH, partition));
            all.add(new Step(Act.ATTACH, partition));
        }
        loosened.stream().filter(ref -> ref.kind() == ObjectKind.TABLE).forEach(this::loosen);
        this.inOrder = all.stream().sorted(Step.ORDER).toList();
    }

    private void collect(ObjectRef ref, Fate fate) {
        if (fate.goes()) {
            Step removal = removal(ref).orElseThrow();
            all.add(removal);
            if (fates.isSetAside(ref)) {
                all.add(new Step(Act.SET_ASIDE, ref));
            }
            if (fate == Fate.DROP && ref.kind() == ObjectKind.TABLE && leavingRows.leavesFirst(ref)) {
                all.add(new Step(Act.DETACH, ref));
            }
        }
        if (fate.comes()) {
            all.add(creation(ref).orElseThrow());
            if (ref.kind() == ObjectKind.BASE_TYPE || circles.isDeclared(ref)) {
                all.add(new Step(Act.DECLARE, ref));
            }
            if (fates.remadeWith(ref).isPresent()) {
                all.add(new Step(Act.ALTER, ref));
            }
            desired.find(ref).ifPresent(this::afterCreation);
            if (fates.copies(ref)) {
                all.add(new Step(Act.COPY, ref));
            }
            if (fates.isReplaced(ref)) {
                Situation.sequencesOf(current, ref).stream()
                        .filter(s -> desired.contains(s) && !fates.comes(s))
                        .forEach(s -> all.add(new Step(Act.OWN, s)));
            }
        }
        if (fate == Fate.RENAME) {
            all.add(new Step(Act.RENAME, ref));
            if (fates.change(ref).filter(c -> c instanceof Change.ModifyObject).isPresent()) {
                all.add(new Step(Act.ALTER, fates.newNames().get(ref)));
            }
        }
        if (fate == Fate.ALTER) {
            all.add(new Step(Act.ALTER, ref));
            if (fates.isDefaultReset(ref)) {
                all.add(new Step(Act.DROP_DEFAULT, ref));
            }
            retyping(ref).ifPresent(step -> all.addAll(RowTypes.around(step, fates)));
            current.find(ref).ifPresent(o -> alsoAltered(o, desired.find(ref)));
        }
    }

    private void loosen(ObjectRef table) {
        for (ObjectRef column : Situation.parts(current, table)) {
            if (fates.goes(table) && hasLooseDefault(current, column)) {
                all.add(new Step(Act.DROP_DEFAULT, column));
            }
        }
        for (ObjectRef column : Situation.parts(desired, table)) {
            if (fates.comes(table) && hasLooseDefault(desired, column)) {
                all.add(new Step(Act.ALTER, column));
            }
        }
    }

    /** Whether the column's default calls a function and its table is among the loosened ones. */
    boolean hasLooseDefault(Catalog catalog, ObjectRef column) {
        return column.kind() == ObjectKind.COLUMN
                && loosened.contains(Situation.tableOf(column))
                && Situation.column(catalog, column)
                        .filter(c -> c.defaultExpression().isPresent())
                        .isPresent()
                && catalog.references(column).stream().anyMatch(r -> r.kind() == ObjectKind.FUNCTION);
    }

    private void afterCreation(SchemaObject object) {
        if (object instanceof Sequence sequence && sequence.ownedBy().isPresent()) {
            all.add(new Step(Act.OWN, sequence.ref()));
        }
        if (object instanceof Table table && table.partitionOf().isPresent() && !madeAsPartition(table)) {
            all.add(new Step(Act.ATTACH, table.ref()));
        }
    }

    private void alsoAltered(SchemaObject before, Optional<SchemaObject> after) {
        if (before instanceof Sequence s
                && after.orElse(before) instanceof Sequence w
                && !s.ownedBy().equals(w.ownedBy())) {
            all.add(new Step(Act.OWN, s.ref()));
        }
        if (before instanceof Table t && after.orElse(before) instanceof Table w) {
            if (!t.partitionOf().equals(w.partitionOf())
                    || !t.inherits().equals(w.inherits())
                    || TypedTables.changes(t, w, current, fates)) {
                all.add(new Step(Act.DETACH, t.ref()));
                all.add(new Step(Act.ATTACH, t.ref()));
            }
        }
    }

    /** Whether the partition stays what it is and is only taken off and attached again after its parent has joined. */
    boolean rejoins(ObjectRef partition) {
        return rejoining.contains(partition);
    }

    /** Whether the partition leaves before it goes, because its rows go over to partitions that stay or foreign keys hold it. */
    boolean handsOver(ObjectRef table) {
        return fates.of(table) == Fate.DROP && exists(Act.DETACH, table);
    }

    /** Whether the partition is away while a NOT NULL of its parent is renamed, which it has under another name. */
    boolean leavesForName(ObjectRef partition) {
        return renaming.contains(partition);
    }

    /** Every step, in {@link Step#ORDER}. */
    List<Step> all() {
        return inOrder;
    }

    boolean exists(Step step) {
        return all.contains(step);
    }

    boolean exists(Act act, ObjectRef ref) {
        return exists(new Step(act, ref));
    }

    /** Whether a new partition is made with {@code PARTITION OF}. */
    boolean madeAsPartition(Table table) {
        return newPartitions.madeAsPartition(table);
    }

    /** The rows that a partition hands over to those beside it before it joins its parent again or goes. */
    LeavingRows leavingRows() {
        return leavingRows;
    }

    /** The statements that go before the table joins its parent: they bring it the rows of the default partition that belong to it. */
    List<String> rowsFromDefault(Table joining) {
        return defaultRows.moveInto(joining);
    }

    /**
     * Whether the server makes a partition's part of a key by itself and under the name that is wanted: with the key of the whole, with the partition or
     * when the partition is attached.
     */
    boolean comesByItself(KeyConstraint key) {
        Optional<ObjectRef> whole = key.attachedTo();
        return whole.isPresent()
                && KeyNames.isAutomatic(desired, key.ref())
                && !parts.arePutTogether(whole.get())
                && (fates.comes(whole.get()) || fates.comes(key.table()) || exists(Act.ATTACH, key.table()));
    }

    /** Whether the part has to be attached to its whole by a statement of its own. */
    boolean attachesAlone(ObjectRef part, ObjectRef table) {
        return Situation.attachedTo(desired, part)
                .filter(whole -> !fates.comes(whole))
                .filter(whole -> !exists(Act.ATTACH, table))
                .isPresent();
    }

    /** The step by which the object goes. */
    Optional<Step> removal(ObjectRef ref) {
        if (ref.kind() == ObjectKind.COLUMN && fates.goes(Situation.relationOf(current, ref))) {
            return removal(Situation.relationOf(current, ref));
        }
        if (!fates.goes(ref)) {
            return ref.kind() == ObjectKind.COLUMN
                    ? Situation.inherited(current, ref).flatMap(this::removal)
                    : Optional.empty();
        }
        Optional<ObjectRef> carrier = carrier(ref);
        if (carrier.isPresent()) {
            return removal(carrier.get());
        }
        return Optional.of(new Step(Act.DROP, ref));
    }

    /** What takes the object with it when it goes, if that goes as well. */
    Optional<ObjectRef> carrier(ObjectRef ref) {
        if (ref.kind() == ObjectKind.COLUMN) {
            return Optional.of(Situation.relationOf(current, ref))
                    .filter(fates::goes)
                    .or(() -> fates.remadeWith(ref));
        }
        SchemaObject object = current.find(ref).orElseThrow();
        return switch (object) {
            case Sequence s when fates.goesWithOwner(s) -> s.ownedBy();
            case Index i when i.attachedTo().filter(fates::goes).isPresent() && !leaves(i) -> i.attachedTo();
            case KeyConstraint k
            when Situation.attachedTo(current, ref).filter(fates::goes).isPresent()
                    && (!fates.goes(k.table()) || loosened.contains(k.table()))
                    && !leaves(k) -> Situation.attachedTo(current, ref);
            case CheckConstraint check
            when check.inherited() && (!fates.goes(check.table()) || loosened.contains(check.table())) ->
                withParent(check);
            case Table part when fates.of(ref) == Fate.DROP -> leavingRows.goesWith(part);
            case ForeignKey key when Situation.meansItsOwnParts(current, key) -> Optional.empty();
            case Trigger watching when fates.isSetAside(watching.table()) -> Optional.empty();
            case RowPolicy guarding when fates.isReplaced(guarding.table()) -> Optional.empty();
            case TableObject child
            when loosened.contains(child.table()) && !(child instanceof Index index && !callsFunction(index)) ->
                Optional.empty();
            case TableObject child ->
                Optional.of(child.table()).filter(fates::goes).or(() -> lostColumns.of(child));
            // a rule that writes into an heir of its table, which goes before the table does
            case DefinedObject d when d.owner().filter(loosened::contains).isPresent() -> Optional.empty();
            case DefinedObject d -> d.owner().filter(owner -> fates.goes(owner) && !fates.isSetAside(owner));
            case Routine routine -> BaseTypes.ofFunction(current, ref).filter(fates::goes);
            case AccessRule rule ->
                current.references(ref).stream()
                        .filter(r ->
                                !AccessRule.describes(r.kind()) && removal(r).isPresent())
                        .findFirst();
            default -> circles.goesWith(ref);
        };
    }

    /** Whether the index is an obstacle for a function that goes; a part of an index goes with its whole. */
    private boolean callsFunction(Index index) {
        return index.attachedTo().isEmpty()
                && current.references(index.ref()).stream().anyMatch(r -> r.kind() == ObjectKind.FUNCTION);
    }

    /** Whether the child's table leaves the table of which it is a partition. */
    private boolean leaves(TableObject child) {
        return exists(Act.DETACH, child.table()) && !comesBack(child.table());
    }

    /** Whether the partition only changes its place within its parent. */
    boolean comesBack(ObjectRef table) {
        Optional<ObjectRef> parent =
                current.find(table, Table.class).flatMap(Table::partitionOf).map(Table.PartitionOf::parent);
        return parent.isPresent()
                && parent.equals(desired.find(table, Table.class)
                        .flatMap(Table::partitionOf)
                        .map(Table.PartitionOf::parent));
    }

    /** A check that only exists because a parent has it goes with the parent's, unless its table leaves that parent. */
    private Optional<ObjectRef> withParent(CheckConstraint check) {
        List<ObjectRef> kept =
                desired.find(check.table(), Table.class).map(Situation::parents).orElse(List.of());
        return current.find(check.table(), Table.class).map(Situation::parents).orElse(List.of()).stream()
                .filter(kept::contains)
                .map(p -> p.child(ObjectKind.CHECK, check.ref().name()))
                .filter(fates::goes)
                .findFirst()
                .or(() -> lostColumns.of(check));
    }

    /** The step after which the object is there; empty when it was there all the time. */
    Optional<Step> creation(ObjectRef ref) {
        if (ref.kind() == ObjectKind.COLUMN) {
            ObjectRef relation = Situation.relationOf(desired, ref);
            if (fates.comes(relation)) {
                return Optional.of(new Step(Act.CREATE, relation));
            }
            if (!fates.comes(ref)) {
                return Situation.column(current, ref).isPresent()
                        ? Optional.empty()
                        : Situation.inherited(desired, ref).flatMap(this::creation);
            }
            Optional<ObjectRef> parent = fates.remadeWith(ref);
            if (parent.isPresent()) {
                return creation(parent.get());
            }
        }
        if (!fates.comes(ref)) {
            return Optional.empty();
        }
        Optional<KeyConstraint> part = desired.find(ref, KeyConstraint.class).filter(this::comesByItself);
        return part.isPresent() ? Optional.of(bringing(part.get())) : Optional.of(new Step(Act.CREATE, ref));
    }

    /** The step with which the server makes a partition's part of a key. */
    private Step bringing(KeyConstraint part) {
        ObjectRef whole = part.attachedTo().orElseThrow();
        if (fates.comes(whole)) {
            Step coming = creation(whole).orElseThrow();
            // a partition made as one has its keys before anything stands below it
            if (coming.act() != Act.CREATE || coming.ref().kind() != ObjectKind.TABLE) {
                return coming;
            }
        }
        return new Step(exists(Act.ATTACH, part.table()) ? Act.ATTACH : Act.CREATE, part.table());
    }

    /** The step by which the column gets its new type: its own or, for one that a parent has as well, the parent's. */
    Optional<Step> retyping(ObjectRef column) {
        if (column.kind() != ObjectKind.COLUMN || !fates.isRetyped(column) || fates.goes(column)) {
            return Optional.empty();
        }
        List<ObjectRef> later = desired.find(Situation.tableOf(column), Table.class)
                .map(Situation::parents)
                .orElse(List.of());
        Optional<ObjectRef> parent = Situation.inherited(current, column)
                .filter(c -> later.contains(Situation.tableOf(c)))
                .filter(fates::isRetyped);
        return parent.isPresent() ? retyping(parent.get()) : Optional.of(new Step(Act.RETYPE, column));
    }

    /** Every step that changes the object in place, in the order in which they run. */
    List<Step> alterations(ObjectRef ref) {
        List<Step> steps = new ArrayList<>();
        if (exists(Act.DROP_DEFAULT, ref)) {
            steps.add(new Step(Act.DROP_DEFAULT, ref));
        }
        retyping(ref).ifPresent(step -> steps.addAll(RowTypes.around(step, fates)));
        if (exists(Act.ALTER, ref)) {
            steps.add(new Step(Act.ALTER, ref));
        }
        return steps;
    }

    Map<ObjectRef, Fate> fates() {
        return fates.all();
    }

    ViewsInCircles circles() {
        return circles;
    }

    PartsOfIndexes parts() {
        return parts;
    }

    Situation situation() {
        return situation;
    }
}
