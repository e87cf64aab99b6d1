package dev.countersign.source;

import com.google.re2j.Pattern;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.Dependency;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.catalog.Uncompared;
import dev.countersign.progress.CountersignException.ExitCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes excluded objects out of a catalog (Atlas's {@code exclude}): patterns of up to three parts - schema, object, child - each a glob with an
 * optional {@code [type=table|view]}. What is taken out stays named as not compared.
 */
public final class ObjectFilter {
    private static final Map<String, ObjectKind> TYPES = Map.ofEntries(
            Map.entry("schema", ObjectKind.SCHEMA),
            Map.entry("table", ObjectKind.TABLE),
            Map.entry("column", ObjectKind.COLUMN),
            Map.entry("index", ObjectKind.INDEX),
            Map.entry("fk", ObjectKind.FOREIGN_KEY),
            Map.entry("foreign_key", ObjectKind.FOREIGN_KEY),
            Map.entry("check", ObjectKind.CHECK),
            Map.entry("unique", ObjectKind.UNIQUE),
            Map.entry("primary_key", ObjectKind.PRIMARY_KEY),
            Map.entry("view", ObjectKind.VIEW),
            Map.entry("materialized", ObjectKind.MATERIALIZED_VIEW),
            Map.entry("function", ObjectKind.FUNCTION),
            Map.entry("procedure", ObjectKind.PROCEDURE),
            Map.entry("aggregate", ObjectKind.AGGREGATE),
            Map.entry("trigger", ObjectKind.TRIGGER),
            Map.entry("enum", ObjectKind.ENUM),
            Map.entry("domain", ObjectKind.DOMAIN),
            Map.entry("composite", ObjectKind.COMPOSITE),
            Map.entry("range", ObjectKind.RANGE),
            Map.entry("sequence", ObjectKind.SEQUENCE),
            Map.entry("policy", ObjectKind.POLICY),
            Map.entry("extension", ObjectKind.EXTENSION));

    private record Part(Pattern name, Set<ObjectKind> types) {
        boolean matches(String text) {
            return name.matcher(text).matches();
        }

        boolean allows(ObjectKind kind) {
            return types.isEmpty() || types.contains(kind);
        }
    }

    private record Exclusion(String text, List<Part> parts) {}

    private final List<Exclusion> exclusions;

    private ObjectFilter(List<Exclusion> exclusions) {
        this.exclusions = List.copyOf(exclusions);
    }

    /**
     * @param patterns e.g. {@code public.*_log[type=table]}
     * @param oneSchema the schema in whose scope everything is compared; its name is put before every pattern
     * @throws SourceException when a pattern has too many parts or names an unknown type
     */
    public static ObjectFilter of(List<String> patterns, Optional<String> oneSchema) {
        return new ObjectFilter(
                patterns.stream().map(p -> exclusion(p, oneSchema)).toList());
    }

    public boolean isEmpty() {
        return exclusions.isEmpty();
    }

    /** The catalog without what is excluded. */
    public Catalog apply(Catalog catalog) {
        if (isEmpty()) {
            return catalog;
        }
        List<SchemaObject> kept = new ArrayList<>();
        List<Uncompared> uncompared = new ArrayList<>(catalog.uncompared());
        Set<ObjectRef> gone = new HashSet<>();
        for (SchemaObject object : catalog.objects().values()) {
            Optional<Exclusion> by = exclusion(object);
            if (by.isPresent()) {
                gone.add(object.ref());
                if (!(object instanceof TableObject child && gone.contains(child.table()))) {
                    uncompared.add(new Uncompared(
                            object.ref().kind().label(),
                            object.ref().display(),
                            "excluded by " + by.get().text()));
                }
            } else {
                kept.add(object instanceof Table table ? withoutColumns(table, gone, uncompared) : object);
            }
        }
        kept.removeIf(object -> usesGone(object, gone));
        Set<ObjectRef> present = new HashSet<>();
        kept.forEach(o -> present.add(o.ref()));
        List<Dependency> dependencies = catalog.dependencies().stream()
                .filter(d -> !gone.contains(d.dependent()) && !gone.contains(d.referenced()))
                .filter(d -> isPart(d.dependent()) || present.contains(d.dependent()))
                .filter(d -> isPart(d.referenced()) || present.contains(d.referenced()))
                .toList();
        return catalog.with(kept, dependencies, uncompared);
    }

    private static boolean isPart(ObjectRef ref) {
        return ref.kind() == ObjectKind.COLUMN;
    }

    /** An excluded column takes the indexes and keys over it along, as in Atlas. */
    private static boolean usesGone(SchemaObject object, Set<ObjectRef> gone) {
        if (!(object instanceof TableObject child)) {
            return false;
        }
        List<String> columns = switch (child) {
            case Index index ->
                index.parts().stream()
                        .filter(p -> !p.expression())
                        .map(Index.Part::text)
                        .toList();
            case KeyConstraint key -> key.columns();
            case ForeignKey key -> key.columns();
            default -> List.of();
        };
        return columns.stream().anyMatch(c -> gone.contains(ObjectRef.column(child.table(), c)));
    }

    private Table withoutColumns(Table table, Set<ObjectRef> gone, List<Uncompared> uncompared) {
        List<Column> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            ObjectRef ref = ObjectRef.column(table.ref(), column.name());
            Optional<Exclusion> by = matching(ref, table.ref().path(), column.name());
            if (by.isPresent()) {
                gone.add(ref);
                uncompared.add(new Uncompared(
                        "column", ref.display(), "excluded by " + by.get().text()));
            } else {
                columns.add(column);
            }
        }
        return columns.size() == table.columns().size()
                ? table
                : new Table(
                        table.ref(),
                        columns,
                        table.partitionBy(),
                        table.partitionOf(),
                        table.inherits(),
                        table.attributes(),
                        table.comment());
    }

    private Optional<Exclusion> exclusion(SchemaObject object) {
        if (object instanceof TableObject child) {
            return matching(child.table(), child.table().path(), "")
                    .or(() -> matching(
                            object.ref(), child.table().path(), object.ref().name()));
        }
        List<String> path = object.ref().path();
        return matching(object.ref(), path.size() > 2 ? path.subList(0, 2) : path, "");
    }

    /** @param child name of the child inside the owner, or empty for the owner itself */
    private Optional<Exclusion> matching(ObjectRef ref, List<String> owner, String child) {
        List<String> path = new ArrayList<>(owner);
        if (!child.isEmpty()) {
            path.add(child);
        }
        return exclusions.stream().filter(e -> matches(e, ref, path)).findFirst();
    }

    /** A pattern that matches a schema or a table takes everything inside along. */
    private static boolean matches(Exclusion exclusion, ObjectRef ref, List<String> path) {
        List<Part> parts = exclusion.parts();
        if (parts.size() > path.size()) {
            return false;
        }
        for (int i = 0; i < parts.size(); i++) {
            if (!parts.get(i).matches(path.get(i))) {
                return false;
            }
        }
        Part last = parts.getLast();
        if (parts.size() == path.size()) {
            return last.allows(ref.kind());
        }
        return switch (parts.size()) {
            case 1 -> last.allows(ObjectKind.SCHEMA);
            case 2 -> last.allows(ObjectKind.TABLE);
            default -> false;
        };
    }

    private static Exclusion exclusion(String pattern, Optional<String> oneSchema) {
        List<Part> parts = new ArrayList<>();
        oneSchema.ifPresent(schema -> parts.add(new Part(Pattern.compile(Pattern.quote(schema)), Set.of())));
        for (String part : split(pattern)) {
            parts.add(part(part, pattern));
        }
        if (parts.size() > 3) {
            throw new SourceException(
                    ExitCode.USAGE,
                    "The exclude pattern \"" + pattern
                            + "\" has too many parts; at most schema, object and child are possible.");
        }
        return new Exclusion(pattern, parts);
    }

    /** Parts are separated by dots; dots in brackets or double quotes belong to the part. */
    private static List<String> split(String pattern) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        int brackets = 0;
        for (char c : pattern.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '.' && !quoted && brackets == 0) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                brackets += c == '[' ? 1 : c == ']' ? -1 : 0;
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    private static Part part(String text, String pattern) {
        int selector = text.indexOf("[type=");
        String glob = selector < 0 ? text : text.substring(0, selector);
        Set<ObjectKind> types = new HashSet<>();
        if (selector >= 0) {
            int end = text.indexOf(']', selector);
            String list = end < 0 ? "" : text.substring(selector + "[type=".length(), end);
            for (String name : list.split("\\|")) {
                ObjectKind kind = TYPES.get(name);
                if (kind == null) {
                    throw new SourceException(
                            ExitCode.USAGE,
                            "The exclude pattern \"" + pattern + "\" names the unknown type \"" + name + "\".");
                }
                types.add(kind);
            }
        }
        return new Part(glob(glob.isEmpty() ? "*" : glob), types);
    }

    /** Go's {@code filepath.Match}: star, question mark, character classes, backslash. */
    private static Pattern glob(String glob) {
        StringBuilder regex = new StringBuilder("(?s)");
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            int close = c == '[' ? glob.indexOf(']', i) : -1;
            if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else if (close > 0) {
                regex.append(glob, i, close + 1);
                i = close;
            } else {
                boolean escape = c == '\\' && i + 1 < glob.length();
                regex.append(Pattern.quote(String.valueOf(escape ? glob.charAt(++i) : c)));
            }
        }
        return Pattern.compile(regex.toString());
    }
}
