package dev.countersign.postgres.plan;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.CompositeType;
import dev.countersign.catalog.Constraint;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.DomainType;
import dev.countersign.catalog.EnumType;
import dev.countersign.catalog.Extension;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Routine;
import dev.countersign.catalog.RowPolicy;
import dev.countersign.catalog.Schema;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Sequence;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.catalog.Trigger;
import dev.countersign.catalog.View;
import dev.countersign.plan.PlanOptions;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Writes the statements of a step. */
final class Rendering {
    private static final String MOVES_OVER =
            "moves the rows that belong to another partition from now on; the time grows with this one";

    private final Catalog current;
    private final Catalog desired;
    private final Situation situation;
    private final Fates fates;
    private final Steps steps;
    private final LockSafeForms lockSafe;
    private final TableDdl tables;
    private final TriggersOfPartitions triggers;
    private final ColumnDdl columns;
    private final AccessDdl access;
    private final DefinedDdl defined;
    private final Lineage lineage;
    private final ColumnRemoval removal;
    private final VirtualValues virtualValues;
    private final PartitionIndexes indexes;
    private final Alterations alterations;
    private final SetAside aside;
    private final NotNullNames notNullNames;
    private final StatedNotNull statedNotNull;
    private final IdentitySequences identities;
    private final Predicate<ObjectRef> pinned;
    private final DropDdl drops;

    Rendering(Steps steps, Fates fates, PlanOptions options) {
        this.pinned = options.pinned();
        this.drops = new DropDdl(steps);
        this.situation = steps.situation();
        this.current = situation.current();
        this.desired = situation.desired();
        this.fates = fates;
        this.steps = steps;
        this.lockSafe = new LockSafeForms(steps, fates, options.lockSafe());
        this.tables = new TableDdl(situation);
        this.triggers = new TriggersOfPartitions(steps, fates);
        this.columns = new ColumnDdl(situation.serverMajor());
        this.access = new AccessDdl(situation, fates);
        this.defined = new DefinedDdl(options.standIns());
        this.lineage = new Lineage(desired);
        this.removal = new ColumnRemoval(situation, fates);
        this.identities = new IdentitySequences(situation);
        this.notNullNames = new NotNullNames(situation, fates);
        this.statedNotNull = new StatedNotNull(situation);
        this.virtualValues = new VirtualValues(situation, fates);
        this.indexes = new PartitionIndexes(steps, fates);
        this.aside = new SetAside(steps, fates);
        this.alterations = new Alterations(steps, fates, this.lockSafe, access, defined);
    }

    List<Draft> drafts(Step step) {
        return written(step).stream().map(Draft::keepingRanges).toList();
    }

    private List<Draft> written(Step step) {
        return switch (step.act()) {
            case CREATE -> create(step.ref());
            case DECLARE ->
                steps.circles().isDeclared(step.ref())
                        ? declare(step.ref())
                        : List.of(Draft.of(
                                "CREATE TYPE " + Names.qualified(step.ref()) + ";",
                                step.ref(),
                                "only declares the type, so that its functions can be made"));
            case DROP ->
                current.find(step.ref(), AccessRule.class)
                        .map(rule -> Draft.all(access.drop(rule), step.ref(), "the desired state does not have it"))
                        .orElseGet(() -> drop(step.ref()));
            case ALTER -> alterations.alter(step.ref());
            case RENAME ->
                InheritedChecks.renamedWith(step.ref(), fates, steps.situation())
                                .isPresent()
                        ? List.of()
                        : List.of(rename(step.ref(), fates.newNames().get(step.ref())));
            case SET_ASIDE -> aside.set(step.ref());
            case DROP_DEFAULT ->
                List.of(Draft.of(
                        identity(step.ref())
                                ? "ALTER TABLE " + Names.table(step.ref()) + " ALTER COLUMN " + Names.own(step.ref())
                                        + " DROP IDENTITY;"
                                : "ALTER TABLE ONLY " + Names.table(step.ref()) + " ALTER COLUMN "
                                        + Names.own(step.ref()) + " DROP DEFAULT;",
                        step.ref(),
                        "takes the default away while what it is made of changes"));
            case TO_TEXT ->
                List.of(Draft.of(
                        RowTypes.toText(
                                step.ref(),
                                Situation.column(current, step.ref()).orElseThrow()),
                        step.ref(),
                        "rows as values are texts while their table gets another type"));
            case RETYPE -> alterations.retype(step.ref());
            case DETACH -> detach(step.ref());
            case ATTACH -> attach(step.ref());
            case COPY -> aside.copy(step.ref());
            case OWN ->
                Draft.all(
                        access.own(desired.find(step.ref(), Sequence.class).orElseThrow()),
                        step.ref(),
                        "ties the sequence to its column");
        };
    }

