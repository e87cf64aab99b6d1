package dev.countersign.sqlite.hcl;

import dev.countersign.ddl.DdlBlock;
import dev.countersign.ddl.DdlDocument;
import dev.countersign.ddl.DdlSql;
import dev.countersign.ddl.DdlValue;
import dev.countersign.hcl.HclValue;
import dev.countersign.sqlite.definition.TableSql;
import dev.countersign.sqlite.sql.Ident;
import java.util.List;
import java.util.Optional;

/** What references and values of a document are in SQLite's SQL. */
final class References {
    private final DdlDocument document;

    References(DdlDocument document) {
        this.document = document;
    }

    String name(DdlBlock block) {
        if (block.name().isEmpty()) {
            block.findings()
                    .problem(
                            block.range(),
                            "a " + block.type() + " needs a name: " + block.type() + " \"name\" { ... }");
        }
        return block.name();
    }

    /** There is one schema; a reference to another one is an error. */
    void schema(DdlBlock block) {
        block.value("schema").filter(v -> v.path().isPresent()).ifPresent(v -> target(v, "schema"));
    }

    Optional<DdlBlock> target(DdlValue value, String... types) {
        List<String> path = value.path().orElse(List.of());
        if (path.size() < 2 || !List.of(types).contains(path.getFirst())) {
            document.findings().problem(value.range(), "this must be a reference such as " + types[0] + ".name");
            return Optional.empty();
        }
        Optional<DdlBlock> found = document.find(path);
        if (found.isEmpty()) {
            document.findings()
                    .unknown(
                            value.range(),
                            "there is no " + String.join(".", path) + " in this schema",
                            path.getLast(),
                            document.names(path.getFirst()));
        }
        return found;
    }

    Optional<DdlSql> column(DdlValue value, DdlBlock table) {
        if (value.rawSql().isPresent()) {
            return Optional.of(new DdlSql(value.rawSql().get(), value.range()));
        }
        List<String> path = value.path().orElse(List.of());
        boolean column = path.size() >= 2 && path.get(path.size() - 2).equals("column");
        String name = column ? path.getLast() : value.text().orElse("");
        if (name.isEmpty()) {
            document.findings().problem(value.range(), "this must be a column such as column.id");
            return Optional.empty();
        }
        List<String> columns =
                table.blocks("column").stream().map(DdlBlock::name).toList();
        if (!columns.isEmpty() && !columns.contains(name)) {
            document.findings()
                    .unknown(value.range(), "there is no column \"" + name + "\" in " + table.path(), name, columns);
            return Optional.empty();
        }
        return Optional.of(new DdlSql(Ident.quote(name), value.range()));
    }

    List<DdlSql> columns(DdlBlock block, String attribute, DdlBlock table) {
        return block.list(attribute).stream()
                .flatMap(v -> column(v, table).stream())
                .toList();
    }

    /** The table that a column of another table is in. */
    Optional<DdlBlock> tableOf(DdlValue value, DdlBlock own) {
        List<String> path = value.path().orElse(List.of());
        if (path.size() == 2 && path.getFirst().equals("column")) {
            return Optional.of(own);
        }
        if (path.size() < 4) {
            document.findings()
                    .problem(value.range(), "this must be a column of a table such as table.users.column.id");
            return Optional.empty();
        }
        return target(DdlValue.reference(path.subList(0, path.size() - 2), value.range()), "table");
    }

    /** A default: plain values become literals, SQL text gets the parentheses that it needs. */
    Optional<DdlSql> expression(DdlValue value) {
        Optional<String> sql =
                value.rawSql().or(value::word).map(String::strip).map(e -> TableSql.isTerm(e) ? e : "(" + e + ")");
        if (sql.isEmpty()) {
            sql = switch (value.value()) {
                case HclValue.Text(String text) -> Optional.of("'" + text.replace("'", "''") + "'");
                case HclValue.Number n -> Optional.of(n.digits());
                case HclValue.Bool(boolean b) -> Optional.of(b ? "true" : "false");
                case HclValue.Null ignored -> Optional.of("NULL");
                case HclValue.Items ignored -> Optional.empty();
                case HclValue.Fields ignored -> Optional.empty();
                case HclValue.Unknown ignored -> Optional.empty();
            };
        }
        if (sql.isEmpty()) {
            document.findings()
                    .problem(value.range(), "this must be a string, number, bool or SQL text in sql(\"...\")");
        }
        return sql.map(s -> new DdlSql(s, value.range()));
    }

    void dependsOn(DdlBlock block) {
        block.list("depends_on").forEach(v -> target(v, "table", "view", "trigger"));
    }
}
