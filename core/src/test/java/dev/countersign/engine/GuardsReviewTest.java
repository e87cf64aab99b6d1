package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Severity;
import dev.countersign.progress.Progress;
import dev.countersign.review.Outcome.Verdict;
import dev.countersign.review.Review;
import dev.countersign.rule.RuleTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ownership and rules of a project's own in whole reviews, on SQLite in memory. */
class GuardsReviewTest {
    private static final String RULES = """
            predicate "table" "has_primary_key" {
              primary_key {
                condition = self != null
              }
            }
            rule "schema" "require-primary-key" {
              description = "All tables must have a primary key"
              table {
                assert {
                  predicate = predicate.table.has_primary_key
                  message   = "Table ${self.name} must have a primary key"
                }
              }
            }
            """;

    @TempDir
    Path folder;

    private final DefaultWorkspace workspace = DefaultWorkspace.installed();

    @BeforeEach
    void states() throws IOException {
        write("old.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY); CREATE TABLE legacy (x TEXT);");
        write(
                "new.sql",
                "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE legacy (x TEXT, y TEXT); CREATE TABLE log (line TEXT);");
        write("schema.rule.hcl", RULES);
        write(
                "teams.hcl",
                "team \"backend\" {\n  users = [\"alice\"]\n}\nuser \"alice\" {\n  names = [\"alice@corp.example\"]\n}\n");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private Review review(String lint, String actor) throws IOException {
        write("countersign.hcl", "lint {\n review = ERROR\n" + lint + "\n}\n");
        try (ReviewSession session = workspace.open(request(actor), Progress.none())) {
            return session.review(Map.of(), Progress.none());
        }
    }

    private ReviewRequest request(String actor) {
        return ReviewRequest.of(folder)
                .from("file://old.sql")
                .to("file://new.sql")
                .with(new Selection(List.of(), List.of(), Optional.of("sqlite")))
                .by(Optional.of(actor).filter(a -> !a.isEmpty()));
    }

    private static List<Diagnostic> of(Review review, String analyzer) {
        return review.diagnostics().stream()
                .filter(d -> d.analyzer().startsWith(analyzer))
                .toList();
    }

    @Test
    void onlyWhatThePlanBringsBreaksARule() throws IOException {
        Review review = review("rule \"hcl\" \"own\" {\n src = [\"schema.rule.hcl\"]\n error = true\n}", "");
        assertThat(review.notEvaluated()).isEmpty();
        assertThat(of(review, "rule/own")).singleElement().satisfies(d -> {
            assertThat(d.code()).isEqualTo("require-primary-key");
            assertThat(d.severity()).isEqualTo(Severity.ERROR);
            assertThat(d.message())
                    .isEqualTo("Table log must have a primary key (rule \"require-primary-key\", schema.rule.hcl:9)");
            assertThat(review.plan().statements().get(d.statement() - 1).sql()).contains("CREATE TABLE", "log");
        });
        assertThat(review.outcome().verdict()).isEqualTo(Verdict.SIGN_OFF_REQUIRED);
    }

    @Test
    void ruleFilesThatAreMissingOrBrokenBlock() throws IOException {
        Review missing = review("rule \"hcl\" \"own\" {\n src = [\"nothing.rule.hcl\"]\n}", "");
        assertThat(missing.notEvaluated()).singleElement().asString().contains("nothing.rule.hcl");
        assertThat(missing.outcome().verdict()).isEqualTo(Verdict.BLOCKED);
        write("schema.rule.hcl", RULES.replace("assert", "asert"));
        Review broken = review("rule \"hcl\" \"own\" {\n src = [\"schema.rule.hcl\"]\n}", "");
        assertThat(broken.notEvaluated()).anyMatch(s -> s.contains("did you mean \"assert\"?"));
        assertThat(broken.outcome().verdict()).isEqualTo(Verdict.BLOCKED);
    }

    private static final String OWNERS =
            "ownership \"github\" {\n allow \"core\" {\n match = \"main.*[type=table]\"\n teams = [\"backend\"]\n }\n"
                    + " deny \"frozen\" {\n match = \"legacy\"\n users = [\"alice\"]\n }\n}";

    @Test
    void ownersMayAndOthersMayNot() throws IOException {
        Review owner = review(OWNERS, "alice@corp.example");
        assertThat(owner.notEvaluated()).isEmpty();
        assertThat(of(owner, "ownership")).isNotEmpty().allSatisfy(d -> {
            assertThat(d.code()).isEqualTo("OW102");
            assertThat(d.message()).contains("legacy", "rule \"frozen\", countersign.hcl:8");
        });
        Review other = review(OWNERS.replace("teams = [\"backend\"]", "users = [\"bob\"]"), "alice");
        assertThat(of(other, "ownership")).extracting(Diagnostic::code).contains("OW101", "OW102");
        assertThat(of(other, "ownership"))
                .allSatisfy(d -> assertThat(d.severity()).isEqualTo(Severity.ERROR));
    }

    @Test
    void anotherActorIsJudgedWithoutReadingTheStatesAgain() throws IOException {
        write("countersign.hcl", "lint {\n review = ERROR\n" + OWNERS + "\n}\n");
        try (ReviewSession session = workspace.open(request("alice"), Progress.none())) {
            assertThat(session.actor()).contains("alice");
            assertThat(of(session.review(Map.of(), Progress.none()), "ownership"))
                    .isNotEmpty();
            session.actAs(Optional.of("mallory"));
            assertThat(session.actor()).contains("mallory");
            Review stranger = session.review(Map.of(), Progress.none());
            assertThat(stranger.notEvaluated()).singleElement().asString().contains("mallory");
            assertThat(stranger.outcome().verdict()).isEqualTo(Verdict.BLOCKED);
            session.actAs(Optional.of("alice@corp.example"));
            assertThat(session.review(Map.of(), Progress.none()).notEvaluated()).isEmpty();
        }
    }

    @Test
    void whoIsNotKnownIsNotJudged() throws IOException {
        for (String actor : List.of("", "mallory")) {
            Review review = review(OWNERS, actor);
            assertThat(review.notEvaluated())
                    .as(actor)
                    .singleElement()
                    .asString()
                    .contains("ownership is not evaluated");
            assertThat(review.outcome().verdict()).as(actor).isEqualTo(Verdict.BLOCKED);
        }
        Review team = review(OWNERS.replace("backend", "backand"), "alice");
        assertThat(team.notEvaluated()).anyMatch(s -> s.contains("did you mean \"backend\"?"));
        assertThat(review(OWNERS.replace("match", "mach"), "alice").notEvaluated())
                .as("misspelt")
                .isNotEmpty();
    }

    @Test
    void testsOfRulesSayWhatDiffers() throws IOException {
        write("own.test.hcl", """
                test "rule" "found" {
                  rules   = ["schema.rule.hcl"]
                  dialect = "sqlite"
                  schema  = "CREATE TABLE t (a TEXT);"
                  expect {
                    rule   = "require-primary-key"
                    object = "main.t"
                  }
                }
                test "rule" "old faults are silent" {
                  rules     = ["schema.rule.hcl"]
                  dialect   = "sqlite"
                  schema    = "CREATE TABLE t (a TEXT);"
                  migration = "CREATE TABLE u (a TEXT);"
                  expect {
                    rule   = "require-primary-key"
                    object = "main.t"
                  }
                }
                """);
        List<RuleTest.Result> results =
                workspace.testRules(List.of(folder), Progress.none()).results();
        assertThat(results).extracting(RuleTest.Result::passed).containsExactly(true, false);
        assertThat(results.get(1).differences())
                .hasSize(2)
                .anyMatch(l -> l.equals("- expected: require-primary-key on main.t"))
                .anyMatch(l ->
                        l.startsWith("+ found:    require-primary-key on main.u: Table u must have a primary key"));
    }
}
