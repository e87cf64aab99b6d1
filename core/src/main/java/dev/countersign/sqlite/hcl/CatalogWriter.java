package dev.countersign.sqlite.hcl;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.Constraint;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.Generated;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.RowPolicy;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.catalog.Trigger;
import dev.countersign.catalog.View;
import dev.countersign.ddl.HclText;
import dev.countersign.ddl.HclWriter;
import dev.countersign.sqlite.definition.TableSql;
import dev.countersign.sqlite.sql.Ident;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes a catalog as HCL and names everything in it that the text does not say. */
final class CatalogWriter {
    private static final Pattern KEY_OPTIONS = Pattern.compile("(?:COLLATE (\"(?:[^\"]|\"\")+\"|\\w+))? ?(DESC|ASC)?");
    private static final Pattern FOREIGN_TAIL = Pattern.compile(
            "( ON UPDATE (CASCADE|RESTRICT|SET NULL|SET DEFAULT|NO ACTION))?"
                    + "( ON DELETE (CASCADE|RESTRICT|SET NULL|SET DEFAULT|NO ACTION))?( DEFERRABLE INITIALLY (DEFERRED|IMMEDIATE))?");
    private static final Pattern TRIGGER =
            Pattern.compile("(BEFORE |AFTER |INSTEAD OF )?(INSERT|DELETE|UPDATE)", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("\"(?:[^\"]|\"\")+\"|[^\\s,]+");
    private static final Pattern WORD = Pattern.compile("[a-z_][a-z0-9_]*");

    private final Catalog catalog;
    private final HclWriter out = new HclWriter();
    private final List<String> missing = new ArrayList<>();

    CatalogWriter(Catalog catalog) {
        this.catalog = catalog;
    }

    HclText write() {
        out.open("schema", "main");
        out.close();
        for (SchemaObject object : catalog.objects().values()) {
            switch (object) {
                case Table table -> table(table);
                case View view -> view(view);
                case Trigger trigger -> trigger(trigger);
                case TableObject ignored -> {
                    // stands in its table
                }
                default -> missing(object.ref(), "its text was not understood, so it is not written");
            }
        }
        return new HclText(HclText.header(missing) + out.text(), missing);
    }

    private void missing(ObjectRef ref, String why) {
        missing.add(ref + ": " + why);
    }

    private void missing(ObjectRef ref, Collection<String> attributes, List<String> written) {
        attributes.stream().filter(a -> !written.contains(a)).forEach(a -> missing(ref, a + " has no form"));
    }

    private static String unquoted(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }

    private static String column(String name) {
        return HclWriter.reference("column", name);
    }

    private static String columns(List<String> names) {
        return HclWriter.list(names.stream().map(CatalogWriter::column).toList());
    }

    private void table(Table table) {
        out.open("table", table.ref().name());
        out.attribute("schema", "schema.main");
        for (String option : List.of("strict", "without_rowid")) {
            if (table.attributes().containsKey(option)) {
                out.attribute(option, "true");
            }
        }
        boolean counts = catalog.tableObjects(table.ref()).stream()
                .anyMatch(o -> o instanceof KeyConstraint k && k.attributes().containsKey("autoincrement"));
        for (Column column : table.columns()) {
            boolean key = catalog.tableObjects(table.ref()).stream()
                    .anyMatch(o -> o instanceof KeyConstraint k
                            && k.ref().kind() == ObjectKind.PRIMARY_KEY
                            && k.columns().contains(column.name()));
            column(table, column, key && counts);
        }
        for (TableObject child : catalog.tableObjects(table.ref())) {
            switch (child) {
                case KeyConstraint key -> key(key);
                case CheckConstraint check -> check(check);
                case ForeignKey key -> foreignKey(key);
                case Index index -> index(index);
                case Trigger ignored -> {
                    // has a block of its own
                }
                case RowPolicy ignored -> {
                    // no such thing here
                }
            }
        }
        out.close();
    }

    private void column(Table table, Column column, boolean counts) {
        out.open("column", column.name());
        out.attribute("type", type(column.type()));
        out.attribute("null", String.valueOf(!column.notNull()));
        if (counts) {
            out.attribute("auto_increment", "true");
        }
        column.collation().ifPresent(c -> out.attribute("collate", HclWriter.text(c)));
        column.defaultExpression().ifPresent(d -> out.attribute("default", HclWriter.sql(d)));
        column.generated().ifPresent(g -> {
            out.open("as");
            out.attribute("expr", HclWriter.text(g.expression()));
            out.attribute("type", g.storage() == Generated.Storage.STORED ? "STORED" : "VIRTUAL");
            out.close();
        });
        out.close();
        missing(
                ObjectRef.column(table.ref(), column.name()),
                column.attributes().keySet(),
                List.of());
    }

    private static String type(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        boolean word = WORD.matcher(lower).matches()
                && !SqliteHcl.SPACED.containsKey(lower)
                && type.equals(lower.toUpperCase(Locale.ROOT));
        return word ? lower : HclWriter.sql(TableSql.type(type));
    }

    private void open(String type, Constraint constraint) {
        if (TableSql.isNamed(constraint)) {
            out.open(type, constraint.ref().name());
        } else {
            out.open(type);
        }
    }

    private void conflict(String definition) {
        int conflict = definition.lastIndexOf(" ON CONFLICT ");
        if (conflict > 0
                && WORD.matcher(definition.substring(conflict + 13).toLowerCase(Locale.ROOT))
                        .matches()) {
            out.attribute("on_conflict", definition.substring(conflict + 13).toUpperCase(Locale.ROOT));
        }
    }

    private void key(KeyConstraint key) {
        open(key.ref().kind() == ObjectKind.PRIMARY_KEY ? "primary_key" : "unique", key);
        boolean plain = key.attributes().keySet().stream().noneMatch(a -> a.startsWith("part."));
        List<String> written = new ArrayList<>(List.of("autoincrement", "conflict"));
        if (plain) {
            out.attribute("columns", columns(key.columns()));
        } else {
            for (int i = 0; i < key.columns().size(); i++) {
                String options = key.attributes().getOrDefault("part." + (i + 1), "");
                part(key.columns().get(i), false, options);
                written.add("part." + (i + 1));
            }
        }
        if (key.attributes().containsKey("conflict")) {
            out.attribute("on_conflict", key.attributes().get("conflict").toUpperCase(Locale.ROOT));
        }
        out.close();
        missing(key.ref(), key.attributes().keySet(), written);
    }

    private void part(String text, boolean expression, String options) {
        out.open("on");
        Matcher parts = KEY_OPTIONS.matcher(options);
        if (expression || !parts.matches()) {
            // an expression says its collation itself
            boolean down = options.endsWith("DESC");
            String rest = down ? options.substring(0, options.length() - 4).strip() : options;
            out.attribute("expr", HclWriter.text(rest.isEmpty() ? text : text + " " + rest));
            if (down) {
                out.attribute("desc", "true");
            }
        } else {
            out.attribute("column", column(text));
            if (parts.group(1) != null) {
                out.attribute("collate", HclWriter.text(unquoted(parts.group(1))));
            }
            if ("DESC".equals(parts.group(2))) {
                out.attribute("desc", "true");
            }
        }
        out.close();
    }

    private void check(CheckConstraint check) {
        open("check", check);
        String definition = check.definition();
        int conflict = definition.endsWith(")") ? definition.length() : definition.lastIndexOf(" ON CONFLICT ");
        out.attribute("expr", HclWriter.text(definition.substring("CHECK (".length(), conflict - 1)));
        conflict(definition);
        out.close();
    }

    private void foreignKey(ForeignKey key) {
        String definition = key.definition();
        String head =
                definition.replaceFirst("(?s)( ON UPDATE | ON DELETE | MATCH | DEFERRABLE| NOT DEFERRABLE).*", "");
        Matcher tail = FOREIGN_TAIL.matcher(definition.substring(head.length()));
        boolean known = catalog.find(key.referencedTable(), Table.class)
                .filter(t -> key.referencedColumns().stream()
                        .allMatch(c -> t.column(c).isPresent()))
                .isPresent();
        if (!tail.matches() || !known) {
            missing(key.ref(), "its definition has no form: " + definition);
            return;
        }
        open("foreign_key", key);
        out.attribute("columns", columns(key.columns()));
        String table = key.referencedTable().name();
        if (key.referencedColumns().isEmpty()) {
            out.attribute("ref_table", HclWriter.reference("table", table));
        } else {
            out.attribute(
                    "ref_columns",
                    HclWriter.list(key.referencedColumns().stream()
                            .map(c -> HclWriter.reference("table", table, "column", c))
                            .toList()));
        }
        Optional.ofNullable(tail.group(2)).ifPresent(a -> out.attribute("on_update", a.replace(' ', '_')));
        Optional.ofNullable(tail.group(4)).ifPresent(a -> out.attribute("on_delete", a.replace(' ', '_')));
        Optional.ofNullable(tail.group(6)).ifPresent(a -> out.attribute("deferrable", "INITIALLY_" + a));
        out.close();
    }

    private void index(Index index) {
        out.open("index", index.ref().name());
        if (index.unique()) {
            out.attribute("unique", "true");
        }
        if (index.parts().stream().allMatch(p -> !p.expression() && p.options().isEmpty())) {
            out.attribute(
                    "columns",
                    columns(index.parts().stream().map(Index.Part::text).toList()));
        } else {
            index.parts().forEach(p -> part(p.text(), p.expression(), p.options()));
        }
        index.predicate().ifPresent(p -> out.attribute("where", HclWriter.text(p)));
        out.close();
    }

    private void view(View view) {
        out.open("view", view.ref().name());
        out.attribute("schema", "schema.main");
        Matcher names = NAME.matcher(view.attributes().getOrDefault("columns", ""));
        while (names.find()) {
            out.open("column", unquoted(names.group()));
            out.close();
        }
        out.query("as", view.query());
        out.close();
    }

    private void trigger(Trigger trigger) {
        String definition = trigger.definition();
        String table = " ON " + Ident.quote(trigger.table().name()) + "\n";
        String head = "CREATE TRIGGER " + Ident.quote(trigger.ref().name()) + " ";
        int on = definition.indexOf(table);
        String event = definition.startsWith(head) && on > head.length() ? definition.substring(head.length(), on) : "";
        int of = event.indexOf(" OF ", event.startsWith("INSTEAD") ? 11 : 0);
        Matcher said = TRIGGER.matcher(of < 0 ? event : event.substring(0, of));
        boolean relation = catalog.contains(trigger.table());
        if (!said.matches() || said.group(1) == null || !relation) {
            missing(trigger.ref(), "its definition has no form: " + event);
            return;
        }
        out.open("trigger", trigger.ref().name());
        out.attribute(
                "on",
                HclWriter.reference(
                        trigger.table().kind() == ObjectKind.VIEW ? "view" : "table",
                        trigger.table().name()));
        String time = said.group(1).strip().toLowerCase(Locale.ROOT).replace(' ', '_');
        out.open(time);
        if (of < 0) {
            out.attribute(said.group(2).toLowerCase(Locale.ROOT), "true");
        } else {
            out.attribute("update_of", HclWriter.sql(event.substring(of + 4)));
        }
        out.close();
        out.query("as", definition.substring(on + table.length()));
        out.close();
    }
}
