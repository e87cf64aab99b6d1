package dev.countersign.rule;

import static dev.countersign.rule.Kinds.many;
import static dev.countersign.rule.Kinds.one;
import static dev.countersign.rule.Kinds.optional;
import static dev.countersign.rule.Kinds.plain;
import static dev.countersign.rule.Kinds.text;
import static dev.countersign.rule.Kinds.texts;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.RowPolicy;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.Trigger;
import dev.countersign.catalog.View;
import dev.countersign.hcl.HclValue;
import dev.countersign.rule.World.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Tables, views, and what stands inside them. */
final class TableKinds {
    private static final HclValue NULL = HclValue.Null.NULL;

    void addTo(Kinds kinds) {
        kinds.add("table", Table.class, table());
        kinds.add("view", View.class, view());
        kinds.add("materialized_view", View.class, view());
        kinds.addPart("column", Column.class, column());
        kinds.add("index", Index.class, index());
        kinds.add("exclude", KeyConstraint.class, inTable());
        kinds.addPart("index_part", Part.class, part());
        kinds.addPart("attr", World.Attr.class, Map.of());
        kinds.addPart("permission", World.Permission.class, permission());
        kinds.add("foreign_key", ForeignKey.class, foreignKey());
        kinds.add("check", CheckConstraint.class, check());
        kinds.add("trigger", Trigger.class, trigger());
        kinds.add("policy", RowPolicy.class, policy());
    }

    private static Map<String, Kind.Attribute> table() {
        Map<String, Kind.Attribute> own = children();
        own.put("primary_key", one("index", s -> primaryKey(s)));
        own.put("row_security_enabled", plain(s -> HclValue.of(rowSecurity(s).contains("enabled"))));
        own.put("row_security_enforced", plain(s -> HclValue.of(rowSecurity(s).contains("forced"))));
        own.put(
                "attr",
                many(
                        "attr",
                        s -> s.as(Table.class)
                                .map(t -> s.world().attrs(s, t.attributes()))
                                .orElse(List.of())));
        return own;
    }

    private static String rowSecurity(Subject table) {
        return table.as(Table.class)
                .map(t -> t.attributes().getOrDefault("row_security", ""))
                .orElse("");
    }

    private static Optional<Subject> primaryKey(Subject table) {
        return table.world().inTable(table.ref(), "primary_key").stream().findFirst();
    }

    private static Map<String, Kind.Attribute> view() {
        Map<String, Kind.Attribute> own = children();
        own.put("query", plain(s -> s.as(View.class).map(v -> text(v.query())).orElse(text(""))));
        own.put("security_barrier", plain(s -> option(s, "security_barrier")));
        own.put("security_invoker", plain(s -> option(s, "security_invoker")));
        own.put(
                "attr",
                many(
                        "attr",
                        s -> s.as(View.class)
                                .map(v -> s.world().attrs(s, v.attributes()))
                                .orElse(List.of())));
        return own;
    }

    private static HclValue option(Subject view, String name) {
        String value = view.as(View.class)
                .map(v -> v.attributes().getOrDefault(name, v.attributes().getOrDefault("storage." + name, "false")))
                .orElse("false");
        return HclValue.of(List.of("true", "on", "1", "yes").contains(value.toLowerCase(Locale.ROOT)));
    }

    /** What stands inside, each by its word and, for expressions, in the plural. */
    private static Map<String, Kind.Attribute> children() {
        Map<String, Kind.Attribute> own = new HashMap<>();
        Function<Subject, List<Subject>> columns = s -> s.world().columns(s);
        own.put("column", many("column", columns));
        own.put("columns", many("column", columns));
        Map<String, String> plurals = Map.of(
                "index",
                "indexes",
                "foreign_key",
                "foreign_keys",
                "check",
                "checks",
                "trigger",
                "triggers",
                "policy",
                "policies",
                "unique",
                "uniques",
                "exclude",
                "excludes",
                "rule",
                "rules");
        plurals.forEach((word, plural) -> {
            String kind = word.equals("unique") ? "index" : word;
            Kind.Attribute inside = many(kind, s -> s.world().inTable(s.ref(), word));
            own.put(word, inside);
            own.put(plural, inside);
        });
        return own;
    }

