package dev.countersign.rule;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.hcl.HclValue;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the components of the catalog's records under their names in snake case, so that whatever a record holds can be asked for. */
final class Components {
    private Components() {}

    /** An attribute for every component of the record type; of other records it is null. */
    static SortedMap<String, Kind.Attribute> of(Class<?> type) {
        SortedMap<String, Kind.Attribute> attributes = new TreeMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            attributes.put(
                    snake(component.getName()),
                    new Kind.Attribute.Plain(
                            s -> type.isInstance(s.record()) ? read(component, s.record()) : HclValue.Null.NULL));
        }
        return attributes;
    }

    /** {@code referencedTable} is {@code referenced_table}. */
    static String snake(String camel) {
        StringBuilder out = new StringBuilder();
        for (char c : camel.toCharArray()) {
            if (Character.isUpperCase(c)) {
                out.append('_');
            }
            out.append(Character.toLowerCase(c));
        }
        return out.toString();
    }

    private static HclValue read(RecordComponent component, Object record) {
        try {
            return value(component.getAccessor().invoke(record));
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    /** Any value of a record as a rule sees it: names of objects as people write them, words of enumerations as they are. */
    static HclValue value(Object value) {
        return switch (value) {
            case String s -> HclValue.of(s);
            case Boolean b -> HclValue.of(b);
            case Long n -> HclValue.of(n);
            case Integer n -> HclValue.of(n);
            case Enum<?> e -> HclValue.of(e.name());
            case ObjectRef ref -> HclValue.of(ref.display());
            case Optional<?> optional -> optional.map(Components::value).orElse(HclValue.Null.NULL);
            case Collection<?> all -> {
                List<HclValue> items = new ArrayList<>();
                all.forEach(item -> items.add(value(item)));
                yield HclValue.of(items);
            }
            case Map<?, ?> map -> {
                Map<String, HclValue> fields = new TreeMap<>();
                map.forEach((k, v) -> fields.put(k.toString().toLowerCase(Locale.ROOT), value(v)));
                yield HclValue.of(fields);
            }
            case Record r -> {
                Map<String, HclValue> fields = new TreeMap<>();
                for (RecordComponent component : r.getClass().getRecordComponents()) {
                    fields.put(snake(component.getName()), read(component, r));
                }
                yield HclValue.of(fields);
            }
            default -> throw new IllegalArgumentException("no value for " + value.getClass());
        };
    }
}
