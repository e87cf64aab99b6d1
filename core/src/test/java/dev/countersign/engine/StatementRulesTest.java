package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.LintReport;
import dev.countersign.lint.Severity;
import dev.countersign.policy.PolicyException;
import dev.countersign.progress.Progress;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rules about statements as they are written: the first that is about a statement decides, and a directive can name it. */
class StatementRulesTest extends DirectoryFixture {
    private static final String RULES = """
            error = true
            deny "no-truncate" {
              kind    = "TRUNCATE"
              message = "delete instead"
            }
            allow "old-logs" {
              kind  = ["drop table"]
              match = "(?i)\\\\blog_\\\\d{4}"
            }
            deny "no-drops" {
              kind = ["drop"]
            }
            deny "no-hints" {
              match = "(?i)enable_seqscan"
            }
            """;

    @Test
    void theFirstRuleThatIsAboutAStatementDecides() throws IOException {
        LintReport report = lint(RULES, """
                DROP TABLE log_2024;
                DROP VIEW v;
                SET enable_seqscan = off;
                -- a comment about TRUNCATE
                INSERT INTO users VALUES (1);
                -- atlas:nolint no-truncate
                TRUNCATE users;
                TRUNCATE users;
                COPY users FROM stdin;
                2
                \\.
                """);
        assertThat(ofRules(report))
                .containsExactly("2 no-drops true", "3 no-hints true", "5 no-truncate false", "6 no-truncate true");
        assertThat(report.diagnostics())
                .filteredOn(d -> d.statement() == 6 && d.analyzer().equals("statement"))
                .singleElement()
                .satisfies(d -> assertThat(d.severity()).isEqualTo(Severity.ERROR))
                .satisfies(
                        d -> assertThat(d.message())
                                .isEqualTo(
                                        "The rule \"no-truncate\" (countersign.hcl:6) does not allow this statement: delete instead"));
        assertThat(report.diagnostics())
                .as("the directive has an effect")
                .noneMatch(d -> d.analyzer().equals("directives"));
    }

    @Test
    void whatNoRuleAllowsMayBeDeniedAlsoRowsOfACopy() throws IOException {
        LintReport report = lint("default = DENY\nallow \"definitions\" {\n kind = [\"create\", \"alter\"]\n}", """
                CREATE TABLE t (a int);
                COPY users FROM stdin;
                2
                \\.
                """);
        assertThat(ofRules(report)).containsExactly("2 statement true");
        assertThat(report.count(Severity.ERROR)).isZero();
        assertThat(report.count(Severity.WARNING)).isEqualTo(1);
    }

    @Test
    void aPlanIsJudgedToo() throws IOException {
        file("old.sql", "CREATE TABLE users (id int); CREATE VIEW v AS SELECT 1 AS one;");
        file("new.sql", "CREATE TABLE users (id int);");
        policy(RULES);
        ReviewRequest request = ReviewRequest.of(folder)
                .withEnvironment("ci")
                .from("file://old.sql")
                .to("file://new.sql");
        try (ReviewSession session = workspace.open(request, Progress.none())) {
            assertThat(session.review(Map.of(), Progress.none()).diagnostics())
                    .filteredOn(d -> d.analyzer().equals("statement"))
                    .extracting(Diagnostic::code)
                    .containsExactly("no-drops");
        }
    }

    @Test
    void whatWouldNeverMatchIsRefused() {
        assertThatThrownBy(() -> lint("deny \"a\" {\n kind = [\"drop tabel\"]\n}", "SELECT 1;"))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("no statement begins with \"drop tabel\"");
        assertThatThrownBy(() -> lint("deny \"a\" {\n message = \"no\"\n}", "SELECT 1;"))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("needs kind");
        assertThatThrownBy(() -> lint("deny {\n match = \"x\"\n}", "SELECT 1;"))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("needs a name of its own");
    }

    private static List<String> ofRules(LintReport report) {
        return report.diagnostics().stream()
                .filter(d -> d.analyzer().equals("statement"))
                .map(d -> d.statement() + " " + d.code() + " " + d.active())
                .toList();
    }

    private void policy(String rules) throws IOException {
        file("countersign.hcl", """
                env "ci" {
                  dev = "embedded://postgres/18"
                  lint {
                    statement {
                %s
                    }
                  }
                }
                """.formatted(rules));
    }

    private LintReport lint(String rules, String migration) throws IOException {
        policy(rules);
        file(
                "migrations/1.sql",
                "CREATE TABLE users (id int); CREATE TABLE log_2024 (id int); CREATE VIEW v AS SELECT 1 AS one;\n");
        file("migrations/2.sql", migration);
        return workspace.lint(
                new LintRequest(request(Optional.of("ci"), Optional.empty()), latest(1)), Progress.none());
    }
}
