package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.WrittenName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No name of a test file can be misspelt in silence. */
class TestFileLanguageTest {
    private static final String WHOLE = """
            variable "prefix" {
              type        = string
              default     = "a"
              description = "of every name"
              validation {
                condition     = var.prefix != ""
                error_message = "say something"
              }
            }
            test "schema" "commands" {
              for_each = [1]
              skip     = false
              parallel = true
              exec {
                sql    = "SELECT 1"
                format = table
                output = "x"
              }
              exec {
                sql   = "SELECT 1"
                match = "x"
              }
              catch {
                sql   = "SELECT 1"
                error = "x"
              }
              assert {
                sql           = "SELECT 1"
                error_message = "x"
              }
              log {
                message = "x"
              }
              external {
                program     = ["x"]
                working_dir = "."
                output      = "x"
              }
              cleanup {
                sql = "SELECT 1"
              }
            }
            test "migrate" "m" {
              migrate {
                to = "1"
              }
            }
            test "plan" "p" {
              schema {
                url = "file://x.sql"
              }
              apply {
                url = "file://x.plan.hcl"
              }
            }
            """;

    @TempDir
    Path folder;

    private List<String> said(String text) throws IOException {
        Path file = folder.resolve("x.test.hcl");
        Files.writeString(file, text);
        List<String> said = new ArrayList<>();
        try {
            TestFile read = TestFile.read(file, Map.of(), Map.of());
            read.notEvaluated().forEach(n -> said.add(n.summary()));
            read.cases().forEach(c -> said.addAll(c.open()));
        } catch (PolicyException e) {
            e.problems().forEach(p -> said.add(p.summary()));
            e.notEvaluated().forEach(n -> said.add(n.summary()));
        }
        return said;
    }

    @Test
    void everyMisspeltNameIsReportedWhereItStands() throws IOException {
        assertThat(said(WHOLE)).isEmpty();
        List<String> silent = new ArrayList<>();
        int names = 0;
        for (WrittenName name : WrittenName.in(new HclSource("x.test.hcl", WHOLE))) {
            names++;
            for (String wrong : name.misspellings()) {
                boolean reported = said(name.with(wrong)).stream()
                        .anyMatch(p -> p.startsWith("x.test.hcl:" + name.range().line() + ":")
                                && p.contains("did you mean \"" + name.name() + "\"?"));
                if (!reported) {
                    silent.add(name.name() + " as " + wrong);
                }
            }
        }
        assertThat(silent).isEmpty();
        assertThat(names).isGreaterThanOrEqualTo(40);
    }

    @Test
    void everyNameIsLookedAtInTestsThatRunForNothing() throws IOException {
        String text = WHOLE.replace("for_each = [1]", "for_each = []");
        assertThat(said(text)).isEmpty();
        for (WrittenName name : WrittenName.in(new HclSource("x.test.hcl", text))) {
            if (name.around().stream().anyMatch(b -> b.labels().size() == 2)
                    && !name.name().equals("for_each")) {
                assertThat(said(name.with(name.misspellings().iterator().next())))
                        .as(name.name())
                        .anyMatch(p -> p.startsWith("x.test.hcl:" + name.range().line() + ":")
                                && p.contains("did you mean \"" + name.name() + "\"?"));
            }
        }
    }

    @Test
    void dynamicMakesCommandsAndHidesNoNames() throws IOException {
        String text = """
                test "schema" "a" {
                  dynamic "exec" {
                    for_each = %s
                    content {
                      sql    = "SELECT ${exec.value}"
                      %s
                    }
                  }
                  log {
                    message = "x"
                  }
                }
                """;
        Path file = folder.resolve("d.test.hcl");
        Files.writeString(file, text.formatted("[1, 2]", "output = exec.value"));
        assertThat(TestFile.read(file, Map.of(), Map.of()).cases().getFirst().steps())
                .filteredOn(TestStep.Exec.class::isInstance)
                .extracting(step -> ((TestStep.Exec) step).sql())
                .containsExactly("SELECT 1", "SELECT 2");
        assertThat(said(text.formatted("[]", ""))).isEmpty();
        for (String items : List.of("[]", "[1]")) {
            assertThat(said(text.formatted(items, "ouptut = exec.value")))
                    .singleElement()
                    .asString()
                    .startsWith("x.test.hcl:6:7: ")
                    .contains("did you mean \"output\"?");
        }
        assertThat(said(text.formatted("[1]", "").replace("\"exec\"", "\"exce\"")))
                .anyMatch(s -> s.contains("did you mean \"exec\"?"));
    }

    @Test
    void everyCommandOfAnotherKindIsNamed() throws IOException {
        for (String command : List.of("migrate", "apply", "schema")) {
            assertThat(said("test \"schema\" \"a\" {\n  " + command + " {\n    url = \"x\"\n  }\n}\n"))
                    .anySatisfy(s -> assertThat(s).contains("x.test.hcl:2:3").contains("not known here"));
        }
    }
}
