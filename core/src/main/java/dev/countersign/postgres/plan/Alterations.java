package dev.countersign.postgres.plan;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.CompositeType;
import dev.countersign.catalog.Constraint;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.DomainType;
import dev.countersign.catalog.EnumType;
import dev.countersign.catalog.Extension;
import dev.countersign.catalog.Index;
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
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the statements that change an object where it is. */
final class Alterations {
    private static final String CHANGES = "changes the column in place";

    private final Catalog current;
    private final Catalog desired;
    private final Situation situation;
    private final Steps steps;
    private final Fates fates;
    private final TriggersOfPartitions triggers;
    private final LockSafeForms lockSafe;
    private final TableDdl tables;
    private final ColumnDdl columns;
    private final AccessDdl access;
    private final DefinedDdl defined;
    private final PartitionIndexes indexes;
    private final NotNullOfHeirs notNulls;
    private final NotNullNames notNullNames;
    private final NotNullBelow notNullBelow;
    private final StatedNotNull statedNotNull;
    private final IdentitySequences identities;
    private final SequenceStart starts;
    private final InheritedColumns inherited;
    private final VirtualValues virtualValues;

    Alterations(Steps steps, Fates fates, LockSafeForms lockSafe, AccessDdl access, DefinedDdl defined) {
        this.situation = steps.situation();
        this.steps = steps;
        this.triggers = new TriggersOfPartitions(steps, fates);
        this.current = situation.current();
        this.desired = situation.desired();
        this.fates = fates;
        this.lockSafe = lockSafe;
        this.tables = new TableDdl(situation);
        this.columns = new ColumnDdl(situation.serverMajor());
        this.access = access;
        this.defined = defined;
        this.indexes = new PartitionIndexes(steps, fates);
        this.notNulls = new NotNullOfHeirs(situation, fates);
        this.identities = new IdentitySequences(situation);
        this.starts = new SequenceStart(situation, fates);
        this.notNullNames = new NotNullNames(situation, fates);
        this.notNullBelow = new NotNullBelow(situation, fates);
        this.statedNotNull = new StatedNotNull(situation);
        this.inherited = new InheritedColumns(situation);
        this.virtualValues = new VirtualValues(situation, fates);
    }

