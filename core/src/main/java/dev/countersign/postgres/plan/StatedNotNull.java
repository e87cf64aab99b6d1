package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.Constraint;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.postgres.name.ServersName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where a statement has to say the name of a new NOT NULL constraint, because the server would choose another one. Before PostgreSQL 18 nowhere. */
final class StatedNotNull {
    private final Catalog desired;
    private final boolean named;
    private final Set<List<String>> given;

    StatedNotNull(Situation situation) {
        this.desired = situation.desired();
        this.named = situation.serverMajor() >= NotNullNames.SINCE;
        this.given = named ? given(situation) : Set.of();
    }

    /** The column with its constraint's name said, if it gets one that the server would not choose, because a parent that the table joins has it. */
    Column stated(ObjectRef table, Column old, Column wanted) {
        if (!named || old.notNull() || !wanted.notNull()) {
            return wanted;
        }
        String name = NotNullOfHeirs.name(desired, Situation.table(desired, table), wanted);
        return name.equals(usual(table, wanted))
                ? saying(Situation.table(desired, table), wanted)
                : ColumnDdl.withNotNull(wanted, name);
    }

    /** @param besideOld whether the table's predecessor is still there, with all its names */
    Table saying(Table table, boolean besideOld) {
        return named
                ? table.withColumns(table.columns().stream()
                        .map(column -> saying(table, column, besideOld))
                        .toList())
                : table;
    }

    /** The column with its constraint's name said where the server would not choose it, as it takes none that another constraint of the schema has. */
    Column saying(Table table, Column column) {
        return saying(table, column, false);
    }

    private Column saying(Table table, Column column, boolean besideOld) {
        String usual = usual(table.ref(), column);
        boolean taken = besideOld || given.contains(List.of(table.ref().schema(), usual));
        return named
                        && taken
                        && column.notNull()
                        && NotNullOfHeirs.name(desired, table, column).equals(usual)
                ? ColumnDdl.withNotNull(column, usual)
                : column;
    }

    private static String usual(ObjectRef table, Column column) {
        return ServersName.of(table.name(), column.name(), "_not_null", taken -> false);
    }

    /** The names, with their schemas, that constraints have because somebody gave them. */
    private static Set<List<String>> given(Situation situation) {
        Set<List<String>> names = new HashSet<>();
        for (Catalog catalog : List.of(situation.current(), situation.desired())) {
            for (Table table : catalog.all(Table.class)) {
                for (Column column : table.columns()) {
                    Optional.ofNullable(column.attributes().get("not_null_constraint"))
                            .ifPresent(name -> names.add(List.of(table.ref().schema(), name)));
                }
            }
            catalog.all(Constraint.class)
                    .forEach(c -> names.add(List.of(c.ref().schema(), c.ref().name())));
        }
        return names;
    }
}
