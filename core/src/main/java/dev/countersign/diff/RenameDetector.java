package dev.countersign.diff;

import dev.countersign.catalog.Column;
import dev.countersign.catalog.CompositeType;
import dev.countersign.catalog.Constraint;
import dev.countersign.catalog.DomainType;
import dev.countersign.catalog.EnumType;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds drops and additions that look like renames of tables, columns, types, indexes and constraints. Only suggests: what is renamed decides over data.
 * The same difference gives the same suggestions in the same order.
 */
public final class RenameDetector {
    private static final int THRESHOLD = 50;
    /** A column that so many new tables have says nothing about which of them is meant. */
    private static final int COMMON = 100;

    /** The suggestions, the most likely first; every object is in one at most. */
    public List<RenameSuggestion> suggest(SchemaDiff diff) {
        return suggest(diff, List.of());
    }

    /** The same without pairs that a person ruled out: what each of them looks like next best takes their place. */
    public List<RenameSuggestion> suggest(SchemaDiff diff, Collection<Rename> ruledOut) {
        List<RenameSuggestion> found = new ArrayList<>();
        tables(diff, found);
        columns(diff, found);
        others(diff, found);
        found.removeIf(s -> s.score() < THRESHOLD || ruledOut.contains(s.rename()));
        found.sort(Comparator.comparingInt(RenameSuggestion::score)
                .reversed()
                .thenComparing(s -> s.rename().from())
                .thenComparing(s -> s.rename().to()));
        Set<ObjectRef> from = new HashSet<>();
        Set<ObjectRef> to = new HashSet<>();
        List<RenameSuggestion> best = new ArrayList<>();
        for (RenameSuggestion suggestion : found) {
            Rename rename = suggestion.rename();
            if (!from.contains(rename.from()) && !to.contains(rename.to())) {
                from.add(rename.from());
                to.add(rename.to());
                best.add(suggestion);
            }
        }
        return best;
    }

