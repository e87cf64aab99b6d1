package dev.countersign.hcl;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code format} and {@code formatlist}: verbs %v %s %q %d %f %e %g %t %b %o %x %X with flags, width and precision. */
final class FormatFunctions {

    private static final int MAX_WIDTH = 10_000;

    private FormatFunctions() {}

    static void addTo(Map<String, HclFunction> all) {
        all.put("format", c -> {
            c.expect(1, Integer.MAX_VALUE);
            return HclValue.of(format(c, c.arguments().subList(1, c.count())));
        });
        all.put("formatlist", FormatFunctions::formatList);
    }

    private static HclValue formatList(FunctionCall call) {
        call.expect(2, Integer.MAX_VALUE);
        int length = -1;
        for (HclValue argument : call.arguments().subList(1, call.count())) {
            if (argument instanceof HclValue.Items(List<HclValue> values)) {
                if (length >= 0 && length != values.size()) {
                    throw call.fail("needs lists of equal length, here are " + length + " and " + values.size());
                }
                length = values.size();
            }
        }
        List<HclValue> results = new ArrayList<>();
        for (int i = 0; i < Math.max(length, length < 0 ? 1 : 0); i++) {
            List<HclValue> row = new ArrayList<>();
            for (HclValue argument : call.arguments().subList(1, call.count())) {
                row.add(argument instanceof HclValue.Items(List<HclValue> values) ? values.get(i) : argument);
            }
            results.add(HclValue.of(format(call, row)));
        }
        return HclValue.of(results);
    }

    private static String format(FunctionCall call, List<HclValue> arguments) {
        String pattern = call.text(0);
        StringBuilder out = new StringBuilder();
        int next = 0;
        int highest = 0;
        int i = 0;
        while (i < pattern.length()) {
            int percent = pattern.indexOf('%', i);
            if (percent < 0) {
                out.append(pattern, i, pattern.length());
                break;
            }
            out.append(pattern, i, percent);
            if (pattern.startsWith("%%", percent)) {
                out.append('%');
                i = percent + 2;
                continue;
            }
            Verb verb = Verb.read(call, pattern, percent + 1);
            int index = verb.argument() > 0 ? verb.argument() - 1 : next;
            if (index >= arguments.size()) {
                throw call.fail("has no argument " + (index + 1) + " for the verb %" + verb.letter());
            }
            String shown = verb.show(call, arguments.get(index));
            call.reserveText(shown.length());
            out.append(shown);
            next = index + 1;
            highest = Math.max(highest, next);
            i = verb.end();
        }
        if (highest < arguments.size()) {
            throw call.fail("has " + arguments.size() + " arguments but its text uses " + highest);
        }
        return out.toString();
    }

    private record Verb(String flags, int width, int precision, int argument, char letter, int end) {

        static Verb read(FunctionCall call, String pattern, int from) {
            int i = from;
            while (i < pattern.length() && "+-# 0".indexOf(pattern.charAt(i)) >= 0) {
                i++;
            }
            String flags = pattern.substring(from, i);
            int widthEnd = digitsEnd(pattern, i);
            int width = number(call, pattern, i, widthEnd);
            i = widthEnd;
            int precision = -1;
            if (pattern.startsWith(".", i)) {
                int precisionEnd = digitsEnd(pattern, i + 1);
                precision = Math.max(0, number(call, pattern, i + 1, precisionEnd));
                i = precisionEnd;
            }
            int argument = 0;
            if (pattern.startsWith("[", i)) {
                int close = pattern.indexOf(']', i);
                argument = close < 0 ? 0 : number(call, pattern, i + 1, digitsEnd(pattern, i + 1));
                if (argument < 1 || digitsEnd(pattern, i + 1) != close) {
                    throw call.fail("has a wrong argument index after %");
                }
                i = close + 1;
            }
            if (i >= pattern.length()) {
                throw call.fail("has a % at the end of its text; a percent sign is written %%");
            }
            return new Verb(flags, width, precision, argument, pattern.charAt(i), i + 1);
        }

        private static int digitsEnd(String pattern, int from) {
            int i = from;
            while (i < pattern.length() && pattern.charAt(i) >= '0' && pattern.charAt(i) <= '9') {
                i++;
            }
            return i;
        }

        private static int number(FunctionCall call, String pattern, int from, int to) {
            if (from == to) {
                return -1;
            }
            int value = to - from > 5 ? Integer.MAX_VALUE : Integer.parseInt(pattern.substring(from, to));
            if (value > MAX_WIDTH) {
                throw call.fail("has a width or precision above " + MAX_WIDTH);
            }
            return value;
        }

        String show(FunctionCall call, HclValue value) {
            String text = switch (letter) {
                case 'v' ->
                    JsonText.isPlain(value) && !flags.contains("#")
                            ? Conversions.text(value).orElse("null")
                            : JsonText.write(value);
                case 's' -> cut(Conversions.text(value).orElseThrow(() -> misfit(call, value)));
                case 'q' ->
                    JsonText.write(HclValue.of(cut(Conversions.text(value).orElseThrow(() -> misfit(call, value)))));
                case 't' -> Boolean.toString(Conversions.bool(value).orElseThrow(() -> misfit(call, value)));
                case 'd', 'b', 'o', 'x', 'X', 'f', 'e', 'g' -> number(call, value);
                default -> throw call.fail("does not know the verb %" + letter);
            };
            return pad(text);
        }

        private String cut(String text) {
            return precision < 0 || precision >= text.length()
                    ? text
                    : Characters.of(text).stream().limit(precision).collect(Collectors.joining());
        }

        private String number(FunctionCall call, HclValue value) {
            BigDecimal number = Conversions.number(value).orElseThrow(() -> misfit(call, value));
            BigDecimal absolute = number.abs();
            String digits = switch (letter) {
                case 'd' -> absolute.setScale(0, RoundingMode.DOWN).toPlainString();
                case 'b' -> absolute.toBigInteger().toString(2);
                case 'o' -> absolute.toBigInteger().toString(8);
                case 'x' -> absolute.toBigInteger().toString(16);
                case 'X' -> absolute.toBigInteger().toString(16).toUpperCase(Locale.ROOT);
                case 'f' ->
                    absolute.setScale(precision < 0 ? 6 : precision, RoundingMode.HALF_EVEN)
                            .toPlainString();
                case 'e' -> exponential(absolute);
                default ->
                    precision < 0
                            ? absolute.stripTrailingZeros().toPlainString()
                            : absolute.round(new MathContext(Math.max(1, precision), RoundingMode.HALF_EVEN))
                                    .stripTrailingZeros()
                                    .toPlainString();
            };
            String sign = number.signum() < 0 ? "-" : flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
            if (flags.contains("0") && !flags.contains("-")) {
                digits = "0".repeat(Math.max(0, width - sign.length() - digits.length())) + digits;
            }
            return sign + digits;
        }

        private String exponential(BigDecimal absolute) {
            int digits = precision < 0 ? 6 : precision;
            BigDecimal rounded = absolute.round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
            int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
            String mantissa = rounded.movePointLeft(exponent)
                    .setScale(digits, RoundingMode.HALF_EVEN)
                    .toPlainString();
            return mantissa + "e" + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "")
                    + Math.abs(exponent);
        }

        private String pad(String text) {
            int missing = width - Characters.count(text);
            if (missing <= 0) {
                return text;
            }
            return flags.contains("-") ? text + " ".repeat(missing) : " ".repeat(missing) + text;
        }

        private HclException misfit(FunctionCall call, HclValue value) {
            return call.fail("cannot show a value that is " + value.typeName() + " with %" + letter);
        }
    }
}
