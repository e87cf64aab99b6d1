package dev.countersign.rule;

import static java.util.Map.entry;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.DefaultPrivileges;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.Extension;
import dev.countersign.catalog.Membership;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.Ownership;
import dev.countersign.catalog.Privileges;
import dev.countersign.catalog.Routine;
import dev.countersign.catalog.Schema;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.hcl.HclValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Every kind of object with what rules can ask of it: Atlas's words first, then every component of the catalog's record in snake case. Kinds that Atlas
 * has no word for are called as {@code ObjectKind} calls them, in lower case.
 */
final class Kinds {
    /** Words for the same kind: what holds for indexes holds for the constraints that an index enforces. */
    private static final Map<String, String> SAME = Map.of(
            "primary_key",
            "index",
            "unique",
            "index",
            "materialized",
            "materialized_view",
            "user",
            "role",
            "part",
            "index_part",
            "partition",
            "table");

    private static final Map<ObjectKind, Class<?>> RECORDS = Map.ofEntries(
            entry(ObjectKind.SCHEMA, Schema.class),
            entry(ObjectKind.EXTENSION, Extension.class),
            entry(ObjectKind.AGGREGATE, Routine.class),
            entry(ObjectKind.OWNER, Ownership.class),
            entry(ObjectKind.PRIVILEGES, Privileges.class),
            entry(ObjectKind.DEFAULT_PRIVILEGES, DefaultPrivileges.class),
            entry(ObjectKind.MEMBERSHIP, Membership.class));

    private final SortedMap<String, Kind> byName = new TreeMap<>();
    private final List<String> inSchemas = new ArrayList<>();

    Kinds() {
        for (ObjectKind kind : ObjectKind.values()) {
            if (kind != ObjectKind.COLUMN && !kind.isOfServer() && kind != ObjectKind.SCHEMA) {
                inSchemas.add(kind.name().toLowerCase(Locale.ROOT));
            }
        }
        inSchemas.addAll(List.of("materialized", "partition"));
        new TableKinds().addTo(this);
        new RoutineKinds().addTo(this);
        new TypeKinds().addTo(this);
        for (ObjectKind kind : ObjectKind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            if (kind != ObjectKind.COLUMN && !SAME.containsKey(name) && !byName.containsKey(name)) {
                add(name, RECORDS.getOrDefault(kind, DefinedObject.class), Map.of());
            }
        }
        Map<String, Kind.Attribute> children = new TreeMap<>();
        inSchemas.forEach(word -> children.put(
                word,
                new Kind.Attribute.Many(
                        canonical(word), s -> s.world().inSchema(s.ref().name(), word))));
        children.put("tables", children.get("table"));
        children.put("views", children.get("view"));
        extend("schema", children);
    }

    /** The kind of a word. */
    Kind of(String word) {
        return byName.get(canonical(word));
    }

    /** Whether there is such a kind. */
    boolean knows(String word) {
        return byName.containsKey(canonical(word));
    }

    /** The word that stands for all words of the same kind. */
    String canonical(String word) {
        return SAME.getOrDefault(word, word);
    }

    /** All words. */
    Collection<String> words() {
        List<String> all = new ArrayList<>(byName.keySet());
        all.addAll(SAME.keySet());
        return all;
    }

    /** A kind of catalog objects. */
    void add(String name, Class<?> record, Map<String, Kind.Attribute> own) {
        SortedMap<String, Kind.Attribute> all = new TreeMap<>(Components.of(record));
        all.put("name", plain(s -> text(s.ref().name())));
        all.put("kind", plain(s -> text(s.ref().kind().label())));
        all.put("qualified_name", plain(s -> text(s.ref().display())));
        all.put(
                "comment",
                plain(s ->
                        s.as(SchemaObject.class).map(o -> optional(o.comment())).orElse(HclValue.Null.NULL)));
        all.put(
                "owner",
                plain(s -> s.world()
                        .catalog()
                        .find(AccessRule.ownership(s.ref()), Ownership.class)
                        .map(o -> text(o.role()))
                        .orElse(HclValue.Null.NULL)));
        all.put("permission", many("permission", s -> s.world().permissions(s.ref())));
        if (record != Extension.class && record != DefaultPrivileges.class) {
            all.put("schema", one("schema", s -> s.world().schema(s.ref())));
        }
        all.putAll(own);
        byName.put(name, new Kind(name, all));
    }

    /** A kind of parts, which are nothing by themselves. */
    void addPart(String name, Class<?> record, Map<String, Kind.Attribute> own) {
        SortedMap<String, Kind.Attribute> all = new TreeMap<>(Components.of(record));
        all.putAll(own);
        byName.put(name, new Kind(name, all));
    }

    /** The same kind, of which more can be asked. */
    void extend(String name, Map<String, Kind.Attribute> more) {
        SortedMap<String, Kind.Attribute> all = new TreeMap<>(byName.get(name).attributes());
        all.putAll(more);
        byName.put(name, new Kind(name, all));
    }

    static Kind.Attribute plain(Function<Subject, HclValue> read) {
        return new Kind.Attribute.Plain(read);
    }

    static Kind.Attribute one(String kind, Function<Subject, Optional<Subject>> read) {
        return new Kind.Attribute.One(kind, false, read);
    }

    static Kind.Attribute many(String kind, Function<Subject, List<Subject>> read) {
        return new Kind.Attribute.Many(kind, read);
    }

    static HclValue text(String value) {
        return HclValue.of(value);
    }

    static HclValue optional(Optional<String> value) {
        return value.<HclValue>map(HclValue::of).orElse(HclValue.Null.NULL);
    }

    static HclValue texts(Collection<String> values) {
        return HclValue.of(values.stream().map(HclValue::of).toList());
    }
}
