package dev.countersign.postgres.hcl;

import dev.countersign.ddl.DdlBlock;
import dev.countersign.ddl.DdlSql;
import dev.countersign.ddl.DdlValue;
import dev.countersign.ddl.Renames;
import dev.countersign.ddl.SqlText;
import dev.countersign.postgres.hcl.Draft.Step;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tables with their columns; keys, indexes and the rest have statements of their own. */
final class TableStatements {
    private final Names names;
    private final Draft draft;
    private final KeyStatements keys;
    private final Renames renames;

    TableStatements(Names names, Draft draft, Renames renames) {
        this.names = names;
        this.draft = draft;
        this.keys = new KeyStatements(names, draft, renames);
        this.renames = renames;
    }

    void add(DdlBlock table) {
        String name = names.qualified(table);
        names.dependsOn(table);
        SqlText sql = new SqlText(table.range());
        sql.add(table.flag("unlogged") ? "CREATE UNLOGGED TABLE " : "CREATE TABLE ")
                .add(name)
                .add(" (");
        columns(sql, table);
        sql.add(")");
        table.block("partition").ifPresent(p -> partitionBy(sql, p, table));
        method(sql, table);
        storage(sql, table);
        draft.add(Step.TABLE, sql);
        keys.add(table, name);
        settings(table, name);
        renamed(table);
    }

    private static void method(SqlText sql, DdlBlock table) {
        table.value("access_method")
                .flatMap(v -> v.word().or(v::sqlOrText))
                .ifPresent(m -> sql.add(" USING ").add(m));
    }

    private static void storage(SqlText sql, DdlBlock table) {
        Map<String, DdlValue> storage = Clauses.settings(table, "storage_params");
        if (!storage.isEmpty()) {
            sql.add(" WITH (").add(Clauses.parameters(storage)).add(")");
        }
    }

    private void columns(SqlText sql, DdlBlock table) {
        List<DdlBlock> columns = table.blocks("column");
        for (int i = 0; i < columns.size(); i++) {
            DdlBlock column = columns.get(i);
            sql.add(i == 0 ? "\n  " : ",\n  ").in(column.range(), s -> column(s, column, table));
        }
    }

    private void column(SqlText sql, DdlBlock column, DdlBlock table) {
        sql.add(names.quoted(column)).add(" ");
        names.type(column, "type").ifPresent(sql::add);
        if (table.type().equals("foreign_table")) {
            sql.add(Clauses.options(Clauses.settings(column, "options")));
        }
        names.collation(column, "collate").ifPresent(c -> sql.add(" COLLATE ").add(c));
        column.value("default")
                .flatMap(names::expression)
                .ifPresent(d -> sql.add(" DEFAULT ").add(d));
        generated(sql, column);
        column.block("identity").ifPresent(i -> identity(sql, i));
        if (!column.flag("null")) {
            sql.add(" NOT NULL");
        }
    }

    private static void generated(SqlText sql, DdlBlock column) {
        if (column.attribute("as").isPresent()) {
            column.sql("as")
                    .ifPresent(e -> sql.add(" GENERATED ALWAYS AS (").add(e).add(") STORED"));
            return;
        }
        column.block("as").ifPresent(as -> {
            Optional<DdlSql> expression = as.sql("expr");
            if (expression.isEmpty()) {
                as.findings().problem(as.range(), as.path() + " needs \"expr\"");
            }
            String kind = as.keyword("type", "STORED", "VIRTUAL").orElse("STORED");
            expression.ifPresent(e -> sql.add(" GENERATED ALWAYS AS (").add(e).add(") " + kind));
        });
    }

    private static void identity(SqlText sql, DdlBlock identity) {
        String generated = identity.keyword("generated", "ALWAYS", "BY_DEFAULT").orElse("BY DEFAULT");
        sql.add(" GENERATED " + generated + " AS IDENTITY");
        String options = SequenceOptions.of(identity);
        if (!options.isEmpty()) {
            sql.add(" (" + options.strip() + ")", identity.range());
        }
    }

    private void partitionBy(SqlText sql, DdlBlock partition, DdlBlock table) {
        String type = partition.keyword("type", "RANGE", "LIST", "HASH").orElse("");
        List<DdlSql> columns = names.columns(partition, "columns", table);
        List<DdlBlock> by = partition.blocks("by");
        sql.add(" PARTITION BY " + type + " (", partition.range());
        if (by.isEmpty()) {
            sql.list(columns);
        }
        for (int i = 0; i < by.size(); i++) {
            sql.add(i == 0 ? "" : ", ");
            by.get(i).value("column").flatMap(v -> names.column(v, table)).ifPresent(sql::add);
            by.get(i).sql("expr").ifPresent(e -> sql.add("(").add(e).add(")"));
            Clauses.sorting(sql, names, by.get(i));
        }
        sql.add(")");
        if (by.isEmpty() && columns.isEmpty()) {
            partition.findings().problem(partition.range(), partition.path() + " needs \"columns\" or blocks \"by\"");
        }
    }

