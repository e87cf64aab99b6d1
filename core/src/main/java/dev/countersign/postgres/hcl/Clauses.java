package dev.countersign.postgres.hcl;

import dev.countersign.ddl.DdlBlock;
import dev.countersign.ddl.DdlSql;
import dev.countersign.ddl.DdlValue;
import dev.countersign.ddl.SqlText;
import dev.countersign.postgres.hcl.Draft.Step;
import dev.countersign.sql.postgres.Ident;
import dev.countersign.sql.postgres.Literal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Parts that statements of several kinds have in common. */
final class Clauses {
    private Clauses() {}

    /** {@code COMMENT ON} for a block with a comment. */
    static void comment(Draft draft, DdlBlock block, String kind, String name) {
        block.value("comment").ifPresent(v -> {
            String text = v.isNull() ? "NULL" : v.text().map(Literal::quote).orElse("''");
            draft.add(Step.SETTING, "COMMENT ON " + kind + " " + name + " IS " + text, v.range());
        });
    }

    /** Storage parameters and other options by name: a block with attributes or an object. */
    static Map<String, DdlValue> settings(DdlBlock block, String name) {
        Map<String, DdlValue> settings = new LinkedHashMap<>();
        if (block.attribute(name).isPresent()) {
            block.value(name).ifPresent(v -> {
                if (!v.isObject() && !v.isNull()) {
                    block.findings()
                            .problem(v.range(), "\"" + name + "\" is a block or an object with names and values");
                }
                settings.putAll(v.entries());
            });
        } else {
            block.block(name).ifPresent(b -> settings.putAll(b.otherAttributes()));
        }
        return settings;
    }

    /** {@code name = value, ...}. */
    static String parameters(Map<String, DdlValue> settings) {
        return settings.entrySet().stream()
                .map(e -> e.getKey() + " = " + parameter(e.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String parameter(DdlValue value) {
        String text = value.rawSql().or(value::word).or(value::text).orElse("");
        return text.matches("[A-Za-z0-9_.+-]+") ? text : Literal.quote(text);
    }

    /** {@code OPTIONS (name 'value', ...)}, empty without any. */
    static String options(Map<String, DdlValue> options) {
        return options.isEmpty()
                ? ""
                : options.entrySet().stream()
                        .map(e -> Ident.quote(e.getKey()) + " "
                                + Literal.quote(e.getValue().sqlOrText().orElse("")))
                        .collect(Collectors.joining(", ", " OPTIONS (", ")"));
    }

    /** {@code DEFERRABLE INITIALLY ...}. */
    static String deferrable(DdlBlock block) {
        return block.attribute("deferrable").isEmpty()
                ? ""
                : block.keyword(
                                "deferrable",
                                "INITIALLY_IMMEDIATE",
                                "INITIALLY_DEFERRED",
                                "TRUE",
                                "FALSE",
                                "NOT_DEFERRABLE")
                        .map(word -> switch (word) {
                            case "TRUE" -> " DEFERRABLE";
                            case "FALSE", "NOT DEFERRABLE" -> "";
                            default -> " DEFERRABLE " + word;
                        })
                        .orElse("");
    }

    /** {@code INCLUDE (...)}. */
    static void include(SqlText sql, Names names, DdlBlock block, DdlBlock table) {
        List<DdlSql> columns = names.columns(block, "include", table);
        if (!columns.isEmpty()) {
            sql.add(" INCLUDE (").list(columns).add(")");
        }
    }

    /** The key parts of an index or exclusion constraint: {@code columns} or {@code on} blocks. */
    static void parts(SqlText sql, Names names, DdlBlock block, DdlBlock table) {
        List<DdlBlock> on = block.blocks("on");
        List<DdlSql> columns = names.columns(block, "columns", table);
        if (on.isEmpty() == block.list("columns").isEmpty()) {
            block.findings().problem(block.range(), block.path() + " needs either \"columns\" or blocks \"on\"");
            return;
        }
        if (on.isEmpty()) {
            sql.list(columns);
        }
        for (int i = 0; i < on.size(); i++) {
            DdlBlock part = on.get(i);
            sql.add(i == 0 ? "" : ", ").in(part.range(), s -> part(s, names, part, table));
        }
    }

    private static void part(SqlText sql, Names names, DdlBlock part, DdlBlock table) {
        Optional<DdlSql> column = part.value("column").flatMap(v -> names.column(v, table));
        Optional<DdlSql> expression = part.sql("expr");
        if ((part.attribute("column").isPresent()) == (part.attribute("expr").isPresent())) {
            part.findings().problem(part.range(), part.path() + " needs either \"column\" or \"expr\"");
        }
        column.ifPresent(sql::add);
        expression.ifPresent(e -> sql.add("(").add(e).add(")"));
        sorting(sql, names, part);
        sql.add(part.flag("desc") ? " DESC" : "");
        sql.add(part.flag("nulls_first") ? " NULLS FIRST" : "");
        sql.add(part.flag("nulls_last") ? " NULLS LAST" : "");
        part.sql("op").ifPresent(op -> sql.add(" WITH ").add(op));
    }

    /** The collation and operator class by which a part of a key is compared. */
    static void sorting(SqlText sql, Names names, DdlBlock part) {
        names.collation(part, "collate").ifPresent(c -> sql.add(" COLLATE ").add(c));
        part.value("ops").ifPresent(v -> sql.add(" " + v.word().or(v::sqlOrText).orElse(""), v.range()));
    }

    /** The index settings of keys and indexes. */
    static String storage(DdlBlock block) {
        Map<String, DdlValue> settings = new LinkedHashMap<>(settings(block, "storage_params"));
        List<String> parts = new ArrayList<>();
        block.number("page_per_range").ifPresent(n -> parts.add("pages_per_range = " + n));
        if (!settings.isEmpty()) {
            parts.add(parameters(settings));
        }
        return parts.isEmpty() ? "" : " WITH (" + String.join(", ", parts) + ")";
    }
}
