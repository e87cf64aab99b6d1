package dev.countersign.rows;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** How a dialect reads and writes rows, value by value and without loss. */
public interface RowLanguage {

    /** What is read of one state of the rows. */
    @FunctionalInterface
    interface Reading<T> {
        T read(Statement statement) throws SQLException;
    }

    /**
     * Reads in one snapshot, in which nothing but reading is possible and values have one fixed form, whatever the session's settings are. What a policy for
     * rows would hide makes a query fail instead.
     *
     * @param connection outside any transaction; its settings are as before afterwards
     * @throws SQLException when the engine refuses a query
     */
    <T> T snapshot(Connection connection, Reading<T> reading) throws SQLException;

    /** Whether the table keeps rows of its own that a statement can name: no foreign one, and no part of another. */
    boolean keepsRows(Table table);

    /** What stands behind {@code FROM} for the table's own rows. */
    String source(Table table);

    /** The table's name in statements. */
    String table(ObjectRef table);

    /** A column's name in statements. */
    String column(String name);

    /** The expression that gives the column's value in its fixed form, and NULL for NULL. */
    String value(Column column);

    /** The value in a statement, from its fixed form; empty for NULL. */
    String literal(Column column, Optional<String> value);

    /** What stands between the columns and {@code VALUES} when these columns get values. */
    String overriding(List<Column> columns);

    /** Whether the database numbers the column by itself when a row gives no value. */
    boolean numbered(Catalog catalog, Table table, Column column);

    /** The statement after which the column's numbers go on behind those of the rows, never back; empty when they do so by themselves. */
    Optional<String> numbersGoOn(Catalog catalog, Table table, Column column);

    /** Statements after which rows can be put into the tables as they are: no trigger fires, no foreign key forbids. */
    List<String> beforeLoading(Catalog catalog, Collection<ObjectRef> tables);

    /** Statements after which triggers fire again, and foreign keys between the tables hold; those to other tables stay away. */
    List<String> afterLoading(Catalog catalog, Collection<ObjectRef> tables);

    /** A query that gives a row for every row whose foreign key leads to no row of these tables; empty where the engine refuses such rows by itself. */
    Optional<String> orphans(Catalog catalog, Collection<ObjectRef> tables);
}
