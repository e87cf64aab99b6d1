package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Sequence;
import dev.countersign.catalog.Table;
import dev.countersign.diff.Change;
import dev.countersign.diff.SchemaDiff;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides what happens to every object: first what the differences say, then the closure over dependents, because PostgreSQL lets nothing go that
 * something else still needs, nor a column change its type under a view.
 */
final class Fates {
    private final Situation situation;
    private final Catalog current;
    private final Catalog desired;
    private final Map<ObjectRef, Fate> fates = new LinkedHashMap<>();
    private final Map<ObjectRef, Fate> inOrder = new LinkedHashMap<>();
    private final Map<ObjectRef, Change> changes = new HashMap<>();
    private final Map<ObjectRef, ObjectRef> newNames = new TreeMap<>();
    private final TreeSet<ObjectRef> setAside = new TreeSet<>();
    private final TreeSet<ObjectRef> retyped = new TreeSet<>();
    private final TreeSet<ObjectRef> defaultsReset = new TreeSet<>();
    private final Deque<ObjectRef> going = new ArrayDeque<>();
    private final Replacements replacements;
    private final Lineage lineageBefore;
    private final InheritedChecks inheritedChecks;
    private final KeptOverTypes kept;
    private final InheritedColumns inherited;
    private final Set<ObjectRef> textsMeanwhile;

    /** @param aside functions that wait under another name until nothing uses them; like {@code rebuilds}, because else the order would run in a circle */
    Fates(Situation situation, SchemaDiff diff, Set<ObjectRef> rebuilds, Set<ObjectRef> aside) {
        this.situation = situation;
        this.current = situation.current();
        this.desired = situation.desired();
        this.lineageBefore = new Lineage(current);
        this.inheritedChecks = new InheritedChecks(situation, this, lineageBefore);
        this.kept = new KeptOverTypes(current);
        this.inherited = new InheritedColumns(situation);
        InPlace inPlace = new InPlace(situation);
        for (Change change : diff.changes()) {
            if (change instanceof Change.RenameObject rename) {
                newNames.put(rename.ref(), rename.newRef());
            }
            if (!(change instanceof Change.RenameObject) || !changes.containsKey(change.ref())) {
                changes.put(change.ref(), change);
            }
            Fate fate = inPlace.fate(change);
            fates.merge(change.ref(), fate, Fate::with);
        }
        rebuilds.forEach(ref -> fates.put(ref, Fate.REBUILD));
        this.textsMeanwhile = RowTypes.textsMeanwhile(situation, diff, ref -> fates.get(ref) == Fate.REBUILD);
        fates.keySet().stream().filter(this::isTableMadeAgain).toList().forEach(this::withColumns);
        this.replacements = new Replacements(situation, diff, ref -> fates.get(ref) == Fate.REBUILD);
        replacements.tables().forEach(this::replace);
        Rights.grantedAgain(situation, this::comes).forEach(fates::putIfAbsent);
        TypedTables.ofChangedTypes(current, desired, this).forEach(table -> fates.putIfAbsent(table, Fate.ALTER));
        columnChanges(diff);
        textsMeanwhile.forEach(this::retype);
        fates.keySet().stream().filter(this::goes).sorted().forEach(going::add);
        inheritedChecks.madeAgain(this::rebuild);
        WholesOfParts.madeAgain(situation, this, List.copyOf(fates.keySet()), this::rebuild);
        new PartsOfIndexes(desired)
                .doublesOfJoining(current, fates.keySet().stream().filter(ref -> !goes(ref)))
                .forEach(this::rebuild);
        new LeavingRows(situation, this)
                .keysAway(new ArrayList<>(fates.keySet()))
                .forEach(this::rebuild);
        close();
        setAside.addAll(aside);
        SetAside.within(current, setAside, type -> fates.get(type) == Fate.REBUILD)
                .forEach(type -> BaseTypes.refuseUsed(type, type));
        fates.keySet().stream().sorted().forEach(ref -> inOrder.put(ref, fates.get(ref)));
    }

    private boolean isTableMadeAgain(ObjectRef ref) {
        return ref.kind() == ObjectKind.TABLE && fates.get(ref) == Fate.REBUILD;
    }

    /** A table that is made again brings its columns. */
    private void withColumns(ObjectRef table) {
        fates.keySet()
                .removeIf(r ->
                        r.kind() == ObjectKind.COLUMN && Situation.tableOf(r).equals(table));
    }

    /** The table is made anew, its columns with it. */
    private void replace(ObjectRef table) {
        withColumns(table);
        fates.put(table, Fate.REBUILD);
        setAside.add(table);
    }

    private void columnChanges(SchemaDiff diff) {
        for (Change change : diff.changes()) {
            if (change instanceof Change.ModifyColumn m && fates.get(m.ref()) == Fate.ALTER) {
                kept.readOtherwise(m).forEach(this::rebuild);
                if (m.current().identity().isPresent() && m.desired().identity().isEmpty()) {
                    defaultsReset.add(m.ref());
                }
                if (m.attributes().contains("type") || m.attributes().contains("collation")) {
                    retype(m.ref());
                }
            }
        }
    }

