package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.engine.PolicyReport.Finding;
import dev.countersign.engine.PolicyReport.Weight;
import dev.countersign.progress.Progress;
import dev.countersign.review.Outcome.Reason;
import dev.countersign.review.Outcome.Verdict;
import dev.countersign.review.Review;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a project file says besides its policy: inputs that a schema takes, settings that count when migrations are applied. */
class WithoutEffectTest {
    private static final String PROJECT = """
            lint {
              review = ERROR
            }
            env "local" {
              url    = "file://old.sql"
              src    = "file://new.hcl"
              dev    = "sqlite://dev?mode=memory"
              prefix = "e"
              @MORE@
            }
            """;

    @TempDir
    Path folder;

    private final DefaultWorkspace workspace = DefaultWorkspace.installed();

    @BeforeEach
    void states() throws IOException {
        write("old.sql", "CREATE TABLE e_a (id INTEGER NOT NULL);");
        write("new.hcl", """
                schema "main" {}
                variable "prefix" { type = string }
                table "users" {
                  for_each = toset(["a", "b"])
                  name     = "${var.prefix}_${each.value}"
                  schema   = schema.main
                  column "id" { type = integer }
                }
                """);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private ReviewRequest request(String more, String... to) throws IOException {
        write("countersign.hcl", PROJECT.replace("@MORE@", more));
        return ReviewRequest.of(folder).withEnvironment("local").to(to);
    }

    private Review review(String more, String... to) throws IOException {
        try (ReviewSession session = workspace.open(request(more, to), Progress.none())) {
            return session.review(Map.of(), Progress.none());
        }
    }

    @Test
    void anInputThatTheSchemaTakesIsFine() throws IOException {
        Review review = review("");
        assertThat(review.notEvaluated()).isEmpty();
        assertThat(review.outcome().verdict()).isEqualTo(Verdict.CLEAR);
        assertThat(workspace
                        .policy()
                        .check(request(""), false, false, Progress.none())
                        .findings())
                .isEmpty();
    }

    @Test
    void anInputThatNothingTakesIsNamedAndBlocks() throws IOException {
        Review review = review("prefx = \"e\"");
        assertThat(review.notEvaluated())
                .containsExactly(
                        "countersign.hcl:9:3: env \"local\".prefx is not evaluated: it is no setting, no schema"
                                + " in HCL has such a variable, and nothing says env://prefx; did you mean \"prefix\"?");
        assertThat(review.outcome().verdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(workspace
                        .policy()
                        .check(request("prefx = \"e\""), false, false, Progress.none())
                        .of(Weight.NOT_EVALUATED))
                .hasSize(1);
    }

    @Test
    void anInputThatTheRequestRefersToIsFine() throws IOException {
        write("other.sql", "CREATE TABLE e_a (id INTEGER NOT NULL);");
        assertThat(review("other = \"file://other.sql\"", "env://other").notEvaluated())
                .as("prefix belongs to the schema that is not read this time")
                .singleElement()
                .asString()
                .contains("prefix");
    }

    @Test
    void whatCountsWhenMigrationsAreAppliedIsShownAndDoesNotBlock() throws IOException {
        Files.createDirectory(folder.resolve("migrations"));
        String migration = """
                migration {
                    lock_timeout     = "3s"
                    exec_order       = LINEAR
                    revisions_schema = "history"
                    baseline         = "1"
                    tx_mode          = all
                  }
                  test {}""";
        Review review = review(migration);
        assertThat(review.notEvaluated()).isEmpty();
        assertThat(review.outcome().verdict()).isEqualTo(Verdict.CLEAR);
        assertThat(review.outcome().reasons())
                .filteredOn(r -> r.kind() == Reason.Kind.NOTICE)
                .hasSize(5)
                .noneMatch(Reason::blocking)
                .anyMatch(r -> r.text()
                        .equals("countersign.hcl:10:5: env \"local\".migration.lock_timeout decides nothing here: it is"
                                + " about running migrations, and counts when they are applied"));
        PolicyReport report = workspace.policy().check(request(migration), false, false, Progress.none());
        assertThat(report.complete()).isTrue();
        assertThat(report.findings()).extracting(Finding::weight).hasSize(5).containsOnly(Weight.NOTICE);
    }
}
