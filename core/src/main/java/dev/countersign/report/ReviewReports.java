package dev.countersign.report;

import java.util.List;
import java.util.Optional;

/** The formats a review can be written in. */
public final class ReviewReports {
    private final List<ReviewReport> reports =
            List.of(new TextReport(), new JsonReport(), new HtmlReport(), new SqlReport());

    /** The report of that name. */
    public Optional<ReviewReport> find(String format) {
        return reports.stream().filter(r -> r.format().equals(format)).findFirst();
    }

    /** All names, for messages. */
    public List<String> formats() {
        return reports.stream().map(ReviewReport::format).toList();
    }
}
