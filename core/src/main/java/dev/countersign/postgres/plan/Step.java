package dev.countersign.postgres.plan;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import java.util.Comparator;

/** One thing to do with one object; its place in the order is decided by the graph, and by {@link #ORDER} where the graph leaves a choice. */
record Step(Act act, ObjectRef ref) {

    /** Among independent steps: additions before removals, containers before contents, readers see types before tables before views. */
    static final Comparator<Step> ORDER =
            Comparator.comparingInt(Step::rank).thenComparing(Step::ref).thenComparing(Step::act);

    enum Act {
        /** A structural rename, before everything else. */
        RENAME,
        /** A table leaves its parent. */
        DETACH,
        /** A type gets out of the way of its successor of the same name. */
        SET_ASIDE,
        /** A column loses its default, because the default or the type it is for goes. */
        DROP_DEFAULT,
        /** A column whose values are rows of a table becomes text while that table changes. */
        TO_TEXT,
        /** A column gets another type. */
        RETYPE,
        /** Everything that changes in place. */
        ALTER,
        /** A base type is only declared, so that its functions can be made. */
        DECLARE,
        CREATE,
        /** The rows of a replaced table go into its successor. */
        COPY,
        /** A table joins its parent. */
        ATTACH,
        /** A sequence gets or loses its owner column. */
        OWN,
        DROP
    }

    private int rank() {
        return switch (act) {
            case RENAME -> 5;
            case DETACH -> 20;
            case SET_ASIDE -> 15;
            case DROP_DEFAULT, TO_TEXT -> 45;
            case RETYPE -> 46;
            case COPY -> 54;
            case ATTACH -> 52;
            case OWN -> 53;
            case ALTER ->
                isRule() || ref.kind() == ObjectKind.EVENT_TRIGGER
                        ? makeRank()
                        : ref.kind() == ObjectKind.ENUM ? 6 : 50 + makeRank() / 10;
            case CREATE, DECLARE -> makeRank();
            case DROP -> dropRank();
        };
    }

    private int makeRank() {
        return switch (ref.kind()) {
            case SCHEMA -> 1;
            case EXTENSION -> 2;
            case LANGUAGE, FOREIGN_DATA_WRAPPER -> 3;
            case FOREIGN_SERVER -> 4;
            case USER_MAPPING -> 5;
            case COLLATION -> 7;
            case SHELL_TYPE -> 9;
            case ENUM, RANGE, BASE_TYPE -> 10;
            case COMPOSITE, DOMAIN -> 11;
            case SEQUENCE -> 12;
            case TABLE -> 40;
            case COLUMN -> 44;
            case PRIMARY_KEY -> 60;
            case UNIQUE -> 61;
            case EXCLUDE, CHECK -> 62;
            case INDEX -> 64;
            case FUNCTION, PROCEDURE, AGGREGATE, OPERATOR, CAST -> 68;
            case OPERATOR_FAMILY, OPERATOR_CLASS, CONVERSION, TRANSFORM, ACCESS_METHOD -> 69;
            case TEXT_SEARCH_PARSER, TEXT_SEARCH_TEMPLATE, TEXT_SEARCH_DICTIONARY, TEXT_SEARCH_CONFIGURATION -> 69;
            case FOREIGN_KEY -> 66;
            case VIEW, MATERIALIZED_VIEW -> 70;
            case STATISTICS, RULE, TRIGGER, POLICY, PUBLICATION -> 74;
            case SUBSCRIPTION, SECURITY_LABEL -> 75;
            case OTHER -> 76;
            case ROLE -> 0;
            case MEMBERSHIP -> 1;
            case OWNER -> 94;
            case PRIVILEGES -> 95;
            case DEFAULT_PRIVILEGES -> 97;
            // it would see, and might forbid, the rest of the plan
            case EVENT_TRIGGER -> 100;
        };
    }

    private int dropRank() {
        return switch (ref.kind()) {
            case EVENT_TRIGGER -> -1;
            case SUBSCRIPTION, SECURITY_LABEL -> 29;
            case PUBLICATION, TRIGGER, POLICY, RULE, STATISTICS, OTHER -> 30;
            case VIEW, MATERIALIZED_VIEW -> 31;
            case FOREIGN_KEY -> 32;
            case CHECK, PRIMARY_KEY, UNIQUE, EXCLUDE, INDEX -> 33;
            case COLUMN -> 80;
            case TABLE -> 84;
            case OPERATOR_FAMILY, OPERATOR_CLASS, CONVERSION, TRANSFORM, ACCESS_METHOD -> 85;
            case TEXT_SEARCH_PARSER, TEXT_SEARCH_TEMPLATE, TEXT_SEARCH_DICTIONARY, TEXT_SEARCH_CONFIGURATION -> 85;
            case FUNCTION, PROCEDURE, AGGREGATE, OPERATOR, CAST -> 86;
            case SEQUENCE -> 87;
            case COMPOSITE, DOMAIN, ENUM, RANGE, SHELL_TYPE, BASE_TYPE, COLLATION -> 88;
            case USER_MAPPING, FOREIGN_SERVER, FOREIGN_DATA_WRAPPER, LANGUAGE -> 89;
            case EXTENSION -> 90;
            case SCHEMA -> 92;
            case OWNER -> 94;
            case PRIVILEGES -> 95;
            case DEFAULT_PRIVILEGES -> 97;
            case MEMBERSHIP -> 98;
            case ROLE -> 99;
        };
    }

    private boolean isRule() {
        return switch (ref.kind()) {
            case OWNER, PRIVILEGES, DEFAULT_PRIVILEGES, ROLE, MEMBERSHIP -> true;
            default -> false;
        };
    }

    /** Written out, like the hash below, because steps are looked up for every dependency and the general form is slow until it is compiled twice. */
    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Step step && act == step.act && ref.equals(step.ref);
    }

    @Override
    public int hashCode() {
        return 31 * act.ordinal() + ref.hashCode();
    }

    @Override
    public String toString() {
        return act + " " + ref;
    }
}
