package dev.countersign.plan;

import java.util.List;

/**
 * Statements that run together.
 *
 * @param transactional true: all in one transaction; false: each by itself, because the engine refuses it inside a transaction
 */
public record Batch(boolean transactional, List<Statement> statements) {
    public Batch {
        statements = List.copyOf(statements);
    }
}
