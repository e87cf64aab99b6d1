package dev.countersign.policy;

import com.google.re2j.Pattern;
import dev.countersign.hcl.UserPattern;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern of tables or columns in a {@code data} block, read from its end: {@code countries} is a table of any schema, {@code public.*} every table of one.
 * Each part is a glob; one with dots stands in double quotes.
 */
final class RowPattern {
    private final String text;
    private final List<Pattern> parts;

    private RowPattern(String text, List<Pattern> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
    }

    /**
     * @param most how many parts there can be
     * @throws IllegalArgumentException when it cannot be meant; the message says why, as half a sentence
     */
    static RowPattern of(String text, int most) {
        List<Pattern> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '.';
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '.' && (!quoted || i == text.length())) {
                if (part.isEmpty()) {
                    throw new IllegalArgumentException("a part of it is empty");
                }
                parts.add(UserPattern.glob(part.toString()));
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("a quote is not closed");
        }
        if (parts.size() > most) {
            throw new IllegalArgumentException("it has more than " + most + " parts");
        }
        return new RowPattern(text, parts);
    }

    /** Whether the last parts of the path are these. */
    boolean matches(List<String> path) {
        int from = path.size() - parts.size();
        if (from < 0) {
            return false;
        }
        for (int i = 0; i < parts.size(); i++) {
            if (!parts.get(i).matches(path.get(from + i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return text;
    }
}
