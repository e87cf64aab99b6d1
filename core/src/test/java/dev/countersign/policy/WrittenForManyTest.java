package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.policy.ApplyCheck.PlannedFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Project files of those who look after many databases: one environment for all of them, and checks before files run. */
class WrittenForManyTest extends ProjectFixture {

    @Test
    void aTargetMayBeAnObject() {
        Project project = project("""
                locals {
                  shops = [
                    { name = "north", plan = "free" },
                    { name = "south", plan = "paid" },
                  ]
                }
                env "shops" {
                  for_each = toset(local.shops)
                  url      = "sqlite://${each.value.name}.db"
                  src      = "file://${each.key.plan}.sql"
                }
                """, "shops");
        assertThat(project.environments()).extracting(Environment::url).allMatch(url -> url.isPresent());
        assertThat(project.environments())
                .extracting(e -> e.url().orElseThrow() + " " + e.src())
                .containsExactly("sqlite://north.db [file://free.sql]", "sqlite://south.db [file://paid.sql]");
        assertThat(project.environments())
                .extracting(e -> e.target().orElseThrow())
                .containsExactly("{\"name\":\"north\",\"plan\":\"free\"}", "{\"name\":\"south\",\"plan\":\"paid\"}");
        assertThat(problems("env \"a\" {\n  for_each = [[\"x\"]]\n}\n", "a", Map.of()))
                .anyMatch(p -> p.contains("needs a list of strings or objects, or a map"));
    }

    @Test
    void aTargetThatIsAUrlIsCalledByItWithoutThePassword() {
        String text = """
                locals {
                  urls = ["postgres://root:pass@host-1:5432", "postgres://h/db?user=a&password=pass", "sqlite://a.db"]
                }
                env "all" {
                  for_each = toset(local.urls)
                  url      = each.value
                  src      = "file://a.sql"
                }
                """;
        Project all = project(text, "all");
        assertThat(all.targetNames())
                .containsExactly(
                        "all[postgres://h/db?user=a]", "all[postgres://root@host-1:5432]", "all[sqlite://a.db]");
        for (String asked : List.of("all[postgres://root@host-1:5432]", "all[postgres://root:pass@host-1:5432]")) {
            Project one = project(text, asked);
            assertThat(one.environment().url()).contains("postgres://root:pass@host-1:5432");
            assertThat(one.environmentName()).isEqualTo("all[postgres://root@host-1:5432]");
        }
        assertThat(problems(text, "all[x]", Map.of()))
                .singleElement()
                .asString()
                .contains("host-1")
                .doesNotContain("pass");
        Project same = project(text.replace("\"sqlite://a.db\"", "\"postgres://root:other@host-1:5432\""), "all");
        assertThat(same.targetNames())
                .containsExactly(
                        "all[postgres://h/db?user=a]",
                        "all[postgres://root@host-1:5432 #1]",
                        "all[postgres://root@host-1:5432 #2]");
        Project second = same.withEnvironment("all[postgres://root@host-1:5432 #2]");
        assertThat(second.environment().url()).contains("postgres://root:pass@host-1:5432");
        assertThat(second.environmentName()).isEqualTo("all[postgres://root@host-1:5432 #2]");
        assertThatThrownBy(() -> same.withEnvironment("all[postgres://root:pass@host-1:5432]"))
                .hasMessageContaining("has no target \"postgres://root@host-1:5432\"")
                .hasMessageContaining("postgres://root@host-1:5432 #1, postgres://root@host-1:5432 #2")
                .hasMessageNotContaining("pass");
        assertThat(project("env \"a\" {\n  for_each = [{ url = \"postgres://u:p@ss@h\", mail = \"x@y\" }]\n}\n", "a")
                        .targetNames())
                .containsExactly("a[{\"mail\":\"x@y\",\"url\":\"postgres://u@h\"}]");
    }

