package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.progress.Progress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Variables of desired states that are written as HCL: where their values come from, and what they must be. */
class HclVariablesTest extends HclFixture {
    @Test
    void valuesComeFromSeveralPlaces() throws Exception {
        write("many.hcl", """
                schema "main" {}
                variable "prefix" { type = string }
                table "users" {
                  for_each = toset(["a", "b"])
                  name     = "${var.prefix}_${each.value}"
                  schema   = schema.main
                  column "id" { type = integer }
                }
                """);
        assertThatThrownBy(() -> workspace.inspect(sqlite("file://many.hcl", Map.of()), Progress.none()))
                .hasMessageContaining("many.hcl:2:10: missing value for required variable \"prefix\"");
        assertThat(workspace
                        .inspect(sqlite("file://many.hcl", Map.of("prefix", List.of("p"))), Progress.none())
                        .sql())
                .contains("p_a", "p_b");
        write("countersign.hcl", """
                env "local" {
                  url    = "file://many.hcl"
                  dev    = "sqlite://dev?mode=memory"
                  prefix = "e"
                }
                """);
        ReviewRequest inProject = ReviewRequest.of(folder).withEnvironment("local");
        assertThat(workspace.inspect(inProject, Progress.none()).sql()).contains("e_a", "e_b");
        assertThat(workspace
                        .inspect(sqlite("file://many.hcl?var.prefix=q", Map.of()), Progress.none())
                        .sql())
                .contains("q_a", "q_b");
    }

    @Test
    void aValueForNoVariableIsNotEvaluated() throws Exception {
        write("schema.hcl", """
                schema "main" {}
                variable "size" {
                  type    = int
                  default = 1
                }
                """);
        write("countersign.hcl", """
                data "hcl_schema" "it" {
                  path = "schema.hcl"
                  vars = {
                    sise = 2
                  }
                }
                env "data" {
                  url = "sqlite://now?mode=memory"
                  src = data.hcl_schema.it.url
                }
                env "query" {
                  url = "sqlite://now?mode=memory"
                  src = "file://schema.hcl?var.sizes=2"
                }
                """);
        for (Map.Entry<String, String> told : Map.of(
                        "data",
                        "countersign.hcl:1:1: vars.sise of hcl_schema \"it\" is not evaluated: no file of the schema declares such a variable; did you mean \"size\"?",
                        "query",
                        "var.sizes is not evaluated: no file of the schema declares such a variable; did you mean \"size\"?")
                .entrySet()) {
            ReviewRequest request = ReviewRequest.of(folder).withEnvironment(told.getKey());
            try (ReviewSession session = workspace.open(request, Progress.none())) {
                assertThat(session.review(Map.of(), Progress.none()).outcome().reasons())
                        .extracting(reason -> reason.text())
                        .anyMatch(text -> text.contains(told.getValue()));
            }
            assertThat(workspace
                            .policy()
                            .check(request, false, true, Progress.none())
                            .findings())
                    .extracting(finding -> finding.text())
                    .anyMatch(text -> text.contains(told.getValue()));
        }
    }

    @Test
    void valuesAreOfTheirTypes() throws Exception {
        write("schema.hcl", """
                schema "main" {}
                variable "words" {
                  type    = list(string)
                  default = "one"
                }
                variable "size" {
                  type = int
                }
                variable "odd" {
                  type    = strng
                  default = ""
                }
                variable "size" {
                  default = 1
                }
                variable "limits" {
                  type    = object({ low = number })
                  default = { low = 1 }
                }
                table "t" {
                  schema = schema.main
                  column "a" { type = varchar(var.size) }
                }
                """);
        assertThatThrownBy(() -> workspace.inspect(
                        sqlite("file://schema.hcl", Map.of("size", List.of("many"), "limits", List.of("3"))),
                        Progress.none()))
                .hasMessageContaining("schema.hcl:4:13: the default of variable \"words\" is no list(string)")
                .hasMessageContaining("schema.hcl:6:10: the given value of variable \"size\" is no int")
                .hasMessageContaining("schema.hcl:10:13: this is no type")
                .hasMessageContaining("did you mean \"string\"?")
                .hasMessageContaining("schema.hcl:13:10: the variable \"size\" is declared twice")
                .hasMessageContaining("can only be set by its default");
    }

    @Test
    void conditionsHold() throws Exception {
        write("schema.hcl", """
                schema "main" {}
                variable "shards" {
                  type    = int
                  default = 2
                  validation {
                    condition     = var.shards > 1
                    error_message = "at least two, not ${var.shards}"
                  }
                }
                variable "prefix" {
                  type      = string
                  default   = "t"
                  sensitive = true
                  validation {
                    condition     = length(var.prefix) < 3
                    error_message = "too long: ${var.prefix}"
                  }
                }
                table "t" {
                  for_each = range(var.shards)
                  name     = "${var.prefix}${each.value}"
                  schema   = schema.main
                  column "a" { type = integer }
                }
                """);
        assertThat(workspace
                        .inspect(sqlite("file://schema.hcl", Map.of("shards", List.of("3"))), Progress.none())
                        .sql())
                .contains("t0", "t1", "t2");
        assertThatThrownBy(() -> workspace.inspect(
                        sqlite("file://schema.hcl", Map.of("shards", List.of("1"), "prefix", List.of("secret"))),
                        Progress.none()))
                .hasMessageContaining(
                        "schema.hcl:6:21: the value of variable \"shards\" is not allowed: at least two, not 1")
                .hasMessageContaining("schema.hcl:15:21: the value of variable \"prefix\" is not allowed\n")
                .hasMessageNotContaining("secret");
    }
}
