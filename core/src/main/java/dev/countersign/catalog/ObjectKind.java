package dev.countersign.catalog;

/**
 * The kinds of schema objects, in the words of the SQL standard and of PostgreSQL's manual. The order is the order in which a reader expects to
 * see them; it decides nothing about planning.
 */
public enum ObjectKind {
    SCHEMA("schema"),
    EXTENSION("extension"),
    ENUM("enum"),
    DOMAIN("domain"),
    COMPOSITE("composite type"),
    RANGE("range type"),
    SHELL_TYPE("shell type"),
    BASE_TYPE("base type"),
    SEQUENCE("sequence"),
    TABLE("table"),
    COLUMN("column"),
    PRIMARY_KEY("primary key"),
    UNIQUE("unique constraint"),
    EXCLUDE("exclusion constraint"),
    CHECK("check constraint"),
    FOREIGN_KEY("foreign key"),
    INDEX("index"),
    VIEW("view"),
    MATERIALIZED_VIEW("materialized view"),
    FUNCTION("function"),
    PROCEDURE("procedure"),
    AGGREGATE("aggregate"),
    TRIGGER("trigger"),
    POLICY("policy"),
    RULE("rule"),
    STATISTICS("statistics object"),
    EVENT_TRIGGER("event trigger"),
    COLLATION("collation"),
    OPERATOR("operator"),
    OPERATOR_FAMILY("operator family"),
    OPERATOR_CLASS("operator class"),
    CAST("cast"),
    CONVERSION("conversion"),
    LANGUAGE("language"),
    TRANSFORM("transform"),
    ACCESS_METHOD("access method"),
    TEXT_SEARCH_PARSER("text search parser"),
    TEXT_SEARCH_TEMPLATE("text search template"),
    TEXT_SEARCH_DICTIONARY("text search dictionary"),
    TEXT_SEARCH_CONFIGURATION("text search configuration"),
    FOREIGN_DATA_WRAPPER("foreign-data wrapper"),
    FOREIGN_SERVER("foreign server"),
    USER_MAPPING("user mapping"),
    PUBLICATION("publication"),
    SUBSCRIPTION("subscription"),
    SECURITY_LABEL("security label"),
    OTHER("object"),
    OWNER("owner"),
    PRIVILEGES("privileges"),
    DEFAULT_PRIVILEGES("default privileges"),
    ROLE("role"),
    MEMBERSHIP("membership");

    private final String label;

    ObjectKind(String label) {
        this.label = label;
    }

    /** The word for this kind in sentences, lower case, singular. */
    public String label() {
        return label;
    }

    /** Whether objects of this kind belong to the whole server, not to one database. */
    public boolean isOfServer() {
        return this == ROLE || this == MEMBERSHIP;
    }

    /** Whether objects of this kind live inside a table, view or materialized view and share its life. */
    public boolean isTableChild() {
        return switch (this) {
            case COLUMN, PRIMARY_KEY, UNIQUE, EXCLUDE, CHECK, FOREIGN_KEY, INDEX, TRIGGER, POLICY, RULE -> true;
            default -> false;
        };
    }
}
