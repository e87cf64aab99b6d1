package dev.countersign.postgres.plan;

import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.sql.postgres.Ident;
import dev.countersign.sql.postgres.Literal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Names of catalog objects as SQL text. */
final class Names {
    /** What a new database says about its public schema; read as no comment at all. */
    private static final String USUAL_COMMENT = "standard public schema";

    private Names() {}

    /** {@code schema.name}, or the name alone for what lives outside schemas; for children of a table the child's table. */
    static String qualified(ObjectRef ref) {
        return ref.path().size() == 1
                ? Ident.quote(ref.name())
                : Ident.qualified(ref.path().get(0), ref.path().get(1));
    }

    /** The object's own name without qualifiers. */
    static String own(ObjectRef ref) {
        return Ident.quote(ref.name());
    }

    /** {@code schema.name(argument types)}. */
    static String routine(ObjectRef ref) {
        return qualified(ref) + "(" + ref.path().get(2) + ")";
    }

    /** The name with the ending, as long as the server lets a name be. */
    static String shortened(String name, String ending) {
        return FreeName.of(name, ending, taken -> false);
    }

    static String literal(String text) {
        return Literal.quote(text);
    }

    static String list(List<String> names) {
        return names.stream().map(Ident::quote).collect(Collectors.joining(", "));
    }

    /** What {@code COMMENT ON}, {@code ALTER} and {@code DROP} call the object: its keyword and its name. */
    static String described(ObjectRef ref) {
        return switch (ref.kind()) {
            case SCHEMA -> "SCHEMA " + own(ref);
            case EXTENSION -> "EXTENSION " + own(ref);
            case ENUM, COMPOSITE, RANGE, SHELL_TYPE, BASE_TYPE -> "TYPE " + qualified(ref);
            case DOMAIN -> "DOMAIN " + qualified(ref);
            case SEQUENCE -> "SEQUENCE " + qualified(ref);
            case TABLE -> "TABLE " + qualified(ref);
            case COLUMN -> "COLUMN " + table(ref) + "." + own(ref);
            case PRIMARY_KEY, UNIQUE, EXCLUDE, CHECK, FOREIGN_KEY -> "CONSTRAINT " + own(ref) + " ON " + qualified(ref);
            case INDEX -> "INDEX " + qualified(ref);
            case VIEW -> "VIEW " + qualified(ref);
            case MATERIALIZED_VIEW -> "MATERIALIZED VIEW " + qualified(ref);
            case FUNCTION -> "FUNCTION " + routine(ref);
            case PROCEDURE -> "PROCEDURE " + routine(ref);
            case AGGREGATE -> "AGGREGATE " + routine(ref);
            case TRIGGER -> "TRIGGER " + own(ref) + " ON " + qualified(ref);
            case POLICY -> "POLICY " + own(ref) + " ON " + qualified(ref);
            case RULE -> "RULE " + own(ref) + " ON " + qualified(ref);
            case STATISTICS -> "STATISTICS " + qualified(ref);
            case EVENT_TRIGGER -> "EVENT TRIGGER " + own(ref);
            case COLLATION -> "COLLATION " + qualified(ref);
            case CONVERSION -> "CONVERSION " + qualified(ref);
            case LANGUAGE -> "LANGUAGE " + own(ref);
            case ACCESS_METHOD -> "ACCESS METHOD " + own(ref);
            case OPERATOR_FAMILY -> "OPERATOR FAMILY " + qualified(ref) + " USING " + own(ref);
            case OPERATOR_CLASS -> "OPERATOR CLASS " + qualified(ref) + " USING " + own(ref);
            case TEXT_SEARCH_PARSER -> "TEXT SEARCH PARSER " + qualified(ref);
            case TEXT_SEARCH_TEMPLATE -> "TEXT SEARCH TEMPLATE " + qualified(ref);
            case TEXT_SEARCH_DICTIONARY -> "TEXT SEARCH DICTIONARY " + qualified(ref);
            case TEXT_SEARCH_CONFIGURATION -> "TEXT SEARCH CONFIGURATION " + qualified(ref);
            case FOREIGN_DATA_WRAPPER -> "FOREIGN DATA WRAPPER " + own(ref);
            case FOREIGN_SERVER -> "SERVER " + own(ref);
            case PUBLICATION -> "PUBLICATION " + own(ref);
            case SUBSCRIPTION -> "SUBSCRIPTION " + own(ref);
            case ROLE -> "ROLE " + own(ref);
            case OPERATOR, CAST, TRANSFORM, USER_MAPPING, SECURITY_LABEL, OTHER -> "";
            case OWNER, PRIVILEGES, DEFAULT_PRIVILEGES, MEMBERSHIP -> "";
        };
    }

    /** The table, view or materialized view whose child the reference is, as text. */
    static String table(ObjectRef child) {
        return Ident.qualified(child.path().get(0), child.path().get(1));
    }

    /** Whether relations (tables, views, sequences, indexes, composite types) of this kind share one set of names in a schema. */
    static boolean isRelation(ObjectKind kind) {
        return switch (kind) {
            case TABLE, VIEW, MATERIALIZED_VIEW, SEQUENCE, INDEX, COMPOSITE -> true;
            default -> false;
        };
    }

    /** Whether the kind is a data type, or brings one of its own name (row types). */
    static boolean isType(ObjectKind kind) {
        return switch (kind) {
            case ENUM, DOMAIN, COMPOSITE, RANGE, SHELL_TYPE, BASE_TYPE, TABLE, VIEW, MATERIALIZED_VIEW -> true;
            default -> false;
        };
    }

    static String commentOn(ObjectRef ref, Optional<String> comment) {
        return commentOn(described(ref), comment);
    }

    /** @param target what {@code COMMENT ON} calls the object */
    static String commentOn(String target, Optional<String> comment) {
        boolean usual = target.equals("SCHEMA public");
        return "COMMENT ON " + target + " IS "
                + comment.map(Names::literal).orElse(usual ? literal(USUAL_COMMENT) : "NULL") + ";";
    }

    /** Like {@link #described(ObjectRef)}, from everything that is known about the object. */
    static String described(SchemaObject object) {
        return switch (object) {
            case DefinedObject d -> described(d);
            case Table t when isForeign(t) -> "FOREIGN TABLE " + qualified(t.ref());
            default -> described(object.ref());
        };
    }

    private static String described(DefinedObject object) {
        String drop = object.drop();
        if (object.ref().kind() == ObjectKind.SUBSCRIPTION || object.ref().kind() == ObjectKind.PUBLICATION) {
            return described(object.ref());
        }
        return drop.startsWith("DROP ") ? drop.substring("DROP ".length()) : "";
    }

    /** Whether the table's rows live on a foreign server. */
    static boolean isForeign(Table table) {
        return table.attributes().containsKey("foreign_server");
    }
}
