package dev.countersign.postgres.hcl;

import dev.countersign.ddl.DdlBlock;
import dev.countersign.ddl.DdlSql;
import dev.countersign.ddl.DdlValue;
import dev.countersign.ddl.Renames;
import dev.countersign.ddl.SqlText;
import dev.countersign.postgres.hcl.Draft.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Keys, checks, foreign keys and indexes of tables. */
final class KeyStatements {
    private static final String[] ACTIONS = {"NO_ACTION", "RESTRICT", "CASCADE", "SET_NULL", "SET_DEFAULT"};

    /** What SQL calls the constraints of the blocks. */
    private static final Map<String, String> KINDS = Map.of(
            "primary_key", "primary key",
            "unique", "unique constraint",
            "exclude", "exclusion constraint",
            "check", "check constraint",
            "foreign_key", "foreign key");

    private final Names names;
    private final Draft draft;
    private final Renames renames;

    KeyStatements(Names names, Draft draft, Renames renames) {
        this.names = names;
        this.draft = draft;
        this.renames = renames;
    }

    void add(DdlBlock table, String name) {
        table.block("primary_key").ifPresent(k -> key(table, name, k, "PRIMARY KEY"));
        table.blocks("unique").forEach(k -> key(table, name, k, "UNIQUE"));
        table.blocks("exclude").forEach(k -> exclude(table, name, k));
        checks(table, name);
        table.blocks("foreign_key").forEach(k -> foreignKey(table, name, k));
        indexes(table, name, names.schema(table), Step.INDEX);
    }

    private void constraint(Step step, DdlBlock owner, DdlBlock block, String table, Consumer<SqlText> definition) {
        renames.child(block, names.schema(owner), owner.name(), KINDS.get(block.type()));
        SqlText sql = new SqlText(block.range());
        sql.add("ALTER TABLE ").add(table).add(" ADD ");
        if (!block.name().isEmpty()) {
            sql.add("CONSTRAINT ").add(names.quoted(block)).add(" ");
        }
        definition.accept(sql);
        draft.add(step, sql);
        if (block.attribute("comment").isPresent()) {
            if (block.name().isEmpty()) {
                block.findings().problem(block.range(), "a constraint needs a name to have a comment");
            } else {
                Clauses.comment(draft, block, "CONSTRAINT", names.quoted(block) + " ON " + table);
            }
        }
    }

    private void key(DdlBlock table, String name, DdlBlock key, String words) {
        constraint(Step.KEY, table, key, name, sql -> {
            List<DdlSql> columns = names.columns(key, "columns", table);
            if (columns.isEmpty()) {
                key.findings().problem(key.range(), key.path() + " needs \"columns\"");
            }
            sql.add(words);
            if (words.equals("UNIQUE")) {
                sql.add(key.bool("nulls_distinct").orElse(true) ? "" : " NULLS NOT DISTINCT");
            } else {
                key.withoutEffect("type", "PostgreSQL has primary keys of one type only");
                key.withoutEffect("page_per_range", "a primary key has no page ranges");
            }
            sql.add(" (").list(columns);
            sql.add(overlaps(key, table) ? " WITHOUT OVERLAPS)" : ")");
            Clauses.include(sql, names, key, table);
            storage(sql, key);
            sql.add(Clauses.deferrable(key));
        });
    }

    private static void storage(SqlText sql, DdlBlock key) {
        var settings = Clauses.settings(key, "storage_params");
        if (!settings.isEmpty()) {
            sql.add(" WITH (").add(Clauses.parameters(settings)).add(")");
        }
    }

    /** {@code without_overlaps} is true, or names the last column of the key. */
    private boolean overlaps(DdlBlock key, DdlBlock table) {
        Optional<DdlValue> value = key.value("without_overlaps");
        if (value.isEmpty()) {
            return false;
        }
        if (value.get().path().isPresent()) {
            return names.column(value.get(), table).isPresent();
        }
        return key.flag("without_overlaps");
    }

