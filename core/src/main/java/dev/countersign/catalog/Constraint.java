package dev.countersign.catalog;

/** A table constraint. */
public sealed interface Constraint extends TableObject permits KeyConstraint, CheckConstraint, ForeignKey {

    /** The constraint as the server prints it after {@code ADD CONSTRAINT name}; it carries every option. */
    String definition();
}
