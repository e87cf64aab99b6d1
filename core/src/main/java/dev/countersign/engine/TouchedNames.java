package dev.countersign.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Names of objects inside a schema as plan files write them: parts between dots, in double quotes where a part has a dot or quote itself. */
final class TouchedNames {
    private TouchedNames() {}

    static String join(List<String> parts) {
        return parts.stream()
                .map(p -> p.contains(".") || p.contains("\"") ? '"' + p.replace("\"", "\"\"") + '"' : p)
                .collect(Collectors.joining("."));
    }

    /** The parts of a joined name; anything else comes to one or several parts as well. */
    static List<String> parts(String name) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean doubled = quoted && c == '"' && i + 1 < name.length() && name.charAt(i + 1) == '"';
            if (doubled) {
                part.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '.' && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
