package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.postgres.name.ServersName;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * NOT NULL of parents and heirs, which is a constraint with a name from PostgreSQL 18 on. Giving a column another type, the server makes these constraints
 * again, the parent's first, and passes it on to the heirs; an heir that declares its own under another name stops it there. So for that time the
 * parents' reach no heir ({@code ALTER CONSTRAINT ... NO INHERIT}, documentation of {@code ALTER TABLE}).
 */
final class NotNullOfHeirs {
    private final Catalog current;
    private final Catalog desired;
    private final Fates fates;
    private final int serverMajor;
    private final Lineage lineage;

    NotNullOfHeirs(Situation situation, Fates fates) {
        this.current = situation.current();
        this.desired = situation.desired();
        this.fates = fates;
        this.serverMajor = situation.serverMajor();
        this.lineage = new Lineage(current);
    }

    /** The statement that gives the column its type, with what has to stand around it. */
    List<String> around(ObjectRef column, String retype) {
        List<Heir> family = serverMajor < 18 ? List.of() : family(column);
        if (family.stream().noneMatch(Heir::otherwise)) {
            return List.of(retype);
        }
        List<String> sql = new ArrayList<>();
        family.stream().filter(Heir::passesOn).forEach(h -> sql.add(h.alter("NO INHERIT")));
        sql.add(retype);
        for (Heir heir : family.reversed()) {
            if (!heir.own()) {
                sql.add("ALTER TABLE " + Names.qualified(heir.table()) + " ALTER COLUMN " + Ident.quote(column.name())
                        + " DROP NOT NULL;");
            } else if (heir.passesOn()) {
                sql.add(heir.alter("INHERIT"));
            }
        }
        return sql;
    }

    /**
     * A table whose column is NOT NULL.
     *
     * @param name of the constraint
     * @param own whether the table declares it itself
     * @param otherwise whether a parent has it under another name
     * @param passesOn whether other tables have it from here
     */
    private record Heir(ObjectRef table, String name, boolean own, boolean otherwise, boolean passesOn) {

        String alter(String reach) {
            return "ALTER TABLE " + Names.qualified(table) + " ALTER CONSTRAINT " + Ident.quote(name) + " " + reach
                    + ";";
        }
    }

    /** The table of the column and those below it when the type changes, parents first. */
    private List<Heir> family(ObjectRef column) {
        List<Heir> family = new ArrayList<>();
        collect(Situation.tableOf(column), column.name(), Optional.empty(), family);
        return family;
    }

    private void collect(ObjectRef ref, String name, Optional<String> above, List<Heir> family) {
        Table table = current.find(ref, Table.class).orElseThrow();
        Optional<Column> column = table.column(name).filter(Column::notNull);
        boolean reaches = column.filter(NotNullNames::passesOn).isPresent();
        Optional<String> constraint = column.map(c -> name(current, table, c));
        List<Table> heirs = lineage.heirs(ref).stream()
                .filter(h -> h.inherits().contains(ref) && staysUntilThen(h, ref))
                .filter(h -> family.stream().noneMatch(f -> f.table().equals(h.ref())))
                .toList();
        constraint.ifPresent(n -> family.add(new Heir(
                ref,
                n,
                above.isEmpty() || NotNullNames.declares(column.get()),
                above.filter(a -> !a.equals(n)).isPresent(),
                reaches && !heirs.isEmpty())));
        heirs.forEach(h -> collect(h.ref(), name, reaches ? constraint : Optional.empty(), family));
    }

    /** Whether the heir is still below the parent when columns change: who leaves has left by then. */
    private boolean staysUntilThen(Table heir, ObjectRef parent) {
        return !fates.isReplaced(heir.ref())
                && desired.find(heir.ref(), Table.class)
                        .map(t -> t.inherits().contains(parent))
                        .orElse(true);
    }

    /** The name of the column's NOT NULL: a table that gets it from its parent gets it under the parent's name. */
    static String name(Catalog catalog, Table table, Column column) {
        String own = ServersName.of(table.ref().name(), column.name(), "_not_null", name -> false);
        Optional<String> parents =
                NotNullNames.declares(column)
                        ? Optional.empty()
                        : Situation.parents(table).stream()
                                .flatMap(p -> catalog.find(p, Table.class).stream())
                                .flatMap(p -> p
                                        .column(column.name())
                                        .filter(NotNullNames::passesOn)
                                        .map(c -> name(catalog, p, c))
                                        .stream())
                                .findFirst();
        return Optional.ofNullable(column.attributes().get("not_null_constraint"))
                .or(() -> parents)
                .orElse(own);
    }
}
