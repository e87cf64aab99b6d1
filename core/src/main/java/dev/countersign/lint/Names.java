package dev.countersign.lint;

import dev.countersign.catalog.ObjectRef;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Writes names into messages and suggested SQL. */
public final class Names {
    private Names() {}

    /** The name as a delimited identifier of standard SQL. */
    public static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** The qualified name as delimited identifiers. */
    public static String quote(ObjectRef ref) {
        return ref.path().stream().map(Names::quote).collect(Collectors.joining("."));
    }

    /** Names for people: {@code "a"}, {@code "a" and "b"}, {@code "a", "b" and "c"}. */
    public static String list(Collection<String> names) {
        List<String> quoted = names.stream().map(Names::quote).toList();
        if (quoted.size() < 2) {
            return String.join("", quoted);
        }
        return String.join(", ", quoted.subList(0, quoted.size() - 1)) + " and " + quoted.getLast();
    }

    /** {@code 1 row}, {@code 17 rows}. */
    public static String count(long number, String singular) {
        return number + " " + singular + (number == 1 ? "" : "s");
    }
}
