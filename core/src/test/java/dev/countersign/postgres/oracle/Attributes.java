package dev.countersign.postgres.oracle;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the catalog's records hold, and what of it differs between two catalogs: paths such as {@code Table.columns.identity.options.start}. */
final class Attributes {
    /** Who an object is and where it belongs is not an attribute. */
    private static final Set<String> IDENTITY = Set.of("ref", "table", "owner", "drop");

    /** Where and for whom a rule holds is who it is; and the standard is the server's. */
    private static final Set<String> OF_RULES = Set.of(
            "Ownership.target",
            "Privileges.target",
            "Privileges.grantee",
            "Privileges.deviations.standard",
            "DefaultPrivileges.creator",
            "DefaultPrivileges.schema",
            "DefaultPrivileges.objects",
            "DefaultPrivileges.grantee",
            "DefaultPrivileges.deviations.standard");

    /** Roles belong to the whole server, not to a database that a case could make; and how a part is taken back follows from how it is made. */
    private static final Set<String> ELSEWHERE = Set.of("Role", "Membership", "DefinedObject.parts");

    private Attributes() {}

    /** The path of every component of every kind of schema object, parts of parts included. */
    static SortedSet<String> all() {
        SortedSet<String> paths = new TreeSet<>();
        kinds(SchemaObject.class).forEach(kind -> collect(kind.getSimpleName(), kind, paths));
        paths.removeAll(OF_RULES);
        paths.removeIf(path -> ELSEWHERE.stream().anyMatch(prefix -> path.startsWith(prefix + ".")));
        return paths;
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Attributes::kinds)
                : Stream.of(type);
    }

    private static void collect(String path, Class<?> record, SortedSet<String> paths) {
        for (RecordComponent component : record.getRecordComponents()) {
            if (IDENTITY.contains(component.getName())) {
                continue;
            }
            String here = path + "." + component.getName();
            Optional<Class<?>> part = recordIn(component.getGenericType());
            if (part.isPresent()) {
                collect(here, part.get(), paths);
            } else {
                paths.add(here);
            }
        }
    }

    private static Optional<Class<?>> recordIn(Type type) {
        if (type instanceof ParameterizedType of) {
            return Arrays.stream(of.getActualTypeArguments())
                    .map(Attributes::recordIn)
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        return type instanceof Class<?> c && c.isRecord() && c != ObjectRef.class ? Optional.of(c) : Optional.empty();
    }

    /** Every key of an attribute map that an object of the catalog has, behind the path of the map. */
    static SortedSet<String> keys(Catalog catalog) {
        SortedSet<String> keys = new TreeSet<>();
        catalog.objects().values().forEach(object -> keysOf(object.getClass().getSimpleName(), object, keys));
        return keys;
    }

    private static void keysOf(String path, Object value, SortedSet<String> keys) {
        switch (value) {
            case ObjectRef ref -> {
                // a name
            }
            case Record record -> {
                for (RecordComponent component : record.getClass().getRecordComponents()) {
                    keysOf(path + "." + component.getName(), value(component, record), keys);
                }
            }
            case Map<?, ?> map -> map.keySet().forEach(key -> keys.add(path + "." + key));
            case List<?> list -> list.forEach(item -> keysOf(path, item, keys));
            case Optional<?> optional -> optional.ifPresent(item -> keysOf(path, item, keys));
            default -> {
                // a value
            }
        }
    }

    /** The paths that differ between objects that are in both catalogs; for objects compared by definition with the kind in front. */
    static SortedSet<String> changed(Catalog one, Catalog other) {
        SortedSet<String> paths = new TreeSet<>();
        for (SchemaObject object : one.objects().values()) {
            other.find(object.ref())
                    .filter(o -> o.getClass() == object.getClass())
                    .ifPresent(o -> compare(object.getClass().getSimpleName(), object, o, paths));
        }
        return paths;
    }

    /** The kinds of objects that are in only one of the catalogs. */
    static SortedSet<String> lone(Catalog one, Catalog other) {
        SortedSet<String> kinds = new TreeSet<>();
        Stream.concat(
                        one.objects().keySet().stream().filter(ref -> !other.contains(ref)),
                        other.objects().keySet().stream().filter(ref -> !one.contains(ref)))
                .forEach(ref -> kinds.add(ref.kind().name()));
        return kinds;
    }

    /** The kinds of objects compared by definition whose definition differs, parts with statements of their own included. */
    static SortedSet<String> redefined(Catalog one, Catalog other) {
        SortedSet<String> kinds = new TreeSet<>();
        for (DefinedObject object : one.all(DefinedObject.class)) {
            other.find(object.ref(), DefinedObject.class)
                    .filter(o -> !o.statements().equals(object.statements()))
                    .ifPresent(o -> kinds.add(object.ref().kind().name()));
        }
        return kinds;
    }

    /** The kinds of the catalog's objects that are compared by definition. */
    static SortedSet<String> defined(Catalog catalog) {
        return catalog.all(DefinedObject.class).stream()
                .map(object -> object.ref().kind().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void compare(String path, Object one, Object other, SortedSet<String> paths) {
        if (one.equals(other)) {
            return;
        }
        switch (one) {
            case ObjectRef ref -> paths.add(path);
            case Record record
            when other.getClass() == one.getClass() -> {
                for (RecordComponent component : record.getClass().getRecordComponents()) {
                    if (!IDENTITY.contains(component.getName())) {
                        compare(
                                path + "." + component.getName(),
                                value(component, record),
                                value(component, (Record) other),
                                paths);
                    }
                }
            }
            case Map<?, ?> map -> {
                Set<Object> keys = new HashSet<>(map.keySet());
                keys.addAll(((Map<?, ?>) other).keySet());
                keys.stream()
                        .filter(key -> !same(map.get(key), ((Map<?, ?>) other).get(key)))
                        .forEach(key -> paths.add(path + "." + key));
                paths.add(path);
            }
            case List<?> list -> compareLists(path, list, (List<?>) other, paths);
            case Optional<?> optional
            when optional.isPresent() && ((Optional<?>) other).isPresent() ->
                compare(path, optional.get(), ((Optional<?>) other).get(), paths);
            default -> paths.add(path);
        }
    }

    private static boolean same(Object one, Object other) {
        return one == null ? other == null : one.equals(other);
    }

    /** Parts with a name are compared by name; a list whose names differ has changed in its names. */
    private static void compareLists(String path, List<?> one, List<?> other, SortedSet<String> paths) {
        Map<Object, Object> left = named(one);
        Map<Object, Object> right = named(other);
        if (left.isEmpty() && right.isEmpty()) {
            for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
                compare(path, one.get(i), other.get(i), paths);
            }
            if (one.size() != other.size()) {
                paths.add(path);
            }
            return;
        }
        left.forEach((name, item) -> {
            if (right.containsKey(name)) {
                compare(path, item, right.get(name), paths);
            }
        });
        if (!left.keySet().equals(right.keySet())) {
            paths.add(path + ".name");
        }
    }

    private static Map<Object, Object> named(List<?> list) {
        return list.stream()
                .filter(item -> item instanceof Record
                        && !(item instanceof ObjectRef)
                        && name(item).isPresent())
                .collect(Collectors.toMap(item -> name(item).orElseThrow(), Function.identity()));
    }

    private static Optional<Object> name(Object item) {
        return Arrays.stream(item.getClass().getRecordComponents())
                .filter(component -> component.getName().equals("name"))
                .findFirst()
                .map(component -> value(component, (Record) item));
    }

    private static Object value(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}
