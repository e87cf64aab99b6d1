package dev.countersign.source;

import java.util.List;

/**
 * The statements of one or more SQL files in the order in which they run.
 *
 * @param statements every statement with its place
 */
public record SqlScript(List<Placed> statements) {
    public SqlScript {
        statements = List.copyOf(statements);
    }

    /**
     * A statement and where it stands.
     *
     * @param sql the statement's text as it runs
     * @param withComments the text with the comments directly above it
     * @param file file it stands in, for people
     * @param line line of its first word, from 1
     */
    public record Placed(String sql, String withComments, String file, int line) {}
}