    private boolean identity(ObjectRef column) {
        return Situation.column(current, column).flatMap(Column::identity).isPresent();
    }

    private List<Draft> detach(ObjectRef ref) {
        Table before = Situation.table(current, ref);
        return Draft.all(
                desired.contains(ref)
                        ? tables.detach(before, Situation.table(desired, ref), steps.rejoins(ref))
                        : List.of(TableDdl.detach(before)),
                ref,
                "leaves its parent");
    }

    private List<Draft> attach(ObjectRef ref) {
        Table wanted = Situation.table(desired, ref);
        Optional<Table> before = fates.comes(ref) ? Optional.empty() : current.find(ref, Table.class);
        List<String> joins = tables.attach(before, wanted, steps.rejoins(ref));
        List<Draft> drafts = new ArrayList<>();
        if (!joins.isEmpty() && !steps.rejoins(ref)) {
            drafts.addAll(Draft.all(steps.leavingRows().moveOut(ref), ref, MOVES_OVER));
            drafts.addAll(
                    Draft.all(
                            steps.rowsFromDefault(wanted),
                            ref,
                            "moves the rows that belong to the new partition out of the default one; the time grows with that one"));
        }
        drafts.addAll(Draft.all(joins, ref, "joins its parent"));
        drafts.addAll(Draft.all(triggers.joined(wanted), ref, "fires its parent's trigger in its own way"));
        return drafts;
    }

