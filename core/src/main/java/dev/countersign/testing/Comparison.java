package dev.countersign.testing;

import dev.countersign.policy.TestStep.Expected;
import dev.countersign.policy.TestStep.Format;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds what came against what was expected. Line ends around either do not count. */
final class Comparison {
    /** Blanks behind a comma that is in no quotes. */
    private static final Pattern SPACED = Pattern.compile("(\"(?:[^\"]++|\"\")*+\")|, +");

    private static final Pattern RULE = Pattern.compile("[-+ ]*-[-+ ]*");

    private Comparison() {}

    static boolean met(Expected expected, String actual, Format format) {
        return switch (expected) {
            case Expected.Match match ->
                match.pattern().matcher(trimmed(actual)).find();
            case Expected.Output output -> equal(trimmed(output.text()), trimmed(actual), format);
        };
    }

    private static boolean equal(String expected, String actual, Format format) {
        return expected.equals(actual)
                || switch (format) {
                    // people write "Ada, Lovelace" for two columns
                    case CSV -> unspaced(expected).equals(actual);
                    case TABLE -> cells(expected).equals(cells(actual));
                };
    }

    private static String unspaced(String csv) {
        return SPACED.matcher(csv)
                .replaceAll(found -> found.group(1) == null ? "," : Matcher.quoteReplacement(found.group(1)));
    }

    /** The cells of a table, line by line: how wide its columns are drawn does not count. */
    private static List<List<String>> cells(String table) {
        List<String> lines = new ArrayList<>(table.lines().toList());
        if (lines.size() > 1 && RULE.matcher(lines.get(1)).matches()) {
            lines.remove(1);
        }
        return lines.stream()
                .map(line ->
                        Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
                .toList();
    }

    /** What an expectation says, as people read it. */
    static String words(Expected expected) {
        return switch (expected) {
            case Expected.Output output -> trimmed(output.text());
            case Expected.Match match ->
                "something that matches " + match.pattern().pattern();
        };
    }

    static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isLineEnd(text.charAt(from))) {
            from++;
        }
        while (to > from && isLineEnd(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }
}
