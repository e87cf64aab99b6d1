package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.diff.Rename;
import dev.countersign.diff.RenameSuggestion;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.Progress;
import dev.countersign.review.Outcome.Reason;
import dev.countersign.review.Review;
import dev.countersign.signing.plan.PlanFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Renames that a person confirms, rejects and takes back in one session, on SQLite in memory. */
class RenameDecisionsTest {
    private static final String OLD =
            "CREATE TABLE account (id INTEGER PRIMARY KEY, mail TEXT NOT NULL, name TEXT, city TEXT);";
    private static final String NEW =
            "CREATE TABLE client (id INTEGER PRIMARY KEY, email TEXT NOT NULL, name TEXT, city TEXT);";

    @TempDir
    Path folder;

    private final DefaultWorkspace workspace = DefaultWorkspace.installed();

    @BeforeEach
    void states() throws IOException {
        Files.writeString(folder.resolve("old.sql"), OLD);
        Files.writeString(folder.resolve("new.sql"), NEW);
    }

    private ReviewSession open() {
        return workspace.open(
                ReviewRequest.of(folder)
                        .from("file://old.sql")
                        .to("file://new.sql")
                        .onDev("sqlite://dev?mode=memory"),
                Progress.none());
    }

    private static List<Rename> confirmed(ReviewSession session, List<Rename> before) {
        List<Rename> all = new ArrayList<>(before);
        session.renameSuggestions().stream().map(RenameSuggestion::rename).forEach(all::add);
        session.decideRenames(new RenameDecisions(all, List.of()));
        return all;
    }

    @Test
    void aTableAndThenItsColumnAreConfirmedAndTakenBack() {
        try (ReviewSession session = open()) {
            String dropped = session.plan(Map.of()).script();
            assertThat(dropped).contains("DROP TABLE");
            List<Rename> table = confirmed(session, List.of());
            assertThat(table).extracting(r -> r.from().kind()).containsExactly(ObjectKind.TABLE);
            List<Rename> both = confirmed(session, table);
            assertThat(both).hasSize(2).last().satisfies(r -> {
                assertThat(r.from().name()).isEqualTo("mail");
                assertThat(r.to().name()).isEqualTo("email");
            });
            assertThat(session.plan(Map.of()).script()).doesNotContain("DROP").contains("RENAME");
            Review review = session.review(Map.of(), Progress.none());
            assertThat(review.simulation().arrives()).isTrue();
            assertThat(review.outcome().reasons())
                    .filteredOn(r -> r.kind() == Reason.Kind.RENAMES)
                    .singleElement()
                    .satisfies(r -> assertThat(r.text()).startsWith("2 renames were confirmed in this review: table "));

            session.decideRenames(RenameDecisions.none());
            assertThat(session.plan(Map.of()).script()).isEqualTo(dropped);
            assertThatThrownBy(() -> session.seal(review, request()))
                    .as("a review of other decisions")
                    .hasMessageContaining("review again");
            assertThat(session.review(Map.of(), Progress.none()).outcome().reasons())
                    .noneMatch(r -> r.kind() == Reason.Kind.RENAMES);
        }
    }

    @Test
    void whatCannotBothBeMeantIsRefusedAndWhatWasDecidedStays() {
        try (ReviewSession session = open()) {
            List<Rename> table = confirmed(session, List.of());
            String renamed = session.plan(Map.of()).script();
            Rename other = new Rename(
                    table.getFirst().from(),
                    ObjectRef.of(ObjectKind.TABLE, table.getFirst().to().schema(), "elsewhere"));
            assertThatThrownBy(() ->
                            session.decideRenames(new RenameDecisions(List.of(table.getFirst(), other), List.of())))
                    .isInstanceOf(CountersignException.class)
                    .hasMessageContaining("cannot become both");
            assertThat(session.plan(Map.of()).script()).isEqualTo(renamed);
        }
    }

    @Test
    void whatIsRejectedMakesRoomForTheNextBest() throws IOException {
        Files.writeString(folder.resolve("new.sql"), NEW + NEW.replace("client", "customer"));
        try (ReviewSession session = open()) {
            Rename first = session.renameSuggestions().getFirst().rename();
            session.decideRenames(new RenameDecisions(List.of(), List.of(first)));
            Rename second = session.renameSuggestions().getFirst().rename();
            assertThat(second.from()).isEqualTo(first.from());
            assertThat(second.to()).isNotEqualTo(first.to());
            session.decideRenames(new RenameDecisions(List.of(), List.of(first, second)));
            assertThat(session.renameSuggestions()).isEmpty();
        }
    }

    @Test
    void decisionsArePartOfTheSignedPlan() {
        try (ReviewSession session = open()) {
            List<Rename> table = confirmed(session, List.of());
            Rename column = session.renameSuggestions().getFirst().rename();
            session.decideRenames(new RenameDecisions(table, List.of(column)));
            PlanFile plan = session.seal(session.review(Map.of(), Progress.none()), request());
            assertThat(plan.manifest().policy().effective())
                    .containsEntry(
                            "renamed: " + table.getFirst().from(),
                            "to " + table.getFirst().to().display() + ", confirmed in the review")
                    .containsEntry(
                            "not renamed: " + column.from() + " to "
                                    + column.to().display(),
                            "rejected in the review");
        }
    }

    private static SealRequest request() {
        return new SealRequest("", "", "me@corp.example", Optional.empty(), Duration.ofDays(1), Optional.empty());
    }
}
