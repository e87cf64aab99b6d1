package dev.countersign.hcl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The declared type of a variable. */
public sealed interface VariableType {

    /** The type as the project file writes it. */
    String hclName();

    /** The value converted to this type; empty when it does not fit. Null fits every type. */
    Optional<HclValue> convert(HclValue value);

    /** A type without parameters. */
    enum Plain implements VariableType {
        /** text */
        STRING,
        /** a whole number */
        INT,
        /** any number */
        NUMBER,
        /** true or false */
        BOOL;

        @Override
        public String hclName() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public Optional<HclValue> convert(HclValue value) {
            if (isOpen(value)) {
                return Optional.of(value);
            }
            return switch (this) {
                case STRING -> Conversions.text(value).map(HclValue::of);
                case NUMBER -> Conversions.number(value).map(HclValue.Number::new);
                case INT ->
                    Conversions.number(value)
                            .filter(n -> n.stripTrailingZeros().scale() <= 0)
                            .map(HclValue.Number::new);
                case BOOL -> Conversions.bool(value).map(HclValue::of);
            };
        }
    }

    /** {@code list(item)} or, without repetitions and sorted, {@code set(item)}. */
    record ListOf(VariableType item, boolean set) implements VariableType {
        @Override
        public String hclName() {
            return (set ? "set(" : "list(") + item.hclName() + ")";
        }

        @Override
        public Optional<HclValue> convert(HclValue value) {
            if (isOpen(value)) {
                return Optional.of(value);
            }
            if (!(value instanceof HclValue.Items(List<HclValue> items))) {
                return Optional.empty();
            }
            return convertAll(items, Collections.nCopies(items.size(), item))
                    .map(converted -> HclValue.of(
                            set
                                    ? converted.stream()
                                            .distinct()
                                            .sorted(Comparator.comparing(
                                                    v -> Conversions.text(v).orElse("")))
                                            .toList()
                                    : converted));
        }
    }

    /** {@code map(value)}. */
    record MapOf(VariableType item) implements VariableType {
        @Override
        public String hclName() {
            return "map(" + item.hclName() + ")";
        }

        @Override
        public Optional<HclValue> convert(HclValue value) {
            if (isOpen(value)) {
                return Optional.of(value);
            }
            if (!(value instanceof HclValue.Fields(SortedMap<String, HclValue> fields))) {
                return Optional.empty();
            }
            Map<String, HclValue> converted = new TreeMap<>();
            fields.forEach((key, field) -> item.convert(field).ifPresent(v -> converted.put(key, v)));
            return converted.size() == fields.size() ? Optional.of(HclValue.of(converted)) : Optional.empty();
        }
    }

    /** {@code tuple([first, second])}. */
    record TupleOf(List<VariableType> items) implements VariableType {
        /** Copies the list. */
        public TupleOf {
            items = List.copyOf(items);
        }

        @Override
        public String hclName() {
            return "tuple(["
                    + String.join(
                            ", ", items.stream().map(VariableType::hclName).toList()) + "])";
        }

        @Override
        public Optional<HclValue> convert(HclValue value) {
            if (isOpen(value)) {
                return Optional.of(value);
            }
            return value instanceof HclValue.Items(List<HclValue> values) && values.size() == items.size()
                    ? convertAll(values, items).map(HclValue::of)
                    : Optional.empty();
        }
    }

    /** <code>object({name = type})</code>; attributes that the type does not name are dropped. */
    record ObjectOf(SortedMap<String, VariableType> attributes) implements VariableType {
        /** Copies the map. */
        public ObjectOf {
            attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        }

        @Override
        public String hclName() {
            return "object({"
                    + String.join(
                            ", ",
                            attributes.entrySet().stream()
                                    .map(e -> e.getKey() + " = " + e.getValue().hclName())
                                    .toList())
                    + "})";
        }

        @Override
        public Optional<HclValue> convert(HclValue value) {
            if (isOpen(value)) {
                return Optional.of(value);
            }
            if (!(value instanceof HclValue.Fields(SortedMap<String, HclValue> fields))) {
                return Optional.empty();
            }
            Map<String, HclValue> converted = new TreeMap<>();
            attributes.forEach((name, type) -> Optional.ofNullable(fields.get(name))
                    .flatMap(type::convert)
                    .ifPresent(v -> converted.put(name, v)));
            return converted.size() == attributes.size() ? Optional.of(HclValue.of(converted)) : Optional.empty();
        }
    }

    /** The type of a value; of a list with items of several types a tuple. Empty for what has no type of its own: null and what is not known. */
    static Optional<VariableType> of(HclValue value) {
        return switch (value) {
            case HclValue.Text ignored -> Optional.of(Plain.STRING);
            case HclValue.Bool ignored -> Optional.of(Plain.BOOL);
            case HclValue.Number ignored -> Optional.of(Plain.NUMBER);
            case HclValue.Items(List<HclValue> items) -> ofItems(items);
            case HclValue.Fields(SortedMap<String, HclValue> fields) -> {
                SortedMap<String, VariableType> types = new TreeMap<>();
                fields.forEach((name, field) -> of(field).ifPresent(type -> types.put(name, type)));
                yield types.size() == fields.size() ? Optional.of(new ObjectOf(types)) : Optional.empty();
            }
            case HclValue.Null ignored -> Optional.empty();
            case HclValue.Unknown ignored -> Optional.empty();
        };
    }

    private static Optional<VariableType> ofItems(List<HclValue> items) {
        List<VariableType> types = items.stream().flatMap(i -> of(i).stream()).toList();
        if (types.size() < items.size()) {
            return Optional.empty();
        }
        return Optional.of(
                types.stream().distinct().count() == 1 ? new ListOf(types.getFirst(), false) : new TupleOf(types));
    }

    private static boolean isOpen(HclValue value) {
        return value == HclValue.Null.NULL || value instanceof HclValue.Unknown;
    }

    private static Optional<List<HclValue>> convertAll(List<HclValue> values, List<VariableType> types) {
        List<HclValue> converted = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Optional<HclValue> one = types.get(i).convert(values.get(i));
            if (one.isEmpty()) {
                return Optional.empty();
            }
            converted.add(one.get());
        }
        return Optional.of(converted);
    }
}
