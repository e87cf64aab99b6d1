package dev.countersign.rule;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Privilege;
import dev.countersign.catalog.Privileges;
import dev.countersign.catalog.Role;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.catalog.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** One state of a database as rules see it. */
final class World {

    /** A privilege somebody has; rules call it a permission. */
    record Permission(ObjectRef target, String grantee, String privilege, boolean grantable) {}

    /** A place of an index: a column or an expression. */
    record Part(
            ObjectRef table,
            Optional<String> column,
            Optional<String> expression,
            boolean descending,
            String options) {}

    /** A setting that only one dialect knows. */
    record Attr(String name, String value) {}

    private final Catalog catalog;
    private final Kinds kinds;
    private final Map<String, List<SchemaObject>> byKind = new HashMap<>();
    private final Map<String, Map<String, List<SchemaObject>>> bySchema = new HashMap<>();
    private final Map<ObjectRef, List<Privileges>> privileges = new HashMap<>();

    World(Catalog catalog, Kinds kinds) {
        this.catalog = catalog;
        this.kinds = kinds;
        for (SchemaObject object : catalog.objects().values()) {
            for (String word : words(object)) {
                byKind.computeIfAbsent(word, w -> new ArrayList<>()).add(object);
                bySchema.computeIfAbsent(schemaOf(object), s -> new HashMap<>())
                        .computeIfAbsent(word, w -> new ArrayList<>())
                        .add(object);
            }
            if (object instanceof Privileges p) {
                privileges.computeIfAbsent(p.target(), t -> new ArrayList<>()).add(p);
            }
        }
    }

    Catalog catalog() {
        return catalog;
    }

    /** The words under which rules know an object; an enforced constraint is an index too. */
    static List<String> words(SchemaObject object) {
        String word = object.ref().kind().name().toLowerCase(Locale.ROOT);
        return switch (object.ref().kind()) {
            case UNIQUE -> List.of(word, "index");
            case TABLE ->
                object instanceof Table table && table.partitionOf().isPresent()
                        ? List.of(word, "partition")
                        : List.of(word);
            case MATERIALIZED_VIEW -> List.of(word, "materialized");
            case ROLE ->
                object instanceof Role role && "true".equals(role.attributes().get("LOGIN"))
                        ? List.of(word, "user")
                        : List.of(word);
            default -> List.of(word);
        };
    }

    /** Every object of that kind. */
    List<Subject> all(String word) {
        return switch (word) {
            case "column" ->
                catalog.objects().values().stream()
                        .filter(o -> o instanceof Table || o instanceof View)
                        .flatMap(o -> columns(of(o)).stream())
                        .toList();
            case "permission" ->
                privileges.keySet().stream()
                        .sorted()
                        .flatMap(target -> permissions(target).stream())
                        .toList();
            default -> subjects(byKind.getOrDefault(word, List.of()));
        };
    }

    /** What stands in a schema. */
    List<Subject> inSchema(String schema, String word) {
        return subjects(bySchema.getOrDefault(schema, Map.of()).getOrDefault(word, List.of()));
    }

    /** What stands inside a table or view. */
    List<Subject> inTable(ObjectRef table, String word) {
        return subjects(catalog.tableObjects(table).stream()
                .filter(o -> words(o).contains(word))
                .toList());
    }

    /** The object or column of that identity. */
    Optional<Subject> find(ObjectRef ref) {
        if (ref.kind() != ObjectKind.COLUMN) {
            return catalog.find(ref).map(this::of);
        }
        List<String> path = ref.path().subList(0, ref.path().size() - 1);
        return List.of(ObjectKind.TABLE, ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW).stream()
                .flatMap(kind -> catalog.find(new ObjectRef(kind, path)).stream())
                .findFirst()
                .flatMap(table -> column(of(table), ref.name()));
    }

    /** A schema by name, also when the catalog has no object for it. */
    Optional<Subject> schema(ObjectRef inside) {
        return inside.path().size() < 2 && inside.kind() != ObjectKind.SCHEMA
                ? Optional.empty()
                : find(ObjectRef.of(ObjectKind.SCHEMA, inside.schema()));
    }

    Subject of(SchemaObject object) {
        return new Subject(kinds.of(words(object).getFirst()), object, object.ref(), Optional.empty(), this);
    }

    List<Subject> columns(Subject table) {
        List<Subject> columns = new ArrayList<>();
        table.as(Table.class)
                .ifPresent(t -> t.columns().forEach(c -> columns.add(inside(table, "column", c, c.name()))));
        table.as(View.class)
                .ifPresent(v -> v.columns().forEach(c -> columns.add(inside(table, "column", c, c.name()))));
        return columns;
    }

    Optional<Subject> column(Subject table, String name) {
        return columns(table).stream().filter(c -> c.ref().name().equals(name)).findFirst();
    }

    private Subject inside(Subject table, String word, Object record, String name) {
        return new Subject(kinds.of(word), record, ObjectRef.column(table.ref(), name), Optional.of(table), this);
    }

    /** A part of an object without an identity of its own. */
    Subject part(Subject whole, String word, Object record) {
        return new Subject(kinds.of(word), record, whole.ref(), Optional.of(whole), this);
    }

    /** Who may do what with an object. */
    List<Subject> permissions(ObjectRef target) {
        List<Subject> found = new ArrayList<>();
        for (Privileges one : privileges.getOrDefault(target, List.of())) {
            for (Privilege privilege : one.deviations()) {
                if (privilege.actual() != Privilege.Level.NONE) {
                    Permission permission = new Permission(
                            target,
                            AccessRule.shown(one.grantee()),
                            privilege.name(),
                            privilege.actual() == Privilege.Level.GRANTABLE);
                    found.add(new Subject(kinds.of("permission"), permission, one.ref(), Optional.empty(), this));
                }
            }
        }
        return found;
    }

    List<Subject> attrs(Subject whole, SortedMap<String, String> attributes) {
        List<Subject> found = new ArrayList<>();
        attributes.forEach((name, value) -> found.add(part(whole, "attr", new Attr(name, value))));
        return found;
    }

    /** The table of something that stands inside one. */
    Optional<Subject> table(Subject child) {
        return child.as(TableObject.class).flatMap(o -> find(o.table()));
    }

    private List<Subject> subjects(List<? extends SchemaObject> objects) {
        return objects.stream().map(this::of).toList();
    }

    private static String schemaOf(SchemaObject object) {
        return object.ref().path().size() > 1 ? object.ref().schema() : "";
    }
}
