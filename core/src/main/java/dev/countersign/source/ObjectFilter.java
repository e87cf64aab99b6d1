package dev.countersign.source;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.Dependency;
import dev.countersign.catalog.Extension;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Schema;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.catalog.Uncompared;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Leaves objects out of a catalog: what {@code exclude} names, what {@code include} does not name, and always the ledgers in which tools note what they have
 * applied. What is left out stays named as not compared, and what depends on the rest stays known, so that no plan takes it along.
 */
public final class ObjectFilter {
    private static final String NOT_INCLUDED = "not included";

    private final Map<ObjectKind, String> ignored;
    private final Set<ObjectKind> notAsked;
    private final List<ObjectPattern> exclusions;
    private final List<ObjectPattern> inclusions;
    private final Optional<String> home;
    private final Set<ObjectPattern> matched = ConcurrentHashMap.newKeySet();

    private ObjectFilter(
            List<ObjectPattern> exclusions,
            List<ObjectPattern> inclusions,
            Map<ObjectKind, String> ignored,
            Set<ObjectKind> notAsked,
            Optional<String> home) {
        this.home = home;
        this.ignored = Map.copyOf(ignored);
        this.notAsked = Set.copyOf(notAsked);
        this.exclusions = List.copyOf(exclusions);
        this.inclusions = List.copyOf(inclusions);
    }

    /**
     * @param include patterns of what is compared, e.g. {@code public.*_log[type=table]}; empty for everything
     * @param exclude patterns of what is not
     * @param oneSchema the schema in whose scope everything is compared; patterns need not name it
     * @throws SourceException when a pattern has too many parts or names an unknown type
     */
    public static ObjectFilter of(List<String> include, List<String> exclude, Optional<String> oneSchema) {
        return new ObjectFilter(
                exclude.stream()
                        .map(p -> ObjectPattern.of("exclude", p, oneSchema))
                        .toList(),
                include.stream()
                        .map(p -> ObjectPattern.of("include", p, oneSchema))
                        .toList(),
                Map.of(),
                Set.of(),
                Optional.empty());
    }

    /** The same filter in the scope of one schema: what it is called, who owns it and who may use it is no part of the comparison. */
    public ObjectFilter inScopeOf(Optional<String> schema) {
        return new ObjectFilter(exclusions, inclusions, ignored, notAsked, schema);
    }

    /** The same filter without patterns of what is left out. */
    public ObjectFilter withoutExclusions() {
        return new ObjectFilter(List.of(), inclusions, ignored, notAsked, home);
    }

    /** Whether it has patterns of what is left out. */
    public boolean excludes() {
        return !exclusions.isEmpty();
    }

    /** The schema in whose scope everything is compared. */
    Optional<String> home() {
        return home;
    }

    /** Whether it may leave out anything that belongs to a schema. */
    public boolean narrows() {
        return !exclusions.isEmpty() || !inclusions.isEmpty() || !ignored.isEmpty();
    }

    /** One sentence for each pattern that nothing matched in all catalogs so far: probably it is misspelt, or can match nothing at all. */
    public List<String> idle() {
        return Stream.concat(idle("include", inclusions), idle("exclude", exclusions))
                .toList();
    }

    private Stream<String> idle(String word, List<ObjectPattern> patterns) {
        return patterns.stream()
                .filter(p -> !matched.contains(p))
                .map(p -> "The " + word + " pattern \"" + p.text()
                        + p.impossible()
                                .map(why -> "\" can match nothing: " + why + ".")
                                .orElse("\" matches nothing in either state."));
    }

    /** What of the patterns has no effect, whatever there is, or leaves nothing to compare, one sentence each. */
    public List<String> withoutEffect() {
        Predicate<ObjectPattern> impossible = p -> p.impossible().isPresent();
        Stream<String> never = Stream.concat(
                idle("include", inclusions.stream().filter(impossible).toList()),
                idle("exclude", exclusions.stream().filter(impossible).toList()));
        boolean nothing = !inclusions.isEmpty() && inclusions.stream().noneMatch(matched::contains);
        return Stream.concat(
                        never,
                        nothing
                                ? Stream.of("No include pattern matches anything, so nothing is compared.")
                                : Stream.empty())
                .toList();
    }