    private static Map<String, Kind.Attribute> column() {
        Map<String, Kind.Attribute> own = new HashMap<>();
        own.put("kind", plain(s -> text(ObjectKind.COLUMN.label())));
        own.put("name", plain(s -> text(s.ref().name())));
        own.put("qualified_name", plain(s -> text(s.ref().display())));
        own.put("type", plain(s -> of(s, Column::type, View.ViewColumn::type)));
        own.put(
                "null",
                plain(s -> HclValue.of(s.as(Column.class).map(c -> !c.notNull()).orElse(true))));
        own.put(
                "default",
                plain(s -> optional(s.as(Column.class)
                        .flatMap(Column::defaultExpression)
                        .or(() -> s.as(View.ViewColumn.class).flatMap(View.ViewColumn::defaultExpression)))));
        own.put(
                "comment",
                plain(s -> optional(s.as(Column.class)
                        .flatMap(Column::comment)
                        .or(() -> s.as(View.ViewColumn.class).flatMap(View.ViewColumn::comment)))));
        own.put(
                "primary_key",
                one(
                        "index",
                        s -> s.parent()
                                .flatMap(TableKinds::primaryKey)
                                .filter(key -> key.as(KeyConstraint.class)
                                        .filter(k ->
                                                k.columns().contains(s.ref().name()))
                                        .isPresent())));
        own.put("table", one("table", s -> s.parent().filter(p -> p.record() instanceof Table)));
        own.put("view", one("view", s -> s.parent().filter(p -> p.record() instanceof View)));
        own.put("schema", one("schema", s -> s.world().schema(s.ref())));
        own.put("permission", many("permission", s -> s.world().permissions(s.ref())));
        own.put(
                "attr",
                many(
                        "attr",
                        s -> s.as(Column.class)
                                .map(c -> s.world().attrs(s, c.attributes()))
                                .orElse(List.of())));
        return own;
    }

    private static HclValue of(Subject s, Function<Column, String> column, Function<View.ViewColumn, String> view) {
        return text(s.as(Column.class)
                .map(column)
                .or(() -> s.as(View.ViewColumn.class).map(view))
                .orElse(""));
    }

    private static Map<String, Kind.Attribute> index() {
        Map<String, Kind.Attribute> own = inTable();
        own.put(
                "unique",
                plain(s -> HclValue.of(s.as(Index.class).map(Index::unique).orElse(true))));
        own.put("type", plain(s -> text(method(s).toUpperCase(Locale.ROOT))));
        own.put("method", plain(s -> text(method(s))));
        own.put("where", plain(s -> optional(s.as(Index.class).flatMap(Index::predicate))));
        own.put("nulls_distinct", plain(s -> HclValue.of(Definitions.nullsDistinct(definition(s)))));
        own.put("definition", plain(s -> text(definition(s))));
        own.put(
                "valid",
                plain(s -> HclValue.of(s.as(Index.class).map(Index::valid).orElse(true))));
        own.put("constraint", plain(s -> HclValue.of(s.record() instanceof KeyConstraint)));
        own.put("part", many("index_part", TableKinds::parts));
        own.put("parts", many("index_part", TableKinds::parts));
        own.put(
                "columns",
                plain(s -> texts(parts(s).stream()
                        .flatMap(p -> p.as(Part.class).flatMap(Part::column).stream())
                        .toList())));
        own.put(
                "include",
                plain(s -> texts(s.as(Index.class)
                        .map(Index::include)
                        .or(() -> s.as(KeyConstraint.class).map(KeyConstraint::include))
                        .orElse(List.of()))));
        own.put(
                "attr",
                many(
                        "attr",
                        s -> s.as(Index.class)
                                .map(Index::attributes)
                                .or(() -> s.as(KeyConstraint.class).map(KeyConstraint::attributes))
                                .map(a -> s.world().attrs(s, a))
                                .orElse(List.of())));
        return own;
    }

    private static String method(Subject index) {
        return index.as(Index.class).map(Index::method).orElse("btree");
    }

    private static String definition(Subject index) {
        return index.as(Index.class)
                .map(Index::definition)
                .or(() -> index.as(KeyConstraint.class).map(KeyConstraint::definition))
                .orElse("");
    }

    private static List<Subject> parts(Subject index) {
        List<Part> parts = new ArrayList<>();
        index.as(Index.class)
                .ifPresent(i -> i.parts()
                        .forEach(p -> parts.add(new Part(
                                i.table(),
                                p.expression() ? Optional.empty() : Optional.of(p.text()),
                                p.expression() ? Optional.of(p.text()) : Optional.empty(),
                                (" " + p.options().toUpperCase(Locale.ROOT) + " ").contains(" DESC "),
                                p.options()))));
        index.as(KeyConstraint.class)
                .ifPresent(k -> k.columns()
                        .forEach(c -> parts.add(new Part(
                                k.table(), Optional.of(c).filter(n -> !n.isEmpty()), Optional.empty(), false, ""))));
        return parts.stream()
                .map(p -> index.world().part(index, "index_part", p))
                .toList();
    }

    private static Map<String, Kind.Attribute> part() {
        return Map.of(
                "column",
                new Kind.Attribute.One(
                        "column",
                        true,
                        s -> s.as(Part.class)
                                .flatMap(p -> p.column()
                                        .flatMap(c -> s.world()
                                                .find(p.table())
                                                .flatMap(t -> s.world().column(t, c))))),
                "expr",
                plain(s -> optional(s.as(Part.class).flatMap(Part::expression))),
                "desc",
                plain(s -> HclValue.of(s.as(Part.class).map(Part::descending).orElse(false))),
                "prefix",
                plain(s -> NULL),
                "index",
                one("index", Subject::parent));
    }

