package dev.countersign.sqlite.definition;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.Constraint;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.catalog.Trigger;
import dev.countersign.catalog.View;
import dev.countersign.dialect.Definitions;
import dev.countersign.sqlite.sql.Ident;
import java.util.List;
import java.util.Optional;

/** Definitions as SQLite would take them, the indexes below their table. */
public final class SqliteDefinitions implements Definitions {

    @Override
    public String definition(Catalog catalog, ObjectRef ref) {
        if (ref.kind() == ObjectKind.COLUMN) {
            return column(catalog, ref);
        }
        Optional<SchemaObject> object = catalog.find(ref);
        if (object.isPresent() && object.get() instanceof Table table) {
            StringBuilder text = new StringBuilder(create(catalog, table)).append(';');
            for (TableObject child : catalog.tableObjects(ref)) {
                if (child instanceof Index index) {
                    text.append('\n').append(index.definition()).append(';');
                }
            }
            return text.toString();
        }
        return object.map(o -> create(catalog, o) + ";").orElse("");
    }

    /** The statement that makes the object, without a semicolon; for a constraint, the constraint. */
    public static String create(Catalog catalog, SchemaObject object) {
        return switch (object) {
            case Table t ->
                new TableSql(t, catalog.tableObjects(t.ref())).create(t.ref().name());
            case Index i -> i.definition();
            case Trigger t -> t.definition();
            case Constraint c ->
                (TableSql.isNamed(c) ? "CONSTRAINT " + Ident.quote(c.ref().name()) + " " : "") + c.definition();
            case View v ->
                "CREATE VIEW " + Ident.quote(v.ref().name())
                        + Optional.ofNullable(v.attributes().get("columns"))
                                .map(c -> " (" + c + ")")
                                .orElse("")
                        + " AS\n" + v.query();
            case DefinedObject d -> d.create();
            default -> throw new IllegalArgumentException("SQLite has no " + object.ref());
        };
    }

    private static String column(Catalog catalog, ObjectRef ref) {
        ObjectRef table =
                new ObjectRef(ObjectKind.TABLE, ref.path().subList(0, ref.path().size() - 1));
        Optional<Column> column = catalog.find(table, Table.class).flatMap(t -> t.column(ref.name()));
        return column.map(c ->
                        new TableSql(catalog.find(table, Table.class).orElseThrow(), List.of()).column(c, List.of()))
                .orElse("");
    }
}