    /** The catalog without what is left out; the same catalog when nothing is. */
    public Catalog apply(Catalog catalog) {
        Map<ObjectRef, String> gone = gone(catalog);
        if (gone.isEmpty() && exclusions.isEmpty() && home.isEmpty()) {
            return catalog;
        }
        List<SchemaObject> kept = new ArrayList<>();
        List<Uncompared> uncompared = new ArrayList<>(catalog.uncompared());
        Set<ObjectRef> columns = new HashSet<>();
        for (SchemaObject object : catalog.objects().values()) {
            String why = gone.get(object.ref());
            if (why != null) {
                if (!(object instanceof TableObject child && gone.containsKey(child.table()))) {
                    uncompared.add(new Uncompared(
                            object.ref().kind().label(), object.ref().display(), why, cause(object)));
                }
            } else {
                kept.add(kept(object, columns, uncompared));
            }
        }
        boolean versions = exclusions.stream()
                .anyMatch(p -> catalog.all(Extension.class).stream().anyMatch(e -> p.leavesOutVersionOf(e.ref())));
        if (gone.isEmpty() && columns.isEmpty() && home.isEmpty() && !versions) {
            return catalog;
        }
        for (SchemaObject object : List.copyOf(kept)) {
            usesGone(object, columns).ifPresent(column -> {
                kept.remove(object);
                gone.put(object.ref(), "");
                uncompared.add(Uncompared.leftOut(
                        object.ref().kind().label(),
                        object.ref().display(),
                        "uses the column " + column.name() + ", which is excluded"));
            });
        }
        columns.forEach(column -> gone.put(column, ""));
        return catalog.with(kept, dependencies(catalog, gone.keySet()), uncompared);
    }

    /**
     * What {@link #apply(Catalog)} gives for a state that was made from an earlier one, at the cost of what changed where the patterns allow it: without
     * any, what is left out is decided for each object alone.
     *
     * @param earlier a state that was filtered before
     * @param shown what was left of it
     */
    public Catalog apply(Catalog catalog, Catalog earlier, Catalog shown) {
        Optional<SortedSet<ObjectRef>> touched = catalog.changedSince(earlier);
        if (!exclusions.isEmpty()
                || !inclusions.isEmpty()
                || touched.isEmpty()
                || touched.get().stream().anyMatch(ref -> isLeftOut(earlier, ref) || isLeftOut(catalog, ref))) {
            return apply(catalog);
        }
        if (shown == earlier) {
            return catalog;
        }
        List<SchemaObject> come = new ArrayList<>();
        List<Dependency> theirs = new ArrayList<>();
        for (ObjectRef ref : touched.get()) {
            catalog.find(ref).ifPresent(object -> {
                come.add(kept(object, new HashSet<>(), new ArrayList<>()));
                addDependencies(ref, catalog, theirs);
                if (object instanceof Table table) {
                    table.columns().forEach(c -> addDependencies(ObjectRef.column(ref, c.name()), catalog, theirs));
                }
            });
        }
        return shown.after(touched.get(), come, theirs);
    }

    private void addDependencies(ObjectRef dependent, Catalog catalog, List<Dependency> dependencies) {
        catalog.references(dependent).stream()
                .filter(referenced -> !isLeftOut(catalog, referenced))
                .forEach(referenced -> dependencies.add(new Dependency(dependent, referenced)));
    }

    private boolean isLeftOut(Catalog catalog, ObjectRef ref) {
        return catalog.find(ref).flatMap(this::why).isPresent();
    }

