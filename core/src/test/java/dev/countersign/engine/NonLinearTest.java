package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.LintReport;
import dev.countersign.lint.Severity;
import dev.countersign.progress.Progress;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A branch may only add migration files behind those of its base; everything else is found, with the weight that the policy gives it. */
class NonLinearTest extends DirectoryFixture {
    @BeforeEach
    void aBase() throws Exception {
        git("init", "-q", "-b", "main");
        file("migrations/1.sql", "CREATE TABLE users (id int, email text);\n");
        file("migrations/3.sql", "CREATE TABLE posts (id int);\n");
        file("migrations/readme.txt", "no migration\n");
        commit("one");
        git("checkout", "-q", "-b", "work");
    }

    @Test
    void filesBehindTheBaseAreFine() throws Exception {
        file("migrations/4.sql", "CREATE TABLE notes (id int);\n");
        file("migrations/readme.txt", "edited\n");
        commit("two");
        LintReport report = lint(SQLITE, gitBase("main"));
        assertThat(report.diagnostics()).isEmpty();
        assertThat(report.passes()).isTrue();
    }

    @Test
    void whatComesTooEarlyIsEditedOrIsMissingIsNamed() throws Exception {
        file("migrations/2.sql", "CREATE TABLE notes (id int);\n");
        file("migrations/1.sql", "CREATE TABLE users (id int, mail text);\n");
        file("migrations/4.sql", "CREATE TABLE more (id int);\n");
        commit("two");
        LintReport report = lint(SQLITE, gitBase("main"));
        assertThat(report.diagnostics())
                .extracting(d -> d.severity() + " " + d.code() + " " + d.message())
                .containsExactly(
                        "WARNING RUN105 File 1.sql was edited although main has it: where it ran already, its old text counts.",
                        "WARNING RUN104 File 2.sql was added in front of 3.sql, which main has: a database that ran the latter"
                                + " does not run it in this order.");
        assertThat(report.diagnostics()).allMatch(d -> d.statement() == 0);
        assertThat(report.passes()).as("warnings").isTrue();

        Files.delete(folder.resolve("migrations/1.sql"));
        Files.delete(folder.resolve("migrations/readme.txt"));
        assertThat(lint(SQLITE, gitBase("main")).diagnostics())
                .as("what is not committed yet counts too")
                .extracting(Diagnostic::message)
                .anySatisfy(m -> assertThat(m).startsWith("File 1.sql of main is missing here"))
                .noneMatch(m -> m.contains("readme"));
    }

    @Test
    void withoutNewFilesEditsAreFoundAllTheSame() throws Exception {
        file("migrations/3.sql", "CREATE TABLE posts (id bigint);\n");
        assertThat(withPolicy("error = true").count(Severity.ERROR)).isEqualTo(1);
        assertThat(withPolicy("error = true").passes()).isFalse();
        LintReport soft = withPolicy("error = true\n on_edit = WARN");
        assertThat(soft.diagnostics()).extracting(Diagnostic::severity).containsExactly(Severity.WARNING);
        assertThat(soft.notEvaluated()).isEmpty();
        LintReport ignored = withPolicy("error = true\n on_edit = IGNORE");
        assertThat(ignored.passes()).isTrue();
        assertThat(ignored.diagnostics())
                .as("listed, with the line that takes it out")
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.active()).isFalse();
                    assertThat(found.suppression().orElseThrow())
                            .isEqualTo(new Diagnostic.Suppression("on_edit = IGNORE", "countersign.hcl:4"));
                });
        file("migrations/1.sql", "SELECT 1;\n");
        assertThat(withPolicy("error = true\n on_edit = IGNORE").passes())
                .as("only the newest file may be edited")
                .isFalse();
        assertThat(withPolicy("error = true\n on_edit = WARN").diagnostics())
                .as("only the newest file may be edited")
                .extracting(Diagnostic::severity)
                .containsExactly(Severity.ERROR, Severity.WARNING);
        assertThat(withPolicy("error = true\n }\n check \"RUN105\" {\n skip = true")
                        .passes())
                .isTrue();
    }

    @Test
    void theLastFilesSayNothingAboutABase() throws Exception {
        policy("error = true");
        LintReport report = workspace.lint(
                new LintRequest(request(Optional.of("ci"), Optional.empty()), latest(1)), Progress.none());
        assertThat(report.notEvaluated())
                .singleElement()
                .asString()
                .startsWith("countersign.hcl:4: non_linear is not evaluated");
    }

    private LintReport withPolicy(String nonLinear) throws Exception {
        policy(nonLinear);
        return workspace.lint(
                new LintRequest(request(Optional.of("ci"), Optional.empty()), gitBase("main")), Progress.none());
    }

    private void policy(String nonLinear) throws Exception {
        file("countersign.hcl", """
                env "ci" {
                  dev = "sqlite://dev?mode=memory"
                  lint {
                    non_linear {
                      %s
                    }
                  }
                }
                """.formatted(nonLinear));
    }
}
