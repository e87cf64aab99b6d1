package dev.countersign.engine;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.hcl.NearestName;
import dev.countersign.source.ObjectPattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A name as a person asks for it: {@code users}, {@code users.legacy_email}, {@code shop.users.legacy_email}, with the kind in front where several objects
 * share the name ({@code index users_email_key}), with its arguments as {@code f(integer)}, or a pattern as in {@code exclude}.
 */
final class AskedName {
    private final String text;
    private final String name;
    private final Set<ObjectKind> kinds;
    private final List<String> parts;
    private final Optional<ObjectPattern> pattern;

    private AskedName(
            String text, String name, Set<ObjectKind> kinds, List<String> parts, Optional<ObjectPattern> pattern) {
        this.text = text;
        this.name = name;
        this.kinds = kinds;
        this.parts = parts;
        this.pattern = pattern;
    }

    /** @throws dev.countersign.source.SourceException when it is a pattern that cannot be read */
    static AskedName of(String text, Optional<String> oneSchema) {
        String asked = text.strip();
        String lower = asked.toLowerCase(Locale.ROOT);
        Optional<String> word = words().keySet().stream()
                .filter(w -> lower.startsWith(w + " "))
                .max(Comparator.comparingInt(String::length));
        String name =
                word.map(w -> asked.substring(w.length()).strip()).orElse(asked).replace("\"", "");
        boolean routine = name.endsWith(")");
        boolean wild = !routine && name.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
        return new AskedName(
                asked,
                name,
                word.map(words()::get).orElse(Set.of()),
                List.of(name.split("\\.", -1)),
                wild ? Optional.of(ObjectPattern.of("match", name, oneSchema)) : Optional.empty());
    }

    /** What can stand in front of a name, and the kinds that it means. */
    private static Map<String, Set<ObjectKind>> words() {
        Map<String, Set<ObjectKind>> words = new TreeMap<>(Map.of(
                "check", EnumSet.of(ObjectKind.CHECK),
                "unique", EnumSet.of(ObjectKind.UNIQUE),
                "constraint",
                        EnumSet.of(
                                ObjectKind.PRIMARY_KEY,
                                ObjectKind.UNIQUE,
                                ObjectKind.EXCLUDE,
                                ObjectKind.CHECK,
                                ObjectKind.FOREIGN_KEY),
                "type",
                        EnumSet.of(
                                ObjectKind.ENUM,
                                ObjectKind.DOMAIN,
                                ObjectKind.COMPOSITE,
                                ObjectKind.RANGE,
                                ObjectKind.SHELL_TYPE,
                                ObjectKind.BASE_TYPE),
                "routine", EnumSet.of(ObjectKind.FUNCTION, ObjectKind.PROCEDURE, ObjectKind.AGGREGATE)));
        for (ObjectKind kind : ObjectKind.values()) {
            words.put(kind.label(), EnumSet.of(kind));
        }
        return words;
    }

    /** Everything that has a name of its own, columns included, and where patterns look for it. */
    record Named(ObjectRef ref, List<String> path) {}

    static List<Named> all(Catalog catalog) {
        List<Named> all = new ArrayList<>();
        for (SchemaObject object : catalog.objects().values()) {
            all.add(new Named(object.ref(), ObjectPattern.path(object)));
            if (object instanceof Table table) {
                table.columns().forEach(column -> {
                    ObjectRef ref = ObjectRef.column(table.ref(), column.name());
                    all.add(new Named(ref, ref.path()));
                });
            }
        }
        return all;
    }

    boolean means(Named named) {
        return (kinds.isEmpty() || kinds.contains(named.ref().kind())) && isCalled(named);
    }

    private boolean isCalled(Named named) {
        String display = named.ref().display();
        return pattern.map(p -> p.matches(named.ref(), named.path()))
                .orElseGet(() -> endsWith(named.path())
                        || endsWith(named.ref().path())
                        || display.equals(name)
                        || display.endsWith("." + name));
    }

    /** Whether it can be the name of something that is not compared, of which only kind and name are known. */
    boolean means(String otherKind, String display) {
        boolean fits = kinds.isEmpty() || kinds.stream().anyMatch(k -> k.label().equals(otherKind));
        return fits && endsWith(List.of(display.split("\\.")));
    }

    private boolean endsWith(List<String> path) {
        int from = path.size() - parts.size();
        return from >= 0 && path.subList(from, path.size()).equals(parts);
    }

    /** What it can mean where no state says what there is. */
    List<Named> possible(String defaultSchema, Set<String> schemas) {
        if (pattern.isPresent() || parts.size() > 3 || parts.contains("")) {
            return List.of();
        }
        Set<ObjectRef> refs = new LinkedHashSet<>();
        if (kinds.isEmpty()) {
            possible(parts.size() == 1 ? ObjectKind.TABLE : ObjectKind.COLUMN, defaultSchema, schemas, refs);
        }
        kinds.forEach(kind -> possible(kind, defaultSchema, schemas, refs));
        return refs.stream().map(ref -> new Named(ref, ref.path())).toList();
    }

    private void possible(ObjectKind known, String defaultSchema, Set<String> schemas, Set<ObjectRef> refs) {
        boolean inTable = known.isTableChild() && known != ObjectKind.INDEX;
        switch (parts.size()) {
            case 1 ->
                refs.add(
                        known == ObjectKind.SCHEMA || known.isOfServer()
                                ? ObjectRef.of(known, parts.getFirst())
                                : ObjectRef.of(known, defaultSchema, parts.getFirst()));
            case 2 -> {
                boolean schema = parts.getFirst().equals(defaultSchema) || schemas.contains(parts.getFirst());
                if (schema || !inTable) {
                    refs.add(ObjectRef.of(kinds.isEmpty() ? ObjectKind.TABLE : known, parts.get(0), parts.get(1)));
                }
                if (inTable) {
                    refs.add(ObjectRef.of(known, defaultSchema, parts.get(0), parts.get(1)));
                }
            }
            default -> refs.add(ObjectRef.of(known, parts.toArray(String[]::new)));
        }
    }

    /** Names like this one among those that there are. */
    List<String> near(List<Named> all) {
        List<String> otherKinds = all.stream()
                .filter(this::isCalled)
                .map(named -> named.ref().kind().label() + " " + named.ref().display())
                .limit(3)
                .toList();
        return otherKinds.isEmpty() ? nearNames(all) : otherKinds;
    }

    private List<String> nearNames(List<Named> all) {
        Set<String> endings = new TreeSet<>();
        for (Named named : all) {
            List<String> path = named.path();
            IntStream.rangeClosed(1, path.size())
                    .mapToObj(n -> String.join(".", path.subList(path.size() - n, path.size())))
                    .forEach(endings::add);
        }
        Set<String> near = new LinkedHashSet<>();
        NearestName.of(name, endings).ifPresent(near::add);
        String last = parts.getLast();
        all.stream()
                .map(named -> named.path())
                .filter(path -> path.getLast().equals(last))
                .limit(3)
                .forEach(path -> near.add(String.join(".", path)));
        if (near.isEmpty()) {
            NearestName.of(last, all.stream().map(n -> n.path().getLast()).toList())
                    .ifPresent(name -> all.stream()
                            .map(Named::path)
                            .filter(path -> path.getLast().equals(name))
                            .limit(3)
                            .forEach(path -> near.add(String.join(".", path))));
        }
        return List.copyOf(near);
    }

    @Override
    public String toString() {
        return text;
    }
}
