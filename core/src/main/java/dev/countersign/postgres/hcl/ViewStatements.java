package dev.countersign.postgres.hcl;

import dev.countersign.ddl.DdlBlock;
import dev.countersign.ddl.DdlSql;
import dev.countersign.ddl.DdlValue;
import dev.countersign.ddl.Renames;
import dev.countersign.ddl.SqlText;
import dev.countersign.postgres.hcl.Draft.Step;
import dev.countersign.sql.postgres.Literal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Views, materialized views, triggers, event triggers and row policies. */
final class ViewStatements {
    private final Names names;
    private final Draft draft;
    private final Renames renames;
    private final KeyStatements keys;

    ViewStatements(Names names, Draft draft, KeyStatements keys, Renames renames) {
        this.names = names;
        this.draft = draft;
        this.renames = renames;
        this.keys = keys;
    }

    void add(DdlBlock view) {
        String name = names.qualified(view);
        names.dependsOn(view);
        SqlText sql = new SqlText(view.range()).add("CREATE VIEW ").add(name);
        columns(sql, view);
        List<String> options = new ArrayList<>();
        view.block("security").ifPresent(security -> {
            List<String> written = Stream.of("barrier", "invoker")
                    .filter(option -> security.attribute(option).isPresent())
                    .sorted(Comparator.comparing(option ->
                            security.attribute(option).orElseThrow().range().offset()))
                    .toList();
            for (String option : written) {
                security.keyword(option, "TRUE", "FALSE", "ON", "OFF", "YES", "NO", "1", "0")
                        .ifPresent(word -> options.add("security_" + option + " = " + word.toLowerCase(Locale.ROOT)));
            }
        });
        if (!options.isEmpty()) {
            sql.add(" WITH (" + String.join(", ", options) + ")");
        }
        query(sql, view);
        if (view.attribute("check_option").isPresent()) {
            view.keyword("check_option", "LOCAL", "CASCADED").ifPresent(c -> sql.add("\nWITH " + c + " CHECK OPTION"));
        }
        draft.add(Step.VIEW, sql);
        comments(view, "VIEW", name);
        renames.object(view, names.schema(view), "view");
        for (DdlBlock trigger : view.blocks("trigger")) {
            trigger.findings().problem(trigger.range(), "a trigger is a block of its own with on = view.name");
        }
    }

    void addMaterialized(DdlBlock view) {
        String name = names.qualified(view);
        names.dependsOn(view);
        SqlText sql = new SqlText(view.range()).add("CREATE MATERIALIZED VIEW ").add(name);
        columns(sql, view);
        Map<String, DdlValue> storage = Clauses.settings(view, "storage_params");
        if (!storage.isEmpty()) {
            sql.add(" WITH (").add(Clauses.parameters(storage)).add(")");
        }
        query(sql, view);
        draft.add(Step.VIEW, sql);
        comments(view, "MATERIALIZED VIEW", name);
        renames.object(view, names.schema(view), "materialized view");
        keys.indexes(view, name, names.schema(view), Step.VIEW_INDEX);
    }

    /** The names of the columns; their types follow from the query, and the engine finds them out. */
    private void columns(SqlText sql, DdlBlock view) {
        List<DdlBlock> columns = view.blocks("column");
        if (columns.isEmpty()) {
            return;
        }
        sql.add(" (");
        for (int i = 0; i < columns.size(); i++) {
            DdlBlock column = columns.get(i);
            column.attribute("type");
            column.attribute("null");
            sql.add(i == 0 ? "" : ", ").add(names.quoted(column), column.range());
        }
        sql.add(")");
    }

    private static void query(SqlText sql, DdlBlock view) {
        view.sql("as")
                .ifPresentOrElse(
                        q -> sql.add(" AS\n").add(q),
                        () -> view.findings().problem(view.range(), view.path() + " needs its query: \"as\""));
    }

