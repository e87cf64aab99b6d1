package dev.countersign.diff;

import dev.countersign.sql.postgres.Ident;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Names with a schema before them in a text as the server prints it, such as a routine's argument types or what a statement drops. */
final class QualifiedNames {
    private final String text;
    private int at;

    private QualifiedNames(String text) {
        this.text = text;
    }

    /**
     * The text with other names.
     *
     * @param names the new qualified name, written out, by the old schema and name
     * @param schemas the new name of a schema that stands before an operator
     */
    static String replaced(
            String text,
            BiFunction<String, String, Optional<String>> names,
            Function<String, Optional<String>> schemas) {
        return new QualifiedNames(text).replaced(names, schemas);
    }

    private String replaced(
            BiFunction<String, String, Optional<String>> names, Function<String, Optional<String>> schemas) {
        StringBuilder result = new StringBuilder();
        while (at < text.length()) {
            int start = at;
            Optional<String> first = name();
            if (first.isEmpty()) {
                at = literalEnd();
                result.append(text, start, at);
            } else if (at < text.length() && text.charAt(at) == '.') {
                int dot = at++;
                Optional<String> written = name().map(second -> names.apply(first.get(), second))
                        .orElseGet(() -> schemas.apply(first.get()).map(s -> Ident.quote(s) + text.charAt(dot)));
                result.append(written.orElse(text.substring(start, at)));
            } else {
                result.append(text, start, at);
            }
        }
        return result.toString();
    }

    /** The end of the string literal that begins here, or of the one character. */
    private int literalEnd() {
        int end = text.charAt(at) == '\'' ? text.indexOf('\'', at + 1) : at;
        return end < 0 ? text.length() : end + 1;
    }

    /** The name that begins here, without its quotes. */
    private Optional<String> name() {
        int start = at;
        if (at < text.length() && text.charAt(at) == '"') {
            at++;
            while (at < text.length() && !(text.charAt(at) == '"' && !text.startsWith("\"\"", at))) {
                at += text.startsWith("\"\"", at) ? 2 : 1;
            }
            at = Math.min(at + 1, text.length());
            return Optional.of(
                    text.substring(start + 1, Math.max(start + 1, at - 1)).replace("\"\"", "\""));
        }
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        return start == at ? Optional.empty() : Optional.of(text.substring(start, at));
    }
}
