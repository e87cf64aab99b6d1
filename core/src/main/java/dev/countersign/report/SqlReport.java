package dev.countersign.report;

import dev.countersign.review.Outcome;
import dev.countersign.review.Review;

/** Only the migration, below comments that name what was seen and not compared. */
final class SqlReport implements ReviewReport {
    @Override
    public String format() {
        return "sql";
    }

    @Override
    public String render(Review review, DefinitionSource definitions) {
        return review.plan()
                .script(review.outcome().gaps().stream()
                        .map(Outcome.Reason::text)
                        .toList());
    }
}
