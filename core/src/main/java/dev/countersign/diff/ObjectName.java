package dev.countersign.diff;

import dev.countersign.catalog.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Qualified names as people type them: parts with dots between, quoted where they hold anything but letters, digits and underscores. */
final class ObjectName {
    private ObjectName() {}

    static String text(ObjectRef ref) {
        return ref.path().stream().map(ObjectName::part).collect(Collectors.joining("."));
    }

    private static String part(String name) {
        boolean plain = name.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
        return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    /** The position of the first character outside quotes, or -1. */
    static int outsideQuotes(String text, char wanted) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '"') {
                quoted = !quoted;
            } else if (!quoted && text.charAt(i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** The parts of a qualified name. */
    static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        String rest = text;
        int dot = outsideQuotes(rest, '.');
        while (dot >= 0) {
            parts.add(bare(rest.substring(0, dot)));
            rest = rest.substring(dot + 1);
            dot = outsideQuotes(rest, '.');
        }
        parts.add(bare(rest));
        return parts;
    }

    private static String bare(String part) {
        return part.length() >= 2 && part.startsWith("\"") && part.endsWith("\"")
                ? part.substring(1, part.length() - 1).replace("\"\"", "\"")
                : part;
    }
}
