package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.engine.PolicyReport.Finding;
import dev.countersign.engine.PolicyReport.Weight;
import dev.countersign.progress.Progress;
import dev.countersign.review.Review;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whole project files looked at, with and without states, on SQLite in memory. */
class PolicyCheckTest extends PolicyCheckFixture {
    @BeforeEach
    void states() throws IOException {
        twoStates();
    }

    @Test
    void aMissingValueHidesNothingElse() throws IOException {
        file("countersign.hcl", """
                variable "url" {
                  type = string
                }
                env "dev" {
                  url     = var.url
                  src     = "file://new.sql"
                  dev     = "sqlite://dev?mode=memory"
                  exclude = "users"
                  dif {
                    skip { drop_table = true }
                  }
                }
                """);
        PolicyReport report = check(request(Optional.of("dev")), false);
        assertThat(report.findings())
                .extracting(Finding::text)
                .anyMatch(text -> text.startsWith("missing value for required variable \"url\""))
                .anyMatch(text -> text.contains("exclude"))
                .anyMatch(text -> text.contains("dif") && text.contains("did you mean \"diff\"?"));
    }

    @Test
    void aFileInWhichEverythingIsEvaluatedIsComplete() throws IOException {
        PolicyReport report = check(CLEAN, true);
        assertThat(report.findings()).isEmpty();
        assertThat(report.complete()).isTrue();
        assertThat(report.environments()).containsExactly("dev", "prod");
    }

    @Test
    void whatNothingEvaluatesIsLookedAtToo() throws IOException {
        PolicyReport report = check("""
                        variable "all" {
                          type    = bool
                          default = false
                        }
                        locals {
                          kept = try(var.lal, var.all ? local.kpet : true)
                        }
                        """ + CLEAN.replace("env \"prod\" {", """
                        env "prod" {
                          check "schema_apply" {
                            deny "many" {
                              condition = length(self.planned_migration.statements) > 99 && self.planed_migration
                              message   = upperr("many")
                            }
                          }"""), false);
        assertThat(report.of(Weight.NOT_EVALUATED))
                .extracting(f -> f.text().replaceAll(".* did you mean ", "") + " "
                        + f.place().orElseThrow().line())
                .containsExactlyInAnyOrder("\"all\"? 6", "\"kept\"? 6", "\"planned_migration\"? 19", "\"upper\"? 20");
    }

    /** Schemas, tests and roles that are half understood would prove nothing. */
    @Test
    void theFilesBesideTheProjectAreLookedAtToo() throws IOException {
        file("schema.lt.hcl", """
                schema "main" {}
                table "users" {
                  schema = schema.main
                  column "id" {
                    type = integer
                    nul  = true
                  }
                }
                """);
        file("a.test.hcl", "test \"schema\" \"x\" {\n  exec {\n    sq = \"SELECT 1\"\n  }\n}\n");
        file("old.sql", "-- atlas:renamedfrom a\nCREATE TABLE users (id INTEGER PRIMARY KEY);");
        Files.createDirectories(folder.resolve("trust"));
        file("trust/allowed_signers", "");
        file("trust/roles.hcl", "role \"dba\" {\n  member = [\"a\"]\n}\n");
        String text = CLEAN.replace("file://new.sql", "file://schema.lt.hcl")
                + "test {\n  schema {\n    src = [\"a.test.hcl\", \"gone.test.hcl\"]\n  }\n}\n";
        PolicyReport report = check(text, false);
        assertThat(report.complete()).isFalse();
        assertThat(report.findings())
                .extracting(Finding::text)
                .anyMatch(t -> t.contains("schema.lt.hcl:6:5") && t.contains("did you mean \"null\"?"))
                .anyMatch(t -> t.contains("a.test.hcl:3:5") && t.contains("did you mean \"sql\"?"))
                .anyMatch(t -> t.contains("renamedfrom") && t.contains("did you mean renamed_from?"))
                .anyMatch(t -> t.contains("roles.hcl line 2") && t.contains("did you mean \"members\"?"))
                .anyMatch(t -> t.contains("There is no file gone.test.hcl"));
        assertThat(report.of(Weight.WARNING))
                .singleElement()
                .satisfies(f -> assertThat(f.text()).contains("gone.test.hcl"));
    }

    @Test
    void allSyntaxErrorsComeAtOnce() throws IOException {
        PolicyReport report = check("env \"a\" {\n  url = = 1\n}\nlint {\n  review = ]\n}\n", false);
        assertThat(report.of(Weight.ERROR)).hasSizeGreaterThan(1);
        assertThat(report.complete()).isFalse();
    }