    private void exclude(DdlBlock table, String name, DdlBlock exclude) {
        constraint(Step.KEY, table, exclude, name, sql -> {
            sql.add("EXCLUDE");
            method(exclude).ifPresent(m -> sql.add(" USING ").add(m));
            sql.add(" (");
            Clauses.parts(sql, names, exclude, table);
            sql.add(")");
            Clauses.include(sql, names, exclude, table);
            storage(sql, exclude);
            exclude.sql("where").ifPresent(w -> sql.add(" WHERE (").add(w).add(")"));
            sql.add(Clauses.deferrable(exclude));
        });
    }

    void checks(DdlBlock table, String name) {
        for (DdlBlock check : table.blocks("check")) {
            constraint(Step.KEY, table, check, name, sql -> {
                Optional<DdlSql> expression = check.sql("expr");
                if (expression.isEmpty()) {
                    check.findings().problem(check.range(), check.path() + " needs \"expr\"");
                }
                expression.ifPresent(e -> sql.add("CHECK (").add(e).add(")"));
                sql.add(check.flag("no_inherit") ? " NO INHERIT" : "");
            });
        }
    }

    private void foreignKey(DdlBlock table, String name, DdlBlock key) {
        constraint(Step.FOREIGN_KEY, table, key, name, sql -> {
            boolean period = key.flag("period");
            List<DdlSql> columns = names.columns(key, "columns", table);
            List<Names.TableColumn> referenced = new ArrayList<>();
            key.list("ref_columns").forEach(v -> names.tableColumn(v, table).ifPresent(referenced::add));
            if (columns.isEmpty() || referenced.isEmpty()) {
                if (key.attribute("columns").isEmpty()
                        || key.attribute("ref_columns").isEmpty()) {
                    key.findings().problem(key.range(), key.path() + " needs \"columns\" and \"ref_columns\"");
                }
            } else {
                sql.add("FOREIGN KEY (");
                list(sql, columns, period);
                sql.add(") REFERENCES ").add(referenced.getFirst().table()).add(" (");
                list(sql, referenced.stream().map(Names.TableColumn::column).toList(), period);
                sql.add(")");
            }
            if (referenced.stream().map(Names.TableColumn::table).distinct().count() > 1) {
                key.findings().problem(key.range(), "the columns of ref_columns belong to different tables");
            }
            key.keyword("match", "FULL", "SIMPLE")
                    .ifPresent(m -> sql.add(" MATCH ").add(m));
            if (key.attribute("on_update").isPresent()) {
                key.keyword("on_update", ACTIONS)
                        .ifPresent(a -> sql.add(" ON UPDATE ").add(a));
            }
            if (key.attribute("on_delete").isPresent()) {
                key.keyword("on_delete", ACTIONS)
                        .ifPresent(a -> sql.add(" ON DELETE ").add(a));
            }
            sql.add(Clauses.deferrable(key));
        });
    }

    private static void list(SqlText sql, List<DdlSql> columns, boolean period) {
        for (int i = 0; i < columns.size(); i++) {
            sql.add(i == 0 ? "" : ", ")
                    .add(period && i == columns.size() - 1 ? "PERIOD " : "")
                    .add(columns.get(i));
        }
    }

    private static Optional<String> method(DdlBlock block) {
        return block.value("type").flatMap(v -> v.word().or(v::sqlOrText)).map(t -> t.toLowerCase(Locale.ROOT));
    }

    /** The indexes of a table or materialized view. */
    void indexes(DdlBlock table, String name, String schema, Step step) {
        for (DdlBlock index : table.blocks("index")) {
            SqlText sql = new SqlText(index.range());
            sql.add(index.flag("unique") ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
            if (!index.name().isEmpty()) {
                sql.add(names.quoted(index)).add(" ");
            }
            sql.add("ON ").add(name);
            method(index).ifPresent(m -> sql.add(" USING ").add(m));
            sql.add(" (");
            Clauses.parts(sql, names, index, table);
            sql.add(")");
            Clauses.include(sql, names, index, table);
            sql.add(index.bool("nulls_distinct").orElse(true) ? "" : " NULLS NOT DISTINCT");
            sql.add(Clauses.storage(index));
            index.sql("where").ifPresent(w -> sql.add(" WHERE ").add(w));
            draft.add(step, sql);
            renames.child(index, schema, table.name(), "index");
            if (index.attribute("comment").isPresent()) {
                Clauses.comment(draft, index, "INDEX", names.quoted(schema, index.range()) + "." + names.quoted(index));
            }
        }
    }
}
