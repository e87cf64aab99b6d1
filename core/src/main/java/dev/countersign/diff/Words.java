package dev.countersign.diff;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts SQL text as the server prints it into words and single other characters. Quoted names count as the name they quote; a string, as the bodies of most functions
 * are, is one word with its quotes, because nothing in it is renamed.
 */
final class Words {
    private Words() {}

    static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int start = i;
            if (c == '\'' || c == '$') {
                i = stringEnd(text, i);
                words.add(text.substring(start, i));
            } else if (Character.isJavaIdentifierPart(c)) {
                while (i < text.length() && Character.isJavaIdentifierPart(text.charAt(i))) {
                    i++;
                }
                words.add(text.substring(start, i));
            } else if (c == '"') {
                i = text.indexOf('"', i + 1) + 1;
                while (i > 0 && i < text.length() && text.charAt(i) == '"') {
                    i = text.indexOf('"', i + 1) + 1;
                }
                if (i == 0) {
                    i = text.length();
                }
                words.add(text.substring(start + 1, Math.max(start + 1, i - 1)).replace("\"\"", "\""));
            } else {
                i++;
                if (!Character.isWhitespace(c)) {
                    words.add(String.valueOf(c));
                }
            }
        }
        return words;
    }

    private static int stringEnd(String text, int start) {
        String quote = "'";
        if (text.charAt(start) == '$') {
            int tag = text.indexOf('$', start + 1);
            // $1 is a parameter
            if (tag < 0 || !text.substring(start + 1, tag).chars().allMatch(Character::isJavaIdentifierPart)) {
                return start + 1;
            }
            quote = text.substring(start, tag + 1);
        }
        int end = text.indexOf(quote, start + quote.length());
        return end < 0 ? text.length() : end + quote.length();
    }
}
