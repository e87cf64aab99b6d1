package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.postgres.name.NameLength;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Makes names for what exists only while a plan runs: short enough for the server, and taken by nobody before or after. */
final class FreeName {
    private FreeName() {}

    /** The base with the suffix behind it, cut between characters to fit, numbered when that is taken. */
    static String of(String base, String suffix, Predicate<String> taken) {
        for (int number = 0; ; number++) {
            String end = number == 0 ? suffix : suffix + number;
            String name = NameLength.clipped(base, NameLength.MAX_BYTES - NameLength.bytes(end)) + end;
            if (!taken.test(name)) {
                return name;
            }
        }
    }

    /** A name that no relation, type or index behind a constraint of the schema has in either state. */
    static String inSchema(Situation situation, String schema, String base, String suffix) {
        return of(base, suffix, takenIn(situation, schema)::contains);
    }

    /** The names of everything in the schema, in either state. */
    static Set<String> takenIn(Situation situation, String schema) {
        Set<String> taken = new HashSet<>();
        for (Catalog catalog : List.of(situation.current(), situation.desired())) {
            for (ObjectRef ref : catalog.objects().keySet()) {
                if (ref.schema().equals(schema)) {
                    taken.add(ref.name());
                }
            }
        }
        return taken;
    }
}
