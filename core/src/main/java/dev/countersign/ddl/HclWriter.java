package dev.countersign.ddl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes HCL text, two spaces a level, equals signs of neighbouring attributes below each other. */
public final class HclWriter {
    private final StringBuilder out = new StringBuilder();
    private final List<Map.Entry<String, String>> waiting = new ArrayList<>();
    private int depth;

    /** Opens a block. */
    public void open(String type, String... labels) {
        flush();
        if (depth == 0 && !out.isEmpty()) {
            out.append('\n');
        }
        indent().append(type);
        for (String label : labels) {
            out.append(' ').append(text(label));
        }
        out.append(" {\n");
        depth++;
    }

    /** Closes the block that was opened last. */
    public void close() {
        flush();
        depth--;
        indent().append("}\n");
    }

    /** {@code name = expression}. */
    public void attribute(String name, String expression) {
        waiting.add(Map.entry(name, expression));
    }

    private void flush() {
        int width = waiting.stream().mapToInt(a -> a.getKey().length()).max().orElse(0);
        for (Map.Entry<String, String> attribute : waiting) {
            String name = attribute.getKey();
            indent().append(name)
                    .append(" ".repeat(width - name.length()))
                    .append(" = ")
                    .append(attribute.getValue())
                    .append('\n');
        }
        waiting.clear();
    }

    /** SQL of several lines as a heredoc where that keeps every character, else as a quoted string. */
    public void body(String name, String text) {
        boolean heredoc = text.endsWith("\n")
                && text.indexOf('\r') < 0
                && text.chars().noneMatch(c -> c < ' ' && c != '\n' && c != '\t');
        if (!heredoc) {
            attribute(name, text(text));
            return;
        }
        String end = "SQL";
        for (int i = 1; text.lines().map(String::strip).anyMatch(end::equals); i++) {
            end = "SQL" + i;
        }
        flush();
        indent().append(name)
                .append(" = <<")
                .append(end)
                .append('\n')
                .append(escaped(text))
                .append(end)
                .append('\n');
    }

    /** A query: white space around it means nothing. */
    public void query(String name, String sql) {
        body(name, sql.contains("\n") ? sql.strip() + "\n" : sql);
    }

    /** The text so far. */
    public String text() {
        flush();
        return out.toString();
    }

    private StringBuilder indent() {
        return out.append("  ".repeat(depth));
    }

    /** A quoted string. */
    public static String text(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        escaped(value).codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f || Character.getType(c) == Character.FORMAT) {
                        quoted.append(c > 0xffff ? "\\U%08x".formatted(c) : "\\u%04x".formatted(c));
                    } else {
                        quoted.appendCodePoint(c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    private static String escaped(String value) {
        return value.replace("${", "$${").replace("%{", "%%{");
    }

    /** Raw SQL. */
    public static String sql(String sql) {
        return "sql(" + text(sql) + ")";
    }

    /** A reference: names that are no identifiers stand in brackets. */
    public static String reference(String root, String... names) {
        return root
                + Arrays.stream(names)
                        .map(n -> n.matches("[A-Za-z_][A-Za-z0-9_]*") ? "." + n : "[" + text(n) + "]")
                        .collect(Collectors.joining());
    }

    /** A list. */
    public static String list(List<String> items) {
        return "[" + String.join(", ", items) + "]";
    }
}