    private List<Draft> create(ObjectRef ref) {
        String purpose = fates.of(ref) == Fate.REBUILD ? "makes it again as the desired state has it" : "new";
        if (ref.kind() == ObjectKind.COLUMN) {
            if (virtualValues.areKept(ref)) {
                return alterations.column(ref, virtualValues.written(ref));
            }
            Column column = Situation.column(desired, ref).orElseThrow();
            ObjectRef table = Situation.tableOf(ref);
            List<String> sql = new ArrayList<>();
            sql.add("ALTER TABLE " + Names.qualified(table) + " ADD COLUMN "
                    + columns.declaration(table, statedNotNull.saying(Situation.table(desired, table), column)) + ";");
            sql.addAll(columns.extras(table, ColumnDdl.declared(column), column, ObjectKind.TABLE));
            sql.addAll(identities.settings(table, Optional.empty(), column));
            notNullNames.comment(table, Optional.empty(), column).ifPresent(sql::add);
            settingsOfHeirs(table, column, sql);
            sql.addAll(notNullNames.ofNewColumn(table, column, lineage));
            return withUndo(
                    Draft.all(sql, ref, purpose),
                    "ALTER TABLE " + Names.qualified(table) + " DROP COLUMN " + Names.own(ref) + ";");
        }
        SchemaObject object = desired.find(ref).orElseThrow();
        List<String> sql = new ArrayList<>(
                switch (object) {
                    case Schema s ->
                        List.of(
                                ref.name().equals("public")
                                        ? "CREATE SCHEMA IF NOT EXISTS public;"
                                        : "CREATE SCHEMA " + Names.own(ref) + ";");
                    case Extension e ->
                        List.of("CREATE EXTENSION " + Names.own(ref) + " WITH SCHEMA " + Ident.quote(e.schema())
                                + (pinned.test(ref) && !e.version().isEmpty()
                                        ? " VERSION " + Names.literal(e.version())
                                        : "")
                                + ";");
                    case EnumType e -> List.of(TypeDdl.create(e));
                    case DomainType d -> List.of(TypeDdl.create(d));
                    case CompositeType c -> TypeDdl.create(c);
                    case Sequence s -> List.of(SequenceDdl.create(s));
                    case Table t ->
                        tables.create(
                                statedNotNull.saying(t, fates.isReplaced(ref)),
                                steps.madeAsPartition(t),
                                c -> steps.hasLooseDefault(desired, c));
                    case View v -> ViewDdl.create(v, steps.circles().isDeclared(ref));
                    case Routine r -> List.of(r.definition() + ";");
                    case DefinedObject d -> defined.create(d);
                    case CheckConstraint c when c.inherited() && joinsAsPartition(c.table()) -> ChildDdl.createOwn(c);
                    case CheckConstraint c
                    when c.inherited() && c.validated() && lineage.isUncheckedAbove(c) -> List.of(ChildDdl.validate(c));
                    case KeyConstraint k -> indexes.key(k);
                    case Constraint c -> ChildDdl.create(c);
                    case Index i -> indexes.index(i);
                    case Trigger t -> ChildDdl.create(t);
                    case RowPolicy p -> List.of(ChildDdl.create(p));
                    case AccessRule a -> access.create(a);
                });
        if (object instanceof View view) {
            sql.addAll(ViewDdl.columnSettings(columns, Optional.empty(), view));
        }
        if (object instanceof Table partition && steps.madeAsPartition(partition)) {
            sql.addAll(triggers.joined(partition));
        }
        if (object instanceof Trigger whole) {
            sql.addAll(triggers.below(whole));
        }
        if (object.comment().isPresent() && !Names.described(object).isEmpty() && !sql.isEmpty()) {
            sql.add(Names.commentOn(Names.described(object), object.comment()));
        }
        sql.addAll(access.afterCreation(object));
        if (object instanceof AccessRule) {
            return Draft.all(sql, ref, purpose);
        }
        List<String> plain = split(sql);
        if (BaseTypes.ofFunction(desired, ref).filter(fates::comes).isPresent()
                || object instanceof CheckConstraint check && check.inherited()) {
            return Draft.all(plain, ref, purpose); // what undoes the type or the parent's check takes these along
        }
        return lockSafe.create(object, plain, purpose)
                .orElseGet(() -> withUndo(Draft.all(plain, ref, purpose), undo(object)));
    }

    private String undo(SchemaObject created) {
        return created instanceof View view && steps.circles().isDeclared(view.ref())
                ? ViewsInCircles.declaration(view)
                : drops.sql(created);
    }

    private List<Draft> declare(ObjectRef view) {
        View wanted = desired.find(view, View.class).orElseThrow();
        return withUndo(
                Draft.all(
                        List.of(ViewsInCircles.declaration(wanted)),
                        view,
                        "reads nothing yet, as views in a circle begin"),
                drops.sql(wanted));
    }

    /** A new column comes to the heirs with it, but without its settings and theirs. */
    private void settingsOfHeirs(ObjectRef parent, Column column, List<String> sql) {
        for (Table heir : lineage.heirs(parent)) {
            ObjectRef ref = ObjectRef.column(heir.ref(), column.name());
            heir.column(column.name())
                    .filter(c -> c.inherited() && !fates.comes(heir.ref()) && fates.of(ref) == null)
                    .filter(c -> Situation.column(current, ref).isEmpty())
                    .ifPresent(c -> {
                        Column given = ColumnDdl.passedOn(column, c);
                        sql.addAll(columns.alter(heir.ref(), given, c, false, false));
                        settingsOfHeirs(heir.ref(), column, sql);
                    });
        }
    }

    /** What an existing table must have itself before it can become a partition. */
    private boolean joinsAsPartition(ObjectRef table) {
        return steps.exists(Step.Act.ATTACH, table)
                && !fates.comes(table)
                && desired.find(table, Table.class).flatMap(Table::partitionOf).isPresent()
                && !steps.comesBack(table);
    }

