package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values from the command line and defaults: types, validation, and what is refused. */
class ProjectVariablesTest extends ProjectFixture {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            string               | 5      | "5"
            int                  | 12     | 12
            number               | 1.50   | 1.5
            bool                 | true   | true
            list(int)            | 7      | [7]
            set(string)          | x      | ["x"]
            tuple([string])      | x      | ["x"]
            """)
    void valuesFromTheCommandLineGetTheDeclaredType(String type, String given, String expected) {
        Project project = project(
                "variable \"v\" {\n  type = " + type + "\n}\nlocals {\n  x = jsonencode(var.v)\n}\n"
                        + "env \"e\" {\n  url = local.x\n}\n",
                "e",
                Map.of("v", List.of(given)));
        assertThat(project.environment().url()).contains(expected);
        assertThat(project.variables().get("v").type().hclName()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bool          | yes  | the given value of variable "v" is not a bool
            int           | 1.5  | the given value of variable "v" is not an int
            number        | x    | the given value of variable "v" is not a number
            list(number)  | x    | the given list of variable "v" is not a list(number)
            map(string)   | x    | the variable "v" of type map(string) can only be set by its default
            """)
    void valuesThatDoNotFitAreRefusedWithoutShowingThem(String type, String given, String message) {
        assertThat(problems("variable \"v\" {\n  type = " + type + "\n}\n", "", Map.of("v", List.of(given))))
                .containsExactly("countersign.hcl:1:10: " + message);
    }

    @Test
    void wrongVariablesAreAllReported() {
        assertThat(problems("""
                variable "a" {
                  type = strin
                }
                variable "b" {
                  type    = bool
                  default = "maybe"
                }
                variable "c" {
                  type = string
                }
                variable "d" {
                  type    = bool
                  defualt = true
                }
                variable "e" {
                  default = null
                }
                """, "", Map.of()))
                .satisfiesExactly(
                        p -> assertThat(p).contains("2:10: this is no type").endsWith("did you mean \"string\"?"),
                        p -> assertThat(p).contains("6:13: the default of variable \"b\" is not a bool"),
                        p -> assertThat(p).contains("8:10: missing value for required variable \"c\""),
                        p -> assertThat(p).contains("11:10: missing value for required variable \"d\""),
                        p -> assertThat(p)
                                .contains("13:3: a variable has no argument \"defualt\"; did you mean \"default\"?"),
                        p -> assertThat(p).contains("15:1: the variable \"e\" needs a type"));
    }

    @Test
    void validationChecksGivenValuesAndDefaults() {
        String text = """
                variable "window" {
                  type    = int
                  default = 14
                  validation {
                    condition     = var.window >= 7
                    error_message = "at least a week, not ${var.window} days"
                  }
                }
                """;
        assertThat(problems(text, "", Map.of())).isEmpty();
        assertThat(problems(text, "", Map.of("window", List.of("3"))))
                .containsExactly("countersign.hcl:5:5: the value of variable \"window\" is not allowed:"
                        + " at least a week, not 3 days");
    }
}
