package dev.countersign.diff;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.sql.postgres.Ident;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What becomes of names when some objects are renamed: children of a renamed table move with it, objects of a renamed schema too. Only identities are
 * rewritten; texts (queries, conditions) are re-spelt by the server itself, so two texts count as the same when they differ only in renamed words.
 */
public final class Renaming {
    private final Map<ObjectRef, ObjectRef> exact = new HashMap<>();
    private final Map<List<String>, List<String>> relations = new HashMap<>();
    private final Map<String, String> schemas = new HashMap<>();
    private final Map<String, Set<String>> words = new HashMap<>();

    /** Renames that take effect: every old name exists and is given up, every new name exists afterwards. */
    public Renaming(Collection<Rename> renames) {
        for (Rename rename : renames) {
            exact.put(rename.from(), rename.to());
            if (rename.from().kind() == ObjectKind.SCHEMA) {
                schemas.put(rename.from().name(), rename.to().name());
            } else if (rename.from().path().size() == 2) {
                relations.put(rename.from().path(), rename.to().path());
            }
            addWords(rename);
        }
    }

    private void addWords(Rename rename) {
        words.computeIfAbsent(rename.from().name(), w -> new HashSet<>())
                .add(rename.to().name());
        if (rename.from().path().size() == 2) {
            words.computeIfAbsent(rename.from().schema(), w -> new HashSet<>())
                    .add(rename.to().schema());
        }
    }

    /** The same renames, of which some only are words in texts. */
    Renaming inTexts(Predicate<Rename> words) {
        Renaming some = new Renaming(renames());
        some.words.clear();
        renames().stream().filter(words).forEach(some::addWords);
        return some;
    }

    /**
     * The stated renames that can be meant: the old identity is only in {@code current}, the new one only in {@code desired}, both of one kind, and names do not only change places. With them what
     * {@link HeirRenames comes along}.
     */
    public static Renaming effective(Collection<Rename> renames, Catalog current, Catalog desired) {
        List<Rename> meant = renames.stream()
                .filter(r -> r.from().kind() == r.to().kind())
                .filter(r -> has(current, r.from()) && has(desired, r.to()))
                .filter(r -> isFree(r.from(), desired, renames, true) && isFree(r.to(), current, renames, false))
                .filter(r -> !isCircular(r, renames))
                .toList();
        return new Renaming(new HeirRenames(meant, current, desired).all());
    }

    /** Whether names would only change places: afterwards nobody could tell that they have, and the next plan would change them back. */
    private static boolean isCircular(Rename rename, Collection<Rename> renames) {
        Set<ObjectRef> met = new HashSet<>();
        Optional<Rename> next = Optional.of(rename);
        while (next.isPresent() && met.add(next.get().from())) {
            ObjectRef taken = next.get().to();
            next = renames.stream().filter(r -> r.from().equals(taken)).findFirst();
        }
        return next.filter(rename::equals).isPresent();
    }

    private static boolean isFree(ObjectRef ref, Catalog catalog, Collection<Rename> renames, boolean from) {
        return !has(catalog, ref)
                || renames.stream()
                        .anyMatch(r -> from ? r.to().equals(ref) : r.from().equals(ref));
    }

    /** Whether the catalog has the object or column. */
    public static boolean has(Catalog catalog, ObjectRef ref) {
        if (ref.kind() != ObjectKind.COLUMN) {
            return catalog.contains(ref);
        }
        ObjectRef table =
                new ObjectRef(ObjectKind.TABLE, ref.path().subList(0, ref.path().size() - 1));
        return catalog.find(table, Table.class)
                .flatMap(t -> t.column(ref.name()))
                .isPresent();
    }

    public boolean isEmpty() {
        return exact.isEmpty();
    }

    /** Whether exactly this object was renamed, not only something above it. */
    public boolean names(ObjectRef from) {
        return exact.containsKey(from);
    }

    /** The identity after the renames; a routine, operator or cast is told apart by the types that it is for, which may have been renamed too. */
    public ObjectRef map(ObjectRef ref) {
        return switch (ref.kind()) {
            case FUNCTION, PROCEDURE, AGGREGATE, OPERATOR, CAST, TRANSFORM -> withTypes(mapPlain(ref));
            default -> mapPlain(ref);
        };
    }

