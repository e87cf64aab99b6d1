package dev.countersign.explain;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.diff.Change;
import java.util.Locale;

/** Changes in words, the same in every step. */
final class Phrases {
    private Phrases() {}

    /** {@code DROP COLUMN}, {@code RENAME TABLE}; of materialized views and the like, in the words of SQL. */
    static String change(Change.Verb verb, ObjectKind kind) {
        String action = switch (verb) {
            case ADD -> "ADD";
            case DROP -> "DROP";
            case MODIFY -> "change of";
            case RENAME -> "RENAME";
        };
        String label = kind.label();
        return action + " " + (verb == Change.Verb.MODIFY ? label : label.toUpperCase(Locale.ROOT));
    }

    /** What stays when the change is kept out: {@code the column stays}. */
    static String staying(Change.Verb verb, ObjectKind kind) {
        return switch (verb) {
            case ADD -> "the " + kind.label() + " is not made";
            case DROP -> "the " + kind.label() + " stays";
            case MODIFY -> "the " + kind.label() + " stays as it is";
            case RENAME -> "the " + kind.label() + " keeps its name";
        };
    }

    /** {@code is} of what happens, {@code would be} of what might. */
    static String be(boolean actual) {
        return actual ? "is" : "would be";
    }
}
