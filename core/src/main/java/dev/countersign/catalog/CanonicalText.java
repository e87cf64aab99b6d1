package dev.countersign.catalog;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one text form of a catalog record: every component by name, strings with their length in front, so that no two different objects share a text.
 * It walks the record's components, so a new attribute takes part without anybody remembering to add it.
 */
final class CanonicalText {
    /** Asking a class for its components anew for every value would cost more than all the rest. */
    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            List<Part> parts = Arrays.stream(type.getRecordComponents())
                    .map(component -> new Part(component.getName(), accessor(component)))
                    .toList();
            return new Shape(type.getSimpleName(), parts);
        }
    };

    private CanonicalText() {}

    static String of(SchemaObject object) {
        StringBuilder text = new StringBuilder();
        append(text, object);
        return text.toString();
    }

    /** Appends the text of an object or of one of its components. */
    static void append(StringBuilder text, Object value) {
        switch (value) {
            case String s -> text.append(s.length()).append(':').append(s);
            case Boolean b -> text.append(b ? 't' : 'f');
            case Number n -> text.append('#').append(n).append(';');
            case Enum<?> e -> text.append(e.name()).append(';');
            case Optional<?> o -> {
                text.append('?');
                o.ifPresent(inner -> append(text, inner));
                text.append(';');
            }
            case Collection<?> c -> {
                text.append('[');
                c.forEach(item -> append(text, item));
                text.append(']');
            }
            case Map<?, ?> m -> {
                text.append('{');
                m.forEach((k, v) -> {
                    append(text, k);
                    append(text, v);
                });
                text.append('}');
            }
            case Record r -> appendRecord(text, r);
            default -> throw new IllegalArgumentException("no canonical text for " + value.getClass());
        }
    }

    /** Else the JVM would look for the caller of each call, to see whether it may. */
    private static Method accessor(RecordComponent component) {
        Method accessor = component.getAccessor();
        accessor.setAccessible(true);
        return accessor;
    }

    private static void appendRecord(StringBuilder text, Record record) {
        Shape shape = SHAPES.get(record.getClass());
        text.append(shape.name()).append('(');
        for (Part part : shape.parts()) {
            text.append(part.name()).append('=');
            try {
                append(text, part.accessor().invoke(record));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("cannot read " + part.name() + " of " + shape.name(), e);
            }
        }
        text.append(')');
    }

    private record Shape(String name, List<Part> parts) {}

    private record Part(String name, Method accessor) {}
}