    private ObjectRef withTypes(ObjectRef ref) {
        String types = ref.path().getLast();
        String renamed = relations.isEmpty() && schemas.isEmpty() ? types : mapText(types);
        if (renamed.equals(types)) {
            return ref;
        }
        List<String> path = new ArrayList<>(ref.path());
        path.set(path.size() - 1, renamed);
        return new ObjectRef(ref.kind(), path);
    }

    /** The text, as the server prints it, with the names after the renames where they stand with their schema. */
    public String mapText(String text) {
        return QualifiedNames.replaced(
                text,
                (schema, name) -> Optional.ofNullable(relations.get(List.of(schema, name)))
                        .or(() -> Optional.ofNullable(schemas.get(schema)).map(s -> List.of(s, name)))
                        .map(path -> Ident.quote(path.get(0)) + "." + Ident.quote(path.get(1))),
                schema -> Optional.ofNullable(schemas.get(schema)));
    }

    private ObjectRef mapPlain(ObjectRef ref) {
        ObjectRef stated = exact.get(ref);
        if (stated != null) {
            return stated;
        }
        Optional<ObjectRef> target = AccessRule.target(ref);
        if (target.isPresent()) {
            return AccessRule.about(ref, map(target.get()));
        }
        List<String> path = ref.path();
        if (path.size() == 3 && ref.kind().isTableChild()) {
            List<String> parent = relations.get(path.subList(0, 2));
            if (parent != null) {
                return new ObjectRef(ref.kind(), List.of(parent.get(0), parent.get(1), path.get(2)));
            }
        }
        String schema = schemas.get(path.getFirst());
        if (schema != null && path.size() > 1) {
            List<String> moved = new ArrayList<>(path);
            moved.set(0, schema);
            return new ObjectRef(ref.kind(), moved);
        }
        return ref;
    }

    /** The column's name after the renames. */
    public String mapColumn(ObjectRef table, String column) {
        ObjectRef ref = ObjectRef.column(table, column);
        ObjectRef stated = exact.get(ref);
        return stated == null ? column : stated.name();
    }

    /** Whether the texts are the same but for renamed words. */
    boolean sameText(String before, String after) {
        if (before.equals(after)) {
            return true;
        }
        if (words.isEmpty()) {
            return false;
        }
        List<String> left = Words.of(before);
        List<String> right = Words.of(after);
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            boolean same = left.get(i).equals(right.get(i))
                    || words.getOrDefault(left.get(i), Set.of()).contains(right.get(i));
            if (!same && !(isOfCatalog(left, i) && sameText(inside(left.get(i)), inside(right.get(i))))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the word is a string literal by which the server means an object of its catalog, such as {@code 'shop.ids'::regclass}. */
    private static boolean isOfCatalog(List<String> words, int at) {
        return words.get(at).startsWith("'")
                && at + 3 < words.size()
                && words.subList(at + 1, at + 3).equals(List.of(":", ":"))
                && words.get(at + 3).startsWith("reg");
    }

    private static String inside(String literal) {
        return literal.length() < 2 ? literal : literal.substring(1, literal.length() - 1);
    }

    /** The record with every identity in it mapped. */
    public <T> T rewrite(T value) {
        @SuppressWarnings("unchecked")
        T rewritten = (T) rewriteAny(value);
        return rewritten;
    }

    private Object rewriteAny(Object value) {
        return switch (value) {
            case ObjectRef ref -> map(ref);
            case Optional<?> o -> o.map(this::rewriteAny);
            case List<?> list -> list.stream().map(this::rewriteAny).toList();
            case Record r -> rewriteRecord(r);
            default -> value;
        };
    }

    private Object rewriteRecord(Record record) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                values[i] = rewriteAny(components[i].getAccessor().invoke(record));
            }
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return record.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (IllegalAccessException
                | InstantiationException
                | NoSuchMethodException
                | InvocationTargetException e) {
            throw new IllegalStateException("cannot rewrite " + record.getClass(), e);
        }
    }

    /** The renames in order of the old identity. */
    public List<Rename> renames() {
        return exact.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> new Rename(e.getKey(), e.getValue()))
                .toList();
    }

    /** No renames at all. */
    public static Renaming none() {
        return new Renaming(Collections.emptyList());
    }
}
