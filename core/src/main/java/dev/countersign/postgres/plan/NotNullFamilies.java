package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.sql.postgres.Ident;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The tables among which a column's NOT NULL, a constraint from PostgreSQL 18 on, is passed on before and after. */
final class NotNullFamilies {
    private final Catalog current;
    private final Catalog desired;
    private final Fates fates;
    private final Lineage before;

    NotNullFamilies(Situation situation, Fates fates) {
        this.current = situation.current();
        this.desired = situation.desired();
        this.fates = fates;
        this.before = new Lineage(current);
    }

    /**
     * One table's constraint.
     *
     * @param above the tables from which it is passed on, before and after
     */
    record Member(ObjectRef table, Column old, String name, Column wanted, String newName, List<ObjectRef> above) {

        boolean renamed() {
            return !name.equals(newName);
        }

        String alter(String constraint, String reach) {
            return start() + " ALTER CONSTRAINT " + Ident.quote(constraint) + " " + reach + ";";
        }

        String rename() {
            return start() + " RENAME CONSTRAINT " + Ident.quote(name) + " TO " + Ident.quote(newName) + ";";
        }

        String validate(String constraint) {
            return start() + " VALIDATE CONSTRAINT " + Ident.quote(constraint) + ";";
        }

        String setting(String change) {
            return start() + " ALTER COLUMN " + Ident.quote(wanted.name()) + " " + change + " NOT NULL;";
        }

        private String start() {
            return "ALTER TABLE " + Names.qualified(table);
        }
    }

    /** The tables among which the column's NOT NULL is passed on before and after, parents first. */
    Map<ObjectRef, Member> family(ObjectRef column) {
        Map<ObjectRef, Member> found = new LinkedHashMap<>();
        collect(Situation.tableOf(column), column.name(), found);
        Map<ObjectRef, Member> ordered = new LinkedHashMap<>();
        new TreeSet<>(found.keySet()).forEach(table -> parentsFirst(found.get(table), found, ordered));
        return ordered;
    }

    private static void parentsFirst(Member member, Map<ObjectRef, Member> found, Map<ObjectRef, Member> ordered) {
        member.above().stream()
                .filter(p -> !ordered.containsKey(p))
                .forEach(p -> parentsFirst(found.get(p), found, ordered));
        ordered.putIfAbsent(member.table(), member);
    }

    private void collect(ObjectRef table, String column, Map<ObjectRef, Member> found) {
        Optional<Member> member = found.containsKey(table) ? Optional.empty() : member(table, column);
        if (member.isEmpty()) {
            return;
        }
        found.put(table, member.get());
        member.get().above().forEach(p -> collect(p, column, found));
        if (NotNullNames.passesOn(member.get().old())
                && NotNullNames.passesOn(member.get().wanted())) {
            before.heirs(table).stream()
                    .map(Table::ref)
                    .filter(heir -> isKept(heir, table))
                    .forEach(heir -> collect(heir, column, found));
        }
    }

    Optional<Member> member(ObjectRef table, String column) {
        Optional<Table> old = current.find(table, Table.class);
        Optional<Table> wanted = desired.find(table, Table.class);
        Optional<Column> oldColumn = old.flatMap(t -> t.column(column)).filter(Column::notNull);
        Optional<Column> newColumn = wanted.flatMap(t -> t.column(column)).filter(Column::notNull);
        if (oldColumn.isEmpty() || newColumn.isEmpty()) {
            return Optional.empty();
        }
        List<ObjectRef> above = Situation.parents(old.get()).stream()
                .filter(p -> isKept(table, p) && passesOn(current, p, column) && passesOn(desired, p, column))
                .toList();
        return Optional.of(new Member(
                table,
                oldColumn.get(),
                NotNullOfHeirs.name(current, old.get(), oldColumn.get()),
                newColumn.get(),
                NotNullOfHeirs.name(desired, wanted.get(), newColumn.get()),
                above));
    }

    static boolean passesOn(Catalog catalog, ObjectRef table, String column) {
        return Situation.column(catalog, ObjectRef.column(table, column))
                .filter(NotNullNames::passesOn)
                .isPresent();
    }

    /** Whether the one table is and stays below the other, and both stay what they are. */
    boolean isKept(ObjectRef heir, ObjectRef parent) {
        return !fates.goes(heir)
                && !fates.goes(parent)
                && !fates.isReplaced(heir)
                && !fates.isReplaced(parent)
                && List.of(current, desired).stream()
                        .allMatch(c -> c.find(heir, Table.class)
                                .filter(t -> Situation.parents(t).contains(parent))
                                .isPresent());
    }
}
