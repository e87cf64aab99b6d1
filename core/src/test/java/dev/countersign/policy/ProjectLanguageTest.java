package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the language of project files says of environments and variables, as rows of what is written and what it means. */
class ProjectLanguageTest extends ProjectFixture {
    @Nested
    class Selecting {
        @ParameterizedTest
        @CsvSource({
            "file://conf/atlas.hcl, /w/conf/atlas.hcl",
            "conf/atlas.hcl,        /w/conf/atlas.hcl",
            "file:///abs/atlas.hcl, /abs/atlas.hcl"
        })
        void aProjectFileIsNamedByAFileUrl(String url, String path) {
            assertThat(ProjectFile.ofConfigUrl(url, Path.of("/w"))).isEqualTo(Path.of(path));
        }

        @ParameterizedTest
        @ValueSource(strings = {"https://x/atlas.hcl", "atlas://app"})
        void otherSchemesAreRefusedWithTheRightOne(String url) {
            assertThatThrownBy(() -> ProjectFile.ofConfigUrl(url, Path.of("/w")))
                    .isInstanceOf(PolicyException.class)
                    .hasMessageContaining("file://path");
        }

        @ParameterizedTest
        @CsvSource({"'', ''", "prod, prod", "any-name, any-name"})
        void theNameOfTheEnvironmentIsKnownEverywhere(String environment, String known) {
            assertThat(project("""
                                    locals {
                                      known = atlas.env
                                    }
                                    variable "v" {
                                      type    = string
                                      default = "x"
                                      validation {
                                        condition     = atlas.env != "no"
                                        error_message = "not here"
                                      }
                                    }
                                    env {
                                      name = atlas.env
                                      known = local.known
                                    }
                                    env "prod" {
                                      known = local.known
                                    }
                                    """, environment).environment().name()).isEqualTo(known);
        }

        @Test
        void severalBlocksOfOneNameStandForSeveralTargets() {
            String text = """
                    env "a" {
                      url = "sqlite://one.db"
                    }
                    env "a" {
                      url = "sqlite://two.db"
                    }
                    """;
            assertThat(project(text, "a").environments())
                    .extracting(e -> e.url().orElseThrow())
                    .containsExactly("sqlite://one.db", "sqlite://two.db");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                ["b", "a"]               | a=a, b=b
                toset(["b", "a", "b"])   | a=a, b=b
                {x = "1", y = "2"}       | x=1, y=2
                [for n in [1, 2] : n]    | 1=1, 2=2
                """)
        void forEachGoesThroughListsSetsAndMaps(String items, String targets) {
            Project project =
                    project("env \"e\" {\n  for_each = " + items + "\n  url = \"${each.key}=${each.value}\"\n}\n", "e");
            assertThat(project.environments())
                    .extracting(e -> e.url().orElseThrow())
                    .containsExactly(targets.split(", "));
        }
    }

    @Nested
    class Variables {
        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            string                        | "a"              | "a"
            int                           | 3                | 3
            number                        | 1.5              | 1.5
            bool                          | false            | false
            list(string)                  | ["a", "b"]       | ["a","b"]
            set(string)                   | ["b", "a", "b"]  | ["a","b"]
            map(int)                      | {a = 1}          | {"a":1}
            tuple([string, int])          | ["a", 1]         | ["a",1]
            object({n = string, on = bool}) | {n = "x", on = true} | {"n":"x","on":true}
            list(object({n = string}))    | [{n = "x"}]      | [{"n":"x"}]
            """)
        void defaultsHaveTheDeclaredType(String type, String standard, String value) {
            assertThat(project(
                                    "variable \"v\" {\n  type = " + type + "\n  default = " + standard
                                            + "\n}\nenv \"e\" {\n  url = jsonencode(var.v)\n}\n",
                                    "e")
                            .environment()
                            .url())
                    .contains(value);
        }