    private static Map<String, Kind.Attribute> foreignKey() {
        Map<String, Kind.Attribute> own = inTable();
        own.put(
                "ref_table",
                one("table", s -> s.as(ForeignKey.class).flatMap(k -> s.world().find(k.referencedTable()))));
        own.put(
                "ref_table_name",
                plain(s -> text(key(s, k -> k.referencedTable().name()))));
        own.put("on_delete", plain(s -> text(Definitions.action(key(s, ForeignKey::definition), "DELETE"))));
        own.put("on_update", plain(s -> text(Definitions.action(key(s, ForeignKey::definition), "UPDATE"))));
        own.put("deferrable", plain(s -> HclValue.of(Definitions.deferrable(key(s, ForeignKey::definition)))));
        own.put(
                "initially_deferred",
                plain(s -> HclValue.of(Definitions.initiallyDeferred(key(s, ForeignKey::definition)))));
        own.put(
                "ref_columns",
                plain(s -> texts(s.as(ForeignKey.class)
                        .map(ForeignKey::referencedColumns)
                        .orElse(List.of()))));
        own.put(
                "column",
                many(
                        "column",
                        s -> s.as(ForeignKey.class)
                                .map(k -> columns(s, s.world().find(k.table()), k.columns()))
                                .orElse(List.of())));
        own.put(
                "ref_column",
                many(
                        "column",
                        s -> s.as(ForeignKey.class)
                                .map(k -> columns(s, s.world().find(k.referencedTable()), k.referencedColumns()))
                                .orElse(List.of())));
        return own;
    }

    private static String key(Subject s, Function<ForeignKey, String> read) {
        return s.as(ForeignKey.class).map(read).orElse("");
    }

    private static List<Subject> columns(Subject s, Optional<Subject> table, List<String> names) {
        return names.stream()
                .flatMap(n -> table.flatMap(t -> s.world().column(t, n)).stream())
                .toList();
    }

    private static Map<String, Kind.Attribute> check() {
        Map<String, Kind.Attribute> own = inTable();
        own.put(
                "expr",
                plain(s -> text(s.as(CheckConstraint.class)
                        .map(c -> Definitions.check(c.definition()))
                        .orElse(""))));
        return own;
    }

    private static Map<String, Kind.Attribute> trigger() {
        Map<String, Kind.Attribute> own = inTable();
        Function<Subject, String> sql =
                s -> s.as(Trigger.class).map(Trigger::definition).orElse("");
        own.put("for", plain(s -> text(Definitions.each(sql.apply(s)))));
        own.put("event", plain(s -> texts(Definitions.events(sql.apply(s)))));
        own.put("timing", plain(s -> optional(Definitions.timing(sql.apply(s)))));
        own.put("body", plain(s -> text(sql.apply(s))));
        own.put("deferrable", plain(s -> HclValue.of(Definitions.deferrable(sql.apply(s)))));
        own.put("initially_deferred", plain(s -> HclValue.of(Definitions.initiallyDeferred(sql.apply(s)))));
        own.put(
                "function",
                one(
                        "function",
                        s -> s.as(Trigger.class)
                                .flatMap(Trigger::function)
                                .flatMap(f -> s.world().find(f))));
        return own;
    }

    private static Map<String, Kind.Attribute> policy() {
        Map<String, Kind.Attribute> own = inTable();
        own.put(
                "for",
                plain(s -> text(s.as(RowPolicy.class).map(RowPolicy::command).orElse(""))));
        own.put(
                "to",
                plain(s -> texts(s.as(RowPolicy.class).map(RowPolicy::roles).orElse(List.of()).stream()
                        .map(role -> role.equals("public") ? AccessRule.shown(AccessRule.EVERYBODY) : role)
                        .toList())));
        own.put(
                "restrictive",
                plain(s -> HclValue.of(
                        s.as(RowPolicy.class).map(p -> !p.permissive()).orElse(false))));
        return own;
    }

    private static Map<String, Kind.Attribute> permission() {
        Map<String, Kind.Attribute> own = new HashMap<>();
        own.put(
                "name",
                plain(s -> text(s.as(World.Permission.class)
                        .map(World.Permission::privilege)
                        .orElse(""))));
        own.put("table", one("table", s -> target(s, ObjectKind.TABLE)));
        own.put("view", one("view", s -> target(s, ObjectKind.VIEW)));
        own.put("column", one("column", s -> target(s, ObjectKind.COLUMN)));
        own.put(
                "schema",
                one(
                        "schema",
                        s -> s.as(World.Permission.class).flatMap(p -> s.world().schema(p.target()))));
        return own;
    }

    /** A permission on a column is one on its table too. */
    private static Optional<Subject> target(Subject permission, ObjectKind kind) {
        Optional<Subject> target = permission
                .as(World.Permission.class)
                .flatMap(p -> permission.world().find(p.target()));
        Optional<Subject> table = target.flatMap(Subject::parent);
        return target.filter(t -> t.ref().kind() == kind)
                .or(() -> table.filter(t -> t.ref().kind() == kind));
    }

    private static Map<String, Kind.Attribute> inTable() {
        Map<String, Kind.Attribute> own = new HashMap<>();
        own.put("table", one("table", s -> s.world().table(s).filter(t -> t.record() instanceof Table)));
        own.put("view", one("view", s -> s.world().table(s).filter(t -> t.record() instanceof View)));
        return own;
    }
}