    private void comments(DdlBlock view, String kind, String name) {
        Clauses.comment(draft, view, kind, name);
        for (DdlBlock column : view.blocks("column")) {
            Clauses.comment(draft, column, "COLUMN", name + "." + names.quoted(column));
            column.value("default")
                    .flatMap(names::expression)
                    .ifPresent(d -> draft.add(
                            Step.SETTING,
                            new SqlText(d.range())
                                    .add("ALTER VIEW " + name + " ALTER COLUMN " + names.quoted(column)
                                            + " SET DEFAULT ")
                                    .add(d)));
        }
    }

    void addTrigger(DdlBlock trigger) {
        Optional<DdlValue> on = trigger.value("on");
        Optional<DdlBlock> target =
                on.flatMap(v -> names.target(v, "table", "view", "materialized", "foreign_table", "partition"));
        if (on.isEmpty()) {
            trigger.findings().problem(trigger.range(), trigger.path() + " needs \"on\", such as on = table.users");
        }
        String table = target.map(names::qualified).orElse("");
        boolean constraint =
                trigger.flag("constraint") || trigger.attribute("deferrable").isPresent();
        SqlText sql = new SqlText(trigger.range())
                .add(constraint ? "CREATE CONSTRAINT TRIGGER " : "CREATE TRIGGER ")
                .add(names.quoted(trigger));
        events(sql, trigger, target);
        sql.add(" ON ").add(table);
        sql.add(Clauses.deferrable(trigger));
        trigger.block("referencing").ifPresent(r -> {
            sql.add(" REFERENCING", r.range());
            r.text("old_table").ifPresent(n -> sql.add(" OLD TABLE AS " + names.quoted(n, r.range())));
            r.text("new_table").ifPresent(n -> sql.add(" NEW TABLE AS " + names.quoted(n, r.range())));
        });
        String attribute = trigger.attribute("foreach").isPresent() ? "foreach" : "for";
        if (trigger.attribute(attribute).isPresent()) {
            trigger.keyword(attribute, "ROW", "STATEMENT").ifPresent(f -> sql.add(" FOR EACH " + f));
        }
        trigger.sql("when").ifPresent(w -> sql.add(" WHEN (").add(w).add(")"));
        execute(sql, trigger);
        draft.add(Step.TRIGGER, sql);
        target.ifPresentOrElse(
                t -> renames.child(trigger, names.schema(t), t.name(), "trigger"),
                () -> trigger.attribute("renamed_from"));
        Clauses.comment(draft, trigger, "TRIGGER", names.quoted(trigger) + " ON " + table);
    }

    private void events(SqlText sql, DdlBlock trigger, Optional<DdlBlock> table) {
        int found = 0;
        for (String time : List.of("before", "after", "instead_of")) {
            Optional<DdlBlock> block = trigger.block(time);
            if (block.isEmpty()) {
                continue;
            }
            found++;
            List<String> events = new ArrayList<>();
            DdlBlock when = block.get();
            for (String event : List.of("insert", "delete", "truncate", "update")) {
                if (when.flag(event)) {
                    events.add(event.toUpperCase(Locale.ROOT));
                }
            }
            boolean some = when.attribute("update_of").isPresent();
            List<DdlSql> columns = table.filter(t -> some)
                    .map(t -> names.columns(when, "update_of", t))
                    .orElse(List.of());
            if (!columns.isEmpty()) {
                events.add("UPDATE OF " + columns.stream().map(DdlSql::sql).collect(Collectors.joining(", ")));
            }
            sql.add(
                    " " + time.toUpperCase(Locale.ROOT).replace('_', ' ') + " " + String.join(" OR ", events),
                    when.range());
        }
        if (found != 1) {
            trigger.findings()
                    .problem(trigger.range(), trigger.path() + " needs one of the blocks before, after and instead_of");
        }
    }

