package dev.countersign.sql.postgres;

import java.util.ArrayList;
import java.util.List;

/** Cuts SQL text that the server wrote, without being misled by quotes and brackets. */
public final class Cut {
    private Cut() {}

    /** The position behind the character, quoted string, quoted name or balanced bracket that starts here. */
    public static int skip(String text, int at) {
        char c = text.charAt(at);
        if (c == '\'' || c == '"') {
            boolean escapes = c == '\'' && at > 0 && text.charAt(at - 1) == 'E';
            int i = at + 1;
            while (i < text.length() && text.charAt(i) != c) {
                i += escapes && text.charAt(i) == '\\' ? 2 : 1;
            }
            return Math.min(i + 1, text.length());
        }
        if (c == '(' || c == '[') {
            char end = c == '(' ? ')' : ']';
            int i = at + 1;
            while (i < text.length() && text.charAt(i) != end) {
                i = skip(text, i);
            }
            return Math.min(i + 1, text.length());
        }
        return at + 1;
    }

    /** The parts between commas outside quotes and brackets, without space around them; none in an empty text. */
    public static List<String> list(String text) {
        List<String> result = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i = skip(text, i)) {
            if (text.charAt(i) == ',') {
                result.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        String last = text.substring(start).strip();
        if (!last.isEmpty() || !result.isEmpty()) {
            result.add(last);
        }
        return result;
    }

    /** Where a word stands outside quotes and brackets; -1 when it does not. */
    public static int find(String text, String word, int from) {
        for (int i = from; i < text.length(); i = skip(text, i)) {
            if (text.startsWith(word, i)) {
                return i;
            }
        }
        return -1;
    }

    /** The last such place. */
    public static int findLast(String text, String word) {
        int last = -1;
        for (int i = find(text, word, 0); i >= 0; i = find(text, word, i + 1)) {
            last = i;
        }
        return last;
    }

    /** Whether the text is one quoted name; quotes inside it are doubled. */
    public static boolean isQuotedName(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) == '"') {
            at = skip(text, at);
        }
        return at > 0 && at == text.length();
    }

    /** Whether the brackets that open the text close at its end. */
    public static boolean isBracketed(String text) {
        return text.startsWith("(") && skip(text, 0) == text.length();
    }

    /** The text without brackets around the whole of it. */
    public static String bare(String text) {
        return isBracketed(text) ? text.substring(1, text.length() - 1) : text;
    }
}
