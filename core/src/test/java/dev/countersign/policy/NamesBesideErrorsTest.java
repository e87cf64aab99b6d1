package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that are spelt wrong are said at once with whatever else is wrong in the file, and not one after the other. */
class NamesBesideErrorsTest extends ProjectFixture {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``                                                                        | url = nope.x
        ``                                                                        | url = var.nope
        variable "u" {~ type = string~}                                           | url = var.u
        variable "u" {~ type = int~ default = "a"~}                               | url = var.u
        locals {~ a = nope.x~}                                                    | url = local.a
        ``                                                                        | schemas = 4
        ``                                                                        | for_each = 4
        ``                                                                        | for_each = var.nope
        ``                                                                        | for_each = toset("a")
        ``                                                                        | dev = docker.postgres.none.url
        docker "postgres" "none" {~}                                              | dev = docker.postgres.none.url
        docker "postgres" {~ image = "a"~}                                        | url = "sqlite://a.db"
        ``                                                                        | exclude = "a"
        ``                                                                        | url = file("none.txt")
        ``                                                                        | data {~ mode = FOO~}
        ``                                                                        | check "migrate_apply" {~ deny "a" {~ }~}
        ``                                                                        | migration {~ format = bar~}
        ``                                                                        | dynamic "lint" {~ for_each = 4~ content {~ }~}
        ``                                                                        | deprecation {~ window = "foo"~}
        """)
    void besideAnError(String top, String inside) {
        String text = (top + "\nenv \"p\" {\n" + inside + "\nexcldue = []\ndiff {\ndorp_table {\n}\n}\n}\n")
                .replace("~", "\n");
        assertThatExceptionOfType(PolicyException.class)
                .isThrownBy(() -> project(text, "p"))
                .satisfies(e -> assertThat(e.notEvaluated().stream().map(NotEvaluated::summary))
                        .anyMatch(n -> n.contains("excldue") && n.contains("did you mean \"exclude\"?"))
                        .anyMatch(n -> n.contains("dorp_table") && n.contains("did you mean \"drop_table\"?"))
                        .doesNotHaveDuplicates());
    }

    @Test
    void inATestWhoseItemsCannotBeHad() throws Exception {
        Path tests = directory.resolve("a.test.hcl");
        Files.writeString(tests, """
                test "schema" "one" {
                  for_each = nope.x
                  exec {
                    sqll = "SELECT 1"
                  }
                }
                """);
        List<TestCase> cases = TestFile.read(tests, Map.of(), Map.of()).cases();
        assertThat(cases).hasSize(1);
        assertThat(cases.getFirst().open())
                .anyMatch(why -> why.contains("a.test.hcl:2:") && why.contains("nope"))
                .anyMatch(why -> why.contains("a.test.hcl:4:") && why.contains("did you mean \"sql\"?"));
    }

    @Test
    void whatSelfIsInATestIsNotGuessed() throws Exception {
        Path tests = directory.resolve("a.test.hcl");
        Files.writeString(tests, """
                test "schema" "one" {
                  exec {
                    sql    = "SELECT '${self.name}'"
                    output = self.name
                  }
                }
                """);
        List<TestCase> cases = TestFile.read(tests, Map.of(), Map.of()).cases();
        Stream<String> reasons = cases.stream().flatMap(c -> c.open().stream());
        assertThat(reasons)
                .hasSize(2)
                .allMatch(why -> why.contains("is not evaluated: nothing published says what \"self\" is in a test"))
                .anyMatch(why -> why.contains("exec.sql"))
                .anyMatch(why -> why.contains("exec.output"));
    }
}
