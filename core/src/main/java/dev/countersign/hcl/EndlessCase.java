package dev.countersign.hcl;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds expressions that RE2/J never finishes compiling. Where case does not count, it goes through the cases of a character until it is back at the first;
 * from nine Cyrillic letters there is no way back, as the tables that it brings do not know the capitals that Java gives them.
 */
final class EndlessCase {
    private static final int FIRST = 0x1C80;
    private static final int LAST = 0x1C88;
    private static final Pattern IGNORES_CASE = Pattern.compile("\\(\\?[A-Za-z]*i");

    private final String regex;
    private int at;

    private EndlessCase(String regex) {
        this.regex = regex;
    }

    /** Whether the expression may ask for one of those letters regardless of case. */
    static boolean in(String regex) {
        return IGNORES_CASE.matcher(regex).find() && new EndlessCase(regex).asks();
    }

    /** Every character, and every two with a hyphen between them wherever they stand: what turns out to be no range asks for less. */
    private boolean asks() {
        List<Integer> characters = new ArrayList<>();
        while (at < regex.length()) {
            characters.add(next());
        }
        for (int i = 0; i < characters.size(); i++) {
            int from = characters.get(i);
            boolean range = i + 2 < characters.size() && characters.get(i + 1) == '-';
            if (within(from, from) || range && within(from, characters.get(i + 2))) {
                return true;
            }
        }
        return false;
    }

    private static boolean within(int from, int to) {
        return from <= LAST && to >= FIRST;
    }

    /** The next character, by its number where it is written so. */
    private int next() {
        int c = regex.codePointAt(at);
        at += Character.charCount(c);
        if (c != '\\' || at >= regex.length()) {
            return c;
        }
        int escaped = regex.codePointAt(at);
        at += Character.charCount(escaped);
        if (escaped != 'x') {
            return escaped;
        }
        boolean braces = at < regex.length() && regex.charAt(at) == '{';
        int end = braces ? regex.indexOf('}', at) : Math.min(regex.length(), at + 2);
        String digits = end < 0 ? "" : regex.substring(at + (braces ? 1 : 0), end);
        at = end < 0 ? at : end + (braces ? 1 : 0);
        return digits.matches("[0-9A-Fa-f]{1,6}") ? Integer.parseInt(digits, 16) : escaped;
    }
}
