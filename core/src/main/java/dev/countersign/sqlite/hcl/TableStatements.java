package dev.countersign.sqlite.hcl;

import dev.countersign.ddl.DdlBlock;
import dev.countersign.ddl.DdlSql;
import dev.countersign.ddl.DdlStatement;
import dev.countersign.ddl.DdlValue;
import dev.countersign.ddl.Renames;
import dev.countersign.ddl.SqlText;
import dev.countersign.sqlite.sql.Ident;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Tables with all that is in them, and their indexes. */
final class TableStatements {
    private static final String[] ACTIONS = {"NO_ACTION", "RESTRICT", "CASCADE", "SET_NULL", "SET_DEFAULT"};
    private static final String[] CONFLICTS = {"ROLLBACK", "ABORT", "FAIL", "IGNORE", "REPLACE"};
    private static final String NO_COMMENTS = "SQLite keeps no comments";

    private final References names;
    private final List<DdlStatement> statements;
    private final Renames renames;

    TableStatements(References names, List<DdlStatement> statements, Renames renames) {
        this.names = names;
        this.statements = statements;
        this.renames = renames;
    }

    void add(DdlBlock table) {
        names.schema(table);
        names.dependsOn(table);
        table.withoutEffect("comment", NO_COMMENTS);
        SqlText sql = new SqlText(table.range())
                .add("CREATE TABLE ")
                .add(Ident.quote(names.name(table)))
                .add(" (");
        Optional<DdlBlock> key = table.block("primary_key");
        boolean counts = table.blocks("column").stream().anyMatch(c -> c.flag("auto_increment"));
        List<Consumer<SqlText>> lines = new ArrayList<>();
        for (DdlBlock column : table.blocks("column")) {
            lines.add(s -> s.in(column.range(), c -> column(c, column, key, table)));
        }
        key.filter(k -> !counts).ifPresent(k -> lines.add(s -> s.in(k.range(), c -> key(c, k, "PRIMARY KEY", table))));
        table.blocks("unique").forEach(u -> lines.add(s -> s.in(u.range(), c -> key(c, u, "UNIQUE", table))));
        table.blocks("check").forEach(k -> lines.add(s -> s.in(k.range(), c -> check(c, k))));
        table.blocks("foreign_key").forEach(f -> lines.add(s -> s.in(f.range(), c -> foreignKey(c, f, table))));
        for (int i = 0; i < lines.size(); i++) {
            lines.get(i).accept(sql.add(i == 0 ? "\n  " : ",\n  "));
        }
        List<String> options = new ArrayList<>();
        if (table.flag("strict")) {
            options.add("STRICT");
        }
        if (table.flag("without_rowid")) {
            options.add("WITHOUT ROWID");
        }
        sql.add("\n)" + (options.isEmpty() ? "" : " " + String.join(", ", options)));
        statements.add(sql.statement());
        table.blocks("index").forEach(i -> index(i, table));
        renamed(table);
    }

    private void column(SqlText sql, DdlBlock column, Optional<DdlBlock> key, DdlBlock table) {
        column.withoutEffect("comment", NO_COMMENTS);
        sql.add(Ident.quote(names.name(column)));
        Optional<DdlValue> type = column.value("type");
        if (column.attribute("type").isEmpty()) {
            column.findings().problem(column.range(), column.path() + " needs \"type\"");
        }
        type.map(t -> t.word()
                        .map(w -> SqliteHcl.SPACED.getOrDefault(w, w))
                        .or(t::sqlOrText)
                        .orElse(""))
                .filter(t -> !t.isEmpty())
                .ifPresent(t -> sql.add(" ").add(t, type.get().range()));
        column.value("collate")
                .flatMap(v -> v.word().or(v::sqlOrText))
                .ifPresent(c -> sql.add(" COLLATE " + Ident.quote(c)));
        if (column.flag("auto_increment")) {
            List<DdlSql> columns = key.map(k -> keyColumns(k, table)).orElse(List.of());
            if (!columns.stream().map(DdlSql::sql).toList().equals(List.of(Ident.quote(column.name())))) {
                column.findings().problem(column.range(), "only the column of the primary key can have auto_increment");
            }
            key.ifPresent(k -> name(sql, k));
            sql.add(" PRIMARY KEY");
            key.ifPresent(k -> conflict(sql, k));
            sql.add(" AUTOINCREMENT");
        }
        sql.add(column.flag("null") ? "" : " NOT NULL");
        column.value("default")
                .flatMap(names::expression)
                .ifPresent(d -> sql.add(" DEFAULT ").add(d));
        if (column.attribute("as").isPresent()) {
            column.sql("as")
                    .ifPresent(e -> sql.add(" GENERATED ALWAYS AS (").add(e).add(") VIRTUAL"));
            return;
        }
        column.block("as").ifPresent(as -> {
            String kind = as.attribute("type").isPresent()
                    ? as.keyword("type", "STORED", "VIRTUAL").orElse("VIRTUAL")
                    : "VIRTUAL";
            as.sql("expr")
                    .ifPresentOrElse(
                            e -> sql.add(" GENERATED ALWAYS AS (").add(e).add(") " + kind),
                            () -> as.findings().problem(as.range(), as.path() + " needs \"expr\""));
        });
    }

