package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.progress.Progress;
import dev.countersign.review.Review;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The words that policy adds to statements, in plans that run on the engine. */
class WordingTest {
    private static final String ALL = """
            diff {
              add_table {
                if_not_exists = true
              }
              add_column {
                if_not_exists = true
              }
              add_index {
                if_not_exists = true
              }
              drop_table {
                if_exists = true
                cascade   = true
              }
              materialized {
                with_no_data = true
              }
              concurrent_index {
                add = true
              }
            }
            """;

    @TempDir
    Path folder;

    private final DefaultWorkspace workspace = DefaultWorkspace.installed();

    @Test
    void postgresHasAllOfThem() throws IOException {
        file("old.sql", "CREATE TABLE t (a int); CREATE TABLE gone (a int);");
        file(
                "new.sql",
                "CREATE TABLE t (a int, \" ADD COLUMN \" int); CREATE INDEX i ON t (a); CREATE TABLE n (a int); CREATE INDEX j ON n (a);"
                        + "CREATE MATERIALIZED VIEW m AS SELECT a FROM t;");
        file("countersign.hcl", ALL);
        Review review = review("embedded://postgres/18");
        assertThat(review.plan().script())
                .contains("CREATE TABLE IF NOT EXISTS public.n (")
                .contains("ALTER TABLE public.t ADD COLUMN IF NOT EXISTS \" ADD COLUMN \" integer;")
                .contains("CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t")
                .contains("CREATE INDEX IF NOT EXISTS j ON public.n")
                .contains("DROP TABLE IF EXISTS public.gone CASCADE;")
                .contains("\nWITH NO DATA;");
        assertThat(review.notEvaluated()).isEmpty();
        assertThat(review.simulation().failure()).isEmpty();
        assertThat(review.simulation().arrives()).isTrue();
    }

    @Test
    void sqliteSaysWhatDoesNotApply() throws IOException {
        file("old.sql", "CREATE TABLE t (a int); CREATE TABLE gone (a int);");
        file("new.sql", "CREATE TABLE t (a int, b int); CREATE INDEX i ON t (a); CREATE TABLE n (a int);");
        file("countersign.hcl", ALL);
        Review review = review("sqlite://dev?mode=memory");
        assertThat(review.plan().script())
                .contains("CREATE TABLE IF NOT EXISTS", "CREATE INDEX IF NOT EXISTS", "DROP TABLE IF EXISTS")
                .contains("ADD COLUMN")
                .doesNotContain("ADD COLUMN IF", "CASCADE", "CONCURRENTLY");
        assertThat(review.simulation().failure()).isEmpty();
        assertThat(review.outcome().reasons())
                .extracting(r -> r.text())
                .contains(
                        "diff.add_column.if_not_exists (countersign.hcl:6) does not apply to SQLite, which has no such form.",
                        "diff.concurrent_index.create (countersign.hcl:19) does not apply to SQLite, which has no such form.",
                        "diff.drop_table.cascade (countersign.hcl:13) does not apply to SQLite, which has no such form.",
                        "diff.materialized.with_no_data (countersign.hcl:16) does not apply to SQLite, which has no such form.");
    }

    @Test
    void aBlockForOneDriverIsForThatDriverOnly() throws IOException {
        file("old.sql", "CREATE TABLE gone (a int);");
        file("new.sql", "CREATE TABLE n (a int);");
        file("countersign.hcl", """
                diff "postgres" {
                  skip {
                    drop_table = true
                  }
                  add_table {
                    if_not_exists = true
                  }
                }
                diff {
                  drop_table {
                    if_exists = true
                  }
                }
                """);
        assertThat(review("embedded://postgres/18").plan().script())
                .contains("CREATE TABLE IF NOT EXISTS")
                .doesNotContain("DROP");
        assertThat(review("sqlite://dev?mode=memory").plan().script())
                .contains("DROP TABLE IF EXISTS")
                .doesNotContain("IF NOT EXISTS");
        file("countersign.hcl", "diff \"postgrse\" {}\n");
        assertThat(review("sqlite://dev?mode=memory").notEvaluated())
                .singleElement()
                .asString()
                .endsWith("did you mean \"postgres\"?");
    }

    private Review review(String dev) {
        ReviewRequest request = ReviewRequest.of(folder)
                .from("file://old.sql")
                .to("file://new.sql")
                .onDev(dev);
        try (ReviewSession session = workspace.open(request, Progress.none())) {
            return session.review(Map.of(), Progress.none());
        }
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
