package dev.countersign.diff;

import dev.countersign.catalog.CompositeType;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.View;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares two records component by component, the left one as it will read once some names have changed. */
final class RecordComparison {
    private final Renaming renaming;

    RecordComparison(Renaming renaming) {
        this.renaming = renaming;
    }

    /** Names of the components that differ, in declaration order. */
    List<String> differences(Record left, Record right, Set<String> ignored) {
        if (left.equals(right)) {
            return List.of();
        }
        if (left.getClass() != right.getClass()) {
            return List.of("kind");
        }
        List<String> names = new ArrayList<>();
        for (RecordComponent component : left.getClass().getRecordComponents()) {
            boolean own = isOwnText(left, component.getName());
            if (!ignored.contains(component.getName())
                    && !(own
                            ? value(component, left).equals(value(component, right))
                            : same(value(component, left), value(component, right)))) {
                names.add(component.getName());
            }
        }
        return names;
    }

    /** Whether a renamed word in the component is another word, because no server re-spells it: a view goes on calling its column as it did. */
    private static boolean isOwnText(Record record, String component) {
        return switch (component) {
            case "comment", "labels" -> true;
            case "name" -> record instanceof View.ViewColumn || record instanceof CompositeType.Attribute;
            default -> false;
        };
    }

    private boolean same(Object left, Object right) {
        if (left.equals(right)) {
            return true;
        }
        if (renaming.isEmpty() || left.getClass() != right.getClass() && !(left instanceof List)) {
            return false;
        }
        return switch (left) {
            case ObjectRef ref -> renaming.map(ref).equals(right);
            case String text -> renaming.sameText(text, (String) right);
            case Optional<?> o ->
                o.isPresent() && ((Optional<?>) right).isPresent() && same(o.get(), ((Optional<?>) right).get());
            case List<?> list -> right instanceof List<?> other && sameItems(list, other);
            case Map<?, ?> map ->
                sameItems(List.copyOf(map.keySet()), List.copyOf(((Map<?, ?>) right).keySet()))
                        && sameItems(List.copyOf(map.values()), List.copyOf(((Map<?, ?>) right).values()));
            case Record record -> differences(record, (Record) right, Set.of()).isEmpty();
            default -> false;
        };
    }

    private boolean sameItems(List<?> left, List<?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        Iterator<?> others = right.iterator();
        for (Object item : left) {
            if (!same(item, others.next())) {
                return false;
            }
        }
        return true;
    }

    static Object value(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}
