package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Makes names for what exists only while a plan runs: short enough for the server, and taken by nobody before or after. */
final class FreeName {
    /** The server cuts longer names off ({@code NAMEDATALEN} - 1). */
    private static final int MAX_BYTES = 63;

    private FreeName() {}

    /** The base with the suffix behind it, cut between characters to fit, numbered when that is taken. */
    static String of(String base, String suffix, Predicate<String> taken) {
        for (int number = 0; ; number++) {
            String end = number == 0 ? suffix : suffix + number;
            String name = clipped(base, MAX_BYTES - bytes(end)) + end;
            if (!taken.test(name)) {
                return name;
            }
        }
    }

    /** A name that no relation, type or index behind a constraint of the schema has in either state. */
    static String inSchema(Situation situation, String schema, String base, String suffix) {
        Set<String> taken = new HashSet<>();
        for (Catalog catalog : List.of(situation.current(), situation.desired())) {
            for (ObjectRef ref : catalog.objects().keySet()) {
                if (ref.schema().equals(schema)) {
                    taken.add(ref.name());
                }
            }
        }
        return of(base, suffix, taken::contains);
    }

    /** A name that no constraint of the table has in either state. */
    static String onTable(Situation situation, ObjectRef table, String base, String suffix) {
        Set<String> taken = new HashSet<>();
        for (Catalog catalog : List.of(situation.current(), situation.desired())) {
            catalog.tableObjects(table).forEach(o -> taken.add(o.ref().name()));
        }
        return of(base, suffix, taken::contains);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The longest start of the text that fits the bytes without cutting a character. */
    static String clipped(String text, int maxBytes) {
        StringBuilder clipped = new StringBuilder();
        int used = 0;
        for (int codePoint : text.codePoints().toArray()) {
            String character = Character.toString(codePoint);
            used += bytes(character);
            if (used > maxBytes) {
                break;
            }
            clipped.append(character);
        }
        return clipped.toString();
    }
}
