package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.hcl.VariableType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Forms that people write in their project files. */
class WrittenInPracticeTest extends ProjectFixture {
    @Test
    void aProgramThatPrintsTheSchemaWithFormatsOfReports() {
        Project project = project("""
                data "external_schema" "orm" {
                  program = [
                    "go",
                    "run",
                    "./loader", // prints SQL
                  ]
                }

                env "orm" {
                  src = data.external_schema.orm.url
                  dev = "docker://postgres/17/dev?search_path=public"
                  migration {
                    dir = "file://migrations"
                  }
                  format {
                    migrate {
                      diff = "{{ sql . \\"  \\" }}"
                    }
                  }
                }
                """, "orm");
        assertThat(project.environment().desired()).hasSize(1);
        assertThat(project.notEvaluated()).allMatch(n -> n.what().matches(".*(format|migration).*"));
    }

    @Test
    void wordsOfEnumerationsAreWrittenBareAndInQuotes() {
        for (String format : List.of("atlas", "golang-migrate", "goose", "flyway", "liquibase", "dbmate")) {
            for (String written : List.of(format, '"' + format + '"')) {
                Project project = project(
                        "env \"a\" {\n  url = \"sqlite://a.db\"\n  migration {\n    dir    = \"file://migrations\"\n    format = "
                                + written + "\n  }\n}\n",
                        "a");
                assertThat(project.environment().migration().orElseThrow().format())
                        .contains(format);
            }
        }
        for (String order : List.of("LINEAR", "LINEAR_SKIP", "NON_LINEAR", "\"non-linear\"")) {
            project("env \"a\" {\n  migration {\n    exec_order = " + order + "\n  }\n}\n", "a");
        }
        for (String review : List.of("ERROR", "\"ERROR\"", "error")) {
            assertThat(project("lint {\n  review = " + review + "\n}\nenv \"a\" {}\n", "a")
                            .environment()
                            .lint()
                            .review()
                            .value())
                    .isEqualTo(ReviewMode.ERROR);
        }
    }

    @Test
    void anEnvironmentForEveryName() {
        String text = """
                variable "plugin" {
                  type    = string
                  default = "." # the root
                }
                locals {
                  dir = var.plugin == "." ? "internal/migrations" : "${var.plugin}/migrations"
                }
                env {
                  name = atlas.env
                  url  = getenv("PROD_URL")
                  migration {
                    dir = "file://${local.dir}/${atlas.env}"
                  }
                }
                """;
        Environment staging = project(text, "staging").environment();
        assertThat(staging.name()).isEqualTo("staging");
        assertThat(staging.resolve("env://migration.dir")).isEqualTo("file://internal/migrations/staging");
        assertThat(staging.url()).contains("postgres://app:hunter2@db/prod");
    }

    @Test
    void aVariableWithoutATypeTakesThatOfItsDefault() {
        String text = """
                variable "token" {
                  default = getenv("HOME")
                }
                variable "on" {
                  default = true
                }
                variable "names" {
                  default = ["a", "b"]
                }
                env "a" {
                  url = "sqlite://${var.token}/a.db"
                }
                """;
        Project project = project(text, "a");
        assertThat(project.variables().get("token").type()).isEqualTo(VariableType.Plain.STRING);
        assertThat(project.variables().get("on").isSwitch()).isTrue();
        assertThat(project.environment().url()).contains("sqlite:///h/a.db");
        assertThat(problems("variable \"x\" {}\n", "", Map.of())).anyMatch(p -> p.contains("needs a type"));
    }

    @Test
    void secretsAreJoinedIntoUrls() {
        Project project = project("""
                data "runtimevar" "pass" {
                  url = "file:///run/secrets/password?decoder=string"
                }
                locals {
                  user = urlescape("a b")
                }
                env "prod" {
                  url = "postgres://${local.user}:${urlescape(getenv("HOME"))}@db:5432/${join("_", ["app", atlas.env])}?sslmode=disable"
                  exclude = ["atlas_schema_revisions", "*[type=extension]"]
                  schemas = ["public", "auth"]
                  src = ["file://a.sql", "file://b.sql"]
                }
                """, "prod");
        assertThat(project.environment().url().orElseThrow()).endsWith("@db:5432/app_prod?sslmode=disable");
        assertThat(project.notEvaluated()).isEmpty();
    }

