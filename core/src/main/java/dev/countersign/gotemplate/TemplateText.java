package dev.countersign.gotemplate;

import dev.countersign.hcl.Conversions;
import dev.countersign.hcl.HclValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** Values as Go prints them. */
final class TemplateText {

    private static final int MAX_WIDTH = 10_000;

    private TemplateText() {}

    /** As {@code print} shows one value. */
    static String of(HclValue value) {
        return switch (value) {
            case HclValue.Text(String text) -> text;
            case HclValue.Number number -> number.digits();
            case HclValue.Bool(boolean bool) -> Boolean.toString(bool);
            case HclValue.Null ignored -> "<nil>";
            case HclValue.Unknown(String reason) ->
                throw new IllegalArgumentException("has a value that is not known: " + reason);
            case HclValue.Items(List<HclValue> items) -> {
                StringJoiner joined = new StringJoiner(" ", "[", "]");
                items.forEach(item -> joined.add(of(item)));
                yield joined.toString();
            }
            case HclValue.Fields fields -> {
                StringJoiner joined = new StringJoiner(" ", "map[", "]");
                fields.values().forEach((name, field) -> joined.add(name + ":" + of(field)));
                yield joined.toString();
            }
        };
    }

    /** {@code print}: blanks stand between values of which neither is a string. */
    static String print(List<HclValue> values) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            boolean apart =
                    i > 0 && !(values.get(i) instanceof HclValue.Text) && !(values.get(i - 1) instanceof HclValue.Text);
            out.append(apart ? " " : "").append(of(values.get(i)));
        }
        return out.toString();
    }

    /** {@code println}: blanks between all, and a line end. */
    static String printLine(List<HclValue> values) {
        StringJoiner joined = new StringJoiner(" ", "", "\n");
        values.forEach(value -> joined.add(of(value)));
        return joined.toString();
    }

    /** {@code printf}; where Go would print its complaint into the text, this fails. */
    static String format(String pattern, List<HclValue> values) {
        StringBuilder out = new StringBuilder();
        int next = 0;
        int i = 0;
        while (i < pattern.length()) {
            char c = pattern.charAt(i++);
            if (c != '%') {
                out.append(c);
                continue;
            }
            int start = i;
            while (i < pattern.length() && "+-# 0".indexOf(pattern.charAt(i)) >= 0) {
                i++;
            }
            String flags = pattern.substring(start, i);
            int width = number(pattern, i);
            i = digitsEnd(pattern, i);
            int precision = -1;
            if (i < pattern.length() && pattern.charAt(i) == '.') {
                precision = Math.max(0, number(pattern, i + 1));
                i = digitsEnd(pattern, i + 1);
            }
            if (i >= pattern.length()) {
                throw new IllegalArgumentException("has a % at the end of its text");
            }
            char verb = pattern.charAt(i++);
            if (verb == '%') {
                out.append('%');
                continue;
            }
            if (next >= values.size()) {
                throw new IllegalArgumentException("has too few values for its text");
            }
            out.append(padded(shown(verb, flags, precision, values.get(next++)), flags, width));
        }
        if (next < values.size()) {
            throw new IllegalArgumentException("has more values than its text shows");
        }
        return out.toString();
    }

    private static String shown(char verb, String flags, int precision, HclValue value) {
        return switch (verb) {
            case 'v' -> of(value);
            case 's' -> cut(text(verb, value), precision);
            case 'q' -> quoted(cut(text(verb, value), precision));
            case 't' ->
                Boolean.toString(Conversions.bool(value)
                        .filter(b -> value instanceof HclValue.Bool)
                        .orElseThrow(() -> misfit(verb, value)));
            case 'd', 'x', 'X', 'o', 'b' -> whole(verb, flags, value);
            case 'f', 'e', 'g' -> {
                BigDecimal number = number(verb, value);
                int digits = precision < 0 ? 6 : precision;
                String sign = flags.contains("+") && number.signum() >= 0 ? "+" : "";
                yield sign
                        + switch (verb) {
                            // as a float has it, so that 1.005 is a little less and is rounded down
                            case 'f' ->
                                new BigDecimal(number.doubleValue())
                                        .setScale(digits, RoundingMode.HALF_EVEN)
                                        .toPlainString();
                            case 'e' -> String.format(Locale.ROOT, "%." + digits + "e", number);
                            default -> number.toPlainString();
                        };
            }
            case 'c' -> Character.toString(number(verb, value).intValue());
            default -> throw new IllegalArgumentException("does not know the verb %" + verb);
        };
    }

    private static String whole(char verb, String flags, HclValue value) {
        BigDecimal number = number(verb, value);
        if (number.stripTrailingZeros().scale() > 0) {
            throw misfit(verb, value);
        }
        int radix = switch (verb) {
            case 'x', 'X' -> 16;
            case 'o' -> 8;
            case 'b' -> 2;
            default -> 10;
        };
        String digits = number.toBigInteger().toString(radix);
        String sign = flags.contains("+") && number.signum() >= 0 ? "+" : "";
        return sign + (verb == 'X' ? digits.toUpperCase(Locale.ROOT) : digits);
    }

    private static String padded(String text, String flags, int width) {
        int missing = width - text.codePointCount(0, text.length());
        if (missing <= 0) {
            return text;
        }
        if (flags.contains("-")) {
            return text + " ".repeat(missing);
        }
        if (flags.contains("0")) {
            int sign = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
            return text.substring(0, sign) + "0".repeat(missing) + text.substring(sign);
        }
        return " ".repeat(missing) + text;
    }

    private static String cut(String text, int most) {
        return most < 0 || most >= text.codePointCount(0, text.length())
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }

    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int c : text.codePoints().toArray()) {
            String escape = Map.of(
                            (int) '"',
                            "\\\"",
                            (int) '\\',
                            "\\\\",
                            (int) '\n',
                            "\\n",
                            (int) '\t',
                            "\\t",
                            (int) '\r',
                            "\\r")
                    .get(c);
            out.append(escape != null ? escape : c < ' ' || c == 127 ? "\\x%02x".formatted(c) : Character.toString(c));
        }
        return out.append('"').toString();
    }

    private static String text(char verb, HclValue value) {
        if (value instanceof HclValue.Text(String text)) {
            return text;
        }
        throw misfit(verb, value);
    }

    private static BigDecimal number(char verb, HclValue value) {
        if (value instanceof HclValue.Number(BigDecimal number)) {
            return number;
        }
        throw misfit(verb, value);
    }

    private static IllegalArgumentException misfit(char verb, HclValue value) {
        return new IllegalArgumentException("cannot show a value that is " + value.typeName() + " with %" + verb);
    }

    private static int digitsEnd(String pattern, int from) {
        int i = from;
        while (i < pattern.length() && pattern.charAt(i) >= '0' && pattern.charAt(i) <= '9') {
            i++;
        }
        return i;
    }

    private static int number(String pattern, int from) {
        int end = digitsEnd(pattern, from);
        int value =
                end - from > 6 ? Integer.MAX_VALUE : end == from ? -1 : Integer.parseInt(pattern.substring(from, end));
        if (value > MAX_WIDTH) {
            throw new IllegalArgumentException("has a width or precision above " + MAX_WIDTH);
        }
        return value;
    }
}
