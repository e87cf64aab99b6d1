package dev.countersign.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A kind of change that the diff policy can leave out, written as {@code drop_column}. Atlas documents add, drop and
 * modify of schemas, tables, columns, indexes and foreign keys, all four actions of views, functions, procedures and
 * triggers, renaming tables and constraints, and dropping roles and users; the other combinations are an extension of ours with
 * the same meaning, so that there is a key for everything that a plan can do.
 *
 * @param action what is done
 * @param subject to what kind of object
 */
public record SkipKey(Action action, Subject subject) implements Comparable<SkipKey> {

    /** What is done to an object. */
    public enum Action {
        /** create it */
        ADD,
        /** remove it */
        DROP,
        /** change it in place */
        MODIFY,
        /** give it another name */
        RENAME
    }

    /** Kinds of objects, with the names the policy uses. */
    public enum Subject {
        /** schema */
        SCHEMA,
        /** table; {@code modify_table} covers every change inside an existing table */
        TABLE,
        /** column */
        COLUMN,
        /** index */
        INDEX,
        /** foreign key */
        FOREIGN_KEY,
        /** primary key */
        PRIMARY_KEY,
        /** unique constraint */
        UNIQUE,
        /** check constraint */
        CHECK,
        /** exclusion constraint */
        EXCLUDE,
        /** any constraint */
        CONSTRAINT,
        /** partition of a table */
        PARTITION,
        /** view */
        VIEW,
        /** materialized view */
        MATERIALIZED,
        /** function */
        FUNC,
        /** procedure */
        PROC,
        /** aggregate function */
        AGGREGATE,
        /** trigger */
        TRIGGER,
        /** event trigger */
        EVENT_TRIGGER,
        /** enum type */
        ENUM,
        /** domain type */
        DOMAIN,
        /** composite type */
        COMPOSITE,
        /** range type */
        RANGE,
        /** sequence */
        SEQUENCE,
        /** row level security policy */
        POLICY,
        /** extension */
        EXTENSION,
        /** role */
        ROLE,
        /** user */
        USER,
        /** grant, also one for objects to come */
        PERMISSION,
        /** base type, and a type that is only declared */
        TYPE,
        /** rewrite rule */
        RULE,
        /** extended statistics */
        STATISTICS,
        /** collation */
        COLLATION,
        /** operator */
        OPERATOR,
        /** operator class */
        OPERATOR_CLASS,
        /** operator family */
        OPERATOR_FAMILY,
        /** cast */
        CAST,
        /** conversion between encodings */
        CONVERSION,
        /** procedural language */
        LANGUAGE,
        /** transform between a type and a language */
        TRANSFORM,
        /** access method */
        ACCESS_METHOD,
        /** text search parser, template, dictionary or configuration */
        TEXT_SEARCH,
        /** foreign-data wrapper */
        FOREIGN_DATA_WRAPPER,
        /** foreign server */
        SERVER,
        /** user mapping */
        USER_MAPPING,
        /** publication */
        PUBLICATION,
        /** subscription */
        SUBSCRIPTION,
        /** security label */
        SECURITY_LABEL,
        /** owner of an object */
        OWNER,
        /** membership in a role */
        MEMBERSHIP,
        /** every kind that no other key of the same action speaks of, also kinds to come */
        ANY
    }

    /** The name in the project file. */
    public String hclName() {
        return (action + "_" + subject).toLowerCase(Locale.ROOT);
    }

    /** The key of that name. */
    public static Optional<SkipKey> of(String hclName) {
        return all().stream().filter(key -> key.hclName().equals(hclName)).findFirst();
    }

    /** All keys, actions first. */
    public static List<SkipKey> all() {
        List<SkipKey> all = new ArrayList<>();
        for (Action action : Action.values()) {
            for (Subject subject : Subject.values()) {
                all.add(new SkipKey(action, subject));
            }
        }
        return all;
    }

    @Override
    public int compareTo(SkipKey other) {
        int byAction = action.compareTo(other.action);
        return byAction != 0 ? byAction : subject.compareTo(other.subject);
    }

    /** The name in the project file. */
    @Override
    public String toString() {
        return hclName();
    }
}
