package dev.countersign.report;

import dev.countersign.review.Review;

/** Writes a review in one format. A new format is a new implementation and one line in {@link ReviewReports}. */
public interface ReviewReport {

    /** The name after {@code --format}. */
    String format();

    /**
     * The whole document.
     *
     * @param definitions where definitions of changed objects come from
     */
    String render(Review review, DefinitionSource definitions);
}