    private void close() {
        while (!going.isEmpty()) {
            ObjectRef gone = going.remove();
            if (gone.kind() == ObjectKind.CHECK) {
                inheritedChecks.madeAgain(this::rebuild);
            }
            if (gone.kind() == ObjectKind.COLUMN && fates.get(gone) == Fate.REBUILD) {
                rebuildInHeirs(gone);
            }
            for (ObjectRef part : Situation.parts(current, gone)) {
                for (ObjectRef dependent : current.dependents(part)) {
                    mustGo(dependent, gone);
                }
            }
        }
    }

    /** The heirs that have a column only by inheritance lose it with the parent's, and get it again with the parent's. */
    private void rebuildInHeirs(ObjectRef column) {
        for (Table heir : lineageBefore.heirs(Situation.tableOf(column))) {
            ObjectRef own = ObjectRef.column(heir.ref(), column.name());
            if (inherited.followParents(own)
                    && !goes(own)
                    && inherited.keptParents(own).contains(Situation.tableOf(column))) {
                fates.put(own, Fate.REBUILD);
                going.add(own);
            }
        }
    }

    /** The parent's column with which the heir's is made again. */
    Optional<ObjectRef> remadeWith(ObjectRef column) {
        if (column.kind() != ObjectKind.COLUMN
                || fates.get(column) != Fate.REBUILD
                || !inherited.followParents(column)) {
            return Optional.empty();
        }
        return inherited.keptParents(column).stream()
                .map(parent -> ObjectRef.column(parent, column.name()))
                .filter(c -> fates.get(c) == Fate.REBUILD)
                .findFirst();
    }

    /** Whether the column goes because it is only there by inheritance and the parent's goes. */
    private boolean goesWithParent(ObjectRef column) {
        return Situation.column(current, column).filter(Column::inherited).isPresent()
                && Situation.column(desired, column).isEmpty()
                && fates.get(column) == null;
    }

    private void mustGo(ObjectRef dependent, ObjectRef gone) {
        switch (dependent.kind()) {
            case COLUMN -> columnLosing(dependent, gone);
            case TABLE -> {
                // tables are never made again; they are altered, and the order sees to the rest: but a foreign table
                // has no rows
                if (current.find(dependent, Table.class)
                                .filter(Names::isForeign)
                                .isPresent()
                        && gone.kind() == ObjectKind.FOREIGN_SERVER) {
                    rebuild(dependent);
                } else if (gone.kind() == ObjectKind.COMPOSITE && desired.contains(dependent)) {
                    fates.putIfAbsent(dependent, Fate.ALTER);
                }
            }
            case SCHEMA, EXTENSION, SEQUENCE -> {
                // altered where they are
            }
            default -> {
                Fate fate = fates.get(dependent);
                if (fate == Fate.ALTER && fates.get(gone) == Fate.DROP && !stillNeeds(dependent, gone)) {
                    return;
                }
                rebuild(dependent);
            }
        }
    }

    private boolean stillNeeds(ObjectRef dependent, ObjectRef gone) {
        return desired.references(dependent).contains(gone) || SetAside.hasOtherSuccessor(gone, desired);
    }

    private void rebuild(ObjectRef ref) {
        Fate fate = fates.get(ref);
        if (fate != null && (fate.goes() || fate == Fate.CREATE) || isAttachedPart(ref)) {
            return;
        }
        if (fate == Fate.RENAME) {
            fates.put(ref, Fate.DROP);
            fates.put(newNames.remove(ref), Fate.CREATE);
        } else {
            fates.put(ref, desired.contains(ref) ? Fate.REBUILD : Fate.DROP);
        }
        if (isTableMadeAgain(ref)) {
            withColumns(ref);
        }
        going.add(ref);
    }

    /** A partition's part of an index goes and comes with the whole; only when the whole is rebuilt is it built again. */
    private boolean isAttachedPart(ObjectRef ref) {
        return Situation.attachedTo(current, ref)
                .filter(whole -> !fates.containsKey(whole) || !fates.get(whole).goes())
                .isPresent();
    }