    List<Draft> alter(ObjectRef ref) {
        if (ref.kind() == ObjectKind.COLUMN) {
            Optional<Column> wanted = Situation.column(desired, ref);
            Column before = fates.remadeWith(ref)
                    .map(parent -> ColumnDdl.passedOn(virtualValues.passedOn(parent), wanted.orElseThrow()))
                    .or(() -> Situation.column(current, ref).filter(c -> !fates.comes(Situation.tableOf(ref))))
                    .orElseGet(() -> wanted.orElseThrow().withDefault(Optional.empty()));
            Column after = notNullBelow.stated(
                    ref, before, statedNotNull.stated(Situation.tableOf(ref), before, wanted.orElse(before)));
            before = losesExpressionWithParent(ref, before, after) ? before.withoutExpression() : before;
            boolean followsParent = followsParent(ref, before, after);
            Optional<NotNullProof> proof = followsParent ? Optional.empty() : lockSafe.notNull(ref, before, after);
            Optional<String> alone = followsParent || fates.comes(ref) || fates.comes(Situation.tableOf(ref))
                    ? Optional.empty()
                    : notNullBelow.alone(ref, before, after);
            List<String> sql = new ArrayList<>(columns.alter(
                    Situation.tableOf(ref),
                    before,
                    after,
                    fates.isDefaultReset(ref),
                    followsParent || proof.isPresent() || alone.isPresent()));
            alone.ifPresent(sql::add);
            if (!fates.comes(Situation.tableOf(ref))) {
                sql.addAll(identities.settings(Situation.tableOf(ref), Optional.of(before), after));
                starts.after(Situation.tableOf(ref), before, after).ifPresent(sql::add);
            }
            boolean stays = notNullNames.stays(before, after);
            boolean reaches = !stays && !fates.comes(ref) && !fates.comes(Situation.tableOf(ref)) && !followsParent;
            if (reaches) {
                sql.addAll(notNullBelow.after(ref, before, after));
                sql.addAll(notNullBelow.atLast(ref, before, after));
            }
            if (stays && !fates.comes(ref) && !fates.comes(Situation.tableOf(ref))) {
                sql.addAll(notNullNames.change(ref, before, after));
            }
            boolean later = lockSafe.isInKeyUntilReplaced(ref);
            List<Draft> drafts = Draft.all(sql, ref, CHANGES).stream()
                    .map(d -> later && d.sql().endsWith(" DROP NOT NULL;") ? d.turn(Draft.Turn.LATE) : d)
                    .toList();
            List<Draft> all = new ArrayList<>(
                    Draft.all(reaches ? notNullBelow.before(ref, before, after) : List.of(), ref, CHANGES));
            all.addAll(proof.map(p -> p.around(drafts)).orElse(drafts));
            if ((!stays || fates.comes(ref)) && !fates.comes(Situation.tableOf(ref))) {
                Optional<String> comment = notNullNames.comment(Situation.tableOf(ref), Optional.empty(), after);
                all.addAll(Draft.all(comment.stream().toList(), ref, CHANGES));
            }
            return all;
        }
        SchemaObject after = desired.find(ref).orElseThrow();
        SchemaObject before = current.find(ref)
                .or(() -> fates.newNames().entrySet().stream()
                        .filter(e -> e.getValue().equals(ref))
                        .findFirst()
                        .flatMap(e -> current.find(e.getKey())))
                .orElseThrow();
        List<String> sql = new ArrayList<>(
                switch (after) {
                    case Schema s -> List.<String>of();
                    case Extension e -> extension((Extension) before, e);
                    case EnumType e -> TypeDdl.alter((EnumType) before, e);
                    case DomainType d -> TypeDdl.alter((DomainType) before, d);
                    case CompositeType c -> TypeDdl.alter((CompositeType) before, c);
                    case Sequence s -> SequenceDdl.alter((Sequence) before, s);
                    case Table t -> tables.alter(Situation.table(current, ref), t);
                    case View v -> ViewDdl.alter((View) before, v);
                    case Routine r ->
                        r.definition().equals(((Routine) before).definition())
                                ? List.<String>of()
                                : List.of(r.definition() + ";");
                    case DefinedObject d
                    when ref.kind() == ObjectKind.BASE_TYPE ->
                        BaseTypes.alter(defined, situation, fates, (DefinedObject) before, d);
                    case DefinedObject d -> defined.alter((DefinedObject) before, d);
                    case Constraint c ->
                        ChildDdl.alter((Constraint) before, c, ChildDdl.taken(desired, c.table(), c.ref()));
                    case Index i -> ChildDdl.alter((Index) before, i, ChildDdl.taken(desired, i.table(), i.ref()));
                    case Trigger t ->
                        t.enabled().equals(((Trigger) before).enabled())
                                ? List.<String>of()
                                : List.of(ChildDdl.enabled(t));
                    case RowPolicy p ->
                        ChildDdl.alter((RowPolicy) before, p).stream().toList();
                    case AccessRule a -> access.alter((AccessRule) before, a);
                });
        if (after instanceof View view) {
            sql.addAll(ViewDdl.columnSettings(columns, Optional.of((View) before), view));
        }
        if (after instanceof Table partition && !steps.exists(Step.Act.ATTACH, ref)) {
            sql.addAll(triggers.changed(current.find(ref, Table.class), partition));
        }
        if (after instanceof Trigger whole && !sql.isEmpty()) {
            sql.addAll(triggers.below(whole));
        }
        if (Situation.attachedTo(current, before.ref()).isEmpty() && after instanceof TableObject part) {
            sql.addAll(indexes.attachment(ref, part.table()));
        }
        if (!before.comment().equals(after.comment()) && !Names.described(after).isEmpty()) {
            sql.add(Names.commentOn(Names.described(after), after.comment()));
        }
        return Draft.all(sql, ref, "changes in place").stream()
                .map(d -> lockSafe.altering(d, after))
                .toList();
    }

