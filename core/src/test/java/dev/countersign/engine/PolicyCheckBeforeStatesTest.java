package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.engine.PolicyReport.Finding;
import dev.countersign.engine.PolicyReport.Weight;
import dev.countersign.progress.Progress;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a look at a project file finds although it shows only when a state is read or files are judged. */
class PolicyCheckBeforeStatesTest extends PolicyCheckFixture {
    private static final String PROGRAM = """
            data "external_schema" "orm" {
              program = ["print-schema", "--dialect", "sqlite"]
            }
            data "composite_schema" "app" {
              schema {
                url = data.external_schema.orm.url
              }
            }
            env "app" {
              src = data.composite_schema.app.url
              dev = "sqlite://dev?mode=memory"
            }
            """;

    private PolicyReport asked(String text, boolean offline, String... programs) throws IOException {
        file("countersign.hcl", text);
        ReviewRequest request = new ReviewRequest(
                Optional.empty(),
                folder,
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                Selection.everything(),
                Optional.empty(),
                List.of(programs));
        return workspace.policy().check(request, false, offline, Progress.none());
    }

    @Test
    void aProgramThatPrintsAStateNeedsConsentToo() throws IOException {
        assertThat(asked(PROGRAM, false).findings()).singleElement().satisfies(found -> {
            assertThat(found.weight()).isEqualTo(Weight.CONSENT);
            assertThat(found.place().orElseThrow().line()).isEqualTo(1);
            assertThat(found.text()).contains("print-schema --dialect sqlite").contains("nothing was run");
        });
        assertThat(asked(PROGRAM, false, "print-schema --dialect sqlite").findings())
                .isEmpty();
        assertThat(asked(PROGRAM, true).findings()).isEmpty();
        assertThat(asked(
                                PROGRAM.replace(
                                        "src = data", "for_each = [\"a\", \"b\"]\n  url = each.key\n  src = data"),
                                false)
                        .of(Weight.CONSENT))
                .hasSize(1);
    }

    @Test
    void whatStaysWithoutAnAnswerHidesNothingElse() throws IOException {
        PolicyReport report = asked("""
                data "external" "config" {
                  program = ["print-config"]
                }
                data "external" "name" {
                  program = ["print-name"]
                }
                data "sql" "tenants" {
                  url   = "sqlite://no-such.db"
                  query = "SELECT name FROM tenants"
                }
                env "prod" {
                  url = jsondecode(data.external.config).url
                  migration {
                    dir              = "file://${data.external.name}"
                    revision_schemas = "history"
                  }
                }
                env "tenants" {
                  for_each = toset(data.sql.tenants.values)
                  ulr      = "sqlite://${each.value}.db"
                }
                hook "sql" "first" {
                }
                """, false);
        assertThat(report.of(Weight.CONSENT))
                .extracting(PolicyReport.Finding::text)
                .anyMatch(text -> text.contains("print-config"))
                .anyMatch(text -> text.contains("print-name"));
        assertThat(said(report, Weight.ERROR)).singleElement().asString().startsWith("7:1 data \"sql\" \"tenants\"");
        assertThat(said(report, Weight.NOT_EVALUATED))
                .anyMatch(s -> s.contains("env \"prod\".url") && s.endsWith("was not asked: what it needs is missing"))
                .anyMatch(s -> s.contains("revision_schemas") && s.contains("did you mean \"revisions_schema\"?"))
                .anyMatch(s -> s.contains("ulr") && s.contains("did you mean \"url\"?"))
                .anyMatch(s -> s.contains("hook \"sql\" \"first\""));
    }

    @Test
    void aRuleThatNoPlanCanAnswerIsNotEvaluated() throws IOException {
        String text = """
                data "cloud_databases" "staging" {
                  repo = "shops"
                }
                env "app" {
                  dev = "sqlite://dev?mode=memory"
                  %s
                  check "migrate_apply" {
                    deny "ahead" {
                      condition = self.planned_migration.target_version > data.cloud_databases.staging.version
                    }
                  }
                }
                """;
        for (String targets : List.of("", "for_each = [\"a\", \"b\"]")) {
            assertThat(check(text.formatted(targets)).of(Weight.NOT_EVALUATED))
                    .as(targets)
                    .extracting(Finding::text)
                    .anyMatch(found -> found.contains("check \"migrate_apply\" deny \"ahead\" is not evaluated")
                            && found.contains("it would need an account at a registry"));
        }
    }
}
