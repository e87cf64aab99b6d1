package dev.countersign.engine;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.Role;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.diff.Change;
import dev.countersign.policy.SkipKey.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** By which words of {@code diff.skip} a change can be named. There is one for every kind of object. */
final class SkipSubjects {
    private static final Set<ObjectKind> CONSTRAINTS = Set.of(
            ObjectKind.PRIMARY_KEY, ObjectKind.UNIQUE, ObjectKind.CHECK, ObjectKind.EXCLUDE, ObjectKind.FOREIGN_KEY);

    private SkipSubjects() {}

    /** All words for what changes, the nearest first. */
    static List<Subject> of(Change change) {
        List<Subject> subjects = new ArrayList<>();
        if (object(change)
                .filter(o -> o instanceof Table t && t.partitionOf().isPresent())
                .isPresent()) {
            subjects.add(Subject.PARTITION);
        }
        if (object(change).filter(SkipSubjects::isUser).isPresent()) {
            subjects.add(Subject.USER);
        }
        subjects.addAll(words(change.kind()));
        return subjects;
    }

    /** The words for any object of that kind, the nearest first. */
    static List<Subject> words(ObjectKind kind) {
        return CONSTRAINTS.contains(kind) ? List.of(of(kind), Subject.CONSTRAINT) : List.of(of(kind));
    }

    /** A user is a role that may log in. */
    private static boolean isUser(SchemaObject object) {
        return object instanceof Role role && "true".equals(role.attributes().get("LOGIN"));
    }

    private static Optional<SchemaObject> object(Change change) {
        return switch (change) {
            case Change.AddObject add -> Optional.of(add.object());
            case Change.DropObject drop -> Optional.of(drop.object());
            case Change.ModifyObject modify -> Optional.of(modify.current());
            case Change.RenameObject rename -> Optional.of(rename.current());
            case Change.AddColumn ignored -> Optional.empty();
            case Change.DropColumn ignored -> Optional.empty();
            case Change.ModifyColumn ignored -> Optional.empty();
            case Change.RenameColumn ignored -> Optional.empty();
        };
    }

    private static Subject of(ObjectKind kind) {
        return switch (kind) {
            case SCHEMA -> Subject.SCHEMA;
            case EXTENSION -> Subject.EXTENSION;
            case ENUM -> Subject.ENUM;
            case DOMAIN -> Subject.DOMAIN;
            case COMPOSITE -> Subject.COMPOSITE;
            case RANGE -> Subject.RANGE;
            case SHELL_TYPE, BASE_TYPE -> Subject.TYPE;
            case SEQUENCE -> Subject.SEQUENCE;
            case TABLE -> Subject.TABLE;
            case COLUMN -> Subject.COLUMN;
            case PRIMARY_KEY -> Subject.PRIMARY_KEY;
            case UNIQUE -> Subject.UNIQUE;
            case EXCLUDE -> Subject.EXCLUDE;
            case CHECK -> Subject.CHECK;
            case FOREIGN_KEY -> Subject.FOREIGN_KEY;
            case INDEX -> Subject.INDEX;
            case VIEW -> Subject.VIEW;
            case MATERIALIZED_VIEW -> Subject.MATERIALIZED;
            case FUNCTION -> Subject.FUNC;
            case PROCEDURE -> Subject.PROC;
            case AGGREGATE -> Subject.AGGREGATE;
            case TRIGGER -> Subject.TRIGGER;
            case POLICY -> Subject.POLICY;
            case RULE -> Subject.RULE;
            case STATISTICS -> Subject.STATISTICS;
            case EVENT_TRIGGER -> Subject.EVENT_TRIGGER;
            case COLLATION -> Subject.COLLATION;
            case OPERATOR -> Subject.OPERATOR;
            case OPERATOR_FAMILY -> Subject.OPERATOR_FAMILY;
            case OPERATOR_CLASS -> Subject.OPERATOR_CLASS;
            case CAST -> Subject.CAST;
            case CONVERSION -> Subject.CONVERSION;
            case LANGUAGE -> Subject.LANGUAGE;
            case TRANSFORM -> Subject.TRANSFORM;
            case ACCESS_METHOD -> Subject.ACCESS_METHOD;
            case TEXT_SEARCH_PARSER, TEXT_SEARCH_TEMPLATE, TEXT_SEARCH_DICTIONARY, TEXT_SEARCH_CONFIGURATION ->
                Subject.TEXT_SEARCH;
            case FOREIGN_DATA_WRAPPER -> Subject.FOREIGN_DATA_WRAPPER;
            case FOREIGN_SERVER -> Subject.SERVER;
            case USER_MAPPING -> Subject.USER_MAPPING;
            case PUBLICATION -> Subject.PUBLICATION;
            case SUBSCRIPTION -> Subject.SUBSCRIPTION;
            case SECURITY_LABEL -> Subject.SECURITY_LABEL;
            case OTHER -> Subject.ANY;
            case OWNER -> Subject.OWNER;
            case PRIVILEGES, DEFAULT_PRIVILEGES -> Subject.PERMISSION;
            case ROLE -> Subject.ROLE;
            case MEMBERSHIP -> Subject.MEMBERSHIP;
        };
    }
}
