package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

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

/** What a sensitive variable holds is in nothing that a review, an explanation or a check of the policy says, also not in words of the policy's authors. */
class SensitiveVariablesTest {
    private static final String SECRET = "S3CR3TVALUE";

    @TempDir
    Path folder;

    private final DefaultWorkspace workspace = DefaultWorkspace.installed();

    @BeforeEach
    void project() throws IOException {
        write("countersign.hcl", """
                variable "token" {
                  type      = string
                  sensitive = true
                  default   = "%s"
                }
                variable "count" {
                  type    = int
                  default = 1
                  validation {
                    condition     = var.count < 5
                    error_message = "not with ${var.token}"
                  }
                }
                locals {
                  shout = upper(var.token)
                }
                lint {
                  destructive {
                    allow_table {
                      match = "(?i)${local.shout}"
                    }
                  }
                  naming {
                    match   = "^(x|${var.token})_"
                    message = "start with ${local.shout}"
                  }
                  incompatible {
                    drop_table {
                      message = "ask ${var.token} about ${self.name}"
                    }
                  }
                  statement {
                    deny "drops" {
                      kind    = ["drop"]
                      message = "no ${local.shout}"
                    }
                  }
                  rule "hcl" "own" {
                    src  = ["own.rule.hcl"]
                    vars = { secret = var.token, plain = "PLAIN" }
                  }
                }
                env "prod" {
                  url = "file://old.sql"
                  src = "file://new.sql"
                  dev = "sqlite://dev?mode=memory"
                  check "schema_apply" {
                    deny "all" {
                      condition = length(self.planned_migration.statements) > 0
                      message   = join(" ", ["denied", var.token])
                    }
                  }
                }
                """.formatted(SECRET));
        write("own.rule.hcl", """
                variable "secret" {
                  type = string
                }
                variable "plain" {
                  type = string
                }
                rule "schema" "named" {
                  description = "Tables have a name"
                  table {
                    assert {
                      condition = self.name == var.secret
                      message   = "Table ${self.name} is not ${var.secret}"
                    }
                    assert {
                      condition = self.name == var.plain
                      message   = "Table ${self.name} is not ${var.plain}"
                    }
                  }
                }
                """);
        write("old.sql", "CREATE TABLE a (i int); CREATE TABLE b (i int); CREATE TABLE s3cr3tvalue (i int);");
        write("new.sql", "CREATE TABLE a (i int); CREATE TABLE c (i int);");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private ReviewRequest request(Map<String, List<String>> variables) {
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
    void reviewsDoNotSayIt() {
        Review review;
        try (ReviewSession session = workspace.open(request(Map.of()), Progress.none())) {
            review = session.review(Map.of(), Progress.none());
        }
        String findings = review.diagnostics() + " " + review.outcome().reasons();
        assertThat(findings)
                .contains("has to do with it")
                .contains("the message is not shown")
                .contains("Table c is not PLAIN")
                .contains("(sensitive)")
                .contains("The policy denies this plan");
        assertThat(findings.replace("\"s3cr3tvalue\"", "")).doesNotContain(SECRET);
    }

    @Test
    void explanationsAndChecksDoNotSayIt() {
        for (String object : List.of("b", "c", "a")) {
            for (boolean offline : List.of(true, false)) {
                var explanation =
                        workspace.policy().explain(request(Map.of()), object, session -> {}, offline, Progress.none());
                assertThat(ExplanationText.of(explanation)).doesNotContain(SECRET);
                assertThat(ExplanationJson.of(explanation)).doesNotContain(SECRET);
            }
        }
        assertThat(workspace
                        .policy()
                        .check(request(Map.of()), false, false, Progress.none())
                        .toString())
                .contains("(sensitive)")
                .doesNotContain(SECRET);
    }

    @Test
    void theValidationOfAnotherVariableDoesNotSayIt() {
        assertThat(catchThrowable(() -> workspace.open(request(Map.of("count", List.of("7"))), Progress.none())))
                .hasMessageContaining("is not allowed")
                .hasMessageContaining("not shown")
                .hasMessageNotContaining(SECRET);
    }
}
