package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.LintReport;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.Progress;
import dev.countersign.rule.RuleTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans of Atlas are linted and what they say beside their SQL is named; no file is taken for what it is not. */
class FilesOfOtherUsesTest extends DirectoryFixture {
    private static final String PLAN = """
            plan "20261021093000" {
              from      = "b5gMY8l6oZLVSPpIsTmnP0a7nSXM6nd9hSgtULmXBIY="
              to        = "XWYXFGOcOxSOXVQqqGBZJjSPbcWKdPGUS0mtbf5PzRs="
              migration = <<-SQL
                -- atlas:txmode none

                CREATE TABLE more (id int);
                DROP TABLE users;
              SQL
            }
            """;

    @Test
    void theSqlOfAPlanIsLintedAndItsFingerprintsAreNotEvaluated() throws IOException {
        file("users.sql", "CREATE TABLE users (id int);");
        file("drop.plan.hcl", PLAN);
        LintReport report = lintFile("drop.plan.hcl");
        assertThat(report.diagnostics()).extracting(Diagnostic::code).containsExactly("DS102");
        assertThat(report.statements())
                .extracting(s -> s.file() + ":" + s.line())
                .containsExactly("drop.plan.hcl:3", "drop.plan.hcl:4");
        assertThat(report.notEvaluated())
                .singleElement()
                .asString()
                .startsWith("drop.plan.hcl: from and to are not evaluated");
        assertThat(report.passes()).isFalse();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        plan "20261021093000" {     | plan {                   | a plan file holds one block: plan "NAME"
        plan "20261021093000" {     | plam "x" {               | did you mean "plan"?
        from      =                 | form =                   | did you mean "from"?
        to        =                 | too =                    | the plan has no to
        migration =                 | migrations =             | did you mean "migration"?
        migration = <<-SQL          | more = 1 ~ migration = <<-SQL | a plan has no "more"
        from      =                 | from = [1] ~ x =         | "from" must be a string
        """)
    void whatIsNoPartOfAPlanIsRefused(String there, String instead, String problem) throws IOException {
        file("users.sql", "CREATE TABLE users (id int);");
        file("drop.plan.hcl", PLAN.replace(there, instead.replace('~', '\n')));
        assertThatThrownBy(() -> lintFile("drop.plan.hcl"))
                .isInstanceOf(CountersignException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        x.test.hcl | holds tests, and no schema
        x.rule.hcl | holds rules, and no schema
        x.plan.hcl | holds a plan, and no schema
        """)
    void noneIsASchemaWhenItIsNamed(String name, String message) throws IOException {
        file(name, "");
        assertThatThrownBy(() -> workspace.inspect(request("file://" + name), Progress.none()))
                .isInstanceOf(CountersignException.class)
                .hasMessage("The file " + name + " " + message + ".");
    }

    @Test
    void besideASchemaTheyAreNoPartOfIt() throws IOException {
        file("schema/main.lt.hcl", """
                schema "main" {
                }
                table "users" {
                  schema = schema.main
                  column "id" {
                    type = int
                  }
                }
                """);
        file("schema/x.test.hcl", "test \"schema\" \"x\" {\n}\n");
        file("schema/x.rule.hcl", "nonsense");
        file("schema/x.plan.hcl", PLAN);
        assertThat(workspace
                        .inspect(request("file://schema"), Progress.none())
                        .catalog()
                        .objects()
                        .keySet())
                .extracting(ref -> ref.display())
                .contains("main.users");
    }

    @Test
    void rulesAndTestsAreNoMigrations() throws IOException {
        file("users.sql", "CREATE TABLE users (id int);");
        file("x.test.hcl", "");
        assertThatThrownBy(() -> lintFile("x.test.hcl"))
                .isInstanceOf(CountersignException.class)
                .hasMessageContaining("x.test.hcl is HCL; migrations are SQL files and *.plan.hcl.");
    }

    @Test
    void testsOfOtherKindsAreCountedWhereTestsOfRulesRun() throws IOException {
        file("x.test.hcl", "test \"schema\" \"seed\" {\n  exec {\n    sql = \"SELECT 1\"\n  }\n}\n");
        RuleTest.Run run = workspace.testRules(List.of(folder.resolve("x.test.hcl")), Progress.none());
        assertThat(run.results()).isEmpty();
        assertThat(run.others()).isEqualTo(1);
    }

    private LintReport lintFile(String name) {
        return workspace.lint(new LintRequest(request("file://users.sql"), List.of(Path.of(name))), Progress.none());
    }

    private ReviewRequest request(String from) {
        return ReviewRequest.of(folder).from(from).onDev(SQLITE);
    }
}
