package dev.countersign.hcl;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Map;

/** Functions on RFC 3339 timestamps. */
final class TimeFunctions {
    private static final DateTimeFormatter OFFSET =
            new DateTimeFormatterBuilder().appendOffset("+HH:MM", "Z").toFormatter(Locale.ROOT);
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .append(OFFSET)
            .toFormatter(Locale.ROOT);
    private static final Pattern DURATION = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ns|us|µs|ms|s|m|h)");
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private TimeFunctions() {}

    static void addTo(Map<String, HclFunction> all) {
        all.put("timeadd", c -> {
            OffsetDateTime time = time(c.expect(2, 2), c.text(0));
            try {
                return HclValue.of(text(time.plus(duration(c, c.text(1)))));
            } catch (DateTimeException | ArithmeticException e) {
                throw c.fail("leads to a time that is out of range");
            }
        });
        all.put("formatdate", c -> HclValue.of(format(c, c.expect(2, 2).text(0), time(c, c.text(1)))));
    }

    private static OffsetDateTime time(FunctionCall call, String text) {
        try {
            return OffsetDateTime.parse(text);
        } catch (DateTimeException e) {
            throw call.fail("needs a timestamp such as 2026-01-31T12:00:00Z");
        }
    }

    private static String text(OffsetDateTime time) {
        return TIMESTAMP.format(time);
    }

    private static Duration duration(FunctionCall call, String text) {
        String rest = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher matcher = DURATION.matcher(rest);
        int at = 0;
        while (matcher.find() && matcher.start() == at && matcher.group(1).length() < 30) {
            nanos = nanos.add(
                    new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(NANOS.get(matcher.group(2)))));
            at = matcher.end();
        }
        if (at != rest.length() || rest.isEmpty()) {
            throw call.fail("needs a duration such as 1h30m");
        }
        long exact = nanos.setScale(0, RoundingMode.DOWN).longValueExact();
        return Duration.ofNanos(text.startsWith("-") ? -exact : exact);
    }

    private static String format(FunctionCall call, String pattern, OffsetDateTime time) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < pattern.length()) {
            char c = pattern.charAt(i);
            if (c == '\'') {
                i = quoted(call, pattern, i + 1, out);
                continue;
            }
            int end = i + 1;
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            while (letter && end < pattern.length() && pattern.charAt(end) == c) {
                end++;
            }
            out.append(letter ? field(call, pattern.substring(i, end), time) : Character.toString(c));
            i = end;
        }
        return out.toString();
    }

    /** Text in quotes, in which two quotes stand for one; returns where it ends. */
    private static int quoted(FunctionCall call, String pattern, int from, StringBuilder out) {
        int i = from;
        while (i < pattern.length()) {
            boolean quote = pattern.charAt(i) == '\'';
            if (quote && !pattern.startsWith("'", i + 1)) {
                return i + 1;
            }
            out.append(pattern.charAt(i));
            i += quote ? 2 : 1;
        }
        throw call.fail("has a quote without an end in its pattern");
    }

    /** The pattern letters of HCL's formatdate, which are not Java's. */
    private static String field(FunctionCall call, String field, OffsetDateTime time) {
        if (field.equals("Z")) {
            return OFFSET.format(time);
        }
        String java = switch (field) {
            case "YYYY" -> "uuuu";
            case "YY" -> "uu";
            case "MMMM", "MMM", "MM", "M" -> field;
            case "DD" -> "dd";
            case "D" -> "d";
            case "EEEE", "EEE" -> field;
            case "hh" -> "HH";
            case "h" -> "H";
            case "HH" -> "hh";
            case "H" -> "h";
            case "AA", "aa" -> "a";
            case "mm", "m", "ss", "s" -> field;
            case "ZZZZZ" -> "xxx";
            case "ZZZZ" -> "xx";
            case "ZZZ" -> "xx";
            default -> throw call.fail("does not know the date field " + field);
        };
        String text = DateTimeFormatter.ofPattern(java, Locale.ENGLISH).format(time);
        return switch (field) {
            case "ZZZ" -> text.equals("+0000") ? "UTC" : text;
            case "aa" -> text.toLowerCase(Locale.ROOT);
            default -> text;
        };
    }
}
