package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.progress.Progress;
import dev.countersign.review.Outcome.Verdict;
import dev.countersign.review.Review;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stated rename is carried out, already done, or said to have no effect. */
class IdleRenamesTest {
    private static final String DESIRED = """
            create table t (
              id int,
              -- atlas:renamed_from email
              mail text
            );
            """;

    @TempDir
    Path folder;

    @Test
    void aRenameIsCarriedOut() throws IOException {
        Review review = review("create table t (id int, email text);");

        assertThat(review.plan().script()).contains("RENAME COLUMN email TO mail");
        assertThat(review.notEvaluated()).isEmpty();
    }

    @Test
    void aRenameThatIsDoneIsNoNews() throws IOException {
        Review review = review("create table t (id int, mail text);");

        assertThat(review.plan().isEmpty()).isTrue();
        assertThat(review.notEvaluated()).isEmpty();
    }

    @Test
    void aMisspeltOldNameBlocks() throws IOException {
        Review review = review("create table t (id int, e_mail text);");

        assertThat(review.outcome().verdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(review.notEvaluated())
                .singleElement()
                .asString()
                .contains("renamed_from email")
                .contains("the current state has no column public.t.email");
    }

    @Test
    void namesThatChangePlacesBlock() throws IOException {
        String desired = "create table t (\n-- atlas:renamed_from b\na int,\n-- atlas:renamed_from a\nb int);";
        Review review = review("create table t (a int, b int);", desired);

        assertThat(review.plan().isEmpty()).isTrue();
        assertThat(review.outcome().verdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(review.notEvaluated())
                .hasSize(2)
                .allMatch(sentence -> sentence.contains("has no effect: the desired state still has column public.t."));
    }

    @Test
    void bothNamesInTheCurrentStateBlock() throws IOException {
        Review review = review("create table t (id int, email text, mail text);");

        assertThat(review.outcome().verdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(review.notEvaluated()).singleElement().asString().contains("has both names");
    }

    @Test
    void aPlanWithoutAReviewIsNotCompleteEither() throws IOException {
        try (Workspace workspace = DefaultWorkspace.installed()) {
            try (ReviewSession session = open(workspace, "create table t (id int, e_mail text);", DESIRED)) {
                assertThat(session.planComplete()).isFalse();
                assertThat(session.plan(Map.of()).script(session.gaps()))
                        .contains("-- renamed_from email of column public.t.mail has no effect");
            }
            try (ReviewSession session = open(workspace, "create table t (id int, email text);", DESIRED)) {
                assertThat(session.planComplete()).isTrue();
                assertThat(session.complete()).isTrue();
            }
        }
    }

    private Review review(String current) throws IOException {
        return review(current, DESIRED);
    }

    private Review review(String current, String desired) throws IOException {
        try (Workspace workspace = DefaultWorkspace.installed();
                ReviewSession session = open(workspace, current, desired)) {
            return session.review(Map.of(), Progress.none());
        }
    }

    private ReviewSession open(Workspace workspace, String current, String desired) throws IOException {
        Files.writeString(folder.resolve("current.sql"), current);
        Files.writeString(folder.resolve("desired.sql"), desired);
        return workspace.open(
                ReviewRequest.of(folder).from("file://current.sql").to("file://desired.sql"), Progress.none());
    }
}
