package dev.countersign.sql;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An instruction in a comment: {@code -- atlas:NAME ARGUMENT}.
 *
 * @param name the word after {@code atlas:}
 * @param argument the rest of the line, trimmed; empty when there is none
 * @param offset where the comment starts, in characters from the start of the script
 * @param length length of the comment in characters
 * @param line line of the comment, from 1
 */
public record Directive(String name, String argument, int offset, int length, int line) {

    /** The directive in a comment, if the comment is one: {@code --}, {@code #} or one-line block comment, then {@code atlas:}. */
    static Optional<Directive> parse(String comment, int offset, int line) {
        String body;
        if (comment.startsWith("--")) {
            body = comment.substring(2);
        } else if (comment.startsWith("/*")
                && comment.endsWith("*/")
                && comment.length() >= 4
                && comment.indexOf('\n') < 0) {
            body = comment.substring(2, comment.length() - 2);
        } else if (comment.startsWith("#")) {
            body = comment.substring(1);
        } else {
            return Optional.empty();
        }
        String trimmed = body.strip();
        if (!trimmed.startsWith("atlas:")) {
            return Optional.empty();
        }
        int end = "atlas:".length();
        while (end < trimmed.length()
                && (Character.isLetterOrDigit(trimmed.charAt(end)) || trimmed.charAt(end) == '_')) {
            end++;
        }
        if (end == "atlas:".length() || (end < trimmed.length() && trimmed.charAt(end) != ' ')) {
            return Optional.empty();
        }
        return Optional.of(new Directive(
                trimmed.substring("atlas:".length(), end),
                trimmed.substring(end).strip(),
                offset,
                comment.length(),
                line));
    }

    /** The words of the argument, e.g. the codes of {@code nolint}; empty for a bare directive. */
    public List<String> words() {
        return argument.isEmpty() ? List.of() : Arrays.asList(argument.split(" +"));
    }
}
