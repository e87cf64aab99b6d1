package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people write for other commands, accounts and environments is named and stops nothing. */
class WrittenElsewhereTest extends ProjectFixture {
    /** A project file, the environment that is chosen, and the beginnings of what is named as having no effect in it. */
    private record Written(String text, String environment, String... named) {}

    @Test
    void whatOtherEnvironmentsNeedIsNotAsked() {
        String text = """
                variable "password" {
                  type = string
                }
                env "local" {
                  url = "sqlite://a.db"
                }
                env "prod" {
                  url = "postgres://app:${var.password}@db/app"
                  src = UNKNOWN_NAME
                }
                """;
        assertThat(problems(text, "prod", Map.of("password", List.of("x")))).anyMatch(p -> p.contains("UNKNOWN_NAME"));
        assertThat(problems(text, "local", Map.of("password", List.of("x")))).isEmpty();
        assertThat(problems(text, "local", Map.of()))
                .anyMatch(p -> p.contains("missing value for required variable \"password\""));
    }

    @Test
    void anAccountAndARegistryAreNamedAndStopNothing() {
        String text = """
                variable "cloud_token" {
                  type    = string
                  default = getenv("ATLAS_CLOUD_TOKEN")
                }
                atlas {
                  cloud {
                    token   = var.cloud_token
                    project = "p"
                  }
                }
                env "prod" {
                  url = "sqlite://a.db"
                  schema {
                    src = "file://schema.sql"
                    repo {
                      name = "app-schema"
                    }
                  }
                  migration {
                    dir = "atlas://app"
                    repo {
                      name = "app"
                    }
                  }
                  test {
                    schema {
                      src = ["schema.test.hcl"]
                    }
                  }
                }
                env "empty" {}
                """;
        assertThat(notes(text, "prod")).isEmpty();
        assertThat(project(text, "prod").notices())
                .extracting(Notice::what)
                .contains("atlas", "env \"prod\".migration.repo", "env \"prod\".test");
        assertThat(project(text, "empty").environment().url()).isEmpty();
    }

    @Test
    void theOrderOfTargetsIsNamedAsSomethingKnown() {
        assertThat(notes("""
                env "prod" {
                  url = "sqlite://a.db"
                  rollout {
                    deployment = deployment.tiered
                  }
                }
                deployment "tiered" {
                  group "first" {
                    match = true
                  }
                }
                """, "prod")).hasSize(2).allMatch(n -> n.contains("it is about the order of targets"));
    }

    @Test
    void whatBelongsElsewhereIsNamedAndStopsNothing() {
        for (Written written : List.of(
                new Written("""
                        env "migrate" {
                          src = ["file://a.hcl", "file://b.hcl"]
                          migration {
                            dir = "file:///migrations?format=golang-migrate"
                          }
                          tx-mode = "all"
                          url = "sqlite:///data/app.db?_fk=1"
                        }
                        """, "migrate", "env \"migrate\".tx-mode"),
                new Written("""
                        env "edge" {
                          url     = "libsql+wss://host?authToken=x"
                          to      = "file://db/schema.sql"
                          dev-url = "sqlite://dev?mode=memory"
                          exclude = ["_stream*"]
                        }
                        """, "edge", "env \"edge\".to", "env \"edge\".dev-url"),
                new Written("""
                        env {
                            name = atlas.env
                            extension "uuid-ossp" {
                              comment = "UUID functions"
                            }
                            migration {
                                // where the migrations are
                                dir = "file://migrations"
                            }
                        }
                        """, "any", "env.extension \"uuid-ossp\""),
                new Written("""
                        env "local" {
                          src = "file://schema.pg.hcl"
                          test = "postgres://app:pass@localhost/app_test"
                        }
                        env  {
                          migration  {
                            baseline = "20240525191742"
                          }
                        }
                        """, "local", "env \"local\".test", "env"),
                new Written("""
                        env {
                          for_each = toset([
                            "sqlite://bar.db?_fk=1",
                            "sqlite://foo.db?_fk=1",
                          ])
                          name     = atlas.env
                          url      = each.value
                        }
                        """, "tenants"),
                new Written("""
                        env {
                          name     = atlas.env
                          for_each = ["eu", "us"]
                          url      = format("sqlite://local-%s.db", each.value)
                          src      = "file://schema.lt.hcl"
                        }
                        """, "tenants"),
                new Written("""
                        data "composite_schema" "app" {
                          # The tables first.
                          schema "public" {
                            url = "ent://ent/schema"
                          }
                          schema "public" {
                            url = "file://schema.sql"
                          }
                        }
                        env "local" {
                          src = data.composite_schema.app.url
                          dev = "docker://postgres/15/dev?search_path=public"
                        }
                        """, "local"),
                new Written("""
                        lint {
                        \tnaming {
                        \t\tmatch   = "^[a-z_]+$"
                        \t\tmessage = "must be lowercase"
                        \t\terror \t= true
                        \t}
                          destructive {
                            error   = false
                          }
                        }
                        env "ci" {
                          dev = "sqlite://file?mode=memory"
                        }
                        """, "ci"))) {
            Project project = project(written.text(), written.environment());
            // no schema in HCL is read here, so nothing takes the attributes that might be its variables
            List<String> noted = Stream.of(
                            project.notEvaluated().stream().map(NotEvaluated::what),
                            project.environments().stream()
                                    .flatMap(e -> e.idle(Set.of()).stream())
                                    .map(NotEvaluated::what),
                            project.notices().stream().map(Notice::what))
                    .flatMap(Function.identity())
                    .toList();
            for (String named : written.named()) {
                assertThat(noted).as(written.text()).anyMatch(what -> what.startsWith(named));
            }
            assertThat(noted)
                    .as(written.text())
                    .allMatch(what -> List.of(written.named()).stream().anyMatch(what::startsWith));
        }
    }

    @Test
    void whatIsWrongElsewhereStopsOnlyWhatUsesIt() {
        String text = """
                variable "envfile" {
                  type    = string
                  default = ".env"
                }
                locals {
                  envfile = {
                    for line in split("\\n", file(var.envfile)): split("=", line)[0] => regex("=(.*)", line)[0]
                    if !startswith(line, "#") && length(split("=", line)) > 1
                  }
                }
                env "local" {
                  url = "sqlite://a.db"
                }
                env "dotenv" {
                  url = local.envfile["DATABASE_URL"]
                }
                env "deployed" {
                  url = env("DATABASE_URL")
                }
                """;
        assertThat(problems(text, "local", Map.of())).isEmpty();
        assertThat(problems(text, "dotenv", Map.of())).anyMatch(p -> p.contains(".env"));
        assertThat(problems(text, "deployed", Map.of())).anyMatch(p -> p.contains("\"env\"") || p.contains("env("));
    }
}
