package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.hcl.HclValue;
import dev.countersign.policy.SkipKey.Action;
import dev.countersign.policy.SkipKey.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decisions, files, references and secrets of a project file. */
class ProjectSettingsTest extends ProjectFixture {
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
                        .migration()
                        .orElseThrow()
                        .dir())
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
        String unused = "locals {\n  a = yamlmerge(\"x\")\n}\nenv \"e\" {}\n";
        assertThat(notes(unused, "e"))
                .containsExactly("countersign.hcl:2:7: local.a is not evaluated:"
                        + " the function \"yamlmerge\" cannot be used here: its rules for lists and nulls are not"
                        + " published; merge(yamldecode(a), yamldecode(b)) has known ones");
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
                  other  = "env://region"
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
        assertThat(env.dev()).isEmpty();
        assertThatThrownBy(() -> env.resolve("env://other"))
                .hasMessageContaining("\"env://other\" is \"env://region\", another reference");
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

    @Test
    void theTimeIsTheOneAtWhichTheFileWasRead() throws IOException {
        Files.writeString(
                file,
                "variable \"v\" {\n  type = string\n  default = \"\"\n}\n"
                        + "env \"e\" {\n  now = timestamp()\n  later = \"${timestamp()}${var.v}\"\n}\n");
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-03-01T10:20:30.999Z"));
        Project project = Project.evaluate(ProjectFile.read(file, Map.of(), Optional.empty(), clock), "e", Map.of());
        assertThat(project.environment().attributes())
                .containsEntry("now", HclValue.of("2026-03-01T10:20:30Z"))
                .containsEntry("later", HclValue.of("2026-03-01T10:20:30Z"));
        assertThat(project.with("v", "x").environment().attributes())
                .containsEntry("now", HclValue.of("2026-03-01T10:20:30Z"));
    }

    @Test
    void aBuildThatIsMadeRepeatableFixesTheTime() throws IOException {
        Files.writeString(file, "env \"e\" {\n  now = timestamp()\n}\n");
        ProjectFile read = ProjectFile.read(file, Map.of("SOURCE_DATE_EPOCH", "86400"));
        assertThat(Project.evaluate(read, "e", Map.of()).environment().attributes())
                .containsEntry("now", HclValue.of("1970-01-02T00:00:00Z"));
        assertThat(read.environmentVariablesRead()).contains("SOURCE_DATE_EPOCH");
        assertThatThrownBy(() ->
                        Project.evaluate(ProjectFile.read(file, Map.of("SOURCE_DATE_EPOCH", "soon")), "e", Map.of()))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("needs SOURCE_DATE_EPOCH, if it is set, to be a number of seconds");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    *.sql            | a.sql b.sql
                    **/*.sql         | a.sql b.sql sub/c.sql sub/deep/d.sql
                    sub/**           | sub/c.sql sub/deep/d.sql sub/e.txt
                    sub/?.{sql,txt}  | sub/c.sql sub/e.txt
                    [!b].sql         | a.sql
                    [a-b].sql        | a.sql b.sql
                    *a*a*a*a*a*a*a*b | ''
                    """)
    void filesAreFoundByPattern(String pattern, String found) throws IOException {
        for (String name : List.of("a.sql", "b.sql", "sub/c.sql", "sub/deep/d.sql", "sub/e.txt", "a".repeat(200))) {
            Files.createDirectories(directory.resolve(name).getParent());
            Files.writeString(directory.resolve(name), "");
        }
        String text = "env \"e\" {\n  files = join(\" \", fileset(\"" + pattern + "\"))\n}\n";
        assertThat(project(text, "e").environment().attributes()).containsEntry("files", HclValue.of(found));
    }
}
