package dev.countersign.postgres.plan;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.TableObject;
import java.util.List;
import java.util.Set;

/** The names that an object has for itself alone: PostgreSQL lets things of several kinds have a name only once. */
final class TakenNames {
    private TakenNames() {}

    /** Relations and types of a schema, constraints of a table, and routines of a schema with the same arguments. */
    static Set<String> of(SchemaObject object) {
        ObjectRef ref = object.ref();
        return switch (ref.kind()) {
            case TABLE, VIEW, MATERIALIZED_VIEW, COMPOSITE -> Set.of(relation(ref), type(ref));
            case SEQUENCE, INDEX -> Set.of(relation(ref));
            case ENUM, DOMAIN, RANGE, SHELL_TYPE, BASE_TYPE -> Set.of(type(ref));
            case PRIMARY_KEY, UNIQUE, EXCLUDE -> Set.of(relation(ref), constraint(object));
            case CHECK, FOREIGN_KEY -> Set.of(constraint(object));
            case FUNCTION, PROCEDURE, AGGREGATE -> Set.of("routine " + ref.path());
            default -> Set.of();
        };
    }

    private static String relation(ObjectRef ref) {
        return "relation " + List.of(ref.schema(), ref.name());
    }

    private static String type(ObjectRef ref) {
        return "type " + List.of(ref.schema(), ref.name());
    }

    private static String constraint(SchemaObject object) {
        ObjectRef owner = object instanceof TableObject child ? child.table() : object.ref();
        return "constraint " + owner.path() + List.of(object.ref().name());
    }
}
