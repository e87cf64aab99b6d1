package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.policy.SkipKey.Action;
import dev.countersign.policy.SkipKey.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A project file read as a whole: which environment counts, and what it inherits. */
class ProjectTest extends ProjectFixture {
    @Test
    void theSampleHasNothingThatIsNotEvaluatedAndItsReplacedBlocksAreTold() throws IOException {
        assertThat(sample("dev").notEvaluated()).isEmpty();
        assertThat(sample("staging").notEvaluated()).isEmpty();
        assertThat(sample("prod").notEvaluated()).isEmpty();
        assertThat(sample("prod").notices())
                .extracting(Notice::what)
                .containsExactly("lint.destructive", "lint.naming", "lint.check \"PG301\"");
        assertThat(sample("dev").environmentNames()).containsExactly("dev", "staging", "prod");
    }

    @Test
    void aVariableTurnsSkippedChangesOnWithoutReadingAgain() throws IOException {
        Project project = sample("dev");
        SkipPolicy kept = project.environment().diff().skip();
        assertThat(kept.skips(Action.DROP, Subject.COLUMN)).isTrue();
        assertThat(kept.skips(Action.DROP, Subject.INDEX)).isFalse();
        assertThat(kept.reason(Action.DROP, Subject.COLUMN)).contains("diff.skip.drop_column, line 17");
        assertThat(kept.deciding(Action.DROP, Subject.SCHEMA).orElseThrow().variables())
                .as("through a local")
                .containsExactly("destructive");
        assertThat(kept.influencedBy("destructive"))
                .extracting(SkipKey::hclName)
                .containsExactly("drop_schema", "drop_table", "drop_column");
        Files.delete(file);
        Project let = project.with("destructive", "true");
        assertThat(let.environment().diff().skip().skips(Action.DROP, Subject.COLUMN))
                .isFalse();
        assertThat(let.variables().get("destructive").setBy()).isEqualTo(Variable.SetBy.USER);
        assertThat(let.sha256()).isEqualTo(project.sha256()).hasSize(64);
        assertThat(let.withEnvironment("prod").environment().name()).isEqualTo("prod");
        assertThat(let.withEnvironment("prod").environment().diff().skip().skips(Action.DROP, Subject.TABLE))
                .isFalse();
        assertThat(project.switches()).extracting(Variable::name).containsExactly("destructive");
        assertThat(project.switches().getFirst().isOn()).isFalse();
    }

    @Test
    void readsTheWholeLintPolicy() throws IOException {
        LintPolicy lint = sample("dev").environment().lint();
        assertThat(lint.review().value()).isEqualTo(ReviewMode.ERROR);
        AnalyzerPolicy destructive = lint.analyzer(AnalyzerName.DESTRUCTIVE);
        assertThat(destructive.error().value()).isTrue();
        assertThat(destructive.force().value()).isFalse();
        assertThat(destructive.allowColumn().getFirst().value().matches("deprecated_email"))
                .isTrue();
        assertThat(destructive.allowColumn().getFirst().value().matches("email"))
                .isFalse();
        assertThat(lint.naming(NamingRule.Subject.TABLE).orElseThrow().message())
                .isEqualTo("must be lower snake case");
        assertThat(lint.naming(NamingRule.Subject.INDEX)
                        .orElseThrow()
                        .match()
                        .value()
                        .regex())
                .isEqualTo("^(idx|uq)_");
        assertThat(lint.error(AnalyzerName.CONCURRENT_INDEX, "PG101").value()).isFalse();
        assertThat(lint.error(AnalyzerName.DATA_DEPEND, "PG301").value()).isTrue();
        assertThat(lint.error(AnalyzerName.DESTRUCTIVE, "DS102").value()).isTrue();
    }

    @Test
    void anEnvironmentsBlocksInheritAsAtlasDoes() throws IOException {
        LintPolicy staging = sample("staging").environment().lint();
        assertThat(staging.review().value()).isEqualTo(ReviewMode.WARNING);
        assertThat(staging.naming()).as("analyzers come from the top").hasSize(6);
        LintPolicy prod = sample("prod").environment().lint();
        assertThat(prod.review().value()).isEqualTo(ReviewMode.ALWAYS);
        assertThat(prod.analyzer(AnalyzerName.DESTRUCTIVE).force().value()).isTrue();
        assertThat(prod.analyzer(AnalyzerName.DESTRUCTIVE).allowColumn()).isEmpty();
        assertThat(prod.naming()).as("its own analyzers replace all of them").isEmpty();
    }