    private List<DdlSql> keyColumns(DdlBlock key, DdlBlock table) {
        List<DdlSql> columns = new ArrayList<>(names.columns(key, "columns", table));
        for (DdlBlock on : key.blocks("on")) {
            on.value("column").flatMap(v -> names.column(v, table)).ifPresent(columns::add);
        }
        return columns;
    }

    private static void name(SqlText sql, DdlBlock constraint) {
        if (!constraint.name().isEmpty()) {
            sql.add(" CONSTRAINT ").add(Ident.quote(constraint.name()));
        }
    }

    private static void named(SqlText sql, DdlBlock constraint) {
        if (!constraint.name().isEmpty()) {
            sql.add("CONSTRAINT ").add(Ident.quote(constraint.name())).add(" ");
        }
    }

    private static void conflict(SqlText sql, DdlBlock constraint) {
        if (constraint.attribute("on_conflict").isPresent()) {
            constraint.keyword("on_conflict", CONFLICTS).ifPresent(c -> sql.add(" ON CONFLICT " + c));
        }
    }

    private void key(SqlText sql, DdlBlock key, String words, DdlBlock table) {
        named(sql, key);
        sql.add(words).add(" (");
        parts(sql, key, table);
        sql.add(")");
        conflict(sql, key);
    }

    private void check(SqlText sql, DdlBlock check) {
        named(sql, check);
        check.sql("expr")
                .ifPresentOrElse(
                        e -> sql.add("CHECK (").add(e).add(")"),
                        () -> check.findings().problem(check.range(), check.path() + " needs \"expr\""));
        conflict(sql, check);
    }

    private void foreignKey(SqlText sql, DdlBlock key, DdlBlock table) {
        named(sql, key);
        List<DdlSql> columns = names.columns(key, "columns", table);
        List<DdlValue> references = key.list("ref_columns");
        Optional<DdlBlock> parent = references.isEmpty()
                ? key.value("ref_table").flatMap(v -> names.target(v, "table"))
                : names.tableOf(references.getFirst(), table);
        if (key.attribute("columns").isEmpty()
                || references.isEmpty() && key.attribute("ref_table").isEmpty()) {
            key.findings().problem(key.range(), key.path() + " needs \"columns\" and \"ref_columns\"");
        }
        sql.add("FOREIGN KEY (").list(columns).add(") REFERENCES ");
        parent.ifPresent(p -> sql.add(Ident.quote(p.name())));
        List<DdlSql> referenced = references.stream()
                .flatMap(v -> parent.stream().flatMap(p -> names.column(v, p).stream()))
                .toList();
        if (!referenced.isEmpty()) {
            sql.add(" (").list(referenced).add(")");
        }
        if (key.attribute("on_update").isPresent()) {
            key.keyword("on_update", ACTIONS)
                    .ifPresent(a -> sql.add(" ON UPDATE ").add(a));
        }
        if (key.attribute("on_delete").isPresent()) {
            key.keyword("on_delete", ACTIONS)
                    .ifPresent(a -> sql.add(" ON DELETE ").add(a));
        }
        if (key.attribute("deferrable").isPresent()) {
            key.keyword("deferrable", "INITIALLY_IMMEDIATE", "INITIALLY_DEFERRED")
                    .ifPresent(d -> sql.add(" DEFERRABLE " + d));
        }
    }

    private void parts(SqlText sql, DdlBlock block, DdlBlock table) {
        List<DdlBlock> on = block.blocks("on");
        if (on.isEmpty() == block.list("columns").isEmpty()) {
            block.findings().problem(block.range(), block.path() + " needs either \"columns\" or blocks \"on\"");
            return;
        }
        sql.list(names.columns(block, "columns", table));
        for (int i = 0; i < on.size(); i++) {
            DdlBlock part = on.get(i);
            sql.add(i == 0 ? "" : ", ");
            part.value("column").flatMap(v -> names.column(v, table)).ifPresent(sql::add);
            part.sql("expr").ifPresent(sql::add);
            if (part.attribute("column").isPresent() == part.attribute("expr").isPresent()) {
                part.findings().problem(part.range(), part.path() + " needs either \"column\" or \"expr\"");
            }
            part.value("collate")
                    .flatMap(v -> v.word().or(v::sqlOrText))
                    .ifPresent(c -> sql.add(" COLLATE " + Ident.quote(c)));
            sql.add(part.flag("desc") ? " DESC" : "");
        }
    }

    private void index(DdlBlock index, DdlBlock table) {
        index.withoutEffect("comment", NO_COMMENTS);
        index.withoutEffect("renamed_from", "SQLite has no renames of indexes; an index is made anew");
        SqlText sql = new SqlText(index.range())
                .add(index.flag("unique") ? "CREATE UNIQUE INDEX " : "CREATE INDEX ")
                .add(Ident.quote(names.name(index)))
                .add(" ON ")
                .add(Ident.quote(table.name()))
                .add(" (");
        parts(sql, index, table);
        sql.add(")");
        index.sql("where").ifPresent(w -> sql.add(" WHERE ").add(w));
        statements.add(sql.statement());
    }

    private void renamed(DdlBlock table) {
        renames.object(table, "", "table");
        table.blocks("column").forEach(c -> renames.column(c, "", table.name()));
    }
}
