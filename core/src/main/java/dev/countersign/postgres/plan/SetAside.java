package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tables, types and collations that step aside for a successor of the same name, and the rows that go over to it. */
final class SetAside {
    private static final String ASIDE = "_replaced";

    private final Situation situation;
    private final Catalog current;
    private final Catalog desired;
    private final Fates fates;
    private final Steps steps;

    SetAside(Steps steps, Fates fates) {
        this.situation = steps.situation();
        this.current = situation.current();
        this.desired = situation.desired();
        this.fates = fates;
        this.steps = steps;
    }

    /** The name of a type, collation or table that was set aside. */
    ObjectRef name(ObjectRef type) {
        return ObjectRef.of(
                type.kind(), type.schema(), FreeName.inSchema(situation, type.schema(), type.name(), ASIDE));
    }

    /** What a type or collation is called in statements. */
    static String word(ObjectRef aside) {
        return aside.kind() == ObjectKind.COLLATION ? "COLLATION" : "TYPE";
    }

    /** Gives the old one a name under which it waits until nothing uses it. */
    List<Draft> set(ObjectRef ref) {
        return ref.kind() == ObjectKind.TABLE ? setTable(ref) : setType(ref);
    }

    private List<Draft> setType(ObjectRef ref) {
        List<String> sql = new ArrayList<>();
        sql.add("ALTER " + word(ref) + " " + Names.qualified(ref) + " RENAME TO "
                + Ident.quote(name(ref).name()) + ";");
        current.find(ref, DefinedObject.class)
                .filter(d -> ref.kind() == ObjectKind.RANGE)
                .ifPresent(range -> sql.addAll(RangeTypes.aside(
                        range,
                        name(ref),
                        multirange -> FreeName.inSchema(situation, ref.schema(), multirange, ASIDE))));
        return Draft.all(
                sql,
                ref,
                "moves the old one out of the way of its successor"
                        + (sql.size() > 1
                                ? "; the functions of a range type belong to the server's first superuser"
                                : ""));
    }

    private List<Draft> setTable(ObjectRef ref) {
        Table before = Situation.table(current, ref);
        List<ObjectRef> leaves = Situation.parents(before).stream()
                .filter(p -> fates.of(p) == null || !fates.goes(p))
                .toList();
        return Draft.all(
                CopyDdl.setAside(before, name(ref), leaves, overPartitions(ref)),
                ref,
                "puts the old table out of the way of its successor; nobody reads or writes it until its rows are copied");
    }

    /** Foreign keys over partitions that no step of their own drops; the partitions could not be dropped as long as these keys are there. */
    private List<ObjectRef> overPartitions(ObjectRef table) {
        return current.all(ForeignKey.class).stream()
                .filter(key -> key.table().equals(table))
                .filter(key -> current.find(key.referencedTable(), Table.class)
                        .flatMap(Table::partitionBy)
                        .isPresent())
                .map(ForeignKey::ref)
                .filter(key -> !steps.exists(Step.Act.DROP, key))
                .toList();
    }

    /** Brings the rows of a replaced table into its successor. */
    List<Draft> copy(ObjectRef ref) {
        boolean joined = CopyOrder.below(desired, ref).stream().anyMatch(p -> !fates.comes(p));
        List<String> sql = CopyDdl.copy(
                Situation.table(current, ref), name(ref), Situation.table(desired, ref), joined, this::moved);
        boolean loses = false;
        for (Column column : Situation.table(current, ref).columns()) {
            ObjectRef old = ObjectRef.column(ref, column.name());
            Optional<CompositeValues> values =
                    hasOldType(old) && Situation.column(desired, old).isPresent()
                            ? CompositeValues.of(old, situation)
                            : Optional.empty();
            sql = values.isPresent() ? values.get().around(column, sql) : sql;
            loses |= values.filter(CompositeValues::lose).isPresent();
        }
        boolean losing = loses;
        return Draft.all(sql, ref, "copies every row into the new table and counts them; the time grows with the table")
                .stream()
                .map(draft -> draft.losing(losing))
                .toList();
    }

    /** A value of a type that was set aside as one of its successor. */
    private Optional<String> moved(ObjectRef column, Column after) {
        String name = Ident.quote(column.name());
        return hasOldType(column)
                ? CompositeValues.of(column, situation)
                        .map(values -> values.converted(name, after))
                        .or(() -> Optional.of(ColumnDdl.throughText(name, after.type())))
                : Optional.empty();
    }

    /** Whether the column's type was set aside, so that its successor of the same name is another type. */
    private boolean hasOldType(ObjectRef column) {
        return current.references(column).stream().anyMatch(t -> Names.isType(t.kind()) && fates.isSetAside(t));
    }
}
