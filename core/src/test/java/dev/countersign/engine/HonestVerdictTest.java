package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.progress.Progress;
import dev.countersign.review.Outcome.Reason;
import dev.countersign.review.Outcome.Verdict;
import dev.countersign.review.Review;
import dev.countersign.signing.plan.PlanFile;
import dev.countersign.signing.ssh.TestKeys;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A verdict is only clear over what was compared and evaluated, on a real engine. */
@DisabledOnOs(OS.WINDOWS)
class HonestVerdictTest extends DataSourceFixture {
    private static final String TABLE = "CREATE TABLE t (i int);";
    private static final String GRANT = TABLE + " GRANT SELECT ON t TO PUBLIC;";
    private static final String ROLE =
            TABLE + " CREATE ROLE clerk; ALTER ROLE clerk IN DATABASE postgres SET work_mem = '1MB';";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // current | desired | schema.mode | verdict
                "plain | plain |                      | CLEAR",
                "plain | grant |                      | INCOMPLETE",
                "plain | grant | permissions = false  | CLEAR",
                "grant | plain |                      | CLEAR",
                "grant | grant |                      | INCOMPLETE",
                "role  | role  | roles = true         | INCOMPLETE",
            })
    void whatTheDesiredStateSaysAndNobodyComparesIsNotClear(
            String current, String desired, String mode, Verdict verdict) throws IOException {
        Review review = review(text(current), text(desired), mode == null ? "" : mode);
        assertThat(review.plan().isEmpty()).isTrue();
        assertThat(review.outcome().verdict()).isEqualTo(verdict);
        assertThat(review.outcome().complete()).isEqualTo(verdict == Verdict.CLEAR);
        assertThat(review.outcome().gaps())
                .extracting(Reason::text)
                .allMatch(t -> t.startsWith("Seen, not compared: "));
    }

    @Test
    void whatIsLeftOutOnPurposeIsStillNamed() throws IOException {
        Review review = review(TABLE, GRANT, "permissions = false");
        assertThat(review.outcome().reasons())
                .extracting(Reason::text)
                .anyMatch(t -> t.startsWith("Seen, left out: 1 privileges")
                        && t.contains("schema.mode.permissions = false (countersign.hcl:"));
    }

    @Test
    void privilegesThatAreLeftOutDoNotHoldWhatGoesForGood() throws IOException {
        Review review = review(GRANT + " GRANT SELECT (i) ON t TO PUBLIC;", "", "permissions = false");
        assertThat(review.plan().script()).isEqualTo("DROP TABLE public.t;\n");
    }

    @Test
    void whatWouldComeBackWithoutThePrivilegesThatAreLeftOutIsNamed() {
        String views = TABLE + " CREATE VIEW v AS SELECT i FROM t; CREATE VIEW w AS SELECT i FROM t;"
                + " GRANT SELECT ON v, w TO PUBLIC;";
        assertThatThrownBy(() -> review(views, views.replace("i int", "i bigint"), "permissions = false"))
                .hasMessageContaining("the plan makes anew what has some: view public.v, view public.w;");
    }

    @Test
    void aPlanThatIsSignedOverAGapSaysSo() throws IOException {
        file("now.sql", TABLE);
        file("then.sql", GRANT + " CREATE TABLE more (i int);");
        dev("", "", Map.of());
        try (DefaultWorkspace workspace = workspace();
                ReviewSession session = workspace.open(request(), Progress.none())) {
            Review review = session.review(Map.of(), Progress.none());
            assertThat(review.outcome().verdict()).isEqualTo(Verdict.INCOMPLETE);
            PlanFile plan =
                    session.seal(review, SealRequest.by("alice@corp.example", TestKeys.ed25519(), Optional.empty()));
            assertThat(plan.manifest().policy().effective().keySet())
                    .anyMatch(name -> name.startsWith("not compared: privileges"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url | data.remote_schema.shop.url | current",
                "src | data.remote_schema.shop.url | desired",
                "src | [data.remote_schema.shop.url] | desired",
            })
    void aStateThatADataSourceDoesNotGiveSaysWhy(String attribute, String value, String state) throws IOException {
        file("now.sql", TABLE);
        dev("", "data \"remote_schema\" \"shop\" {\n  name = \"shop\"\n}\n", Map.of(attribute, value));
        assertThatThrownBy(() -> planned(request()))
                .hasMessageStartingWith("There is no " + state + " state; ")
                .hasMessageContaining("countersign.hcl:")
                .hasMessageContaining("." + attribute + " is not evaluated: ")
                .hasMessageContaining("data \"remote_schema\" \"shop\" is not asked: ");
    }

    private Review review(String current, String desired, String mode) throws IOException {
        file("now.sql", current);
        file("then.sql", desired);
        dev(mode, "", Map.of());
        try (DefaultWorkspace workspace = workspace();
                ReviewSession session = workspace.open(request(), Progress.none())) {
            return session.review(Map.of(), Progress.none());
        }
    }

    private void dev(String mode, String top, Map<String, String> attributes) throws IOException {
        String url = attributes.getOrDefault("url", "\"file://now.sql\"");
        String src = attributes.getOrDefault("src", "\"file://then.sql\"");
        project(top + """
                lint {
                  review = ERROR
                }
                env "dev" {
                  url = %s
                  src = %s
                  schema {
                    mode {
                      %s
                    }
                  }
                }
                """.formatted(url, src, mode));
    }

    private static String text(String name) {
        return switch (name) {
            case "grant" -> GRANT;
            case "role" -> ROLE;
            default -> TABLE;
        };
    }
}
