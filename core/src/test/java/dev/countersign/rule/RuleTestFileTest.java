package dev.countersign.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.WrittenName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Test files: what a test of rules says, and that tests of other things are refused by name, whatever they say. */
class RuleTestFileTest {
    private static final String WHOLE = """
            test "rule" "a" {
              rules     = ["x.rule.hcl"]
              vars      = { limit = 3 }
              dialect   = "sqlite"
              schema    = "CREATE TABLE t (i int);"
              migration = "DROP TABLE t;"
              expect {
                rule    = "narrow"
                object  = "main.t"
                message = "too wide"
              }
            }
            """;

    @Test
    void aTestOfRulesIsRead() {
        RuleTest test = RuleTestFile.read(source(WHOLE), Path.of(".")).tests().getFirst();
        assertThat(test.name()).isEqualTo("a");
        assertThat(test.where()).isEqualTo("x.test.hcl:1");
        assertThat(test.rules()).containsExactly("x.rule.hcl");
        assertThat(test.vars()).containsKey("limit");
        assertThat(test.dialect()).contains("sqlite");
        assertThat(test.migration()).contains("DROP TABLE t;");
        assertThat(test.expected()).extracting(Object::toString).containsExactly("narrow on main.t: too wide");
    }

    @Test
    void testsOfOtherKindsAreLeftToWhoRunsThem() {
        RuleTestFile.Content content = RuleTestFile.read(
                source(WHOLE
                        + "variable \"v\" {\n  default = 1\n}\ntest \"schema\" \"b\" {\n  parallel = true\n}\n"
                        + "test \"migrate\" \"c\" {\n}\n"),
                Path.of("."));
        assertThat(content.tests()).extracting(RuleTest::name).containsExactly("a");
        assertThat(content.others()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        test "data" "a" {}                          | only tests of rules are known here
        test "shema" "a" {}                         | only tests of rules are known
        test "a" {}                                 | only tests of rules are known
        test {}                                     | only tests of rules are known
        tset "rule" "a" {}                          | did you mean "test"?
        a = 1                                       | only test blocks are known here
        test "rule" "a" {~ schema = ""~}            | the test needs rules
        test "rule" "a" {~ rules = ["x"]~}          | the test needs a schema, a migration or both
        test "rule" "a" {~ rules = ["x"]~ schema = ""~ skip = true~} | "skip" is not known here
        test "rule" "a" {~ rules = ["x"]~ schema = ""~ exec {}~}     | "exec" is not known here
        test "rule" "a" {~ rules = ["x"]~ schema = [1]~}             | "schema" must be a string
        test "rule" "a" {~ rules = ["x"]~ schema = ""~ vars = 1~}    | "vars" must be an object
        test "rule" "a" {~ rules = ["x"]~ schema = ""~ expect {}~}   | "expect" needs rule
        test "rule" "a" {~ rules = ["x"]~ schema = var.x~}           | var
        """)
    void whatIsNoTestOfRulesIsRefused(String text, String why) {
        assertThat(problems(text.replace("~", "\n"))).anyMatch(p -> p.contains(why));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec", "catch", "assert", "log", "external", "cleanup", "migrate", "apply", "schema"})
    void noCommandOfOtherTestsIsTakenForOneOfOurs(String command) {
        assertThat(problems(WHOLE.replace("  expect {", "  " + command + " {\n  }\n  expect {")))
                .anyMatch(p -> p.contains("\"" + command + "\" is not known here"));
    }

    @Test
    void everyMisspeltNameIsReportedWhereItStands() {
        List<String> silent = new ArrayList<>();
        for (WrittenName name : WrittenName.in(source(WHOLE))) {
            for (String wrong : name.misspellings()) {
                boolean reported = problems(name.with(wrong)).stream()
                        .anyMatch(p -> p.startsWith("x.test.hcl:" + name.range().line() + ":")
                                && p.contains("did you mean \"" + name.name() + "\"?"));
                if (!reported) {
                    silent.add(name.name() + " as " + wrong);
                }
            }
        }
        assertThat(silent).isEmpty();
    }

    private static HclSource source(String text) {
        return new HclSource("x.test.hcl", text);
    }

    private static List<String> problems(String text) {
        try {
            RuleTestFile.read(source(text), Path.of("."));
            return List.of();
        } catch (HclException e) {
            return e.problems().stream().map(HclProblem::summary).toList();
        }
    }
}