    /** Some definitions are two statements; each gets its own place in the plan. */
    private static List<String> split(List<String> sql) {
        List<String> single = new ArrayList<>();
        for (String text : sql) {
            int at = text.indexOf(";\nALTER ");
            if (at > 0 && !text.contains("$")) {
                single.add(text.substring(0, at + 1));
                single.addAll(split(List.of(text.substring(at + 2))));
            } else {
                single.add(text);
            }
        }
        return single;
    }

    private static List<Draft> withUndo(List<Draft> drafts, String undo) {
        if (drafts.isEmpty()) {
            return drafts;
        }
        List<Draft> result = new ArrayList<>(drafts);
        result.set(0, drafts.getFirst().undoneBy(undo));
        return result;
    }

    private List<Draft> drop(ObjectRef ref) {
        List<Draft> drafts = new ArrayList<>();
        ReplicaIdentity.released(
                        current,
                        desired,
                        ref,
                        index -> steps.removal(index)
                                .filter(s -> s.ref().equals(index))
                                .isPresent())
                .ifPresent(sql ->
                        drafts.add(Draft.of(sql, ref, "the index that told rows apart goes, and none follows it")));
        drafts.addAll(current.find(ref).flatMap(lockSafe::drop).orElseGet(() -> plainDrop(ref)));
        return drafts;
    }

    private List<Draft> plainDrop(ObjectRef ref) {
        if (virtualValues.areKept(ref)) {
            return Draft.all(
                    virtualValues.writtenDown(ref),
                    ref,
                    "writes down what the column shows; the time grows with the table");
        }
        if (ref.kind() == ObjectKind.COLUMN) {
            return removal.drop(ref);
        }
        SchemaObject object = current.find(ref).orElseThrow();
        if (fates.isReplaced(ref)) {
            return List.of(Draft.of(
                            "DROP TABLE " + Names.qualified(aside.name(ref)) + ";",
                            ref,
                            "its rows are in the new table")
                    .losing(CopyDdl.loses((Table) object, desired.find(ref, Table.class))));
        }
        if (fates.isSetAside(ref)) {
            // the values went over to the new type, and would have stopped the plan where it has no label for them
            return List.of(Draft.of(
                    "DROP " + SetAside.word(ref) + " " + Names.qualified(aside.name(ref)) + ";",
                    ref,
                    "nothing uses the old one any more"));
        }
        String purpose = fates.of(ref) == Fate.REBUILD
                ? "stands in the way of a change and is made again"
                : "the desired state does not have it";
        boolean losing = object instanceof Table t && !Names.isForeign(t) && !copiedWithItsWhole(ref)
                || object instanceof Schema && fates.of(ref) == Fate.DROP;
        List<Draft> drafts = new ArrayList<>();
        boolean handsOver = steps.handsOver(ref);
        if (handsOver) {
            drafts.addAll(Draft.all(steps.leavingRows().moveOut(ref), ref, MOVES_OVER));
        }
        boolean last = losing && !(handsOver && steps.leavingRows().allTaken(ref));
        drops.statements(object)
                .forEach(s -> drafts.add(Draft.of(s, ref, purpose).losing(last)));
        return drafts;
    }

    /** Whether the partition's rows are copied with the table of which it is a part. */
    private boolean copiedWithItsWhole(ObjectRef partition) {
        return current.find(partition, Table.class)
                        .flatMap(Table::partitionOf)
                        .map(Table.PartitionOf::parent)
                        .filter(p -> fates.isReplaced(p) || copiedWithItsWhole(p))
                        .isPresent()
                && !fates.replacements().goesWithRows(partition);
    }

    private Draft rename(ObjectRef from, ObjectRef to) {
        SchemaObject object = current.find(from).orElseThrow();
        String sql = switch (object) {
            case TableObject c
            when c instanceof Constraint ->
                "ALTER TABLE " + Names.qualified(c.table()) + " RENAME CONSTRAINT " + Names.own(from) + " TO "
                        + Names.own(to) + ";";
            default -> Renames.sql(from, to);
        };
        return Draft.of(sql, from, "only the name changes");
    }
}
