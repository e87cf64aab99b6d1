package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.HclValue;
import dev.countersign.policy.SkipKey.Action;
import dev.countersign.policy.SkipKey.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectTest {

    private static final Map<String, String> MACHINE =
            Map.of("PROD_URL", "postgres://app:hunter2@db/prod", "HOME", "/h");

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("countersign.hcl");
    }

    private Project sample(String environment) throws IOException {
        try (InputStream in = ProjectTest.class.getResourceAsStream("/policy/countersign.hcl")) {
            Files.write(file, in.readAllBytes());
        }
        return Project.evaluate(ProjectFile.read(file, MACHINE), environment, Map.of());
    }

    private Project project(String text, String environment, Map<String, List<String>> vars) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return Project.evaluate(ProjectFile.read(file, MACHINE), environment, vars);
    }

    private Project project(String text, String environment) {
        return project(text, environment, Map.of());
    }

    private List<String> problems(String text, String environment, Map<String, List<String>> vars) {
        try {
            project(text, environment, vars);
            return List.of();
        } catch (PolicyException e) {
            return e.problems().stream().map(HclProblem::summary).toList();
        }
    }

    private List<String> notes(String text, String environment) {
        return project(text, environment).notEvaluated().stream()
                .map(NotEvaluated::summary)
                .toList();
    }

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
                  default = 1
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
                        "countersign.hcl:22:3: env \"e\".urll is not evaluated: it is no setting; it is only kept as an"
                                + " input for schema files and for env://urll; did you mean \"url\"?");
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
                  check "schema_apply" {}
                }
                """;
        assertThat(project(text, "e").environment().desired()).isEmpty();
        assertThat(notes(text, "e"))
                .containsExactlyInAnyOrder(
                        "countersign.hcl:6:3: env \"e\".src is not evaluated:"
                                + " it needs data \"external\" \"src\", which is not run here",
                        "countersign.hcl:7:3: env \"e\".check \"schema_apply\" is not evaluated: it is not supported yet",
                        "countersign.hcl:1:1: data \"external\" \"src\" is not evaluated: data sources are not run",
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
                .containsExactlyInAnyOrder(
                        "lint.latest",
                        "lint.condrop",
                        "lint.ownership \"github\"",
                        "diff \"postgres\"",
                        "diff.not_null",
                        "env \"e\".migration",
                        "env \"e\".migration.tx_mode");
        assertThat(project(text, "e").environment().resolve("env://migration.dir"))
                .isEqualTo("file://m");
    }

    @Test
    void aDecisionThatNeedsWhatIsNotRunIsAnError() {
        assertThat(problems("""
                data "sql" "busy" {}
                diff {
                  skip {
                    drop_table = data.sql.busy.value > 0
                  }
                }
                env "e" {
                  migration {
                    dir = data.sql.busy.value
                  }
                }
                """, "e", Map.of()))
                .containsExactly("countersign.hcl:4:18: \"drop_table\" cannot be decided:"
                        + " it needs data \"sql\" \"busy\", which is not run here");
        assertThat(project("data \"a\" \"b\" {}\nenv \"e\" {\n  migration {\n    dir = data.a.b.url\n  }\n}\n", "e")
                        .environment()
                        .migration())
                .isEmpty();
    }

    @Test
    void aVariableNobodyDeclaredIsReported() {
        assertThat(project(
                                "variable \"destructive\" {\n  type = bool\n  default = false\n}\n",
                                "",
                                Map.of("destrutive", List.of("true")))
                        .notEvaluated())
                .extracting(NotEvaluated::summary)
                .containsExactly("--var destrutive is not evaluated: the project file declares no such variable;"
                        + " did you mean \"destructive\"?");
    }

    @Test
    void wrongSettingsAreAllReported() {
        assertThat(problems("""
                lint {
                  review = SOMETIMES
                  destructive {
                    error = "perhaps"
                    allow_table {
                      match = "("
                    }
                    allow_column {}
                  }
                }
                env "e" {
                  url     = var.nothing
                  exclude = "one"
                }
                """, "e", Map.of()))
                .containsExactlyInAnyOrder(
                        "countersign.hcl:2:12: \"review\" must be one of ALWAYS, WARNING, ERROR",
                        "countersign.hcl:4:13: \"error\" must be true or false, not this string",
                        "countersign.hcl:6:7: \"match\" is not a regular expression (RE2): missing closing )",
                        "countersign.hcl:8:5: \"allow_column\" needs match = \"regular expression\"",
                        "countersign.hcl:12:17: there is no \"var.nothing\" here",
                        "countersign.hcl:13:13: \"exclude\" must be a list of strings, not this string");
    }

    @Test
    void localsAreLazyAndMayNotGoRoundInCircles() {
        assertThat(problems(
                        "locals {\n  a = local.b\n  b = local.a\n}\nenv \"e\" {\n  url = local.a\n}\n", "e", Map.of()))
                .containsExactly("countersign.hcl:2:7: the locals a, b depend on each other");
        String unused = "locals {\n  a = yamldecode(\"x\")\n}\nenv \"e\" {}\n";
        assertThat(notes(unused, "e"))
                .containsExactly("countersign.hcl:2:7: local.a is not evaluated:"
                        + " the function \"yamldecode\" is not implemented here");
        assertThat(problems("locals {\n  a = 1\n}\nlocals {\n  a = 2\n}\n", "", Map.of()))
                .containsExactly("countersign.hcl:5:7: the local \"a\" was already set in line 2");
        StringBuilder chain = new StringBuilder("locals {\n  a0 = 1\n");
        for (int i = 1; i < 2000; i++) {
            chain.append("  a").append(i).append(" = local.a").append(i - 1).append("\n");
        }
        assertThat(problems(chain + "}\nenv \"e\" {\n  url = local.a1999\n}\n", "e", Map.of()))
                .singleElement()
                .asString()
                .contains("levels deep");
    }

    @Test
    void filesAndMachineVariablesAreSeenOnce() throws IOException {
        Files.writeString(directory.resolve("url.txt"), "postgres://one\n");
        String text = """
                variable "x" {
                  type    = bool
                  default = true
                }
                env "e" {
                  url = trimspace(file("url.txt"))
                  dev = "${getenv("HOME")}${getenv("NOT_SET")}"
                }
                """;
        Project project = project(text, "e");
        assertThat(project.environment().url()).contains("postgres://one");
        assertThat(project.environment().dev()).contains("/h");
        Files.writeString(directory.resolve("url.txt"), "changed");
        assertThat(project.with("x", "false").environment().url()).contains("postgres://one");
        assertThat(project.file().filesRead()).containsOnlyKeys(directory.resolve("url.txt"));
        assertThat(problems("env \"e\" {\n  url = file(\"no.txt\")\n}\n", "e", Map.of()))
                .singleElement()
                .asString()
                .contains("2:9: file cannot read the file \"no.txt\"");
    }

    @Test
    void onlyFilesOfTheProjectAreRead() throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.writeString(outside.resolve("key"), "private");
        Path inside = Files.createDirectories(directory.resolve("repo/db"));
        file = inside.resolve("countersign.hcl");
        Files.createSymbolicLink(inside.resolve("link"), outside.resolve("key"));
        Files.writeString(directory.resolve("repo/shared.txt"), "shared");
        String text = "env \"e\" {\n  url = file(\"%s\")\n}\n";
        for (String path : List.of("../../outside/key", outside.resolve("key").toString(), "link", "../shared.txt")) {
            assertThat(problems(text.formatted(path), "e", Map.of()))
                    .singleElement()
                    .asString()
                    .endsWith("it lies outside the project");
        }
        assertThat(problems(text.formatted("."), "e", Map.of()))
                .singleElement()
                .asString()
                .endsWith("it is not a regular file");
        Files.createDirectory(directory.resolve("repo/.git"));
        assertThat(project(text.formatted("../shared.txt"), "e").environment().url())
                .contains("shared");
        assertThat(problems(text.formatted("link"), "e", Map.of())).hasSize(1);
        assertThat(project("env \"e\" {\n  url = getenv(\"HOME\")\n}\n", "e")
                        .file()
                        .environmentVariablesRead())
                .containsExactly("HOME");
    }

    @Test
    void envReferencesAreResolved() throws IOException {
        Environment prod = sample("prod").environment();
        assertThat(prod.resolve("env://schema.src")).isEqualTo("file://desired.sql");
        assertThat(prod.resolve("env://src")).isEqualTo("file://desired.sql");
        assertThat(prod.resolve("env://url")).isEqualTo("postgres://app:hunter2@db/prod");
        assertThat(prod.resolve("file://x.sql")).isEqualTo("file://x.sql");
        assertThatThrownBy(() -> prod.resolve("env://deb"))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("environment \"prod\" does not set \"deb\"; did you mean \"dev\"?");
    }

    @Test
    void envReferencesThatCannotBeResolvedSayWhy() {
        Environment env = project("""
                env "e" {
                  src    = ["a", "b"]
                  dev    = "env://url"
                  region = "eu"
                  migration {
                    dir = "file://m"
                    format = atlas
                  }
                }
                """, "e").environment();
        assertThat(env.resolve("env://region")).isEqualTo("eu");
        assertThat(env.resolve("env://migration.dir")).isEqualTo("file://m");
        assertThat(env.migration().orElseThrow().format()).contains("atlas");
        assertThatThrownBy(() -> env.resolve("env://src")).hasMessageContaining("stands for 2 values");
        assertThatThrownBy(() -> env.resolve("env://dev")).hasMessageContaining("points at another env://");
        assertThatThrownBy(() -> env.resolve("env://regoin"))
                .hasMessageContaining("does not set \"regoin\"; did you mean \"region\"?");
    }

    @Test
    void secretsStayOutOfMessagesAndTextForms() throws IOException {
        Project prod = sample("prod");
        assertThat(prod.environment().toString() + prod + prod.variables()).doesNotContain("hunter2");
        assertThatThrownBy(() -> project("env \"e\" {\n  url = upper(\"postgres://u:hunter2@h/d\", 1)\n}\n", "e"))
                .hasMessageContaining("postgres://u:*******@h/d")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
        assertThat(project("variable \"p\" {\n  type = string\n  sensitive = true\n  default = \"hunter2\"\n}\n", "")
                        .variables()
                        .toString())
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            getenv("TOKEN")                 | true
            "x${getenv("TOKEN")}"           | true
            "postgres://u:p@h/d"            | true
            "postgres://h/d"                | false
            "plain"                         | false
            """)
    void variablesThatCarrySecretsAreSensitiveWithoutBeingMarked(String standard, boolean sensitive) {
        Project project = project("variable \"v\" {\n  type = string\n  default = " + standard + "\n}\n", "");
        assertThat(project.variables().get("v").sensitive()).isEqualTo(sensitive);
        assertThat(project.with("v", "mysql://a:b@c/d").variables().get("v").sensitive())
                .isTrue();
    }

    @Test
    void everyFormOfSettingIsRead() {
        Project project = project("""
                variable "strict" {
                  type    = bool
                  default = true
                }
                lint {
                  review = var.strict ? ALWAYS : "error"
                  concurrent_index {
                    error        = var.strict
                    check_drop   = false
                    check_txmode = false
                  }
                  check "MF104" {
                    skip = !var.strict
                  }
                }
                env "e" {
                  src     = "a.sql"
                  schemas = ["one"]
                  tags    = { team = "x" }
                  diff {
                    skip {
                      modify_table = environment_is_old
                    }
                  }
                }
                """.replace("environment_is_old", "atlas.env == \"old\""), "e");
        Environment env = project.environment();
        assertThat(env.lint().review().value()).isEqualTo(ReviewMode.ALWAYS);
        assertThat(env.lint().review().variables()).containsExactly("strict");
        assertThat(project.with("strict", "false").environment().lint().review().value())
                .isEqualTo(ReviewMode.ERROR);
        assertThat(project.with("strict", "false").environment().lint().skips("MF104"))
                .isTrue();
        assertThat(env.lint().skips("MF104")).isFalse();
        assertThat(env.lint().concurrentIndex().create().value()).isTrue();
        assertThat(env.lint().concurrentIndex().drop().value()).isFalse();
        assertThat(env.lint().analyzer(AnalyzerName.CONCURRENT_INDEX).error().value())
                .isTrue();
        assertThat(env.desired()).containsExactly("a.sql");
        assertThat(env.attributes()).containsEntry("tags", HclValue.of(Map.of("team", HclValue.of("x"))));
        assertThat(env.diff().skip().skips(Action.MODIFY, Subject.TABLE)).isFalse();
        assertThat(env.diff().skip().rules()).hasSize(1);
    }

    @Test
    void findsTheProjectFile() throws IOException {
        assertThat(ProjectFile.find(directory)).isEmpty();
        Files.writeString(directory.resolve("atlas.hcl"), "");
        assertThat(ProjectFile.find(directory)).contains(directory.resolve("atlas.hcl"));
        Files.writeString(file, "");
        assertThat(ProjectFile.find(directory)).contains(file);
        assertThat(ProjectFile.ofConfigUrl("file://x.hcl", directory)).isEqualTo(directory.resolve("x.hcl"));
        assertThatThrownBy(() -> ProjectFile.ofConfigUrl("http://x", directory)).hasMessageContaining("file://path");
        assertThatThrownBy(() -> Project.load(directory.resolve("none.hcl"), "", Map.of()))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("none.hcl cannot be read");
    }

    @Test
    void syntaxErrorsAreAllReported() {
        assertThat(problems("a = \nenv \"x\" {\n  b = [\n}\n", "", Map.of())).hasSizeGreaterThan(1);
    }
}