    @Test
    void anErrorHidesNoNoticeOfAnyEnvironment() throws IOException {
        PolicyReport report = check("""
                        variable "url" {
                          type = string
                        }
                        atlas {
                          cloud {
                            token = "x"
                          }
                        }
                        env "dev" {
                          url = var.url
                        }
                        env "prod" {
                          url = ""
                        }
                        """);
        assertThat(report.of(Weight.ERROR)).hasSize(1);
        assertThat(report.of(Weight.NOTICE))
                .extracting(f -> f.environments() + " " + f.text())
                .satisfiesExactly(
                        text -> assertThat(text).startsWith("[dev, prod] atlas decides nothing here"),
                        text -> assertThat(text).startsWith("[prod] env \"prod\".url decides nothing here"));
    }

    @Test
    void eachEnvironmentIsLookedAtAndAFindingOfSeveralComesOnce() throws IOException {
        PolicyReport report = check(
                CLEAN.replace("review = ERROR", "review = ERROR\n destructiv { error = true }")
                        .replace("env \"prod\" {", "env \"prod\" {\n urll = \"x\""),
                false);
        assertThat(report.of(Weight.NOT_EVALUATED))
                .extracting(Finding::text)
                .anyMatch(t -> t.contains("lint.destructiv") && t.contains("did you mean \"destructive\"?"))
                .anyMatch(t -> t.contains("urll"));
        assertThat(report.findings())
                .filteredOn(f -> f.text().contains("destructiv"))
                .singleElement()
                .satisfies(f -> assertThat(f.environments()).containsExactly("dev", "prod"));
        assertThat(report.findings())
                .filteredOn(f -> f.text().contains("urll"))
                .singleElement()
                .satisfies(f -> assertThat(f.environments()).containsExactly("prod"));
    }

    @Test
    void contradictionsAndPatternsThatAreNotAnchoredAreWarnings() throws IOException {
        PolicyReport report = check(CLEAN.replace("review = ERROR", """
                        review = ERROR
                        destructive {
                          force = true
                          allow_table {
                            match = "deprecated_"
                          }
                        }
                        check "DS103" {
                          error = true
                          skip  = true
                        }
                        deprecation {
                          window = "30d"
                        }"""), false);
        assertThat(report.complete()).isTrue();
        assertThat(report.of(Weight.WARNING))
                .extracting(Finding::text)
                .anyMatch(t -> t.contains("error has no effect beside skip = true"))
                .anyMatch(t -> t.contains("force = true keeps nolint"))
                .anyMatch(t -> t.contains("whatever this pattern allows"))
                .anyMatch(t -> t.contains("matches anywhere in a name"));
    }

    @Test
    void theEnvironmentForEveryOtherNameIsLookedAtToo() throws IOException {
        PolicyReport report = check(CLEAN + """
                        env {
                          name = atlas.env
                          url  = var.url
                          extension "uuid-ossp" {}
                        }
                        """, false);
        assertThat(report.environments()).containsExactly("dev", "prod", "any other");
        assertThat(report.findings())
                .hasSize(2)
                .allSatisfy(f -> assertThat(f.environments()).containsExactly("any other"))
                .extracting(Finding::text)
                .anyMatch(text -> text.contains("there is no \"var.url\""))
                .anyMatch(text -> text.contains("extension"));
    }

    @Test
    void everyTargetOfAnEnvironmentIsLookedAt() throws IOException {
        PolicyReport report = check("""
                        env "fleet" {
                          for_each = toset(["a.db", "mysql"])
                          url      = "${each.value == "mysql" ? "mysql" : "sqlite"}://${each.value}"
                          exclude  = ["a.b.c.d"]
                          unknown  = true
                        }
                        """, false);
        assertThat(report.findings())
                .extracting(f -> f.weight() + " " + f.text())
                .hasSize(4)
                .anyMatch(text -> text.startsWith("ERROR") && text.contains("too many parts"))
                .anyMatch(text -> text.contains("env \"fleet\".unknown"))
                .anyMatch(text -> text.contains("states are not read from mysql://"))
                .anyMatch(
                        text -> text.startsWith("NOTICE")
                                && text.endsWith(
                                        "for_each stands for 2 targets, and a review is of one of them: --env with fleet[a.db] or fleet[mysql]"));
        assertThat(check("env \"none\" {\n  for_each = []\n}\n", false).findings())
                .singleElement()
                .satisfies(f -> assertThat(f.text()).contains("it stands for no target"));
    }

