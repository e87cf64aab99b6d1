package dev.countersign.signing.plan;

import java.util.Optional;

/**
 * The text of one statement.
 *
 * @param text exactly as it will run
 * @param undo the text that takes it back
 */
public record PlanSql(String text, Optional<String> undo) {
    /** A statement without undo. */
    public static PlanSql of(String text) {
        return new PlanSql(text, Optional.empty());
    }
}
