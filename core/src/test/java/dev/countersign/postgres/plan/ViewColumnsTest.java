package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.engine.DefaultWorkspace;
import dev.countersign.engine.ReviewRequest;
import dev.countersign.engine.ReviewSession;
import dev.countersign.engine.Workspace;
import dev.countersign.plan.Statement;
import dev.countersign.progress.Progress;
import dev.countersign.review.Review;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who reads a view depends on the view's columns; that must count as depending on the view. */
class ViewColumnsTest {
    @TempDir
    Path folder;

    @Test
    void readersOfAViewGoBeforeItAndComeBackAfterIt() throws IOException {
        String before = """
                create table paid (day date, cents int);
                create view per_day as select day, sum(cents) as cents from paid group by day;
                create materialized view report as select day, cents from per_day;
                """;
        Files.writeString(folder.resolve("current.sql"), before);
        Files.writeString(folder.resolve("desired.sql"), before.replace("cents int", "cents bigint"));

        try (Workspace workspace = DefaultWorkspace.installed();
                ReviewSession session = workspace.open(request(), Progress.none())) {
            Review review = session.review(Map.of(), Progress.none());

            assertThat(review.plan().statements())
                    .extracting(Statement::sql)
                    .extracting(sql -> sql.lines().findFirst().orElseThrow())
                    .containsExactly(
                            "DROP MATERIALIZED VIEW public.report;",
                            "DROP VIEW public.per_day;",
                            "ALTER TABLE public.paid ALTER COLUMN cents TYPE bigint;",
                            "CREATE VIEW public.per_day (day, cents) AS",
                            "CREATE MATERIALIZED VIEW public.report (day, cents) AS");
            assertThat(review.simulation().arrives()).isTrue();
        }
    }

    private ReviewRequest request() {
        return ReviewRequest.of(folder).from("file://current.sql").to("file://desired.sql");
    }
}