    @Test
    void anEnvironmentsDiffInheritsOnlySkip() {
        String text = """
                diff {
                  skip { drop_table = true }
                  concurrent_index { add = true }
                }
                env "a" {
                  diff {
                    concurrent_index { drop = true }
                  }
                }
                env "b" {
                  diff {
                    skip { drop_column = true }
                  }
                }
                env "c" {}
                """;
        DiffPolicy a = project(text, "a").environment().diff();
        assertThat(a.skip().skips(Action.DROP, Subject.TABLE)).isTrue();
        assertThat(a.concurrentCreate().value()).isFalse();
        assertThat(a.concurrentDrop().value()).isTrue();
        assertThat(notes(text, "a")).isEmpty();
        assertThat(project(text, "a").notices())
                .extracting(Notice::summary)
                .containsExactly("countersign.hcl:3:3: diff.concurrent_index decides nothing here:"
                        + " env \"a\" has a diff block of its own, which replaces this part");
        DiffPolicy b = project(text, "b").environment().diff();
        assertThat(b.skip().skips(Action.DROP, Subject.TABLE)).isFalse();
        assertThat(b.skip().skips(Action.DROP, Subject.COLUMN)).isTrue();
        DiffPolicy c = project(text, "c").environment().diff();
        assertThat(c.skip().skips(Action.DROP, Subject.TABLE)).isTrue();
        assertThat(c.concurrentCreate().value()).isTrue();
    }

    @Test
    void labelledEnvironmentsWinOverUnlabelledOnes() {
        String text = """
                env {
                  name = atlas.env
                }
                env "prod" {
                  url = "labelled"
                }
                """;
        assertThat(project(text, "prod").environment().url()).contains("labelled");
        Environment other = project(text, "other").environment();
        assertThat(other.name()).isEqualTo("other");
        assertThat(other.url()).isEmpty();
        assertThat(project(text, "").environment().name()).isEmpty();
    }

    @Test
    void unselectedEnvironmentsAreNotEvaluatedAtAll() {
        String text = "env \"bad\" {\n  url = missing.thing\n}\nenv \"good\" {\n  url = \"x\"\n}\n";
        assertThat(project(text, "good").environment().url()).contains("x");
        assertThat(problems(text, "bad", Map.of()))
                .containsExactly("countersign.hcl:2:9: there is no \"missing\" here");
        assertThat(problems(text, "goood", Map.of()))
                .containsExactly("countersign.hcl:1:1: env \"goood\" not defined in config file;"
                        + " it defines bad, good; did you mean \"good\"?");
    }

    @Test
    void forEachMakesOneEnvironmentPerTarget() {
        String text = """
                variable "tenants" {
                  type    = list(string)
                  default = ["b", "a"]
                }
                env "fleet" {
                  for_each = toset(var.tenants)
                  url      = "postgres://host/${each.value}"
                }
                """;
        Project project = project(text, "fleet");
        assertThat(project.environments())
                .extracting(e -> e.url().orElseThrow())
                .containsExactly("postgres://host/a", "postgres://host/b");
        assertThatThrownBy(project::environment)
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("countersign.hcl:5:1: environment \"fleet\" stands for 2 targets");
        assertThat(project.with("tenants", "x").environment().target()).contains("x");
    }

    @Test
    void oneOfTwoBlocksOfTheSameNameIsNotTaken() {
        Project twice = project("env \"a\" {\n}\nenv \"a\" {\n}\n", "a");
        assertThatThrownBy(twice::environment)
                .hasMessageContaining(
                        "countersign.hcl:3:1: environment \"a\" has 2 blocks; a review is of one of them");
        String docker = "docker \"postgres\" \"x\" {\n  image = \"postgres:17\"\n}\n";
        assertThatThrownBy(() -> project(docker + docker + "env \"a\" {\n}\n", "a"))
                .hasMessageContaining("countersign.hcl:4:1: docker \"postgres\" \"x\" is declared twice");
    }

    @Test
    void anEnvironmentWithALabelHasNoOtherName() {
        assertThat(notes("env \"a\" {\n  name = \"b\"\n}\n", "a"))
                .singleElement()
                .asString()
                .contains("env \"a\".name is not evaluated: the environment is called by its label");
        assertThat(notes("env \"a\" {\n  name = atlas.env\n}\n", "a")).isEmpty();
    }

    @Test
    void aSchemaWithoutANameIsAnError() {
        assertThat(problems("env \"a\" {\n  schemas = [getenv(\"NOT_SET\")]\n}\n", "a", Map.of()))
                .containsExactly(
                        "countersign.hcl:2:3: \"schemas\" holds an empty name; leave it out to compare every schema");
        assertThat(problems("env \"a\" {\n  schemas = []\n}\n", "a", Map.of())).isEmpty();
    }
}
