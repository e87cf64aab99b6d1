package dev.countersign.postgres.plan;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.postgres.name.UnderlyingType;
import java.util.Optional;

/**
 * How the values of a domain that is made anew become values of the new one. The last step is left to the assignment, which refuses a text that is too
 * long; a cast that is written out would cut it off without a word (manual, 4.2.9 and 8.3).
 */
final class DomainValues {
    private static final String ARRAY = "[]";

    private DomainValues() {}

    /**
     * An expression for the new value, for {@code USING} or a column of {@code INSERT ... SELECT}; empty where the column's values are of no domain, or of
     * one over a type that has no name among the server's own.
     *
     * @param value the column, as SQL
     * @param column its identity, the same before and after
     */
    static Optional<String> converted(String value, ObjectRef column, Situation situation) {
        Optional<String> old = Situation.column(situation.current(), column)
                .flatMap(c -> UnderlyingType.of(c.type(), column, situation.current()));
        Optional<String> wanted = Situation.column(situation.desired(), column)
                .flatMap(c -> UnderlyingType.of(c.type(), column, situation.desired()));
        if (old.isEmpty() || wanted.isEmpty() || isOwn(old.get()) || isOwn(wanted.get())) {
            return Optional.empty();
        }
        String plain = value + "::" + old.get();
        String using = Types.using("(" + plain + ")", old.get(), wanted.get());
        return Optional.of(using.isEmpty() ? plain : using.substring(" USING ".length()));
    }

    private static boolean isOwn(String type) {
        return type.contains(".") || type.endsWith(ARRAY + ARRAY);
    }
}