    @Test
    void urlsFromWhichNothingIsReadAreNamed() throws IOException {
        PolicyReport report = check("""
                        data "composite_schema" "app" {
                          schema "main" {
                            url = "ent://ent/schema"
                          }
                          schema "main" {
                            url = "file://new.sql"
                          }
                        }
                        env "dev" {
                          url = "mysql://root@localhost/app"
                          src = data.composite_schema.app.url
                          dev = "docker://mysql/8/dev"
                        }
                        env "prod" {
                          url = "env://dev"
                          dev = "postgres://localhost/dev"
                          schema {
                            src = "atlas://app"
                          }
                        }
                        """, false);
        assertThat(report.findings())
                .extracting(f -> f.environments() + " " + f.text().replaceAll(", but.*|;.*", "") + " "
                        + f.place().orElseThrow().line())
                .containsExactly(
                        "[dev] env \"dev\".url is not evaluated: states are not read from mysql:// 10",
                        "[dev] env \"dev\".src is not evaluated: states are not read from ent:// 11",
                        "[dev] env \"dev\".dev is not evaluated: docker:// URLs start postgres, postgis, pgvector and timescaledb, not this one 12",
                        "[prod] env \"prod\".schema.src is not evaluated: states are not read from atlas:// 18");
    }

    @Test
    void aProgramWithoutConsentIsNamedAndNotRun() throws IOException {
        PolicyReport report = check(
                CLEAN.replace("url = \"file://old.sql\"", "url = data.external.url")
                        + "data \"external\" \"url\" {\n  program = [\"touch\", \"ran\"]\n}\n",
                false);
        assertThat(report.of(Weight.CONSENT))
                .isNotEmpty()
                .allMatch(f -> f.text().contains("touch ran"));
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void aReviewHoldsTheDigestOfEveryFileItsPolicyWasMadeFrom() throws IOException {
        file(
                "countersign.hcl",
                CLEAN.replace(
                        "review = ERROR", "review = ERROR\n rule \"hcl\" \"own\" {\n src = [\"own.rule.hcl\"]\n }"));
        file(
                "own.rule.hcl",
                "rule \"schema\" \"r\" {\n description = \"d\"\n table {\n assert {\n condition = self.name != \"\"\n }\n }\n}\n");
        Map<String, String> before = digests();
        assertThat(before).containsOnlyKeys("own.rule.hcl");
        file("own.rule.hcl", Files.readString(folder.resolve("own.rule.hcl")).replace("\"d\"", "\"e\""));
        assertThat(digests().get("own.rule.hcl")).isNotEqualTo(before.get("own.rule.hcl"));
    }

    private Map<String, String> digests() {
        try (ReviewSession session = workspace.open(request(Optional.of("prod")), Progress.none())) {
            Review review = session.review(Map.of(), Progress.none());
            return review.policyFile().orElseThrow().read();
        }
    }

    @Test
    void aMigrationDirectoryThatIsNotThereIsNamed() throws IOException {
        String text = """
                data "template_dir" "app" {
                  path = "templates"
                }
                env "dev" {
                  dev = "sqlite://dev?mode=memory"
                  migration {
                    dir = %s
                  }
                }
                """;
        for (String dir :
                List.of("\"file://templates\"", "\"file://templates?format=goose\"", "data.template_dir.app.url")) {
            file("countersign.hcl", text.formatted(dir));
            PolicyReport report = check(request(Optional.empty()), false);
            assertThat(report.of(Weight.WARNING))
                    .extracting(Finding::text)
                    .containsExactly("There is no file or directory templates, so what it says is not looked at.");
        }
        Files.createDirectory(folder.resolve("templates"));
        file("templates/1.sql", "CREATE TABLE {{ .Name }} (id int);");
        assertThat(check(request(Optional.empty()), false).of(Weight.ERROR))
                .extracting(Finding::text)
                .anyMatch(wrong -> wrong.contains("1.sql:1:17: there is no field \"Name\""));
    }

    @Test
    void aCheckOfNothingIsNamedWithItsLine() throws IOException {
        file("countersign.hcl", CLEAN.replace("review = ERROR", """
                review = ERROR
                  check "MY110" {
                    error = true
                  }"""));
        PolicyReport report = check(request(Optional.empty()), false);
        assertThat(report.of(Weight.NOT_EVALUATED))
                .extracting(Finding::text)
                .containsExactly(
                        "check \"MY110\" (countersign.hcl:4) has no effect: no analyzer here reports that code.");
    }
}
