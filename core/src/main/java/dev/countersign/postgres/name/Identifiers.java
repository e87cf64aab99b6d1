package dev.countersign.postgres.name;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.sql.postgres.Ident;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the names of schema objects as statements use them. */
public final class Identifiers {
    private Identifiers() {}

    /** A name of several parts, each quoted if it must be. */
    public static String qualified(List<String> path) {
        return path.stream().map(Ident::quote).collect(Collectors.joining("."));
    }

    /**
     * The name under which statements address the object: qualified for objects of a schema, routines with their argument types, and for what lives in
     * a table (constraints, triggers, policies, rules, columns) its own name alone.
     */
    public static String of(ObjectRef ref) {
        return switch (ref.kind()) {
            case FUNCTION, PROCEDURE, AGGREGATE ->
                qualified(ref.path().subList(0, 2)) + "(" + ref.path().get(2) + ")";
            case COLUMN, PRIMARY_KEY, UNIQUE, EXCLUDE, CHECK, FOREIGN_KEY, TRIGGER, POLICY, RULE ->
                Ident.quote(ref.path().getLast());
            default -> qualified(ref.path());
        };
    }

    /** The table, view or other relation in which a table child such as a column or constraint lives, qualified. */
    public static String relationOf(ObjectRef child) {
        if (!child.kind().isTableChild() || child.kind() == ObjectKind.INDEX) {
            throw new IllegalArgumentException(child + " does not carry its table in its name");
        }
        return qualified(child.path().subList(0, child.path().size() - 1));
    }
}
