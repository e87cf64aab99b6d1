package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.Identity;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Sequence;
import dev.countersign.catalog.SequenceOptions;
import dev.countersign.sql.postgres.Ident;
import java.util.Optional;
import java.util.Set;

/** A sequence that comes to a column with rows goes on after its values; from its own start it would give values that rows have already. */
final class SequenceStart {
    private static final Set<String> COUNTED = Set.of("smallint", "integer", "bigint");

    private final Catalog desired;
    private final Fates fates;

    SequenceStart(Situation situation, Fates fates) {
        this.desired = situation.desired();
        this.fates = fates;
    }

    /** The statement after which the column's new sequence goes on, once it is there; empty when the column gets none. */
    Optional<String> after(ObjectRef table, Column before, Column after) {
        if (Names.isForeign(Situation.table(desired, table)) || !COUNTED.contains(after.type())) {
            return Optional.empty();
        }
        if (after.identity().isPresent()) {
            return after.identity()
                    .filter(identity -> before.identity().isEmpty())
                    .map(Identity::options)
                    .map(options -> statement(
                            "pg_catalog.pg_get_serial_sequence(" + Names.literal(Names.qualified(table)) + ", "
                                    + Names.literal(after.name()) + ")",
                            table,
                            after,
                            options));
        }
        ObjectRef column = ObjectRef.column(table, after.name());
        return desired.all(Sequence.class).stream()
                .filter(sequence -> sequence.ownedBy().filter(column::equals).isPresent())
                .filter(sequence -> fates.comes(sequence.ref()) && feeds(sequence, column))
                .findFirst()
                .map(sequence ->
                        statement(Names.literal(Names.qualified(sequence.ref())), table, after, sequence.options()));
    }

    private boolean feeds(Sequence sequence, ObjectRef column) {
        return desired.references(column).contains(sequence.ref());
    }

    private static String statement(String sequence, ObjectRef table, Column column, SequenceOptions options) {
        boolean up = options.increment() > 0;
        String last = "pg_catalog." + (up ? "max" : "min") + "(" + Ident.quote(column.name()) + ")";
        long least = up ? options.start() : options.minValue();
        long most = up ? options.maxValue() : options.start();
        return "SELECT pg_catalog.setval(" + sequence + ", " + last + ") FROM " + Names.qualified(table) + " HAVING "
                + last + " BETWEEN " + least + " AND " + most + ";";
    }
}
