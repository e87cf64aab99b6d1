package dev.countersign.sql;

import java.util.Optional;

/**
 * A directive and what it stands at.
 *
 * @param directive the directive
 * @param place what it stands at
 * @param statement the statement that it stands above or in, or else the next one
 */
public record DirectiveUse(Directive directive, Place place, Optional<ScriptStatement> statement) {
    /** What a directive can stand at. */
    public enum Place {
        /** In the comment lines that open the file, with an empty line behind them. */
        FILE,
        /** Directly above a statement. */
        STATEMENT,
        /** Directly above the first statement, in comment lines that open the file: it belongs to the statement only. */
        FIRST_STATEMENT,
        /** Above a statement, but with more between the dashes and the directive than the one space that counts there. */
        SPACED,
        /** Inside a statement. */
        INSIDE,
        /** Nowhere: an empty line, or something else, separates it from the next statement. */
        DETACHED
    }
}
