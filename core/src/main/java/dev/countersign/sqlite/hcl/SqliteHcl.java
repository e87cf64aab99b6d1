package dev.countersign.sqlite.hcl;

import dev.countersign.catalog.Catalog;
import dev.countersign.ddl.DdlBlock;
import dev.countersign.ddl.DdlDocument;
import dev.countersign.ddl.DdlScript;
import dev.countersign.ddl.DdlSql;
import dev.countersign.ddl.DdlStatement;
import dev.countersign.ddl.DdlValue;
import dev.countersign.ddl.HclText;
import dev.countersign.ddl.Renames;
import dev.countersign.ddl.SchemaLanguage;
import dev.countersign.ddl.SeedRows;
import dev.countersign.ddl.SqlText;
import dev.countersign.sqlite.sql.Ident;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** SQLite's schema language in HCL. */
public final class SqliteHcl implements SchemaLanguage {
    private static final Set<String> WITH_PARAMETERS = Set.of(
            "varchar",
            "char",
            "character",
            "nchar",
            "nvarchar",
            "varying_character",
            "native_character",
            "decimal",
            "numeric",
            "float",
            "double",
            "int",
            "integer",
            "text",
            "datetime",
            "blob",
            "clob",
            "bit");

    /** Types of several words; other names are taken as they are, since SQLite accepts any. */
    static final Map<String, String> SPACED = new TreeMap<>(Map.of(
            "double_precision", "double precision",
            "unsigned_big_int", "unsigned big int",
            "varying_character", "varying character",
            "native_character", "native character"));

    @Override
    public String suffix() {
        return ".lt.hcl";
    }

    @Override
    public Set<String> typeFunctions() {
        return WITH_PARAMETERS;
    }

    @Override
    public String type(String function, String arguments) {
        return SPACED.getOrDefault(function, function) + (arguments.isEmpty() ? "" : "(" + arguments + ")");
    }

    @Override
    public DdlScript statements(DdlDocument document) {
        List<DdlStatement> statements = new ArrayList<>();
        Renames renames = new Renames();
        References names = new References(document);
        TableStatements tables = new TableStatements(names, statements, renames);
        for (DdlBlock schema : document.blocks("schema")) {
            schema.withoutEffect("comment", "SQLite keeps no comments");
            if (!schema.name().equals("main")) {
                schema.findings().problem(schema.range(), "the schema of an SQLite database is called main");
            }
        }
        document.blocks("table").forEach(tables::add);
        document.blocks("view").forEach(v -> view(v, names, statements));
        int beforeTriggers = statements.size();
        document.blocks("trigger").forEach(t -> trigger(t, names, statements));
        // triggers would fire for rows that come after them
        statements.addAll(beforeTriggers, new SeedRows(new Rows(names)).statements(document));
        document.finish();
        return new DdlScript(statements, renames.stated());
    }

    /** How rows are written. */
    private record Rows(References names) implements SeedRows.Words {
        @Override
        public Optional<DdlBlock> table(DdlValue reference) {
            return names.target(reference, "table");
        }

        @Override
        public String name(DdlBlock table) {
            return Ident.quote(table.name());
        }

        @Override
        public Optional<DdlSql> column(DdlValue name, DdlBlock table) {
            return names.column(name, table);
        }

        @Override
        public Optional<DdlSql> value(DdlValue value) {
            return names.expression(value);
        }

        @Override
        public String values() {
            return "VALUES";
        }
    }

    private static void view(DdlBlock view, References names, List<DdlStatement> statements) {
        names.schema(view);
        names.dependsOn(view);
        view.withoutEffect("comment", "SQLite keeps no comments");
        view.withoutEffect("renamed_from", "SQLite has no renames of views; a view is made anew");
        SqlText sql = new SqlText(view.range()).add("CREATE VIEW ").add(Ident.quote(names.name(view)));
        List<DdlBlock> columns = view.blocks("column");
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).attribute("type");
            columns.get(i).attribute("null");
            sql.add(i == 0 ? " (" : ", ")
                    .add(Ident.quote(names.name(columns.get(i))), columns.get(i).range());
        }
        sql.add(columns.isEmpty() ? " AS\n" : ") AS\n");
        view.sql("as")
                .ifPresentOrElse(
                        sql::add,
                        () -> view.findings().problem(view.range(), view.path() + " needs its query: \"as\""));
        statements.add(sql.statement());
    }

    private static void trigger(DdlBlock trigger, References names, List<DdlStatement> statements) {
        Optional<DdlBlock> on = trigger.value("on").flatMap(v -> names.target(v, "table", "view"));
        if (trigger.attribute("on").isEmpty()) {
            trigger.findings().problem(trigger.range(), trigger.path() + " needs \"on\", such as on = table.users");
        }
        trigger.withoutEffect("renamed_from", "SQLite has no renames of triggers; a trigger is made anew");
        SqlText sql = new SqlText(trigger.range()).add("CREATE TRIGGER ").add(Ident.quote(names.name(trigger)));
        int found = 0;
        for (String time : List.of("before", "after", "instead_of")) {
            Optional<DdlBlock> block = trigger.block(time);
            if (block.isPresent()) {
                found++;
                sql.add(
                        " " + time.toUpperCase(Locale.ROOT).replace('_', ' ') + event(block.get(), on, names),
                        block.get().range());
            }
        }
        if (found != 1) {
            trigger.findings()
                    .problem(trigger.range(), trigger.path() + " needs one of the blocks before, after and instead_of");
        }
        on.ifPresent(o -> sql.add(" ON ").add(Ident.quote(o.name())));
        if (trigger.attribute("for").isPresent()) {
            trigger.keyword("for", "ROW").ifPresent(r -> sql.add(" FOR EACH ROW"));
        }
        trigger.sql("when").ifPresent(w -> sql.add(" WHEN ").add(w));
        trigger.value("as")
                .flatMap(v -> v.sqlOrText().map(t -> new DdlSql(t.strip(), v.range())))
                .ifPresentOrElse(
                        body -> sql.add("\n").add(ended(body)),
                        () -> trigger.findings()
                                .problem(trigger.range(), trigger.path() + " needs its statements: \"as\""));
        statements.add(sql.statement());
    }

    private static DdlSql ended(DdlSql body) {
        String text = body.sql();
        return new DdlSql(
                text.endsWith(";") && !text.endsWith("END") ? text.substring(0, text.length() - 1) : text,
                body.range());
    }

    private static String event(DdlBlock when, Optional<DdlBlock> table, References names) {
        List<String> events = new ArrayList<>();
        for (String event : List.of("insert", "delete", "update")) {
            if (when.flag(event)) {
                events.add(event.toUpperCase(Locale.ROOT));
            }
        }
        List<DdlValue> columns = when.list("update_of");
        if (!columns.isEmpty()) {
            events.add("UPDATE OF "
                    + String.join(
                            ", ",
                            columns.stream()
                                    .flatMap(c -> table.stream().flatMap(t -> names.column(c, t).stream()))
                                    .map(DdlSql::sql)
                                    .toList()));
        }
        if (events.size() != 1) {
            when.findings()
                    .problem(when.range(), "a trigger of SQLite fires on one of insert, update, update_of and delete");
        }
        return " " + String.join(" ", events);
    }

    @Override
    public HclText write(Catalog catalog) {
        return new CatalogWriter(catalog).write();
    }
}
