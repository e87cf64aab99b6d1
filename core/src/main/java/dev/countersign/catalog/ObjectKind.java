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
    CAST("cast"),
    PUBLICATION("publication"),
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

    /** Whether objects of this kind live inside a table, view or materialized view and share its life. */
    public boolean isTableChild() {
        return switch (this) {
            case COLUMN, PRIMARY_KEY, UNIQUE, EXCLUDE, CHECK, FOREIGN_KEY, INDEX, TRIGGER, POLICY, RULE -> true;
            default -> false;
        };
    }
}
