package dev.countersign.hcl;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Compiles regular expressions written by users. RE2 matches in linear time, but its compiler copies what is repeated,
 * so that a dozen characters can ask for millions of instructions, and it nests calls as deep as the parentheses.
 */
public final class UserPattern {

    /** How long an expression may be, in UTF-16 units. */
    static final int MAX_LENGTH = 10_000;

    private static final int MAX_NESTING = 100;

    /** About how many instructions it may compile to. */
    private static final long MAX_SIZE = 20_000;

    private UserPattern() {}

    /**
     * The compiled expression (RE2 syntax).
     *
     * @throws PatternSyntaxException when it is not a regular expression or would be too big
     */
    public static Pattern compile(String regex) {
        if (regex.length() > MAX_LENGTH) {
            throw new PatternSyntaxException(
                    "it has more than " + MAX_LENGTH + " characters", regex.substring(0, 40) + "...");
        }
        size(regex);
        if (EndlessCase.in(regex)) {
            throw new PatternSyntaxException(
                    "it asks for U+1C80 to U+1C88 regardless of case; leave them out of the range", shortened(regex));
        }
        return Pattern.compile(regex);
    }

    /** A character class of a glob as one of a regular expression, in which nothing but a range means more than itself. */
    public static String characterClass(String characters, boolean inverted) {
        StringBuilder regex = new StringBuilder(inverted ? "[^" : "[");
        for (int i = 0; i < characters.length(); i++) {
            char c = characters.charAt(i);
            regex.append("\\[]^&".indexOf(c) >= 0 ? "\\" : "").append(c);
        }
        return regex.append(']').toString();
    }

    /**
     * A pattern of file names, {@code **} for folders, as RE2: the platform's own globs try all ways of dividing a name between several stars.
     *
     * @throws PatternSyntaxException when it is not well formed or would be too big
     */
    public static Pattern glob(String glob) {
        StringBuilder regex = new StringBuilder("(?s)");
        int braces = 0;
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            int close = c == '[' ? glob.indexOf(']', i + 2) : -1;
            if (glob.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (glob.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (c == '{') {
                regex.append("(?:");
                braces++;
            } else if (c == '}' && braces > 0) {
                regex.append(')');
                braces--;
            } else if (c == ',' && braces > 0) {
                regex.append('|');
            } else if (close > 0) {
                boolean inverted = glob.charAt(i + 1) == '!' || glob.charAt(i + 1) == '^';
                regex.append(characterClass(glob.substring(i + (inverted ? 2 : 1), close), inverted));
                i = close;
            } else {
                i += c == '\\' && i + 1 < glob.length() ? 1 : 0;
                int whole = glob.codePointAt(i);
                regex.append(Pattern.quote(Character.toString(whole)));
                i += Character.charCount(whole) - 1;
            }
        }
        return compile(regex.toString());
    }

    /**
     * About how many instructions an expression compiles to: one for each character or class, times its repetitions. An
     * expression that is not well formed is estimated too high or too low, and is refused by the compiler anyway.
     */
    static long size(String regex) {
        Deque<Long> groups = new ArrayDeque<>();
        long total = 0;
        long last = 0;
        int i = 0;
        while (i < regex.length()) {
            char c = regex.charAt(i);
            int end = i + 1;
            switch (c) {
                case '(' -> {
                    groups.push(total);
                    total = 1;
                    last = 0;
                }
                case ')' -> {
                    last = total;
                    total += groups.isEmpty() ? 0 : groups.pop();
                }
                case '{' -> {
                    int close = regex.indexOf('}', i);
                    long times = close < 0 ? -1 : times(regex.substring(i + 1, close));
                    if (times >= 0) {
                        total += last * Math.max(0, times - 1);
                        last *= Math.max(1, times);
                        end = close + 1;
                    } else {
                        last = 1;
                        total++;
                    }
                }
                case '*', '+', '?' -> {
                    total++;
                    last++;
                }
                default -> {
                    end = atomEnd(regex, i);
                    last = 1;
                    total++;
                }
            }
            if (groups.size() > MAX_NESTING) {
                throw new PatternSyntaxException("it nests more than " + MAX_NESTING + " groups", shortened(regex));
            }
            if (total > MAX_SIZE) {
                throw new PatternSyntaxException("its repetitions make it too big", shortened(regex));
            }
            i = end;
        }
        return total;
    }

    /** Where a character, an escape, a quoted text or a class ends. */
    private static int atomEnd(String regex, int start) {
        if (regex.charAt(start) == '\\') {
            return Math.min(regex.length(), start + 2);
        }
        if (regex.charAt(start) != '[') {
            return start + 1;
        }
        int i = start + 1;
        // a bracket right at the beginning is one of the characters
        i += i < regex.length() && regex.charAt(i) == '^' ? 1 : 0;
        i += i < regex.length() && regex.charAt(i) == ']' ? 1 : 0;
        while (i < regex.length() && regex.charAt(i) != ']') {
            i += regex.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(regex.length(), i + 1);
    }

    /** The highest number of repetitions that the text between braces asks for; -1 when it asks for none. */
    private static long times(String range) {
        int comma = range.indexOf(',');
        long least = number(comma < 0 ? range : range.substring(0, comma));
        if (comma < 0 || comma == range.length() - 1 || least < 0) {
            return least;
        }
        long most = number(range.substring(comma + 1));
        return most < 0 ? -1 : Math.max(least, most);
    }

    private static long number(String digits) {
        boolean plain =
                !digits.isEmpty() && digits.length() < 8 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return plain ? Long.parseLong(digits) : -1;
    }

    private static String shortened(String regex) {
        return regex.length() > 40 ? regex.substring(0, 40) + "..." : regex;
    }
}