    private void columnLosing(ObjectRef column, ObjectRef gone) {
        Fate tableFate = fates.get(Situation.tableOf(column));
        Fate fate = fates.get(column);
        boolean succeeded = fates.get(gone) == Fate.REBUILD || SetAside.hasOtherSuccessor(gone, desired);
        if (succeeded && isReplaced(Situation.tableOf(column)) && Situation.hasType(current, column, gone)) {
            // the old table keeps the old type until its rows are copied
            setAside(gone, column);
        }
        if (tableFate != null && tableFate.goes() || fate != null && fate.goes() || goesWithParent(column)) {
            return;
        }
        Column before = Situation.column(current, column).orElseThrow();
        Column after = Situation.column(desired, column).orElse(before);
        if (before.generated().isPresent()) {
            if (after.generated().isPresent()) {
                fates.put(column, Fate.REBUILD);
                going.add(column);
            } else {
                fates.putIfAbsent(column, Fate.ALTER);
            }
            return;
        }
        if (Situation.hasType(current, column, gone)) {
            if (isTextMeanwhile(column)) {
                retype(column);
            } else if (succeeded && (fates.get(gone) == Fate.REBUILD || Types.sameText(before.type(), after.type()))) {
                setAside(gone, column);
                retype(column);
            } else if (Types.sameText(before.type(), after.type())) {
                retype(column);
            }
            if (before.defaultExpression().isPresent()) {
                resetDefault(column);
            }
        } else if (before.defaultExpression().isPresent()) {
            resetDefault(column);
        }
    }

    private void setAside(ObjectRef type, ObjectRef user) {
        BaseTypes.refuseUsed(type, user);
        setAside.add(type);
    }

    private void resetDefault(ObjectRef column) {
        defaultsReset.add(column);
        fates.putIfAbsent(column, Fate.ALTER);
    }

    /** The column gets another type: the server rebuilds indexes and constraints by itself, everything else must be away. */
    private void retype(ObjectRef column) {
        if (goes(Situation.tableOf(column)) || goesWithParent(column) || !retyped.add(column)) {
            return;
        }
        fates.putIfAbsent(column, Fate.ALTER);
        Column before = Situation.column(current, column).orElseThrow();
        Column after = Situation.column(desired, column).orElse(before);
        if (before.defaultExpression().isPresent()
                && !(Types.keepsDefault(
                                before.type(),
                                after.type(),
                                before.defaultExpression().get())
                        && before.defaultExpression().equals(after.defaultExpression()))) {
            defaultsReset.add(column);
        }
        for (ObjectRef dependent : current.dependents(column)) {
            switch (dependent.kind()) {
                case INDEX, PRIMARY_KEY, UNIQUE, EXCLUDE, CHECK, STATISTICS -> {
                    if (isTextMeanwhile(column) || !kept.staysOver(dependent, before.type(), after.type())) {
                        rebuild(dependent);
                    }
                }
                case FOREIGN_KEY -> {
                    if (!kept.keyStaysOver(dependent, before, after)) {
                        rebuild(dependent);
                    }
                }
                case COLUMN -> {
                    if (!Situation.tableOf(dependent).equals(Situation.tableOf(column))
                            || Situation.column(current, dependent)
                                    .flatMap(Column::generated)
                                    .isPresent()) {
                        columnLosing(dependent, column);
                    }
                }
                case SEQUENCE, TABLE, SCHEMA, EXTENSION -> {
                    // untouched by a change of type
                }
                default -> rebuild(dependent);
            }
        }
        for (Table child : lineageBefore.heirs(Situation.tableOf(column))) {
            if (child.column(column.name()).isPresent() && desired.contains(child.ref())) {
                retype(ObjectRef.column(child.ref(), column.name()));
            }
        }
    }

    Fate of(ObjectRef ref) {
        return fates.get(ref);
    }

    boolean goes(ObjectRef ref) {
        Fate fate = fates.get(ref);
        return fate != null && fate.goes();
    }

    boolean comes(ObjectRef ref) {
        Fate fate = fates.get(ref);
        return fate != null && fate.comes();
    }

    /** Every fate, sorted by identity. */
    Map<ObjectRef, Fate> all() {
        return inOrder;
    }

    Map<ObjectRef, ObjectRef> newNames() {
        return newNames;
    }

    boolean isSetAside(ObjectRef ref) {
        return setAside.contains(ref);
    }

    /** Whether the table is made anew and its rows are copied by a statement of its own. */
    boolean copies(ObjectRef table) {
        return isReplaced(table) && replacements.copies(table);
    }

    /** Whether the table is made anew, and the old one dropped when its rows have been copied. */
    boolean isReplaced(ObjectRef table) {
        return replacements.tables().contains(table);
    }

    Replacements replacements() {
        return replacements;
    }

    boolean isRetyped(ObjectRef column) {
        return retyped.contains(column);
    }

    /** Whether the column's values are rows of a table that changes, and texts until it has. */
    boolean isTextMeanwhile(ObjectRef column) {
        return textsMeanwhile.contains(column);
    }

    boolean isDefaultReset(ObjectRef column) {
        return defaultsReset.contains(column);
    }

    /** The difference that the object's own fate comes from, if it is not only a consequence. */
    Optional<Change> change(ObjectRef ref) {
        return Optional.ofNullable(changes.get(ref));
    }

    /** Sequences that go with the column that owns them. */
    boolean goesWithOwner(Sequence sequence) {
        return sequence.ownedBy()
                .filter(column -> goes(column) || goes(Situation.tableOf(column)))
                .isPresent();
    }
}