    /** Edges between what is kept, and edges from what is left out to what is kept: those say what a plan must not take away. */
    private static List<Dependency> dependencies(Catalog catalog, Set<ObjectRef> gone) {
        Set<Dependency> edges = catalog.dependencies().stream()
                .filter(d -> !gone.contains(d.referenced()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        for (ObjectRef ref : gone) {
            container(catalog, ref)
                    .filter(c -> !gone.contains(c))
                    .map(c -> new Dependency(ref, c))
                    .ifPresent(edges::add);
        }
        return List.copyOf(edges);
    }

    /** What goes together with its container: a child with its table, anything with its schema. */
    private static Optional<ObjectRef> container(Catalog catalog, ObjectRef ref) {
        if (ref.kind() == ObjectKind.COLUMN && ref.path().size() > 2) {
            return Optional.of(
                    ObjectRef.of(ObjectKind.TABLE, ref.path().get(0), ref.path().get(1)));
        }
        if (catalog.find(ref).orElse(null) instanceof TableObject child) {
            return Optional.of(child.table());
        }
        return ref.path().size() > 1
                ? Optional.of(ObjectRef.of(ObjectKind.SCHEMA, ref.schema())).filter(catalog::contains)
                : Optional.empty();
    }

    /** Every object that is left out, and why, as half a sentence. */
    private Map<ObjectRef, String> gone(Catalog catalog) {
        Map<ObjectRef, String> gone = new HashMap<>();
        if (!narrows() && home.isEmpty() && !Ledgers.anyIn(catalog)) {
            return gone;
        }
        Set<String> schemas = new HashSet<>();
        for (SchemaObject object : catalog.objects().values()) {
            Optional<String> why = why(object);
            if (why.isPresent()) {
                gone.put(object.ref(), why.get());
            } else if (!inclusions.isEmpty() && object.ref().path().size() > 1) {
                schemas.add(object.ref().schema());
            }
        }
        if (!inclusions.isEmpty()) {
            // a schema is needed by what is kept in it
            gone.keySet()
                    .removeIf(ref -> ref.kind() == ObjectKind.SCHEMA
                            && schemas.contains(ref.name())
                            && gone.get(ref).equals(NOT_INCLUDED));
        }
        return gone;
    }

    /**
     * The same filter, which leaves out objects of some kinds wherever they are.
     *
     * @param kinds why each of them is left out, for people
     * @param unsaid those of them that nobody asked to leave out, as nobody asked for them
     */
    public ObjectFilter ignoring(Map<ObjectKind, String> kinds, Set<ObjectKind> unsaid) {
        return new ObjectFilter(exclusions, inclusions, kinds, unsaid, home);
    }

    private Uncompared.Cause cause(SchemaObject object) {
        return notAsked.contains(object.ref().kind()) ? Uncompared.Cause.NOT_ASKED : Uncompared.Cause.LEFT_OUT;
    }

    private Optional<String> why(SchemaObject object) {
        String asked = ignored.get(object.ref().kind());
        if (asked != null) {
            return Optional.of(asked);
        }
        if (home.isPresent()
                && AccessRule.target(object.ref())
                        .filter(t -> t.kind() == ObjectKind.SCHEMA)
                        .isPresent()) {
            return Optional.of("about the schema itself, which takes no part in the scope of one schema");
        }
        if (Ledgers.has(object)) {
            return Optional.of("the ledger of a migration tool");
        }
        if (exclusions.isEmpty() && inclusions.isEmpty()) {
            return Optional.empty();
        }
        List<ObjectPattern> by = matching(exclusions, p -> p.matches(object));
        if (!by.isEmpty()) {
            return Optional.of("excluded by " + by.getFirst().text());
        }
        boolean included = inclusions.isEmpty()
                || !matching(inclusions, p -> p.matches(object)).isEmpty();
        return included ? Optional.empty() : Optional.of(NOT_INCLUDED);
    }

    /** Every pattern counts as used, not only the first one that decides. */
    private List<ObjectPattern> matching(List<ObjectPattern> patterns, Predicate<ObjectPattern> matches) {
        List<ObjectPattern> found = patterns.stream().filter(matches).toList();
        matched.addAll(found);
        return found;
    }

    /** An excluded column takes the indexes and keys over it along, as in Atlas. */
    private static Optional<ObjectRef> usesGone(SchemaObject object, Set<ObjectRef> gone) {
        if (gone.isEmpty() || !(object instanceof TableObject child)) {
            return Optional.empty();
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
        return columns.stream()
                .map(c -> ObjectRef.column(child.table(), c))
                .filter(gone::contains)
                .findFirst();
    }

    private SchemaObject kept(SchemaObject object, Set<ObjectRef> columns, List<Uncompared> uncompared) {
        return switch (object) {
            case Table table -> withoutColumns(table, columns, uncompared);
            case Schema schema when home.isPresent() -> new Schema(schema.ref(), Optional.empty());
            case Extension extension -> withoutVersion(extension, uncompared);
            default -> object;
        };
    }

    private Extension withoutVersion(Extension extension, List<Uncompared> uncompared) {
        List<ObjectPattern> by = matching(exclusions, p -> p.leavesOutVersionOf(extension.ref()));
        if (by.isEmpty() || extension.version().isEmpty()) {
            return extension;
        }
        uncompared.add(Uncompared.leftOut(
                "version of an extension",
                extension.ref().display(),
                "excluded by " + by.getFirst().text()));
        return new Extension(extension.ref(), extension.schema(), "", extension.comment());
    }

    private Table withoutColumns(Table table, Set<ObjectRef> gone, List<Uncompared> uncompared) {
        if (exclusions.isEmpty()) {
            return table;
        }
        List<Column> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            ObjectRef ref = ObjectRef.column(table.ref(), column.name());
            List<String> path = new ArrayList<>(table.ref().path());
            path.add(column.name());
            List<ObjectPattern> by = matching(exclusions, p -> p.matches(ref, path));
            if (by.isEmpty()) {
                columns.add(column);
            } else {
                gone.add(ref);
                uncompared.add(Uncompared.leftOut(
                        "column", ref.display(), "excluded by " + by.getFirst().text()));
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
}
