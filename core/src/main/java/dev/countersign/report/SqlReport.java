package dev.countersign.report;

import dev.countersign.review.Review;

/** Only the migration. */
final class SqlReport implements ReviewReport {
    @Override
    public String format() {
        return "sql";
    }

    @Override
    public String render(Review review, DefinitionSource definitions) {
        return review.plan().script();
    }
}
