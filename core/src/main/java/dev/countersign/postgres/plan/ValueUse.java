package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import java.util.Set;
import java.util.TreeSet;

/** Which columns of tables have values of a type, or values with such a value within: in an array, a composite type, a domain, or a row of another relation. */
final class ValueUse {
    private ValueUse() {}

    /** The columns with values of the type; of a relation, with its rows. */
    static Set<ObjectRef> columns(Catalog catalog, ObjectRef type) {
        Set<ObjectRef> columns = new TreeSet<>();
        collectColumns(catalog, type, new TreeSet<>(), columns);
        return columns;
    }

    private static void collectColumns(Catalog catalog, ObjectRef type, Set<ObjectRef> seen, Set<ObjectRef> columns) {
        if (!seen.add(type)) {
            return;
        }
        for (ObjectRef user : catalog.dependents(type)) {
            switch (user.kind()) {
                case COLUMN -> {
                    if (Situation.column(catalog, user)
                            .map(Column::type)
                            .filter(name -> RowShape.isOf(name, type, catalog))
                            .isPresent()) {
                        columns.add(user);
                        collectColumns(catalog, Situation.tableOf(user), seen, columns);
                    }
                }
                case COMPOSITE, DOMAIN, RANGE -> collectColumns(catalog, user, seen, columns);
                case VIEW, MATERIALIZED_VIEW -> {
                    if (RowShape.holds(catalog, user, type)) {
                        collectColumns(catalog, user, seen, columns);
                    }
                }
                default -> {
                    // has no values
                }
            }
        }
    }

    /** The tables whose rows are values of the column or within them. */
    static Set<ObjectRef> tables(Catalog catalog, ObjectRef column) {
        Set<ObjectRef> tables = new TreeSet<>();
        Situation.column(catalog, column)
                .ifPresent(c -> collectTables(catalog, column, c.type(), new TreeSet<>(), tables));
        return tables;
    }

    private static void collectTables(
            Catalog catalog, ObjectRef user, String name, Set<ObjectRef> seen, Set<ObjectRef> tables) {
        for (ObjectRef type : catalog.references(user)) {
            if (RowShape.isOf(name, type, catalog) && seen.add(type)) {
                if (type.kind() == ObjectKind.TABLE) {
                    tables.add(type);
                    Situation.table(catalog, type)
                            .columns()
                            .forEach(c ->
                                    collectTables(catalog, ObjectRef.column(type, c.name()), c.type(), seen, tables));
                } else {
                    within(catalog, type, seen, tables);
                }
            }
        }
    }

    private static void within(Catalog catalog, ObjectRef type, Set<ObjectRef> seen, Set<ObjectRef> tables) {
        switch (type.kind()) {
            case DOMAIN, RANGE, COMPOSITE, VIEW, MATERIALIZED_VIEW ->
                catalog.references(type).stream()
                        .filter(part -> Names.isType(part.kind()))
                        .filter(part -> type.kind() == ObjectKind.DOMAIN
                                || type.kind() == ObjectKind.RANGE
                                || RowShape.holds(catalog, type, part))
                        .forEach(part -> collectTables(catalog, type, Names.qualified(part), seen, tables));
            default -> {
                // holds nothing that is a row
            }
        }
    }
}
