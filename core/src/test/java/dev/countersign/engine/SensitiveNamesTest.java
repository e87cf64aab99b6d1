package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.countersign.explain.Explanation;
import dev.countersign.explain.ExplanationJson;
import dev.countersign.explain.ExplanationText;
import dev.countersign.progress.Progress;
import dev.countersign.review.Review;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that are names and patterns are repeated by many messages; none of them says what a variable holds that is declared sensitive. */
class SensitiveNamesTest {
    private static final String SECRET = "zq7secretx";

    @TempDir
    Path folder;

    private final DefaultWorkspace workspace = DefaultWorkspace.installed();

    @BeforeEach
    void project() throws IOException {
        Files.writeString(folder.resolve("countersign.hcl"), """
                variable "token" {
                  type      = string
                  sensitive = true
                }
                variable "pattern" {
                  type    = string
                  default = "b"
                }
                lint {
                  ownership "github" {
                    default    = DENY
                    teams_file = ["teams.hcl"]
                    dynamic "allow" {
                      for_each = [var.token]
                      labels   = [allow.value]
                      content {
                        match = "*"
                        users = [var.token]
                        teams = [var.token]
                        roles = [var.token]
                      }
                    }
                  }
                }
                deprecation {
                  window = "30d"
                  prefix = "dep_${var.token}_"
                }
                env "prod" {
                  url     = "file://old.sql"
                  src     = "file://new.sql"
                  dev     = "sqlite://dev?mode=memory"
                  exclude = [var.token, "${var.token}x[type=table]", var.pattern == "b" ? "b" : "a.b.c.${var.token}"]
                  include = ["*", "${var.token}y"]
                  data {
                    mode    = SYNC
                    include = [var.token]
                  }
                }
                """);
        Files.writeString(folder.resolve("teams.hcl"), "team \"a\" { users = [\"bob\"] }");
        Files.writeString(folder.resolve("old.sql"), "CREATE TABLE a (i int, j int); CREATE TABLE gone (i int);");
        Files.writeString(folder.resolve("new.sql"), "CREATE TABLE a (i int); CREATE TABLE c (i int);");
    }

    private ReviewRequest request(Map<String, List<String>> more) {
        Map<String, List<String>> variables = new java.util.TreeMap<>(more);
        variables.put("token", List.of(SECRET));
        return new ReviewRequest(
                Optional.empty(),
                folder,
                Optional.of("prod"),
                variables,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    @Test
    void reviewsAndPlansDoNotSayThem() {
        try (ReviewSession session = workspace.open(request(Map.of()), Progress.none())) {
            Review review = session.review(Map.of(), Progress.none());
            String said = review.diagnostics() + " " + review.outcome() + " " + review.notEvaluated() + " "
                    + session.idlePatterns() + " " + session.gaps() + " " + session.notices();
            assertThat(said)
                    .contains("The include pattern \"(sensitive)y\" matches nothing")
                    .contains("the team \"(sensitive)\" of rule \"(sensitive)\" is not evaluated")
                    .contains("rename it to \"dep_(sensitive)_gone\"")
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void explanationsDoNotSayThem() {
        for (boolean offline : List.of(true, false)) {
            for (String object : List.of("a", "a.j", "gone")) {
                Explanation explanation =
                        workspace.policy().explain(request(Map.of()), object, session -> {}, offline, Progress.none());
                assertThat(ExplanationText.of(explanation))
                        .contains("(sensitive)")
                        .doesNotContain(SECRET);
                assertThat(ExplanationJson.of(explanation)).doesNotContain(SECRET);
            }
        }
    }

    @Test
    void checksDoNotSayThem() {
        for (Map<String, List<String>> more :
                List.<Map<String, List<String>>>of(Map.of(), Map.of("pattern", List.of("c")))) {
            PolicyReport report = workspace.policy().check(request(more), true, false, Progress.none());
            assertThat(report.toString()).contains("(sensitive)").doesNotContain(SECRET);
        }
    }

    @Test
    void errorsDoNotSayThem() {
        assertThat(catchThrowable(() -> workspace.open(request(Map.of("pattern", List.of("c"))), Progress.none())))
                .hasMessageContaining("pattern \"a.b.c.(sensitive)\"")
                .hasMessageNotContaining(SECRET);
        assertThat(catchThrowable(() -> workspace.inspect(request(Map.of("pattern", List.of("c"))), Progress.none())))
                .hasMessageContaining("(sensitive)")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void aPlanWhoseSqlHoldsOneSaysSo() throws IOException {
        Files.writeString(
                folder.resolve("new.sql"),
                "CREATE TABLE a (i int, j int DEFAULT 'zq7secretx'); CREATE TABLE gone (i int);");
        try (ReviewSession session = workspace.open(request(Map.of()), Progress.none())) {
            Review review = session.review(Map.of(), Progress.none());
            assertThat(review.outcome().reasons())
                    .anyMatch(r -> r.text().contains("the sensitive variable \"token\" holds"));
        }
    }
}