    private void settings(DdlBlock table, String name) {
        Clauses.comment(draft, table, "TABLE", name);
        for (DdlBlock column : table.blocks("column")) {
            Clauses.comment(draft, column, "COLUMN", name + "." + names.quoted(column));
        }
        table.block("row_security").ifPresent(security -> {
            if (security.flag("enabled")) {
                draft.add(Step.SETTING, "ALTER TABLE " + name + " ENABLE ROW LEVEL SECURITY", security.range());
            }
            if (security.flag("enforced")) {
                draft.add(Step.SETTING, "ALTER TABLE " + name + " FORCE ROW LEVEL SECURITY", security.range());
            }
        });
        table.value("replica_identity").ifPresent(v -> {
            String word = v.word().or(v::text).orElse("");
            String identity = List.of("FULL", "NOTHING", "DEFAULT").contains(word.toUpperCase(Locale.ROOT))
                    ? word.toUpperCase(Locale.ROOT)
                    : "USING INDEX "
                            + v.path()
                                    .map(List::getLast)
                                    .or(v::text)
                                    .map(index -> names.quoted(index, v.range()))
                                    .orElse("");
            draft.add(Step.SETTING, "ALTER TABLE " + name + " REPLICA IDENTITY " + identity, v.range());
        });
    }

    private void renamed(DdlBlock table) {
        String schema = names.schema(table);
        renames.object(table, schema, "table");
        table.blocks("column").forEach(c -> renames.column(c, schema, table.name()));
    }

    /** A partition of a table. */
    void addPartition(DdlBlock partition) {
        String name = names.qualified(partition);
        SqlText sql = new SqlText(partition.range());
        sql.add(partition.flag("unlogged") ? "CREATE UNLOGGED TABLE " : "CREATE TABLE ")
                .add(name)
                .add(" PARTITION OF ");
        Optional<DdlValue> of = partition.value("of");
        if (of.isEmpty()) {
            partition
                    .findings()
                    .problem(partition.range(), partition.path() + " needs \"of\", such as of = table.logs");
        }
        of.flatMap(v -> names.object(v, "table", "partition")).ifPresent(sql::add);
        options(sql, partition);
        bound(sql, partition);
        partition
                .block("partition")
                .ifPresent(p -> partitionBy(
                        sql,
                        p,
                        of.flatMap(v -> names.target(v, "table", "partition")).orElse(partition)));
        method(sql, partition);
        storage(sql, partition);
        draft.add(Step.PARTITION, sql);
        keys.add(partition, name);
        settings(partition, name);
        renames.object(partition, names.schema(partition), "table");
    }

    /** Columns come from the parent; a partition says what it has other than that. */
    private void options(SqlText sql, DdlBlock partition) {
        boolean first = true;
        for (DdlBlock column : partition.blocks("column")) {
            Optional<DdlSql> standard = column.value("default").flatMap(names::expression);
            boolean required = column.bool("null").filter(n -> !n).isPresent();
            if (standard.isPresent() || required) {
                sql.add(first ? " (" : ", ").add(names.quoted(column), column.range());
                standard.ifPresent(d -> sql.add(" DEFAULT ").add(d));
                sql.add(required ? " NOT NULL" : "");
                first = false;
            }
        }
        sql.add(first ? "" : ")");
    }

    private void bound(SqlText sql, DdlBlock partition) {
        Optional<DdlBlock> range = partition.block("range");
        DdlBlock list = partition.block("list").orElse(partition);
        DdlBlock hash = partition.block("hash").orElse(partition);
        if (range.isPresent()) {
            sql.add(" FOR VALUES FROM (").list(bounds(range.get(), "from")).add(") TO (");
            sql.list(bounds(range.get(), "to")).add(")");
        } else if (list.attribute("in").isPresent()) {
            sql.add(" FOR VALUES IN (").list(bounds(list, "in")).add(")");
        } else if (hash.attribute("modulus").isPresent()) {
            sql.add(" FOR VALUES WITH (MODULUS " + hash.number("modulus").orElse("") + ", REMAINDER "
                    + hash.number("remainder").orElse("0") + ")");
        } else if (partition.flag("default")) {
            sql.add(" DEFAULT");
        } else {
            partition
                    .findings()
                    .problem(
                            partition.range(),
                            partition.path()
                                    + " needs its bounds: range { from, to }, in, modulus and remainder, or default = true");
        }
    }

    private List<DdlSql> bounds(DdlBlock block, String name) {
        return block.list(name).stream()
                .flatMap(v -> v
                        .word()
                        .filter(w -> w.equals("MINVALUE") || w.equals("MAXVALUE"))
                        .map(w -> new DdlSql(w, v.range()))
                        .or(() -> names.expression(v))
                        .stream())
                .toList();
    }

    /** Foreign tables have columns and checks only. */
    void addForeign(DdlBlock table) {
        String name = names.qualified(table);
        names.dependsOn(table);
        SqlText sql = new SqlText(table.range());
        sql.add("CREATE FOREIGN TABLE ").add(name).add(" (");
        columns(sql, table);
        sql.add("\n) SERVER ");
        table.value("server")
                .flatMap(v -> names.object(v, "server"))
                .ifPresentOrElse(
                        sql::add,
                        () -> table.findings()
                                .problem(
                                        table.range(),
                                        table.path() + " needs \"server\", such as server = server.name"));
        sql.add(Clauses.options(Clauses.settings(table, "options")));
        draft.add(Step.TABLE, sql);
        keys.checks(table, name);
        renames.object(table, names.schema(table), "foreign table");
        table.blocks("column").forEach(c -> renames.column(c, names.schema(table), table.name()));
        Clauses.comment(draft, table, "FOREIGN TABLE", name);
        for (DdlBlock column : table.blocks("column")) {
            Clauses.comment(draft, column, "COLUMN", name + "." + names.quoted(column));
        }
    }

    KeyStatements keys() {
        return keys;
    }
}
