package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.policy.SkipKey.Action;
import dev.countersign.policy.SkipKey.Subject;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code dynamic} makes blocks wherever a project file can have several, as the language specifies it, and is named where it makes none. */
class DynamicBlocksTest extends ProjectFixture {

    private static String allowing(String dynamic) {
        return """
                variable "set" {
                  type    = set(string)
                  default = ["b", "a", "b"]
                }
                variable "on" {
                  type    = bool
                  default = true
                }
                locals {
                  set = toset(["d", "c"])
                }
                env "prod" {
                  lint {
                    destructive {
                      dynamic "allow_table" {
                        %s
                      }
                    }
                  }
                }
                """.formatted(dynamic);
    }

    private static List<String> allowed(Project project) {
        return project.environment().lint().analyzer(AnalyzerName.DESTRUCTIVE).allowTable().stream()
                .map(p -> p.value().regex())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"x\", \"y\"] | 0=x, 1=y",
                "toset([\"y\", \"x\", \"y\"]) | x=x, y=y",
                "{ k = \"v\", j = \"w\" } | j=w, k=v",
                "var.set | a=a, b=b",
                "local.set | c=c, d=d",
                "var.on ? var.set : local.set | a=a, b=b",
                "[for s in var.set : upper(s)] | 0=A, 1=B",
                "{ for s in var.set : s => upper(s) } | a=A, b=B",
                "setunion(var.set, [\"z\"]) | a=a, b=b, z=z",
            })
    void goesOverListsSetsMapsAndObjects(String items, String made) {
        Project project = project(
                allowing("for_each = " + items
                        + "\n content {\n match = \"${allow_table.key}=${allow_table.value}\"\n }"),
                "prod");
        assertThat(notEvaluated(project)).isEmpty();
        assertThat(String.join(", ", allowed(project))).isEqualTo(made);
    }

    @Test
    void nothingToGoOverMakesNothing() {
        assertThat(allowed(project(allowing("for_each = []\n content {\n match = \"x\"\n }"), "prod")))
                .isEmpty();
        assertThat(allowed(project(allowing("for_each = {}\n content {\n match = \"x\"\n }"), "prod")))
                .isEmpty();
    }

    @Test
    void theItemsNameIsSeenInsideOnlyAndHidesOthers() {
        String text = allowing("""
                for_each = [["a", "b"], ["c"]]
                iterator = outer
                content {
                  match = join("|", [for outer in outer.value : "${outer}!"])
                }
                """);
        assertThat(allowed(project(text, "prod"))).containsExactly("a!|b!", "c!");
        assertThat(problems(
                        allowing("for_each = [allow_table.value]\n content {\n match = \"x\"\n }"), "prod", Map.of()))
                .anyMatch(p -> p.contains("there is no \"allow_table\" here"));
    }

    @Test
    void whatAVariableOfTheItemsDecidesIsSeenToBeDecidedByIt() {
        Project project = project("""
                variable "destructive" {
                  type    = bool
                  default = false
                }
                env "prod" {
                  dynamic "diff" {
                    for_each = var.destructive ? [] : [{ drop = true }]
                    content {
                      skip {
                        drop_table  = diff.value.drop
                        drop_column = true
                      }
                    }
                  }
                }
                """, "prod");
        SkipPolicy skip = project.environment().diff().skip();
        assertThat(skip.skips(Action.DROP, Subject.TABLE)).isTrue();
        assertThat(skip.deciding(Action.DROP, Subject.TABLE).orElseThrow().variables())
                .containsExactly("destructive");
        assertThat(skip.deciding(Action.DROP, Subject.COLUMN).orElseThrow().variables())
                .containsExactly("destructive");
        assertThat(project.with("destructive", "true")
                        .environment()
                        .diff()
                        .skip()
                        .skips(Action.DROP, Subject.TABLE))
                .isFalse();
    }

    @Test
    void blocksWithLabelsAndBlocksInsideBlocks() {
        Project project = project("""
                locals {
                  codes = { DS102 = true, DS103 = false }
                  words = ["drop", "truncate"]
                }
                env "fleet" {
                  for_each = ["eu"]
                  dynamic "lint" {
                    for_each = [1]
                    content {
                      dynamic "check" {
                        for_each = local.codes
                        labels   = [check.key]
                        content {
                          error = check.value
                        }
                      }
                      statement {
                        dynamic "deny" {
                          for_each = [for word in local.words : word if lint.value == 1]
                          iterator = it
                          labels   = ["${each.key}-${it.value}"]
                          content {
                            kind    = [it.value]
                            message = "no ${it.value} in ${each.value}, ${lint.key}"
                          }
                        }
                      }
                      naming {
                        dynamic "table" {
                          for_each = toset(["^t_"])
                          content {
                            match = table.key
                          }
                        }
                      }
                    }
                  }
                }
                """, "fleet");
        assertThat(notEvaluated(project)).isEmpty();
        LintPolicy lint = project.environments().getFirst().lint();
        assertThat(lint.check("DS102").orElseThrow().error().orElseThrow().value())
                .isTrue();
        assertThat(lint.check("DS103").orElseThrow().error().orElseThrow().value())
                .isFalse();
        assertThat(lint.naming(NamingRule.Subject.TABLE)
                        .orElseThrow()
                        .match()
                        .value()
                        .regex())
                .isEqualTo("^t_");
        assertThat(lint.guards().statements().orElseThrow().rules())
                .extracting(r -> r.name() + " " + r.kinds() + " " + r.message())
                .containsExactly("eu-drop [drop] no drop in eu, 0", "eu-truncate [truncate] no truncate in eu, 0");
    }

    @Test
    void blocksAtTheTopAndTheSchemasOfACompositeSchema() {
        String text = """
                data "composite_schema" "all" {
                  dynamic "schema" {
                    for_each = ["users", "orders"]
                    labels   = [schema.value]
                    content {
                      url = "file://${schema.value}.sql"
                    }
                  }
                }
                dynamic "deprecation" {
                  for_each = ["30d"]
                  content {
                    window = deprecation.value
                  }
                }
                env "prod" {
                  src = data.composite_schema.all.url
                }
                """;
        Project project = project(text, "prod");
        assertThat(notEvaluated(project)).isEmpty();
        assertThat(project.environment()
                        .lint()
                        .deprecation()
                        .orElseThrow()
                        .window()
                        .value())
                .hasDays(30);
        assertThat(((DerivedState.Composite)
                                project.states().values().iterator().next())
                        .parts())
                .extracting(p -> p.schema().orElseThrow() + " " + p.url())
                .containsExactly("users file://users.sql", "orders file://orders.sql");
        assertThat(References.of(ProjectFile.read(file, MACHINE))).isEmpty();
        assertThat(notes(text.replace("labels ", "label "), "prod"))
                .anyMatch(n -> n.contains("dynamic \"schema\".label") && n.contains("labels"));
    }

    @Test
    void namesThatLeadNowhereAreFoundInside() {
        project(
                allowing("for_each = [\"x\"]\n iterator = it\n content {\n match = true ? it.value : it.valeu\n }"),
                "prod");
        assertThat(new TreeSet<>(References.of(ProjectFile.read(file, MACHINE)).stream()
                        .map(NotEvaluated::summary)
                        .toList()))
                .hasSize(1)
                .allMatch(n -> n.contains("valeu") && n.contains("value"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "content {} | needs for_each and one block",
                "for_each = [] | needs for_each and one block",
                "for_each = []; content {}; content {} | needs for_each and one block",
                "for_each = \"a\"; content {} | must be a list, a set, a map or an object, not string",
                "for_each = null; content {} | must be a list, a set, a map or an object, not null",
                "for_each = 3; content {} | must be a list, a set, a map or an object, not number",
                "for_each = [1]; iterator = \"it\"; content {} | must be a name without quotes",
                "for_each = [1]; iterator = a.b; content {} | must be a name without quotes",
                "for_each = [1]; labels = \"it\"; content {} | must be a list of strings",
                "for_each = [1]; labels = [null]; content {} | must be a list of strings",
                "for_each = [1]; content \"x\" {} | \"content\" takes no label",
                "for_each = range(1000); iterator = a; content { dynamic \"x\" { for_each = range(1000); content { y = x.key } } } | more than 50000 settings",
            })
    void whatTheLanguageRefusesIsRefused(String dynamic, String refusal) {
        String inside = dynamic.replace("content { dynamic", "content {\n dynamic")
                .replace("{ for_each", "{\n for_each")
                .replace(" } } }", "\n }\n }\n }")
                .replace("content { y = x.key", "content {\n y = x.key")
                .replace("; ", "\n");
        assertThat(problems(allowing(inside), "prod", Map.of())).anyMatch(p -> p.contains(refusal));
    }

    @Test
    void whatMakesNoBlockIsNamed() {
        assertThat(notes(
                        allowing("for_each = data.external.none\n content {\n match = \"x\"\n }")
                                + "data \"external\" \"none\" {\n program = [\"x\"]\n}\n",
                        "prod"))
                .anyMatch(n -> n.contains("dynamic \"allow_table\".for_each is not evaluated"));
        assertThat(notes(allowing("foreach = []\n for_each = []\n content {}"), "prod"))
                .anyMatch(n -> n.contains("dynamic \"allow_table\".foreach") && n.contains("for_each"));
        assertThat(notes(allowing("for_each = [1]\n content {\n match = \"x\"\n mach = 1\n }"), "prod"))
                .anyMatch(n -> n.contains("allow_table.mach"));
        assertThat(notes(allowing("for_each = [1]\n iterator = it\n content {\n match = \"x\"\n }"), "prod"))
                .anyMatch(n -> n.contains("dynamic \"allow_table\".iterator") && n.contains("nothing inside reads it"));
        String misspelt = allowing("for_each = [1]\n content {\n match = \"x\"\n }");
        assertThat(notes(misspelt.replace("dynamic \"allow_table\"", "dynamic \"alow_table\""), "prod"))
                .anyMatch(n -> n.contains("alow_table") && n.contains("allow_table"));
        assertThat(notes(misspelt.replace("dynamic ", "dynamik "), "prod")).anyMatch(n -> n.contains("dynamik"));
        String empty = misspelt.replace("for_each = [1]", "for_each = []");
        assertThat(notes(empty, "prod")).isEmpty();
        assertThat(notes(empty.replace("dynamic \"allow_table\"", "dynamic \"alow_table\""), "prod"))
                .anyMatch(n -> n.contains("alow_table") && n.contains("allow_table"));
        assertThat(notes(empty.replace("dynamic \"allow_table\"", "dynamic \"error\""), "prod"))
                .anyMatch(n -> n.contains("written as an attribute: error = ..."));
        for (String type : List.of("variable", "locals", "env", "data", "docker", "dev", "atlas", "lnit")) {
            assertThat(notes(misspelt + "dynamic \"" + type + "\" {\n for_each = []\n content {}\n}\n", "prod"))
                    .as(type)
                    .anyMatch(n -> n.contains("dynamic \"" + type + "\" is not evaluated"));
        }
    }
}
