package dev.countersign.postgres.hcl;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Sequence;
import dev.countersign.catalog.SequenceOptions;
import dev.countersign.catalog.Table;
import dev.countersign.sql.postgres.Ident;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds columns that a {@code serial} type would make just so, sequence and all. */
final class Serials {
    private static final Map<String, String> TYPES =
            Map.of("smallint", "smallserial", "integer", "serial", "bigint", "bigserial");

    private final Catalog catalog;
    private final Set<ObjectRef> columns = new HashSet<>();
    private final Set<ObjectRef> sequences = new HashSet<>();

    Serials(Catalog catalog) {
        this.catalog = catalog;
        Set<ObjectRef> withRules = new HashSet<>();
        catalog.objects().keySet().forEach(ref -> AccessRule.target(ref).ifPresent(withRules::add));
        for (Table table : catalog.all(Table.class)) {
            if (table.partitionOf().isEmpty()) {
                for (Column column : table.columns()) {
                    sequence(table, column)
                            .filter(s -> !withRules.contains(s.ref()))
                            .ifPresent(s -> {
                                columns.add(ObjectRef.column(table.ref(), column.name()));
                                sequences.add(s.ref());
                            });
                }
            }
        }
    }

    /** The sequence, when both it and the column are as the server would make them. */
    private Optional<Sequence> sequence(Table table, Column column) {
        ObjectRef ref = ObjectRef.of(
                ObjectKind.SEQUENCE, table.ref().schema(), table.ref().name() + "_" + column.name() + "_seq");
        String standard =
                "nextval('" + Ident.qualified(ref.schema(), ref.name()).replace("'", "''") + "'::regclass)";
        String persistence = table.attributes().getOrDefault("persistence", "");
        return column.notNull()
                        && TYPES.containsKey(column.type())
                        && column.defaultExpression().filter(standard::equals).isPresent()
                ? catalog.find(ref, Sequence.class)
                        .filter(s -> s.ownedBy()
                                .filter(ObjectRef.column(table.ref(), column.name())::equals)
                                .isPresent())
                        .filter(s -> s.options().equals(usual(s.options().type())))
                        .filter(s -> s.options().type().equals(column.type()))
                        .filter(s -> s.comment().isEmpty())
                        .filter(s -> s.attributes().keySet().stream().allMatch("persistence"::equals))
                        .filter(s ->
                                s.attributes().getOrDefault("persistence", "").equals(persistence))
                : Optional.empty();
    }

    private static SequenceOptions usual(String type) {
        return new SequenceOptions(type, 1, 1, 1, TableWriter.highest(type), 1, false);
    }

    /** Whether the column can be written with a serial type. */
    boolean is(Table table, Column column) {
        return columns.contains(ObjectRef.column(table.ref(), column.name()));
    }

    /** Whether the sequence comes with such a column. */
    boolean makes(Sequence sequence) {
        return sequences.contains(sequence.ref());
    }

    /** The serial type of such a column. */
    static String type(Column column) {
        return TYPES.get(column.type());
    }
}