    @Test
    void checksAtTheTopHoldForEveryEnvironmentAndRulesMayHaveNoName() {
        String text = """
                check "migrate_apply" {
                  deny {
                    condition = length(self.planned_migration.statements) > 1
                    message   = <<-MSG
                      At most one statement: ${length(self.planned_migration.statements)} is too many.
                    MSG
                  }
                }
                env "a" {
                  url = "sqlite://a.db"
                  check "schema_apply" {
                    allow "always" {
                      condition = true
                    }
                  }
                }
                """;
        assertThat(notes(text, "a")).isEmpty();
        List<ApplyCheck> checks = project(text, "a").environment().checks();
        assertThat(checks).extracting(ApplyCheck::kind).containsExactly("migrate_apply", "schema_apply");
        assertThat(checks.getFirst()
                        .answer(ApplyCheck.self(List.of(new ApplyCheck.PlannedFile("p", List.of("A", "B"))))))
                .get()
                .isInstanceOfSatisfying(ApplyCheck.Answer.Denied.class, denied -> {
                    assertThat(denied.rule()).isEqualTo("check \"migrate_apply\" deny");
                    assertThat(denied.message()).contains("2 is too many");
                });
        assertThat(project(text, "").environment().checks()).hasSize(1);
        assertThat(problems(text.replace("allow \"always\"", "allow \"a\" \"b\""), "a", Map.of()))
                .anyMatch(p -> p.contains("takes one name and needs a condition"));
    }

    /** Atlas takes the first and says nothing of the other. */
    @Test
    void aBlockThatWasGivenBeforeIsNamedAndTheFirstCounts() {
        Project project = project("""
                env "prod" {
                  url = "sqlite://app.db"
                  migration {
                    dir = "file://db/migrations"
                  }
                  migration {
                    dir              = "file://other"
                    revisions_schema = "ledger"
                  }
                  diff {
                    skip { drop_table = true }
                    skip { drop_column = true }
                  }
                  diff {}
                  deprecation { window = "30d" }
                  deprecation { window = "1d" }
                }
                """, "prod");
        assertThat(project.environment().migration().orElseThrow().dir()).contains("file://db/migrations");
        assertThat(project.environment()
                        .lint()
                        .deprecation()
                        .orElseThrow()
                        .window()
                        .value()
                        .toDays())
                .isEqualTo(30);
        assertThat(project.notEvaluated())
                .extracting(n -> n.range().orElseThrow().line() + " " + n.what() + ": " + n.reason())
                .containsExactlyInAnyOrder(
                        "6 env \"prod\".migration: such a block was already given in line 3, and the first one counts",
                        "12 env \"prod\".diff.skip: such a block was already given in line 11, and the first one counts",
                        "14 env \"prod\".diff: such a block was already given in line 10, and the first one counts",
                        "16 env \"prod\".deprecation: such a block was already given in line 15, and the first one counts");
    }

    @Test
    void urlsOfEnvironmentVariablesThatAreNotSetAreAsGoodAsNone() {
        Environment environment = project("""
                env "a" {
                  url = getenv("NOT_SET")
                  dev = getenv("NOT_SET")
                  src = [getenv("NOT_SET"), "file://schema.sql"]
                }
                """, "a").environment();
        assertThat(environment.url()).isEmpty();
        assertThat(environment.dev()).isEmpty();
        assertThat(environment.desired()).containsExactly("file://schema.sql");
        assertThat(project("""
                                env "a" {
                                  url = urlqueryset(getenv("NOT_SET"), "search_path", "app")
                                }
                                """, "a").environment().url())
                .as("parameters of nothing")
                .isEmpty();
    }

    @Test
    void anEnvironmentForEveryNameIsReadWithoutOne() {
        String text = """
                env "local" {
                  url = "sqlite://local.db"
                }
                env {
                  name = atlas.env
                  url  = "sqlite://app.db"
                  src  = "file://${atlas.env}.sql"
                  nonsense {}
                }
                """;
        Project project = project(text, Project.ANY_OTHER);
        assertThat(project.file().hasEnvironmentForOtherNames()).isTrue();
        assertThat(project.environment().url()).contains("sqlite://app.db");
        assertThat(project.notEvaluated())
                .extracting(NotEvaluated::summary)
                .hasSize(2)
                .anyMatch(n -> n.contains("env.src is not evaluated: it depends on the name of the environment"))
                .anyMatch(n -> n.contains("env.nonsense"));
        assertThat(project("env {\n  url = \"sqlite://a.db\"\n}\n", "").file().hasEnvironmentForOtherNames())
                .isFalse();
    }
}
