package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Tables, types, views, collations and functions that step aside for a successor of the same name, and the rows that go over to it. */
final class SetAside {
    private static final String ASIDE = "_replaced";
    private static final List<ObjectKind> KINDS =
            List.of(ObjectKind.ENUM, ObjectKind.DOMAIN, ObjectKind.COMPOSITE, ObjectKind.RANGE, ObjectKind.VIEW);
    private static final List<ObjectKind> OTHER_KINDS = List.of(ObjectKind.TABLE, ObjectKind.MATERIALIZED_VIEW);

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

    /** The name of a type, collation, function or table that was set aside; a function's is its only one, so that its argument types need not be said. */
    ObjectRef name(ObjectRef aside) {
        return ObjectRef.of(
                aside.kind(), aside.schema(), FreeName.inSchema(situation, aside.schema(), aside.name(), ASIDE));
    }

    /**
     * Whether the name of a type goes to a type of another kind. Values go over as text; one that the other kind does not read, as it may be between a composite type
     * and an enum, stops the plan, and all is as before.
     */
    static boolean hasOtherSuccessor(ObjectRef type, Catalog desired) {
        return KINDS.contains(type.kind())
                && Stream.concat(KINDS.stream(), OTHER_KINDS.stream())
                        .filter(kind -> kind != type.kind())
                        .anyMatch(kind -> desired.contains(ObjectRef.of(kind, type.schema(), type.name())));
    }

    /** Adds what the types are made of: as long as the old version of a type is there, so are those. Returns what was added. */
    static Set<ObjectRef> within(Catalog current, Set<ObjectRef> aside, Predicate<ObjectRef> madeAnew) {
        Set<ObjectRef> added = new TreeSet<>();
        Deque<ObjectRef> open = new ArrayDeque<>(aside);
        while (!open.isEmpty()) {
            ObjectRef type = open.remove();
            if (type.kind() == ObjectKind.COMPOSITE
                    || type.kind() == ObjectKind.DOMAIN
                    || type.kind() == ObjectKind.VIEW) {
                current.references(type).stream()
                        .filter(part -> Names.isType(part.kind()) && madeAnew.test(part))
                        .filter(part -> type.kind() != ObjectKind.VIEW || RowShape.holds(current, type, part))
                        .filter(aside::add)
                        .forEach(part -> {
                            added.add(part);
                            open.add(part);
                        });
            }
        }
        return added;
    }

    /** Whether the user is a view whose rows are values somewhere, so that it goes late, but reads what it uses no more as soon as it is set aside. */
    static boolean readsNoMore(ObjectRef user, ObjectRef used, Fates fates, Catalog current) {
        return user.kind() == ObjectKind.VIEW && fates.isSetAside(user) && !RowShape.holds(current, user, used);
    }

    /** What a type, collation, function or view is called in statements. */
    static String word(ObjectRef aside) {
        return switch (aside.kind()) {
            case COLLATION -> "COLLATION";
            case FUNCTION -> "FUNCTION";
            case VIEW -> "VIEW";
            case MATERIALIZED_VIEW -> "MATERIALIZED VIEW";
            default -> "TYPE";
        };
    }

    /** Gives the old one a name under which it waits until nothing uses it. */
    List<Draft> set(ObjectRef ref) {
        return ref.kind() == ObjectKind.TABLE ? setTable(ref) : setOther(ref);
    }

    private List<Draft> setOther(ObjectRef ref) {
        List<String> sql = new ArrayList<>();
        String old = ref.kind() == ObjectKind.FUNCTION ? Names.routine(ref) : Names.qualified(ref);
        if (ref.kind() == ObjectKind.VIEW) {
            sql.add(readingNothing(old));
        }
        sql.add("ALTER " + word(ref) + " " + old + " RENAME TO "
                + Ident.quote(name(ref).name()) + ";");
        current.find(ref, DefinedObject.class)
                // only a range type makes functions of its name
                .filter(d -> ref.kind() == ObjectKind.RANGE && desired.contains(ref))
                .ifPresent(range -> sql.addAll(RangeTypes.aside(
                        range,
                        name(ref),
                        multirange -> FreeName.inSchema(situation, ref.schema(), multirange, ASIDE))));
        return Draft.all(
                sql,
                ref,
                "moves the old one out of the way of its successor"
                        + (ref.kind() == ObjectKind.RANGE && sql.size() > 1
                                ? "; the functions of a range type belong to the server's first superuser"
                                : ""));
    }

    /** The rows of a view that are values elsewhere keep their type; what the view reads is free to change. */
    private static String readingNothing(String view) {
        return "CREATE OR REPLACE VIEW " + view + " AS\nSELECT (none.row).* FROM (SELECT NULL::" + view
                + " AS row) none;";
    }

    private List<Draft> setTable(ObjectRef ref) {
        Table before = Situation.table(current, ref);
        List<ObjectRef> leaves = Situation.parents(before).stream()
                .filter(p -> !fates.goes(p) || fates.replacements().leavesWhole(ref))
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
        List<Map.Entry<String, CompositeValues>> composites = new ArrayList<>();
        for (Column column : Situation.table(current, ref).columns()) {
            ObjectRef old = ObjectRef.column(ref, column.name());
            if (Situation.column(desired, old).isPresent()) {
                CompositeValues.of(old, situation, fates::isSetAside)
                        .ifPresent(values -> composites.add(Map.entry(column.type(), values)));
            }
        }
        boolean losing = composites.stream().anyMatch(c -> c.getValue().lose());
        return Draft.all(
                        CompositeValues.around(composites, sql),
                        ref,
                        "copies every row into the new table and counts them; the time grows with the table")
                .stream()
                .map(draft -> draft.losing(losing))
                .toList();
    }

    private Optional<String> moved(ObjectRef column, Column after) {
        return hasOldType(column)
                ? Optional.of(value(column, after, CompositeValues.of(column, situation, fates::isSetAside), situation))
                : Optional.empty();
    }

    /** A value of a type that was set aside as one of its successor, to be assigned to the column. */
    static String value(ObjectRef column, Column after, Optional<CompositeValues> values, Situation situation) {
        String name = Ident.quote(column.name());
        return values.map(v -> v.converted(name, after))
                .or(() -> DomainValues.converted(name, column, situation))
                .orElseGet(() -> ColumnDdl.throughText(name, after.type()));
    }

    /** Whether the column's type was set aside, so that its successor of the same name is another type. */
    private boolean hasOldType(ObjectRef column) {
        return current.references(column).stream().anyMatch(t -> Names.isType(t.kind()) && fates.isSetAside(t));
    }
}
