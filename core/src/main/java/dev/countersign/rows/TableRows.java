package dev.countersign.rows;

import dev.countersign.catalog.ObjectRef;
import java.util.List;
import java.util.Optional;

/**
 * Rows of one table. They are never written out by {@link #toString}: they may be anything.
 *
 * @param table the table
 * @param columns names of the columns that were read
 * @param rows a value for each of the columns in the form that {@link RowLanguage} reads and writes; empty for NULL
 */
record TableRows(ObjectRef table, List<String> columns, List<List<Optional<String>>> rows) {
    TableRows {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    @Override
    public String toString() {
        return rows.size() + " rows of " + table;
    }
}
