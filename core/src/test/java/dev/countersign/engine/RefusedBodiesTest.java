package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.plan.Statement;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.progress.Progress;
import dev.countersign.review.Review;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Functions whose bodies the server would not take, because they name what is nowhere. */
@ExtendWith(PostgresEngine.class)
class RefusedBodiesTest {
    private static final String GOOD = "CREATE FUNCTION good() RETURNS int LANGUAGE sql AS 'SELECT 1';\n";
    private static final String BROKEN = "SET check_function_bodies = off;\n"
            + "CREATE FUNCTION broken() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM nowhere';\n"
            + "CREATE PROCEDURE torn(x int) LANGUAGE plpgsql AS 'DECLARE a missing.type; BEGIN END';\n"
            + "RESET check_function_bodies;\n";

    @TempDir
    private Path directory;

    private final Workspace workspace = DefaultWorkspace.installed();

    @Test
    void aFileThatDoesNotHaveThemCheckedGetsThemAndEveryOtherOneIsChecked() throws Exception {
        Review review = review(file("a.sql", ""), file("b.sql", GOOD + BROKEN));

        assertThat(review.plan().statements())
                .filteredOn(s -> s.sql().equals("SET check_function_bodies = off;"))
                .extracting(Statement::purpose)
                .containsExactly(
                        "the desired state has public.broken() with a body that its server would not take:"
                                + " relation \"nowhere\" does not exist",
                        "the desired state has public.torn(integer) with a body that its server would not take:"
                                + " schema \"missing\" does not exist");
        assertThat(review.plan().script())
                .containsSubsequence("SET check", "broken()", "RESET", "FUNCTION public.good()", "SET check", "torn(");
    }

    @Test
    void aLiveDatabaseThatHasThemIsAskedAndRebuilt(PostgresEngine.Server server) throws Exception {
        try (LiveDatabase live = LiveDatabase.of(server, GOOD + BROKEN)) {
            String none = file("none.sql", "");
            assertThat(review(none, live.url()).plan().script()).contains("broken()", "good()", "torn(");
            assertThat(review(live.url(), none).plan().statements()).hasSize(3);
            List<String> more =
                    review(live.url(), file("more.sql", GOOD + BROKEN + "CREATE TABLE t ();"))
                            .plan()
                            .statements()
                            .stream()
                            .map(Statement::sql)
                            .toList();
            assertThat(more).singleElement().asString().startsWith("CREATE TABLE");
        }
    }

    private Review review(String from, String to) {
        ReviewRequest request = ReviewRequest.of(directory).from(from).to(to);
        try (ReviewSession session = workspace.open(request, Progress.none())) {
            Review review = session.review(Map.of(), Progress.none());
            assertThat(review.simulation().arrives()).as("%s", review.outcome()).isTrue();
            return review;
        }
    }

    private String file(String name, String text) throws Exception {
        Files.writeString(directory.resolve(name), text);
        return name;
    }
}
