package dev.countersign.engine;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.policy.SchemaMode;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which kinds of objects {@code schema.mode} keeps out of a comparison. */
final class LeftOut {
    private LeftOut() {}

    /** The kinds that the mode does not compare, and why; {@code file} is the project file's name. */
    static Map<ObjectKind, String> by(SchemaMode mode, String file) {
        Map<ObjectKind, String> kinds = new EnumMap<>(ObjectKind.class);
        for (ObjectKind kind : ObjectKind.values()) {
            SchemaMode.Part part = part(kind);
            if (!mode.compares(part)) {
                kinds.put(kind, mode.reason(part, file));
            }
        }
        return kinds;
    }

    /** Those of them about which the project file says nothing. */
    static Set<ObjectKind> unsaid(SchemaMode mode) {
        return Arrays.stream(ObjectKind.values())
                .filter(kind -> !mode.compares(part(kind)))
                .filter(kind -> !mode.settings().containsKey(part(kind)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static SchemaMode.Part part(ObjectKind kind) {
        return switch (kind) {
            case ROLE, MEMBERSHIP -> SchemaMode.Part.ROLES;
            case PRIVILEGES, DEFAULT_PRIVILEGES -> SchemaMode.Part.PERMISSIONS;
            case TABLE, COLUMN, PRIMARY_KEY, UNIQUE, EXCLUDE, CHECK, FOREIGN_KEY, INDEX, POLICY, RULE, STATISTICS ->
                SchemaMode.Part.TABLES;
            case VIEW, MATERIALIZED_VIEW -> SchemaMode.Part.VIEWS;
            case FUNCTION, PROCEDURE, AGGREGATE -> SchemaMode.Part.FUNCS;
            case TRIGGER, EVENT_TRIGGER -> SchemaMode.Part.TRIGGERS;
            case ENUM, DOMAIN, COMPOSITE, RANGE, SHELL_TYPE, BASE_TYPE -> SchemaMode.Part.TYPES;
            case SCHEMA -> SchemaMode.Part.SCHEMAS;
            case EXTENSION,
                    SEQUENCE,
                    COLLATION,
                    OPERATOR,
                    OPERATOR_FAMILY,
                    OPERATOR_CLASS,
                    CAST,
                    CONVERSION,
                    LANGUAGE,
                    TRANSFORM,
                    ACCESS_METHOD,
                    TEXT_SEARCH_PARSER,
                    TEXT_SEARCH_TEMPLATE,
                    TEXT_SEARCH_DICTIONARY,
                    TEXT_SEARCH_CONFIGURATION,
                    FOREIGN_DATA_WRAPPER,
                    FOREIGN_SERVER,
                    USER_MAPPING,
                    PUBLICATION,
                    SUBSCRIPTION,
                    SECURITY_LABEL,
                    OTHER,
                    OWNER -> SchemaMode.Part.OBJECTS;
        };
    }
}
