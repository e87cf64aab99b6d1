package dev.countersign.catalog;

import java.util.List;
import java.util.Locale;

/**
 * The identity of a schema object: its kind and its qualified name, unquoted.
 *
 * <p>Paths: schema-less objects {@code [name]}; objects of a schema {@code [schema, name]}; objects that share a table's life (columns,
 * constraints, triggers, policies, rules) {@code [schema, table, name]}; indexes {@code [schema, name]}, because their names are unique in the
 * schema; routines {@code [schema, name, argumentTypes]} with the types as the server prints them; rules about an object (see {@link AccessRule}) its
 * path, the label of its kind, and the grantee.
 */
public record ObjectRef(ObjectKind kind, List<String> path) implements Comparable<ObjectRef> {

    public ObjectRef {
        path = Path.of(path);
        if (path.isEmpty()) {
            throw new IllegalArgumentException("an object needs a name");
        }
    }

    /** An identity from its parts, outermost first. */
    public static ObjectRef of(ObjectKind kind, String... path) {
        return new ObjectRef(kind, List.of(path));
    }

    /** The identity of a column of the given table, view or composite type. */
    public static ObjectRef column(ObjectRef table, String column) {
        return table.child(ObjectKind.COLUMN, column);
    }

    /** The identity of something that lives inside this object. */
    public ObjectRef child(ObjectKind childKind, String name) {
        return new ObjectRef(childKind, Path.of(path).and(name));
    }

    /** The identity of the relation of the given kind that this object, such as a column, lives inside. */
    public ObjectRef relation(ObjectKind relationKind) {
        return new ObjectRef(relationKind, Path.of(path).first(2));
    }

    /** The schema's name: the first part of the path (for a schema its own name; for schema-less objects their name). */
    public String schema() {
        return path.getFirst();
    }

    /** The object's own name without qualifiers; for routines without argument types. */
    public String name() {
        return isRoutine() ? path.get(1) : path.getLast();
    }

    /** The qualified name for people, unquoted: {@code shop.users.email}, {@code shop.price_of(integer)}. */
    public String display() {
        if (isRoutine()) {
            return path.get(0) + "." + path.get(1) + "(" + path.get(2) + ")";
        }
        return switch (kind) {
            case OWNER ->
                "of " + AccessRule.target(this).map(ObjectRef::toString).orElse("");
            case PRIVILEGES ->
                "of " + AccessRule.shown(path.getLast()) + " on "
                        + AccessRule.target(this).map(ObjectRef::toString).orElse("");
            case DEFAULT_PRIVILEGES ->
                "of " + AccessRule.shown(path.get(3)) + " on new " + path.get(1).toLowerCase(Locale.ROOT)
                        + (path.get(2).isEmpty() ? "" : " of " + path.get(2))
                        + (path.get(0).isEmpty() ? "" : " in " + path.get(0));
            case MEMBERSHIP ->
                "of " + path.get(1) + " in " + path.getFirst() + (path.size() > 2 ? " granted by " + path.get(2) : "");
            default -> String.join(".", path);
        };
    }

    private boolean isRoutine() {
        return path.size() == 3
                && (kind == ObjectKind.FUNCTION || kind == ObjectKind.PROCEDURE || kind == ObjectKind.AGGREGATE);
    }

    /** Written out, like the hash below, because identities are met millions of times and the general form is slow until it is compiled twice. */
    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof ObjectRef ref && kind == ref.kind && path.equals(ref.path);
    }

    @Override
    public int hashCode() {
        return 31 * kind.ordinal() + path.hashCode();
    }

    @Override
    public int compareTo(ObjectRef other) {
        if (this == other) {
            return 0;
        }
        int order = kind.compareTo(other.kind);
        return order == 0 ? Path.of(path).compareTo(Path.of(other.path)) : order;
    }

    @Override
    public String toString() {
        return kind.label() + " " + display();
    }
}
