package dev.countersign.postgres.plan;

import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.View;
import dev.countersign.postgres.name.OptionOrder;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Views and materialized views as DDL. */
final class ViewDdl {
    /** Settings of a materialized view's columns are attributes {@code column.SETTING.NAME} of the view. */
    private static final String COLUMN = "column.";

    private ViewDdl() {}

    /** Storage, compression and statistics of a materialized view's columns. */
    static List<String> columnSettings(ColumnDdl columns, Optional<View> before, View after) {
        List<String> sql = new ArrayList<>();
        if (after.materialized()) {
            for (View.ViewColumn column : after.columns()) {
                sql.addAll(columns.extras(
                        after.ref(),
                        column(column, before.map(View::attributes).orElseGet(TreeMap::new)),
                        column(column, after.attributes()),
                        ObjectKind.MATERIALIZED_VIEW));
            }
        }
        return sql;
    }

    private static Column column(View.ViewColumn column, SortedMap<String, String> ofView) {
        TreeMap<String, String> own = new TreeMap<>();
        ofView.forEach((name, value) -> {
            int end = name.startsWith(COLUMN) ? name.indexOf('.', COLUMN.length()) : -1;
            if (end > 0 && name.substring(end + 1).equals(column.name())) {
                own.put(name.substring(COLUMN.length(), end), value);
            }
        });
        return new Column(
                column.name(),
                column.type(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                own,
                Optional.empty());
    }

    static List<String> create(View view, boolean orReplace) {
        List<String> sql = new ArrayList<>();
        Map<String, String> options = options(view);
        String with = options.isEmpty() ? "" : " WITH (" + StorageOptions.settings(options) + ")";
        String columns = " ("
                + Names.list(view.columns().stream().map(View.ViewColumn::name).toList()) + ")";
        if (view.columns().isEmpty()) {
            columns = "";
        }
        if (view.materialized()) {
            String method = Optional.ofNullable(view.attributes().get("access_method"))
                    .map(m -> " USING " + Ident.quote(m))
                    .orElse("");
            String space = Optional.ofNullable(view.attributes().get("tablespace"))
                    .map(t -> " TABLESPACE " + Ident.quote(t))
                    .orElse("");
            sql.add("CREATE MATERIALIZED VIEW " + Names.qualified(view.ref()) + columns + method + with + space
                    + " AS\n" + view.query() + ";");
        } else {
            sql.add("CREATE " + (orReplace ? "OR REPLACE " : "") + "VIEW " + Names.qualified(view.ref()) + columns
                    + with + " AS\n" + view.query() + ";");
        }
        for (View.ViewColumn column : view.columns()) {
            if (!orReplace) {
                columnDefault(view, Optional.empty(), column).ifPresent(sql::add);
                if (column.comment().isPresent()) {
                    sql.add(Names.commentOn(ObjectRef.column(view.ref(), column.name()), column.comment()));
                }
            }
        }
        return sql;
    }

    private static Optional<String> columnDefault(View view, Optional<String> before, View.ViewColumn column) {
        if (view.ref().kind() != ObjectKind.VIEW || before.equals(column.defaultExpression())) {
            return Optional.empty();
        }
        return Optional.of("ALTER VIEW " + Names.qualified(view.ref()) + " ALTER COLUMN " + Ident.quote(column.name())
                + column.defaultExpression().map(e -> " SET DEFAULT " + e).orElse(" DROP DEFAULT") + ";");
    }

    private static Map<String, String> options(View view) {
        Map<String, String> options = new TreeMap<>();
        view.attributes().forEach((name, value) -> {
            switch (name) {
                case "access_method",
                        "tablespace",
                        "persistence",
                        "row_security",
                        "replica_identity",
                        OptionOrder.OWN,
                        OptionOrder.TOAST -> {
                    // said elsewhere
                }
                default -> {
                    if (!name.startsWith(COLUMN)) {
                        options.put(name.startsWith("storage.") ? name.substring("storage.".length()) : name, value);
                    }
                }
            }
        });
        return OptionOrder.sorted(options, view.attributes());
    }

    static List<String> alter(View before, View after) {
        List<String> sql = new ArrayList<>();
        boolean replaced = !before.query().equals(after.query())
                || before.columns().size() != after.columns().size();
        if (replaced) {
            sql.addAll(create(after, true));
        }
        String prefix = "ALTER " + Names.described(after.ref());
        if (!replaced) {
            sql.addAll(StorageOptions.changeOptions(prefix, options(before), options(after)));
        }
        String space = after.attributes().getOrDefault("tablespace", "pg_default");
        if (!space.equals(before.attributes().getOrDefault("tablespace", "pg_default"))) {
            sql.add(prefix + " SET TABLESPACE " + Ident.quote(space) + ";");
        }
        for (int i = 0; i < after.columns().size(); i++) {
            View.ViewColumn wanted = after.columns().get(i);
            Optional<View.ViewColumn> old =
                    i < before.columns().size() ? Optional.of(before.columns().get(i)) : Optional.empty();
            columnDefault(after, old.flatMap(View.ViewColumn::defaultExpression), wanted)
                    .ifPresent(sql::add);
            if (!old.flatMap(View.ViewColumn::comment).equals(wanted.comment())) {
                sql.add(Names.commentOn(ObjectRef.column(after.ref(), wanted.name()), wanted.comment()));
            }
        }
        return sql;
    }
}
