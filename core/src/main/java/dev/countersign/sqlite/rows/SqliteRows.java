package dev.countersign.sqlite.rows;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.Trigger;
import dev.countersign.rows.RowLanguage;
import dev.countersign.sqlite.inspect.SqliteInspector;
import dev.countersign.sqlite.sql.Ident;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Values as the literals that {@code quote()} writes, since any column can hold values of any type; a text with NUL in it, which that cuts off, as its bytes. */
public final class SqliteRows implements RowLanguage {

    @Override
    public <T> T snapshot(Connection connection, Reading<T> reading) throws SQLException {
        return SqliteInspector.atOnce(connection, reading::read);
    }

    @Override
    public boolean keepsRows(Table table) {
        return true;
    }

    @Override
    public String source(Table table) {
        return table(table.ref());
    }

    @Override
    public String table(ObjectRef table) {
        return Ident.quote(table.name());
    }

    @Override
    public String column(String name) {
        return Ident.quote(name);
    }

    @Override
    public String value(Column column) {
        String name = column(column.name());
        return "CASE WHEN " + name + " IS NULL THEN NULL WHEN typeof(" + name + ") = 'text' AND instr(" + name
                + ", char(0)) > 0 THEN 'CAST(x''' || hex(" + name + ") || ''' AS TEXT)' ELSE quote(" + name + ") END";
    }

    @Override
    public String literal(Column column, Optional<String> value) {
        return value.orElse("NULL");
    }

    @Override
    public String overriding(List<Column> columns) {
        return "";
    }

    @Override
    public boolean numbered(Catalog catalog, Table table, Column column) {
        return catalog.tableObjects(table.ref()).stream()
                .filter(o -> o.ref().kind() == ObjectKind.PRIMARY_KEY)
                .map(KeyConstraint.class::cast)
                .anyMatch(key -> key.attributes().containsKey("autoincrement")
                        && key.columns().contains(column.name()));
    }

    /** A number that a row brings counts as given. */
    @Override
    public Optional<String> numbersGoOn(Catalog catalog, Table table, Column column) {
        return Optional.empty();
    }

    @Override
    public List<String> beforeLoading(Catalog catalog, Collection<ObjectRef> tables) {
        List<String> statements = new ArrayList<>(List.of("PRAGMA foreign_keys = OFF"));
        triggers(catalog, tables)
                .forEach(t ->
                        statements.add("DROP TRIGGER " + Ident.quote(t.ref().name())));
        return statements;
    }

    /** Foreign keys are looked at for a whole connection; where some lead to tables without rows here, {@link #orphans} asks about the others. */
    @Override
    public List<String> afterLoading(Catalog catalog, Collection<ObjectRef> tables) {
        List<String> statements = new ArrayList<>(
                triggers(catalog, tables).map(Trigger::definition).toList());
        boolean within = catalog.all(ForeignKey.class).stream()
                .filter(key -> tables.contains(key.table()))
                .allMatch(key -> tables.contains(key.referencedTable()));
        if (within) {
            statements.add("PRAGMA foreign_keys = ON");
        }
        return statements;
    }

    @Override
    public Optional<String> orphans(Catalog catalog, Collection<ObjectRef> tables) {
        String parents = tables.stream().map(t -> Ident.literal(t.name())).collect(Collectors.joining(", "));
        return Optional.of(tables.stream()
                .map(t -> "SELECT 1 FROM pragma_foreign_key_check(" + Ident.literal(t.name())
                        + ") WHERE \"parent\" IN (" + parents + ")")
                .collect(Collectors.joining(" UNION ALL ")));
    }

    private static Stream<Trigger> triggers(Catalog catalog, Collection<ObjectRef> tables) {
        return catalog.all(Trigger.class).stream().filter(trigger -> tables.contains(trigger.table()));
    }
}
