package dev.countersign.catalog;

/** An object that belongs to a table (or view) and goes when it goes: constraints, indexes, triggers, row policies. */
public sealed interface TableObject extends SchemaObject permits Constraint, Index, Trigger, RowPolicy {

    /** The table, view or materialized view it belongs to. */
    ObjectRef table();
}
