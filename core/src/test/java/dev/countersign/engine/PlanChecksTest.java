package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.progress.Progress;
import dev.countersign.review.Outcome;
import dev.countersign.review.Review;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks of project files over a plan on SQLite. */
class PlanChecksTest {
    @TempDir
    Path folder;

    private Review review(String check) throws IOException {
        Files.writeString(folder.resolve("now.sql"), "");
        Files.writeString(folder.resolve("then.sql"), "CREATE TABLE t (i int); CREATE TABLE u (i int);");
        Files.writeString(folder.resolve("countersign.hcl"), """
                lint { review = ERROR }
                env "dev" {
                  url = "file://now.sql"
                  src = "file://then.sql"
                  dev = "sqlite://dev?mode=memory"
                  check "schema_apply" {
                    %s
                  }
                }
                """.formatted(check));
        ReviewRequest request = ReviewRequest.of(folder).withEnvironment("dev");
        try (DefaultWorkspace workspace = DefaultWorkspace.installed();
                ReviewSession session = workspace.open(request, Progress.none())) {
            return session.review(Map.of(), Progress.none());
        }
    }

    @Test
    void aTrueDenyBlocksAndAnEarlierAllowLetsPass() throws IOException {
        String deny = """
                deny "too-much" {
                  condition = length(self.planned_migration.statements) > 1
                  message   = "at most one statement"
                }
                """;
        Review denied = review(deny);
        assertThat(denied.outcome().verdict()).isEqualTo(Outcome.Verdict.BLOCKED);
        assertThat(denied.outcome().reasons().toString()).contains("too-much", "at most one statement");
        String allow = "allow \"small\" {\n condition = length(self.planned_migration.files) == 1\n}\n";
        assertThat(review(allow + deny).outcome().verdict()).isEqualTo(Outcome.Verdict.CLEAR);
        assertThat(review(deny.replace("> 1", "> 9")).outcome().verdict()).isEqualTo(Outcome.Verdict.CLEAR);
    }

    @Test
    void aConditionWithoutAnAnswerBlocks() throws IOException {
        Review review = review("deny \"odd\" {\n condition = self.planned_migration.nothing\n}\n");
        assertThat(review.outcome().verdict()).isEqualTo(Outcome.Verdict.BLOCKED);
        assertThat(review.notEvaluated()).anyMatch(n -> n.contains("deny \"odd\" is not evaluated"));
    }
}
