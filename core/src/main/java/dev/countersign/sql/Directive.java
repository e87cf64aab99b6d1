package dev.countersign.sql;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An instruction in a comment: {@code -- atlas:NAME ARGUMENT}, or with {@code countersign:} in place of {@code atlas:}.
 *
 * @param name the word after the colon
 * @param argument the rest of the line, trimmed; empty when there is none
 * @param offset where the comment starts, in characters from the start of the script
 * @param length length of the comment in characters
 * @param line line of the comment, from 1
 */
public record Directive(String name, String argument, int offset, int length, int line) {
    private static final List<String> OWNERS = List.of("atlas:", "countersign:");

    /** The directive in a comment, if the comment is one: {@code --}, {@code #} or one-line block comment, then the owner. */
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
        Optional<String> owner = OWNERS.stream().filter(trimmed::startsWith).findFirst();
        if (owner.isEmpty()) {
            return Optional.empty();
        }
        int start = owner.get().length();
        int end = start;
        while (end < trimmed.length()
                && (Character.isLetterOrDigit(trimmed.charAt(end)) || trimmed.charAt(end) == '_')) {
            end++;
        }
        if (end == start || (end < trimmed.length() && trimmed.charAt(end) != ' ')) {
            return Optional.empty();
        }
        return Optional.of(new Directive(
                trimmed.substring(start, end), trimmed.substring(end).strip(), offset, comment.length(), line));
    }

    /**
     * Whether Atlas takes a directive that is written like this for one that stands above a statement: directly behind the dashes, behind one space, directly
     * behind {@code #}, or in a block comment. At the top of a file more may stand in front.
     */
    static boolean countsAbove(String comment) {
        return comment.startsWith("/*")
                || OWNERS.stream()
                        .anyMatch(owner -> comment.startsWith("--" + owner)
                                || comment.startsWith("-- " + owner)
                                || comment.startsWith("#" + owner));
    }

    /** The words of the argument, e.g. the codes of {@code nolint}; empty for a bare directive. */
    public List<String> words() {
        return argument.isEmpty() ? List.of() : Arrays.asList(argument.split(" +"));
    }
}
