package dev.countersign.sqlite.lint;

import dev.countersign.catalog.ObjectRef;

/**
 * A column whose values, those that the rows have now, move into a column that keeps them in another way.
 *
 * @param table the table before the first statement
 * @param name of the column before the first statement
 * @param column the column before the step
 * @param before how the values are kept
 * @param after how they will be
 */
record Moved(ObjectRef table, String name, ObjectRef column, Storage before, Storage after) {}
