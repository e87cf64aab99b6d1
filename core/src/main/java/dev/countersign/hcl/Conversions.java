package dev.countersign.hcl;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The conversions HCL makes by itself: between a string and a number or bool that it spells. */
public final class Conversions {

    private Conversions() {}

    /** The text of a string, number or bool. */
    public static Optional<String> text(HclValue value) {
        return switch (value) {
            case HclValue.Text text -> Optional.of(text.value());
            case HclValue.Number number -> Optional.of(number.digits());
            case HclValue.Bool bool -> Optional.of(Boolean.toString(bool.value()));
            case HclValue.Items ignored -> Optional.empty();
            case HclValue.Fields ignored -> Optional.empty();
            case HclValue.Null ignored -> Optional.empty();
            case HclValue.Unknown ignored -> Optional.empty();
        };
    }

    /** A number, or a string that spells one in decimal. */
    public static Optional<BigDecimal> number(HclValue value) {
        return switch (value) {
            case HclValue.Number number -> Optional.of(number.value());
            case HclValue.Text text -> parseNumber(text.value());
            case HclValue.Bool ignored -> Optional.empty();
            case HclValue.Items ignored -> Optional.empty();
            case HclValue.Fields ignored -> Optional.empty();
            case HclValue.Null ignored -> Optional.empty();
            case HclValue.Unknown ignored -> Optional.empty();
        };
    }

    /** A bool, or one of the strings true, false, 1, 0. */
    public static Optional<Boolean> bool(HclValue value) {
        return switch (value) {
            case HclValue.Bool bool -> Optional.of(bool.value());
            case HclValue.Text text ->
                switch (text.value()) {
                    case "true", "1" -> Optional.of(true);
                    case "false", "0" -> Optional.of(false);
                    default -> Optional.empty();
                };
            case HclValue.Number ignored -> Optional.empty();
            case HclValue.Items ignored -> Optional.empty();
            case HclValue.Fields ignored -> Optional.empty();
            case HclValue.Null ignored -> Optional.empty();
            case HclValue.Unknown ignored -> Optional.empty();
        };
    }

    static Optional<BigDecimal> parseNumber(String text) {
        if (text.length() > 1000 || !text.matches("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,4})?")) {
            return Optional.empty();
        }
        BigDecimal value = new BigDecimal(text);
        return HclValue.Number.isInRange(value) ? Optional.of(value) : Optional.empty();
    }

    /** The items of a list or set, which all have one type: where strings are among numbers and bools, all are strings. Other mixtures stay as they are. */
    static List<HclValue> ofOneType(List<HclValue> items) {
        boolean plain =
                items.stream().allMatch(v -> v == HclValue.Null.NULL || v instanceof HclValue.Unknown || isPlain(v));
        boolean strings = items.stream().anyMatch(HclValue.Text.class::isInstance);
        return plain && strings
                ? items.stream()
                        .map(v -> isPlain(v) ? HclValue.of(text(v).orElseThrow()) : v)
                        .toList()
                : items;
    }

    private static boolean isPlain(HclValue value) {
        return value instanceof HclValue.Text || value instanceof HclValue.Number || value instanceof HclValue.Bool;
    }
}