        @Test
        void aRepeatedVariableMakesAList() {
            assertThat(project(
                                    "variable \"v\" {\n  type = list(string)\n}\nenv \"e\" {\n  src = var.v\n}\n",
                                    "e",
                                    Map.of("v", List.of("file://b.sql", "file://a.sql")))
                            .environment()
                            .desired())
                    .containsExactly("file://b.sql", "file://a.sql");
        }

        @Test
        void everyValidationCountsAlsoForDefaults() {
            String text = """
                    variable "n" {
                      type    = int
                      default = 5
                      validation {
                        condition     = var.n > 0
                        error_message = "n is positive"
                      }
                      validation {
                        condition     = var.n < 5
                        error_message = "n is less than 5, not ${var.n}"
                      }
                    }
                    """;
            assertThat(problems(text, "", Map.of()))
                    .singleElement()
                    .asString()
                    .contains("is not allowed: n is less than 5, not 5");
            assertThat(problems(text, "", Map.of("n", List.of("-1"))))
                    .singleElement()
                    .asString()
                    .contains("n is positive");
            assertThat(problems(text, "", Map.of("n", List.of("4")))).isEmpty();
        }

        @Test
        void anUnknownArgumentIsAnErrorAsInAtlas() {
            assertThat(problems(
                            "variable \"v\" {\n  type = string\n  default = \"\"\n  defualt = \"\"\n}\n", "", Map.of()))
                    .singleElement()
                    .asString()
                    .contains("a variable has no argument \"defualt\"", "did you mean \"default\"?");
        }
    }

    @Nested
    class Environments {
        @Test
        void theOlderAttributeWinsOverTheBlock() {
            Environment environment = project("""
                    env "a" {
                      src = "file://old.sql"
                      schema {
                        src = ["file://new.sql"]
                      }
                    }
                    """, "a").environment();
            assertThat(environment.desired()).containsExactly("file://old.sql");
            assertThat(environment.resolve("env://schema.src")).isEqualTo("file://new.sql");
        }

        @Test
        void attributesOfTheAuthorsOwnAreInputsAndNamed() {
            String text = """
                    env "a" {
                      tenant = "t1"
                      count  = 2
                    }
                    """;
            Project project = project(text, "a");
            assertThat(project.environment().attributes()).containsOnlyKeys("tenant", "count");
            assertThat(project.environment().resolve("env://tenant")).isEqualTo("t1");
            assertThat(project.environment().idle(Set.of("tenant")))
                    .as("what no schema in HCL takes")
                    .extracting(NotEvaluated::what)
                    .containsExactly("env \"a\".count");
        }

        @ParameterizedTest
        @CsvSource({
            "roles,       false",
            "permissions, false",
            "tables,   true",
            "views,   true",
            "funcs, true",
            "triggers,    true",
            "types,       true",
            "objects,  true",
            "schemas, true"
        })
        void modesHaveTheirStandardAndTakeTheOther(String part, boolean standard) {
            SchemaMode.Part named = SchemaMode.Part.valueOf(part.toUpperCase(Locale.ROOT));
            assertThat(SchemaMode.DEFAULT.compares(named)).isEqualTo(standard);
            assertThat(project(
                                    "env \"a\" {\n  schema {\n    mode {\n      " + part + " = " + !standard
                                            + "\n    }\n  }\n}\n",
                                    "a")
                            .environment()
                            .mode()
                            .compares(named))
                    .isEqualTo(!standard);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            exclude = "public.log"       | "exclude" must be a list of strings
            schemas = "public"           | "schemas" must be a list of strings
            include = "public.log"       | "include" must be a list of strings
            url = ["sqlite://a.db"]      | "url" must be a string
            src = {a = "file://a.sql"}   | "src" must be a string or a list of strings
            """)
        void typesOfAttributes(String attribute, String problem) {
            assertThat(problems("env \"a\" {\n  " + attribute + "\n}\n", "a", Map.of()))
                    .singleElement()
                    .asString()
                    .contains(problem);
        }
    }
}
