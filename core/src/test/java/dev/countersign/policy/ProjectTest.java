package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.policy.SkipKey.Action;
import dev.countersign.policy.SkipKey.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variables, environments and inheritance of a project file, and what of it is not evaluated. */
class ProjectTest extends ProjectFixture {
    @Test
    void theSampleHasNothingThatIsNotEvaluatedExceptReplacedBlocks() throws IOException {
        assertThat(sample("dev").notEvaluated()).isEmpty();
        assertThat(sample("staging").notEvaluated()).isEmpty();
        assertThat(sample("prod").notEvaluated())
                .extracting(NotEvaluated::what)
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
        assertThat(notes(text, "a"))
                .containsExactly("countersign.hcl:3:3: diff.concurrent_index is not evaluated:"
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
                .hasMessageContaining("stands for 2 targets");
        assertThat(project.with("tenants", "x").environment().target()).contains("x");
    }

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

    @Test
    void whatIsMisspeltIsReportedWithWhatWasProbablyMeant() {
        assertThat(notes("""
                lnit {
                  review = ERROR
                }
                lint {
                  reviw = ERROR
                  destructive {
                    allow_colum {
                      match = "x"
                    }
                  }
                  naming {
                    index = "^idx_"
                  }
                }
                diff {
                  skip {
                    drop_colum = true
                  }
                  policy {}
                }
                env "e" {
                  urll = "x"
                }
                """, "e"))
                .containsExactlyInAnyOrder(
                        "countersign.hcl:1:1: lnit is not evaluated: the name is not known here; did you mean \"lint\"?",
                        "countersign.hcl:5:3: lint.reviw is not evaluated: the name is not known here;"
                                + " did you mean \"review\"?",
                        "countersign.hcl:7:5: lint.destructive.allow_colum is not evaluated: the name is not known here;"
                                + " did you mean \"allow_column\"?",
                        "countersign.hcl:12:5: lint.naming.index is not evaluated: it is written as a block:"
                                + " index { ... }",
                        "countersign.hcl:17:5: diff.skip.drop_colum is not evaluated: the name is not known here;"
                                + " did you mean \"drop_column\"?",
                        "countersign.hcl:19:3: diff.policy is not evaluated: the name is not known here",
                        "countersign.hcl:22:3: env \"e\".urll is not evaluated: it is no setting, no schema in HCL has"
                                + " such a variable, and nothing says env://urll; did you mean \"url\"?");
    }

    @Test
    void whatIsNotRunIsReportedAndStaysEmpty() {
        String text = """
                data "external" "src" {
                  program = ["make"]
                }
                hook "sql" "x" {}
                env "e" {
                  src = data.external.src
                }
                """;
        assertThat(project(text, "e").environment().desired()).isEmpty();
        assertThat(notes(text, "e"))
                .containsExactlyInAnyOrder(
                        "countersign.hcl:6:3: env \"e\".src is not evaluated:"
                                + " it needs data \"external\" \"src\", which is not run here",
                        "countersign.hcl:4:1: hook \"sql\" \"x\" is not evaluated: hooks are not supported yet");
    }

    @Test
    void knownBlocksWithoutEffectAreReported() {
        String text = """
                lint {
                  latest = 1
                  condrop {
                    error = true
                  }
                  ownership "github" {}
                }
                diff "postgres" {}
                diff {
                  not_null {
                    check = true
                  }
                }
                env "e" {
                  migration {
                    dir     = "file://m"
                    tx_mode = none
                  }
                }
                """;
        assertThat(project(text, "e").notEvaluated())
                .extracting(NotEvaluated::what)
                .containsExactly("diff.not_null.check");
        assertThat(project(text, "e").environment().resolve("env://migration.dir"))
                .isEqualTo("file://m");
    }

    @Test
    void migrationSettingsAreCheckedAndWhatIsAboutRunningThemIsNamed() {
        String text = """
                env "e" {
                  migration {
                    format       = goose
                    exec_order   = linear-skip
                    lock_timeout = "1m30s"
                    baseline     = "20260101"
                  }
                }
                env "f" {
                  migration {
                    format     = "gosse"
                    exec_order = "SIDEWAYS"
                    exec_odrer = LINEAR
                  }
                }
                env "g" {
                  migration {
                    lock_timeout = "soon"
                  }
                }
                """;
        Project written = project(text.replace("linear-skip", "\"linear-skip\""), "e");
        assertThat(written.notEvaluated()).isEmpty();
        assertThat(written.notices())
                .extracting(Notice::summary)
                .containsExactly(
                        "countersign.hcl:6:5: env \"e\".migration.baseline decides nothing here:"
                                + " it is about running migrations, and counts when they are applied",
                        "countersign.hcl:5:5: env \"e\".migration.lock_timeout decides nothing here:"
                                + " it is about running migrations, and counts when they are applied",
                        "countersign.hcl:4:5: env \"e\".migration.exec_order decides nothing here:"
                                + " it is about what ran in a database, and counts when they are applied and for drift");
        assertThat(project(text.replace("linear-skip", "LINEAR_SKIP"), "e")
                        .environment()
                        .migration()
                        .orElseThrow()
                        .format())
                .contains("goose");
        assertThat(notes(text.replace("linear-skip", "LINEAR_SKIP"), "f"))
                .anySatisfy(n -> assertThat(n)
                        .contains("migration.format is not evaluated: it must be one of atlas, golang-migrate, goose")
                        .endsWith("did you mean \"goose\"?"))
                .anySatisfy(
                        n -> assertThat(n).contains("migration.exec_order is not evaluated: it must be one of LINEAR"))
                .anySatisfy(n -> assertThat(n).endsWith("did you mean \"exec_order\"?"));
        assertThat(project(text.replace("linear-skip", "LINEAR_SKIP"), "f").notices())
                .as("a word that is not understood is named once")
                .isEmpty();
        assertThatThrownBy(() -> project(text.replace("linear-skip", "LINEAR_SKIP"), "g"))
                .hasMessageContaining("\"lock_timeout\" must be a time such as \"10s\"");
    }

    @Test
    void aFunctionIsSuggestedByTheEndOfItsName() {
        assertThatThrownBy(() -> project("env \"e\" {\n  url = env(\"HOME\")\n}\n", "e"))
                .hasMessageContaining("there is no function \"env\"; did you mean \"getenv\"?");
    }

    @Test
    void anEmptyTextInMigrationSettingsGivesNothing() {
        String text = """
                env "e" {
                  migration {
                    dir          = getenv("NOT_SET")
                    format       = ""
                    baseline     = ""
                    exec_order   = ""
                    tx_mode      = ""
                    lock_timeout = ""
                  }
                }
                """;
        Project read = project(text, "e");
        assertThat(read.notEvaluated()).isEmpty();
        assertThat(read.environment().migration())
                .contains(new Migration(
                        "file://migrations",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void theDetectorOfNewFilesIsInheritedOnlyWhenTheEnvironmentHasNone() {
        String text = """
                lint {
                  git {
                    base = "main"
                  }
                  condrop {
                    error = true
                  }
                }
                env "own" {
                  lint {
                    latest = 2
                  }
                }
                env "inherits" {
                  lint {
                    review = ERROR
                  }
                }
                """;
        LintPolicy own = project(text, "own").environment().lint();
        assertThat(own.detector()).contains(new ChangeDetector.Latest(2));
        assertThat(own.analyzer(AnalyzerName.CONDROP).error().value()).isTrue();
        assertThat(project(text, "inherits").environment().lint().detector())
                .contains(new ChangeDetector.Git("main", "."));
        assertThat(notes(text, "own")).isEmpty();
        assertThatThrownBy(() -> project("lint {\n  latest = 1\n  git {\n    base = \"main\"\n  }\n}\n", ""))
                .hasMessageContaining("exclude each other");
    }
}