    private void execute(SqlText sql, DdlBlock trigger) {
        Optional<DdlBlock> execute = trigger.block("execute");
        if (execute.isEmpty()) {
            if (trigger.attribute("as").isPresent()) {
                trigger.sql("as").ifPresent(a -> sql.add(" ").add(a));
            } else {
                trigger.findings()
                        .problem(trigger.range(), trigger.path() + " needs a block \"execute\" with a function");
            }
            return;
        }
        sql.add(" EXECUTE FUNCTION ");
        execute.get()
                .value("function")
                .flatMap(v -> names.object(v, "function"))
                .ifPresentOrElse(
                        sql::add,
                        () -> execute.get()
                                .findings()
                                .problem(execute.get().range(), execute.get().path() + " needs \"function\""));
        sql.add("(");
        sql.list(execute.get().list("args").stream()
                .flatMap(v -> v.sqlOrText().map(t -> new DdlSql(Literal.quote(t), v.range())).stream())
                .toList());
        sql.add(")");
    }

    void addEventTrigger(DdlBlock trigger) {
        String name = names.qualified(trigger);
        SqlText sql = new SqlText(trigger.range())
                .add("CREATE EVENT TRIGGER ")
                .add(name)
                .add(" ON ");
        trigger.value("on").flatMap(v -> v.word().or(v::sqlOrText)).ifPresent(v -> sql.add(v.toLowerCase(Locale.ROOT)));
        List<DdlSql> tags = trigger.list("tags").stream()
                .flatMap(v -> v.word().or(v::text).map(t -> new DdlSql(Literal.quote(t), v.range())).stream())
                .toList();
        if (!tags.isEmpty()) {
            sql.add(" WHEN TAG IN (").list(tags).add(")");
        }
        sql.add(" EXECUTE FUNCTION ");
        Optional<DdlValue> function = trigger.attribute("execute").isPresent()
                ? trigger.value("execute")
                : trigger.block("execute").flatMap(e -> e.value("function"));
        function.flatMap(v -> names.object(v, "function"))
                .ifPresentOrElse(
                        sql::add,
                        () -> trigger.findings().problem(trigger.range(), trigger.path() + " needs \"execute\""));
        draft.add(Step.TRIGGER, sql.add("()"));
        Clauses.comment(draft, trigger, "EVENT TRIGGER", name);
        renames.object(trigger, "", "event trigger");
    }

    void addPolicy(DdlBlock policy) {
        Optional<DdlValue> on = policy.value("on");
        Optional<DdlBlock> target = on.flatMap(v -> names.target(v, "table", "partition"));
        if (policy.attribute("on").isEmpty()) {
            policy.findings().problem(policy.range(), policy.path() + " needs \"on\", such as on = table.users");
        }
        DdlSql table = new DdlSql(
                target.map(names::qualified).orElse(""), on.map(DdlValue::range).orElseGet(policy::range));
        SqlText sql = new SqlText(policy.range())
                .add("CREATE POLICY ")
                .add(names.quoted(policy))
                .add(" ON ")
                .add(table);
        if (policy.attribute("as").isPresent()) {
            policy.keyword("as", "PERMISSIVE", "RESTRICTIVE").ifPresent(k -> sql.add(" AS " + k));
        }
        if (policy.attribute("for").isPresent()) {
            policy.keyword("for", "ALL", "SELECT", "INSERT", "UPDATE", "DELETE").ifPresent(k -> sql.add(" FOR " + k));
        }
        List<DdlSql> roles = names.roles(policy, "to");
        if (!roles.isEmpty()) {
            sql.add(" TO ").list(roles);
        }
        policy.sql("using").ifPresent(u -> sql.add(" USING (").add(u).add(")"));
        policy.sql("check").ifPresent(c -> sql.add(" WITH CHECK (").add(c).add(")"));
        draft.add(Step.TRIGGER, sql);
        target.ifPresentOrElse(
                t -> renames.child(policy, names.schema(t), t.name(), "policy"),
                () -> policy.attribute("renamed_from"));
        Clauses.comment(draft, policy, "POLICY", names.quoted(policy) + " ON " + table.sql());
    }
}