    private static <T extends SchemaObject> List<T> dropped(SchemaDiff diff, Class<T> type) {
        return diff.changes().stream()
                .filter(Change.DropObject.class::isInstance)
                .map(c -> ((Change.DropObject) c).object())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static <T extends SchemaObject> List<T> added(SchemaDiff diff, Class<T> type) {
        return diff.changes().stream()
                .filter(Change.AddObject.class::isInstance)
                .map(c -> ((Change.AddObject) c).object())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static void tables(SchemaDiff diff, List<RenameSuggestion> found) {
        Map<String, List<Table>> byColumn = new HashMap<>();
        for (Table table : added(diff, Table.class)) {
            table.columns()
                    .forEach(c -> byColumn.computeIfAbsent(signature(c), s -> new ArrayList<>())
                            .add(table));
        }
        for (Table old : dropped(diff, Table.class)) {
            Set<Table> candidates = new LinkedHashSet<>();
            old.columns().stream()
                    .map(c -> byColumn.getOrDefault(signature(c), List.of()))
                    .filter(tables -> tables.size() <= COMMON)
                    .forEach(candidates::addAll);
            candidates.forEach(wanted -> found.add(table(diff, old, wanted)));
        }
    }

    private static String signature(Column column) {
        return column.name() + " " + column.type();
    }

    private static RenameSuggestion table(SchemaDiff diff, Table old, Table wanted) {
        Score score = new Score();
        List<String> before =
                old.columns().stream().map(RenameDetector::signature).toList();
        List<String> after =
                wanted.columns().stream().map(RenameDetector::signature).toList();
        long shared = before.stream().filter(after::contains).count();
        score.add(
                60 * Similarity.sets(before, after),
                shared + " of " + Math.max(before.size(), after.size()) + " columns are the same");
        score.add(20 * Similarity.names(old.ref().name(), wanted.ref().name()), "the names are alike");
        score.add(
                12
                        * Similarity.sets(
                                children(diff.current().tableObjects(old.ref())),
                                children(diff.desired().tableObjects(wanted.ref()))),
                "keys and indexes are over the same columns");
        score.addIf(old.ref().schema().equals(wanted.ref().schema()), 5, "same schema");
        score.addIf(old.columns().size() > 1 && before.equals(after), 3, "same order of columns");
        return score.suggestion(old.ref(), wanted.ref());
    }

    private static List<String> children(List<TableObject> objects) {
        return objects.stream()
                .map(RenameDetector::shape)
                .flatMap(Optional::stream)
                .toList();
    }

    /** What an index or constraint is about, without its name. */
    private static Optional<String> shape(TableObject object) {
        return switch (object) {
            case Index i -> Optional.of("index " + i.method() + i.unique() + i.parts() + i.include() + i.predicate());
            case Constraint c -> Optional.of(c.ref().kind() + c.definition());
            default -> Optional.empty();
        };
    }

    private static void columns(SchemaDiff diff, List<RenameSuggestion> found) {
        Map<ObjectRef, ObjectRef> tables = new HashMap<>();
        Map<ObjectRef, List<Column>> added = new LinkedHashMap<>();
        Map<ObjectRef, List<Column>> dropped = new LinkedHashMap<>();
        for (Change change : diff.changes()) {
            switch (change) {
                case Change.RenameObject r -> tables.put(r.ref(), r.newRef());
                case Change.AddColumn a ->
                    added.computeIfAbsent(a.table(), t -> new ArrayList<>()).add(a.column());
                case Change.DropColumn d ->
                    dropped.computeIfAbsent(d.table(), t -> new ArrayList<>()).add(d.column());
                default -> {
                    // says nothing about columns that come and go
                }
            }
        }
        dropped.forEach((ref, olds) -> {
            ObjectRef target = tables.getOrDefault(ref, ref);
            List<Column> wanted = added.getOrDefault(target, List.of());
            boolean onlyPair = olds.size() == 1 && wanted.size() == 1;
            for (Column old : olds) {
                wanted.forEach(w -> column(diff, ref, old, target, w, onlyPair).ifPresent(found::add));
            }
        });
    }

    private static Optional<RenameSuggestion> column(
            SchemaDiff diff, ObjectRef table, Column old, ObjectRef target, Column wanted, boolean onlyPair) {
        boolean sameType = old.type().equals(wanted.type());
        if (!sameType && !base(old.type()).equals(base(wanted.type()))
                || old.generated().isPresent() != wanted.generated().isPresent()) {
            return Optional.empty();
        }
        Score score = new Score();
        score.add(30 * Similarity.names(old.name(), wanted.name()), "the names are alike");
        score.add(sameType ? 30 : 15, sameType ? "same type" : "types differ only in their size");
        int distance = Math.abs(position(diff.current().find(table, Table.class), old)
                - position(diff.desired().find(target, Table.class), wanted));
        score.addIf(distance == 0, 20, "same position");
        score.addIf(distance == 1, 10, "neighbouring position");
        score.addIf(onlyPair, 10, "no other column comes or goes");
        boolean settings = old.notNull() == wanted.notNull()
                && old.defaultExpression().equals(wanted.defaultExpression())
                && old.collation().equals(wanted.collation());
        score.addIf(settings, 10, "same NOT NULL and default");
        return Optional.of(
                score.suggestion(ObjectRef.column(table, old.name()), ObjectRef.column(target, wanted.name())));
    }

    private static String base(String type) {
        int open = type.indexOf('(');
        return open < 0 ? type : type.substring(0, open);
    }

    private static int position(Optional<Table> table, Column column) {
        return table.map(t -> t.columns().indexOf(column)).orElse(-1);
    }

    private static void others(SchemaDiff diff, List<RenameSuggestion> found) {
        Map<Object, List<SchemaObject>> added = new HashMap<>();
        added(diff, SchemaObject.class).stream()
                .filter(o -> !content(o).isEmpty())
                .forEach(o ->
                        added.computeIfAbsent(place(o), p -> new ArrayList<>()).add(o));
        for (SchemaObject old : dropped(diff, SchemaObject.class)) {
            List<String> before = content(old);
            List<SchemaObject> candidates = before.isEmpty() ? List.of() : added.getOrDefault(place(old), List.of());
            if (candidates.size() <= COMMON) {
                candidates.forEach(wanted -> {
                    Score score = new Score();
                    score.add(70 * Similarity.sets(before, content(wanted)), "made of the same");
                    score.add(
                            30 * Similarity.names(old.ref().name(), wanted.ref().name()), "the names are alike");
                    found.add(score.suggestion(old.ref(), wanted.ref()));
                });
            }
        }
    }

    /** What dropped and added object must share to be compared: the table for its parts, the schema for types. */
    private static Object place(SchemaObject object) {
        return object instanceof TableObject child
                ? List.of(object.ref().kind(), child.table())
                : List.of(object.ref().kind(), object.ref().schema());
    }

    /** What the object is made of; empty for kinds that nobody renames by hand. */
    private static List<String> content(SchemaObject object) {
        return switch (object) {
            case EnumType e -> e.labels();
            case CompositeType c ->
                c.attributes().stream().map(a -> a.name() + " " + a.type()).toList();
            case DomainType d -> List.of(d.baseType(), d.checks().toString(), "not null: " + d.notNull());
            case Index i -> {
                List<String> parts = new ArrayList<>(List.of("by " + i.method(), "unique: " + i.unique()));
                i.parts().forEach(p -> parts.add(p.text()));
                i.predicate().ifPresent(parts::add);
                yield parts;
            }
            case Constraint c -> words(c.definition());
            default -> List.of();
        };
    }

    private static List<String> words(String definition) {
        return Words.of(definition);
    }

    /** Points and what they were given for. */
    private static final class Score {
        private record Part(double points, String reason) {}

        private final List<Part> parts = new ArrayList<>();

        void add(double points, String reason) {
            parts.add(new Part(points, reason));
        }

        void addIf(boolean condition, double points, String reason) {
            if (condition) {
                add(points, reason);
            }
        }

        RenameSuggestion suggestion(ObjectRef from, ObjectRef to) {
            double sum = parts.stream().mapToDouble(Part::points).sum();
            List<String> reasons = parts.stream()
                    .filter(p -> p.points() >= 3)
                    .sorted(Comparator.comparingDouble(Part::points).reversed())
                    .map(Part::reason)
                    .toList();
            return new RenameSuggestion(new Rename(from, to), (int) Math.min(100, Math.round(sum)), reasons);
        }
    }
}
