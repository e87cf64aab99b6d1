package dev.countersign.diff;

import java.util.ArrayList;
import java.util.List;

/** Cuts SQL text as the server prints it into words and single other characters; quoted names count as the name they quote. */
final class Words {
    private Words() {}

    static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int start = i;
            if (Character.isJavaIdentifierPart(c)) {
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
}