    /** What is left to do to a column that is already there in some way. */
    List<Draft> column(ObjectRef ref, Column as) {
        ObjectRef table = Situation.tableOf(ref);
        Column wanted = Situation.column(desired, ref).orElseThrow();
        List<String> sql = new ArrayList<>();
        if (!as.type().equals(wanted.type()) || !as.collation().equals(wanted.collation())) {
            sql.add(columns.retype(table, as, wanted));
        }
        sql.addAll(columns.alter(table, as, wanted, false, false));
        return Draft.all(sql, ref, "makes it what the desired state has");
    }

    private static List<String> extension(Extension before, Extension after) {
        List<String> sql = new ArrayList<>();
        if (!before.schema().equals(after.schema())) {
            sql.add("ALTER EXTENSION " + Names.own(after.ref()) + " SET SCHEMA " + Ident.quote(after.schema()) + ";");
        }
        if (!before.version().equals(after.version())) {
            sql.add("ALTER EXTENSION " + Names.own(after.ref()) + " UPDATE TO " + Names.literal(after.version()) + ";");
        }
        return sql;
    }

    /** Heirs lose a generation expression with the parent, and only with it. */
    private boolean losesExpressionWithParent(ObjectRef column, Column before, Column after) {
        return before.generated().isPresent()
                && after.generated().isEmpty()
                && inherited.keptParents(column).stream()
                        .map(parent -> ObjectRef.column(parent, column.name()))
                        .anyMatch(p -> Situation.column(current, p)
                                        .filter(c -> c.generated().isPresent())
                                        .isPresent()
                                && Situation.column(desired, p)
                                        .filter(c -> c.generated().isEmpty())
                                        .isPresent());
    }

    /** NOT NULL of an inherited column changes with the parent's. */
    private boolean followsParent(ObjectRef column, Column before, Column after) {
        boolean parents = before.inherited()
                || (before.notNull() ? before : after).attributes().containsKey(ColumnDdl.INHERITED_NOT_NULL);
        boolean own = (before.notNull() ? before : after).attributes().containsKey("not_null_local");
        if (before.notNull() == after.notNull() || !parents || own) {
            return false;
        }
        ObjectRef table = Situation.tableOf(column);
        boolean partition =
                desired.find(table, Table.class).flatMap(Table::partitionOf).isPresent();
        List<ObjectRef> kept =
                desired.find(table, Table.class).map(Situation::parents).orElse(List.of());
        return Situation.parents(Situation.table(current, table)).stream()
                .filter(p -> kept.contains(p) && !fates.isReplaced(p))
                .map(p -> ObjectRef.column(p, column.name()))
                .anyMatch(p -> Situation.column(current, p)
                                        .filter(NotNullNames::passesOn)
                                        .filter(c ->
                                                !partition || NotNullBelow.isValid(c) == NotNullBelow.isValid(before))
                                        .isPresent()
                                == before.notNull()
                        && Situation.column(desired, p)
                                .filter(c -> after.notNull()
                                        ? NotNullNames.passesOn(c)
                                                && (!partition
                                                        || NotNullBelow.isValid(c) == NotNullBelow.isValid(after))
                                        : !c.notNull())
                                .isPresent());
    }

    List<Draft> retype(ObjectRef ref) {
        Column before = Situation.column(current, ref).orElseThrow();
        Column after = Situation.column(desired, ref).orElse(before);
        ObjectRef table = Situation.tableOf(ref);
        boolean replaced =
                before.type().equals(after.type()) && before.collation().equals(after.collation());
        Optional<CompositeValues> values = CompositeValues.of(ref, situation, fates::isSetAside);
        String sql = replaced
                ? columns.replaceType(table, after, SetAside.value(ref, after, values, situation))
                : columns.retype(table, before, after);
        List<String> all = notNulls.around(ref, sql);
        boolean loses = replaced && values.filter(CompositeValues::lose).isPresent();
        return Draft.all(
                        replaced && values.isPresent()
                                ? CompositeValues.around(List.of(Map.entry(after.type(), values.get())), all)
                                : all,
                        ref,
                        replaced ? "moves the column to the type's new version" : "gives the column its new type")
                .stream()
                .map(draft -> draft.losing(loses))
                .toList();
    }
}
