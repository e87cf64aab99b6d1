package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.plan.KeptOut;
import dev.countersign.progress.Progress;
import dev.countersign.review.Review;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What policy keeps out of a plan although only its name changes. */
class KeptRenamesTest extends DirectoryFixture {

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        sqlite://dev?mode=memory | modify_table | CREATE VIEW v AS SELECT 1 AS a;
        sqlite://dev?mode=memory | rename_index | ALTER TABLE t ADD COLUMN c INT; CREATE VIEW v AS SELECT 1 AS a;
        embedded://postgres/18   | modify_table | CREATE VIEW public.v (a) AS SELECT 1 AS a;
        embedded://postgres/18   | rename_index | ALTER TABLE public.t ADD COLUMN c integer; CREATE VIEW public.v (a) AS SELECT 1 AS a;
        """)
    void anIndexKeepsItsName(String dev, String key, String plan) throws IOException {
        file("here.sql", "CREATE TABLE t (a INT, b INT); CREATE INDEX t_b_old ON t (b);");
        file(
                "wanted.sql",
                "CREATE TABLE t (a INT, b INT, c INT); CREATE INDEX t_b_new ON t (b); CREATE VIEW v AS SELECT 1 AS a;");
        file("countersign.hcl", """
                env "prod" {
                  url = "file://here.sql"
                  src = "file://wanted.sql"
                  dev = "%s"
                  diff {
                    skip {
                      %s = true
                    }
                  }
                }
                """.formatted(dev, key));
        ReviewRequest request = ReviewRequest.of(folder).withEnvironment("prod");
        Review review;
        try (ReviewSession session = workspace.open(request, Progress.none())) {
            review = session.review(Map.of(), Progress.none());
        }
        assertThat(String.join(
                        " ",
                        review.plan().statements().stream()
                                .map(s -> s.sql().replaceAll("\\s+", " "))
                                .toList()))
                .isEqualTo(plan);
        assertThat(review.plan().keptOut())
                .extracting(KeptOut::reason)
                .contains("diff.skip." + key + " (countersign.hcl:7)");
        assertThat(review.simulation().remaining()).isEmpty();
    }
}