    @Test
    void aTargetIsAskedForAsAnEnvironmentOfItsOwn() {
        String text = """
                env "shops" {
                  for_each = { north = 1, south = 2 }
                  url      = "sqlite://${each.key}.db"
                  src      = "file://${atlas.env}.sql"
                }
                env "shops[odd]" {
                  url = "sqlite://odd.db"
                }
                env {
                  name     = atlas.env
                  for_each = ["a[0]"]
                  url      = "sqlite://any.db"
                  src      = "file://${atlas.env}.sql"
                }
                """;
        Project all = project(text, "shops");
        assertThat(all.targetNames()).containsExactly("shops[north]", "shops[south]");
        assertThatThrownBy(all::environment)
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("a review needs exactly one: shops[north] or shops[south]");
        Project south = project(text, "shops[south]");
        assertThat(south.environmentName()).isEqualTo("shops[south]");
        assertThat(south.environment().url()).contains("sqlite://south.db");
        assertThat(south.environment().src()).containsExactly("file://shops.sql");
        assertThat(project(text, "shops[odd]").environment().url()).contains("sqlite://odd.db");
        assertThat(project(text, "other[a[0]]").environment().src()).containsExactly("file://other.sql");
        assertThat(problems(text, "shops[sout]", Map.of()))
                .singleElement()
                .satisfies(p -> assertThat(p)
                        .contains("environment \"shops\" has no target \"sout\"; it has north, south")
                        .contains("did you mean \"south\"?"));
        // where nothing has targets, brackets are part of the name
        assertThat(problems("env \"a\" {}\n", "a[b]", Map.of())).anyMatch(p -> p.contains("env \"a[b]\" not defined"));
    }

    @Test
    void aTargetThatIsNotKnownIsNotEvaluated() {
        String text = """
                data "external" "shops" {
                  program = ["list-shops"]
                }
                env "shops" {
                  for_each = ["north", %s]
                  url      = "sqlite://shops.db"
                }
                """;
        for (String item : List.of("data.external.shops", "{ name = data.external.shops }")) {
            assertThat(notes(text.formatted(item), "shops"))
                    .as(item)
                    .singleElement()
                    .satisfies(n -> assertThat(n).contains("for_each").contains("data \"external\" \"shops\""));
        }
    }

    @Test
    void aRuleThatNoPlanCanAnswerIsUndecidedBeforeThereIsOne() {
        List<ApplyCheck> checks = project("""
                data "cloud_databases" "staging" {
                  repo = "shops"
                  env  = "staging"
                }
                locals {
                  reached = data.cloud_databases.staging.targets[0].current_version
                }
                env "prod" {
                  check "migrate_apply" {
                    allow "nothing" {
                      condition = length(self.planned_migration.files) == 0
                    }
                    deny "ahead" {
                      condition = self.planned_migration.target_version > local.reached
                    }
                    deny "misspelled" {
                      condition = length(self.planned_migration.file) > 1
                    }
                    deny "many" {
                      condition = length(self.planned_migration.files) > 3
                    }
                  }
                }
                """, "prod").environment().checks();
        assertThat(checks.getFirst().undecided())
                .extracting(u -> u.rule() + ": " + u.reason())
                .hasSize(2)
                .anyMatch(u -> u.contains("deny \"ahead\"") && u.contains("it would need an account at a registry"))
                .anyMatch(u -> u.contains("deny \"misspelled\"") && u.contains("file"));
    }

    @Test
    void aCheckSeesTheVersionThatTheFilesLeadTo() {
        ApplyCheck check = project("""
                env "prod" {
                  check "migrate_apply" {
                    deny "ahead" {
                      condition = self.planned_migration.target_version > 20261021093000
                      message   = "${self.planned_migration.target_version} is ahead"
                    }
                  }
                }
                """, "prod").environment().checks().getFirst();
        assertThat(check.answer(ApplyCheck.self(List.of(
                        new PlannedFile("20261020000000_a.sql", List.of()),
                        new PlannedFile("db/20261021093000_b.sql", List.of())))))
                .isEmpty();
        assertThat(check.answer(ApplyCheck.self(List.of(new PlannedFile("20261021093001.sql", List.of())))))
                .get()
                .isInstanceOfSatisfying(
                        ApplyCheck.Answer.Denied.class,
                        denied -> assertThat(denied.message()).isEqualTo("20261021093001 is ahead"));
        // a plan that was made here leads to a state and has no version
        assertThat(check.answer(ApplyCheck.self(List.of(new PlannedFile("plan.sql", List.of())))))
                .get()
                .isInstanceOf(ApplyCheck.Answer.Undecided.class);
    }

    @Test
    void whatOthersReadFromARegistryOrRunLaterIsANotice() {
        Project project = project("""
                docker "postgres" "dev" {
                  image    = "postgres:17"
                  template = true
                }
                env "prod" {
                  dev = docker.postgres.dev.url
                  migration {
                    dir = "atlas://shops"
                  }
                  script {
                    src = "file://scripts"
                  }
                }
                """, "prod");
        assertThat(project.notEvaluated()).isEmpty();
        assertThat(project.notices())
                .extracting(Notice::what)
                .containsExactlyInAnyOrder(
                        "docker \"postgres\" \"dev\".template", "env \"prod\".migration.dir", "env \"prod\".script");
    }
}
