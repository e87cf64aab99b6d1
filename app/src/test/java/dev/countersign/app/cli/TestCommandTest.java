package dev.countersign.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.cli.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests of schemas, migrations and plans on the command line, on SQLite in memory. */
class TestCommandTest {
    @TempDir
    Path folder;

    private Program program;
    private Path config;
    private Path tests;

    @BeforeEach
    void start() throws IOException {
        program = new Program(folder);
        config = folder.resolve("atlas.hcl");
        tests = folder.resolve("all.test.hcl");
        Files.writeString(folder.resolve("schema.sql"), "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);");
        Files.createDirectory(folder.resolve("migrations"));
        Files.writeString(folder.resolve("migrations/1_t.sql"), "CREATE TABLE t (id INTEGER);");
        Files.writeString(config, """
                env "dev" {
                  src = "file://schema.sql"
                  dev = "sqlite://dev?mode=memory"
                  test {
                    schema {
                      src = ["all.test.hcl"]
                    }
                  }
                }
                """);
        Files.writeString(tests, """
                test "schema" "seed" {
                  for_each = [
                    {input: "hello", expected: "HELLO"},
                    {input: "world", expected: "WORLD"},
                  ]
                  log {
                    message = "Testing ${each.value.input} -> ${each.value.expected}"
                  }
                  exec {
                    sql    = "SELECT upper('${each.value.input}')"
                    output = each.value.expected
                  }
                }
                test "schema" "wrong" {
                  exec {
                    sql    = "SELECT 1"
                    output = "2"
                  }
                }
                test "schema" "later" {
                  skip = true
                }
                test "migrate" "one" {
                  migrate {
                    to = "1"
                  }
                }
                test "plan" "from nothing" {
                  exec {
                    sql = "SELECT 1"
                  }
                }
                """);
    }

    @AfterEach
    void stop() {
        program.close();
    }

    @Test
    void whoConsentsSeesTheProgramsOfTestsToo() throws IOException {
        Files.writeString(tests, """
                test "schema" "seed" {
                  for_each = ["a", "b"]
                  external {
                    program     = ["echo", "seed ${each.value}"]
                    working_dir = "tools"
                  }
                }
                test "migrate" "not of this environment" {
                  external {
                    program = ["echo", "elsewhere"]
                  }
                }
                """);
        Files.createDirectory(folder.resolve("tools"));
        assertThat(program.run("test", "-c", config, "--env", "dev").exitCode()).isEqualTo(4);
        Result listed = program.run("trust", "--list", "-c", config, "--env", "dev");
        assertThat(listed.exitCode()).isZero();
        assertThat(listed.out()).isEqualTo("""
                The project asks to run:
                  echo "seed a"
                    in %1$s
                  echo "seed b"
                    in %1$s
                """.formatted(folder.resolve("tools")));
        Result ran = program.run(
                "test",
                "-c",
                config,
                "--env",
                "dev",
                "--allow-program",
                "echo \"seed a\"",
                "--allow-program",
                "echo \"seed b\"");
        assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    }

    @Test
    void eachCaseHasALineAndAFailureItsPlaceAndBothTexts() {
        Result result = program.run("schema", "test", "-c", config, "--env", "dev");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out().replaceAll("\\(\\d+(ms|µs)\\)", "(t)"))
                .isEqualTo("""
                -- PASS: seed/1 (t)
                    all.test.hcl:6: Testing hello -> HELLO
                -- PASS: seed/2 (t)
                    all.test.hcl:6: Testing world -> WORLD
                -- FAIL: wrong (t)
                    all.test.hcl:17:5: exec: the output is another one
                      17 |     output = "2"
                         |     ^~~~~~~~~~~~
                    expected: 2
                    actual: 1
                -- SKIP: later
                4 tests on SQLite 3.53.2 in memory: 2 passed, 1 failed, 1 skipped, 0 not run
                FAIL
                """.replace("SQLite 3.53.2 in memory", engine(result.out())));
        assertThat(result.err()).contains("2 tests of other kinds");
    }

    private static String engine(String out) {
        return out.replaceAll("(?s).*tests? on (.*): \\d+ passed.*", "$1");
    }

    @Test
    void kindsAreChosenByTheWordsOfAtlasOrByAnOption() {
        Result schema = program.run("schema", "test", "-c", config, "--env", "dev", "--run", "^seed/");
        assertThat(schema.exitCode()).isZero();
        assertThat(schema.out()).endsWith("PASS\n").contains("2 passed");
        Result migrate = program.run(
                "migrate",
                "test",
                "-c",
                config,
                "--env",
                "dev",
                "--dir",
                "file://" + folder.resolve("migrations"),
                tests);
        assertThat(migrate.err()).doesNotContain("rror");
        assertThat(migrate.exitCode()).isZero();
        assertThat(migrate.out()).contains("-- PASS: one").contains("1 passed");
        Result plan = program.run("schema", "plan", "test", "-c", config, "--env", "dev");
        assertThat(plan.exitCode()).isZero();
        assertThat(plan.out()).contains("-- PASS: from nothing");
        Result several = program.run("test", "--kind", "migrate,plan", "-c", config, "--env", "dev", tests);
        assertThat(several.exitCode()).isZero();
        assertThat(several.out()).contains("2 passed");
        Result all = program.run("test", "-c", config, "--env", "dev");
        assertThat(all.exitCode()).isEqualTo(1);
        Result script = program.run("script", "test", "-c", config, "--env", "dev");
        assertThat(script.exitCode()).isEqualTo(2);
        assertThat(script.err()).contains("There are no test files");
        Result none = program.run("test", "-c", config, "--env", "dev", "--run", "nothing like it");
        assertThat(none.exitCode()).isEqualTo(2);
    }

    @Test
    void withoutAProjectTheSchemaAndTheDatabaseAreNamed() throws IOException {
        Files.delete(config);
        Result result = program.run(
                "schema",
                "test",
                "--dev-url",
                "sqlite://dev?mode=memory",
                "--url",
                "file://" + folder.resolve("schema.sql"),
                "--run",
                "seed",
                tests);
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void jsonHasTheSame() {
        Result result = program.run("schema", "test", "-c", config, "--env", "dev", "--format", "json");
        JsonNode root = JsonMapper.shared().readTree(result.out());
        assertThat(root.path("passed").asInt()).isEqualTo(2);
        assertThat(root.path("result").asString()).isEqualTo("FAIL");
        JsonNode wrong = root.path("tests").get(2);
        assertThat(wrong.path("name").asString()).isEqualTo("wrong");
        assertThat(wrong.path("failures").get(0).path("expected").asString()).isEqualTo("2");
        assertThat(wrong.path("failures").get(0).path("actual").asString()).isEqualTo("1");
        assertThat(wrong.path("failures").get(0).path("line").asInt()).isEqualTo(17);
    }

    @Test
    void whatCannotBeRunIsNamedAndNotGreen() throws IOException {
        Files.writeString(tests, """
                test "schema" "x" {
                  exek {
                    sql = "SELECT 1"
                  }
                }
                """);
        Result result = program.run("schema", "test", "-c", config, "--env", "dev");
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.out())
                .contains("-- NOT RUN: x\n")
                .contains("all.test.hcl:2:3")
                .contains("did you mean \"exec\"?")
                .endsWith("NOT EVALUATED\n");
    }
}
