package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.diff.Change;
import dev.countersign.progress.Progress;
import dev.countersign.review.Review;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept keeps its name too: something new that wants the same one is not made, with the reason, and the plan runs. */
class KeptNamesTest {
    @TempDir
    Path folder;

    private Review review(String dev, String before, String after) throws IOException {
        Files.writeString(folder.resolve("countersign.hcl"), """
                diff {
                  skip {
                    drop_any   = true
                    rename_any = true
                  }
                }
                env "prod" {
                  url = "file://before.sql"
                  src = "file://after.sql"
                  dev = "%s"
                }
                """.formatted(dev));
        Files.writeString(folder.resolve("before.sql"), before);
        Files.writeString(folder.resolve("after.sql"), after);
        ReviewRequest request = ReviewRequest.of(folder).withEnvironment("prod");
        try (ReviewSession session = DefaultWorkspace.installed().open(request, Progress.none())) {
            return session.review(Map.of(), Progress.none());
        }
    }

    /** What is not made, and why. */
    private static Map<String, String> notMade(Review review) {
        return review.plan().keptOut().stream()
                .filter(k -> k.change().verb() == Change.Verb.ADD)
                .collect(Collectors.toMap(k -> k.change().ref().toString(), k -> k.reason()));
    }

    @Test
    void onSqlite() throws IOException {
        Review review = review("sqlite://dev?mode=memory", """
                CREATE TABLE a (i int);
                CREATE TABLE b (i int);
                CREATE TABLE gone (x int);
                CREATE INDEX gone_x ON gone (x);
                CREATE TRIGGER tr AFTER INSERT ON a BEGIN DELETE FROM b; END;
                CREATE VIEW v AS SELECT 1 AS x;
                """, """
                CREATE TABLE a (i int);
                CREATE TABLE b (i int);
                CREATE VIEW GONE AS SELECT i FROM a;
                CREATE VIEW overgone AS SELECT i FROM gone;
                CREATE TRIGGER TR AFTER INSERT ON b BEGIN DELETE FROM a; END;
                CREATE TABLE v (i int);
                CREATE TABLE gone_x (i int);
                CREATE TABLE plain (i int);
                """);
        assertThat(review.simulation().arrives()).isTrue();
        assertThat(notMade(review))
                .containsEntry("view main.GONE", "would take the name of table main.gone, which is kept")
                .containsEntry("view main.overgone", "needs view main.GONE, which is not made")
                .containsEntry("trigger main.b.TR", "would take the name of trigger main.a.tr, which is kept")
                .containsEntry("table main.v", "would take the name of view main.v, which is kept")
                .containsEntry("table main.gone_x", "would take the name of index main.gone_x, which is kept")
                .hasSize(5);
        assertThat(review.plan().statements())
                .singleElement()
                .satisfies(s -> assertThat(s.sql()).startsWith("CREATE TABLE plain"));
    }

    @Test
    void onPostgres() throws IOException {
        Review review = review("embedded://postgres/18", """
                CREATE TABLE a (i int);
                CREATE TABLE c (i int, j int, CONSTRAINT cu UNIQUE (i), CONSTRAINT ck CHECK (i > 0));
                CREATE TABLE gone (x int);
                CREATE SEQUENCE sq;
                CREATE TYPE ty AS ENUM ('a');
                CREATE FUNCTION f(i int) RETURNS int LANGUAGE sql AS 'SELECT 1';
                """, """
                CREATE TABLE a (i int);
                CREATE TABLE c (i int, j int, CONSTRAINT ck UNIQUE (j));
                CREATE INDEX cu ON a (i);
                CREATE VIEW gone AS SELECT i FROM a;
                CREATE VIEW overgone AS SELECT i FROM gone;
                CREATE VIEW sq AS SELECT 1 AS x;
                CREATE DOMAIN ty AS int;
                CREATE PROCEDURE f(i int) LANGUAGE sql AS 'SELECT 1';
                CREATE TABLE plain (i int);
                """);
        assertThat(review.simulation().arrives()).isTrue();
        assertThat(notMade(review).values().stream().sorted())
                .containsExactly(
                        "needs view public.gone, which is not made",
                        "would take the name of check constraint public.c.ck, which is kept",
                        "would take the name of enum public.ty, which is kept",
                        "would take the name of function public.f(integer), which is kept",
                        "would take the name of sequence public.sq, which is kept",
                        "would take the name of table public.gone, which is kept",
                        "would take the name of unique constraint public.c.cu, which is kept");
        assertThat(review.plan().statements())
                .singleElement()
                .satisfies(s -> assertThat(s.sql()).startsWith("CREATE TABLE public.plain"));
    }

    @Test
    void anOldNameThatIsKeptIsTakenToo() throws IOException {
        Review review = review(
                "sqlite://dev?mode=memory",
                "CREATE TABLE old (i int);",
                "-- atlas:renamed_from old\nCREATE TABLE fresh (i int);\nCREATE VIEW old AS SELECT 1 AS x;");
        assertThat(review.simulation().arrives()).isTrue();
        assertThat(notMade(review))
                .containsExactly(Map.entry("view main.old", "would take the name of table main.old, which is kept"));
    }
}
