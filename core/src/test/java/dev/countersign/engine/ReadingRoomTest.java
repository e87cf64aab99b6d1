package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.progress.Progress;
import dev.countersign.review.Review;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The sample project whose desired state is written as HCL, from its files to a review. */
class ReadingRoomTest {

    @Test
    void itsReviewArrivesAtWhatTheHclSays() {
        Review review = review(Map.of());

        assertThat(review.notEvaluated()).isEmpty();
        assertThat(review.simulation().arrives()).as("%s", review.outcome()).isTrue();
        assertThat(review.plan().script())
                .contains("RENAME COLUMN mail TO mail_address", "TYPE character varying(120)")
                .contains("ADD VALUE 'overdue' AFTER 'lent'", "fk_loan_reader", "PARTITION OF audit.entry")
                .contains("CREATE TRIGGER audit_note AFTER INSERT OR DELETE OR UPDATE ON room.reader")
                .contains("CREATE TRIGGER audit_note AFTER INSERT OR DELETE OR UPDATE ON room.loan")
                .doesNotContain("DROP COLUMN");
        assertThat(review.plan().keptOut())
                .singleElement()
                .satisfies(kept -> assertThat(kept.change().ref().display()).isEqualTo("room.reader.fax"));
    }

    @Test
    void theDropComesWithItsVariable() {
        assertThat(review(Map.of("destructive", List.of("true"))).plan().script())
                .contains("DROP COLUMN fax");
    }

    private static Review review(Map<String, List<String>> variables) {
        ReviewRequest request = new ReviewRequest(
                Optional.empty(),
                Path.of("../sample-schemas/reading-room"),
                Optional.of("local"),
                variables,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of());
        try (Workspace workspace = DefaultWorkspace.installed();
                ReviewSession session = workspace.open(request, Progress.none())) {
            assertThat(session.desiredInfo().label()).isEqualTo("schema");
            return session.review(Map.of(), Progress.none());
        }
    }
}
