package dev.countersign.lint.analyzers;

import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.diff.Change;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Changes after which an object demands something of rows that it did not before: one that is new, and one that goes on under its name with another meaning. */
final class Demanding {
    private Demanding() {}

    /** The object with its new demand. */
    static Optional<SchemaObject> object(Change change) {
        return switch (change) {
            case Change.AddObject add -> Optional.of(add.object());
            case Change.ModifyObject modify ->
                Optional.of(modify.desired()).filter(d -> demandsMore(modify.current(), d));
            default -> Optional.empty();
        };
    }

    private static boolean demandsMore(SchemaObject before, SchemaObject after) {
        return switch (after) {
            // values that differ in some columns differ in more of them
            case KeyConstraint key ->
                before instanceof KeyConstraint old
                        && !(parts(old).equals(parts(key)) && new HashSet<>(key.columns()).containsAll(old.columns()));
            case CheckConstraint check ->
                before instanceof CheckConstraint old && !old.definition().equals(check.definition());
            case ForeignKey key ->
                before instanceof ForeignKey old
                        && !(old.columns().equals(key.columns())
                                && old.referencedTable().equals(key.referencedTable())
                                && old.referencedColumns().equals(key.referencedColumns()));
            default -> false;
        };
    }

    /** How the parts of a key compare. */
    private static Map<String, String> parts(KeyConstraint key) {
        return key.attributes().entrySet().stream()
                .filter(e -> e.getKey().startsWith("part."))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
