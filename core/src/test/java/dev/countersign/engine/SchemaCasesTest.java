package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.policy.TestKind;
import dev.countersign.testing.CaseResult;
import dev.countersign.testing.CaseResult.Outcome;
import dev.countersign.testing.TestReport;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of schemas do what the public description of the language says of them. */
class SchemaCasesTest extends CaseFixture {
    private static final String BOTH = "CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL,"
            + " age int CHECK (age > 0), CONSTRAINT one_name UNIQUE (name));";

    @BeforeEach
    void schema() throws IOException {
        file("schema.sql", BOTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {POSTGRES, SQLITE})
    void commandsRunInOrderAndEachCaseStartsFromTheSchema(String dev) throws IOException {
        TestReport report = test(TestKind.SCHEMA, dev, """
                test "schema" "rows" {
                  exec {
                    sql = <<SQL
                INSERT INTO users VALUES (1, 'ann', 3);
                INSERT INTO users VALUES (2, 'bob, jr', NULL);
                SQL
                  }
                  exec {
                    sql    = "SELECT id, name, age FROM users ORDER BY id"
                    output = <<CSV
                1,ann,3
                2,"bob, jr",NULL
                CSV
                  }
                  exec {
                    sql    = "SELECT id, name FROM users ORDER BY id"
                    format = table
                    output = <<TAB
                 id |  name
                ----+---------
                  1 | ann
                  2 | bob, jr
                TAB
                  }
                  exec {
                    sql   = "SELECT name FROM users ORDER BY id"
                    match = "^an+"
                  }
                  assert {
                    sql = "SELECT count(*) = 2 FROM users"
                  }
                  log {
                    message = "two are there"
                  }
                  cleanup {
                    sql = "DELETE FROM users"
                  }
                }
                test "schema" "nobody is left" {
                  exec {
                    sql    = "SELECT * FROM users"
                    output = ""
                  }
                  catch {
                    sql   = "INSERT INTO users VALUES (1, NULL, 1)"
                    error = "(?i)not.null"
                  }
                  catch {
                    sql = "INSERT INTO users VALUES (1, 'x', 0)"
                  }
                  catch {
                    sql = "SELECT 1+"
                  }
                }
                """);
        assertPassed(report);
        assertThat(report.results().getFirst().log())
                .extracting(CaseResult.Logged::message, l -> l.at().line())
                .containsExactly(org.assertj.core.api.Assertions.tuple("two are there", 32));
    }

    @Test
    void whatTheEngineSaysIsMatchedAsItSaysIt() throws IOException {
        assertPassed(test(TestKind.SCHEMA, SQLITE, """
                test "schema" "errors" {
                  catch {
                    sql   = "SELECT 1+"
                    error = "^incomplete input$"
                  }
                  assert {
                    sql = "SELECT json_valid('{}')"
                  }
                }
                """));
        assertPassed(test(TestKind.SCHEMA, POSTGRES, """
                test "schema" "errors" {
                  catch {
                    sql   = "SELECT 'x'::int"
                    error = "^invalid input syntax for type integer: \\"x\\"$"
                  }
                  catch {
                    sql   = "SELECT 'x'::int"
                    error = "^pq: invalid input"
                  }
                  assert {
                    sql = "SELECT true; SELECT NOT false;"
                  }
                }
                """));
    }

    @ParameterizedTest
    @ValueSource(strings = {POSTGRES, SQLITE})
    void anotherOutputFailsWithBothTextsAtItsLine(String dev) throws IOException {
        TestReport report = test(TestKind.SCHEMA, dev, """
                test "schema" "wrong" {
                  exec {
                    sql    = "SELECT 1, 2"
                    output = "1,3"
                  }
                  exec {
                    sql = "nonsense that never runs"
                  }
                }
                """);
        CaseResult.Failure failure = failure(report);
        assertThat(failure.at().toString()).isEqualTo("cases.test.hcl:4:5");
        assertThat(failure.at().excerpt()).contains("4 |     output = \"1,3\"").contains("^~~~");
        assertThat(failure.expected()).contains("1,3");
        assertThat(failure.actual()).contains("1,2");
        assertThat(report.exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exec {\n sql = \"SELECT nothing FROM nowhere\"\n }",
                "exec {\n sql = \"SELECT 1\"\n match = \"2\"\n }",
                "exec {\n sql = \"\"\n }",
                "catch {\n sql = \"SELECT 1\"\n }",
                "catch {\n sql = \"SELECT 1+\"\n error = \"something else\"\n }",
                "assert {\n sql = \"SELECT 1 = 2\"\n error_message = \"told\"\n }",
                "assert {\n sql = \"SELECT 1 WHERE 1 = 2\"\n }",
                "assert {\n sql = \"SELECT NULL\"\n }",
                "assert {\n sql = \"SELECT 1; SELECT 1 = 2\"\n }",
                "assert {\n sql = \"SELECT 1, 1\"\n }",
                "cleanup {\n sql = \"SELECT nothing FROM nowhere\"\n }"
            })
    void whatIsNotAsItHasToBeFails(String command) throws IOException {
        TestReport report = test(TestKind.SCHEMA, SQLITE, "test \"schema\" \"x\" {\n " + command + "\n}\n");
        CaseResult.Failure failure = failure(report);
        assertThat(failure.at().line()).isBetween(2, 4);
        if (command.contains("told")) {
            assertThat(failure.message()).contains("told");
        }
        assertThat(report.exitCode()).isEqualTo(1);
    }

    @Test
    void cleanUpsRunAfterAFailureTheLastOneFirst() throws IOException {
        TestReport report = test(TestKind.SCHEMA, SQLITE, """
                test "schema" "x" {
                  cleanup {
                    sql = "INSERT INTO users SELECT id, 'again', 1 FROM users"
                  }
                  exec {
                    sql = "nonsense"
                  }
                  cleanup {
                    sql = "INSERT INTO users VALUES (1, 'a', 1)"
                  }
                }
                """);
        List<CaseResult.Failure> failures = ((Outcome.Failed) only(report).outcome()).failures();
        assertThat(failures).extracting(CaseResult.Failure::command).containsExactly("exec", "cleanup");
        assertThat(failures.getLast().message()).contains("UNIQUE constraint failed: users.id");
    }

    @Test
    void tablesOfCasesAreNumberedAndSeeTheirValues() throws IOException {
        run = java.util.Optional.of("^upper/[12]$|map");
        TestReport report = test(TestKind.SCHEMA, SQLITE, """
                variable "suffix" {
                  type    = string
                  default = "!"
                }
                locals {
                  greeting = "hello"
                }
                test "schema" "upper" {
                  for_each = [
                    {input: local.greeting, expected: "HELLO!"},
                    {input: "world", expected: "WORLD!"},
                    {input: "left out by --run", expected: "no"},
                  ]
                  log {
                    message = "Testing ${each.value.input} -> ${each.value.expected}"
                  }
                  exec {
                    sql    = "SELECT upper('${each.value.input}${var.suffix}')"
                    output = each.value.expected
                  }
                }
                test "schema" "map" {
                  for_each = { b = 2, a = 1 }
                  skip     = each.key == "b"
                  exec {
                    sql    = "SELECT '${each.key}', ${each.value}"
                    output = "a, 1"
                  }
                }
                """);
        assertThat(report.results())
                .extracting(r -> r.test().name() + " " + r.outcome().getClass().getSimpleName())
                .containsExactly("upper/1 Passed", "upper/2 Passed", "map/1 Passed", "map/2 Skipped");
        assertThat(report.results().get(1).log())
                .extracting(CaseResult.Logged::message)
                .containsExactly("Testing world -> WORLD!");
        assertThat(report.exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parralel = true",
                "skip = maybe",
                "exek {\n sql = \"SELECT 1\"\n }",
                "exec {\n sqll = \"SELECT 1\"\n }",
                "exec {\n sql = \"SELECT 1\"\n outputt = \"1\"\n }",
                "exec {\n sql = \"SELECT 1\"\n output = \"1\"\n match = \"1\"\n }",
                "exec {\n sql = \"SELECT 1\"\n format = tabel\n output = \"1\"\n }",
                "exec {\n sql = \"SELECT 1\"\n format = table\n }",
                "exec {\n sql = null\n }",
                "exec {\n sql = \"SELECT ${var.nothing}\"\n }",
                "exec {\n sql = \"SELECT '${testing.dev_url}'\"\n }",
                "exec {\n sql = \"SELECT 1\"\n match = \"(\"\n }",
                "catch {\n sql = \"SELECT 1+\"\n eror = \"x\"\n }",
                "assert {\n sql = \"SELECT 1\"\n message = \"x\"\n }",
                "log {\n text = \"x\"\n }",
                "external {\n program = []\n }",
                "external {\n program = \"true\"\n }",
                "migrate {\n to = \"1\"\n }",
                "schema {\n url = \"file://schema.sql\"\n }",
                "script \"exec\" {\n file = \"x.hcl\"\n }",
                "for_each = 5"
            })
    void aCaseThatIsNotUnderstoodIsNotRunAndTheRunIsNotGreen(String line) throws IOException {
        TestReport report = test(
                TestKind.SCHEMA,
                SQLITE,
                "test \"schema\" \"x\" {\n " + line + "\n exec {\n sql = \"SELECT 1\"\n }\n}\n");
        assertThat(reasons(report)).contains("cases.test.hcl:").contains("|");
        assertThat(report.exitCode()).isEqualTo(3);
    }

    @Test
    void otherThingsOfATestFileAreNamed() throws IOException {
        TestReport report = test(TestKind.SCHEMA, SQLITE, """
                tests = true
                tset "schema" "x" {
                }
                test "data" "y" {
                }
                test "schema" {
                }
                test "rule" "r" {
                  rules = ["a.rule.hcl"]
                }
                test "schema" "ok" {
                  parallel = true
                  assert {
                    sql = "SELECT 1"
                  }
                }
                """);
        assertThat(only(report).outcome()).isInstanceOf(Outcome.Passed.class);
        assertThat(report.open())
                .anySatisfy(t -> assertThat(t).contains(":1:1").contains("tests"))
                .anySatisfy(t -> assertThat(t).contains(":2:1").contains("did you mean \"test\""))
                .anySatisfy(t -> assertThat(t).contains(":4:").contains("\"data\""))
                .anySatisfy(t -> assertThat(t).contains(":6:").contains("two labels"));
        assertThat(report.notices()).anySatisfy(t -> assertThat(t).contains("1 tests of other kinds"));
        assertThat(report.exitCode()).isEqualTo(3);
    }

    @Test
    void programsRunWithConsentOnly() throws IOException {
        String tests = """
                test "schema" "program" {
                  external {
                    program     = ["sh", "-c", "echo from `basename $PWD`"]
                    working_dir = "."
                    output      = "from %s"
                  }
                }
                """.formatted(folder.getFileName());
        TestReport refused = test(TestKind.SCHEMA, SQLITE, tests);
        assertThat(reasons(refused)).contains("nobody has consented").contains("cases.test.hcl:2:3");
        assertThat(refused.exitCode()).isEqualTo(4);
        allowed.add("sh -c \"echo from `basename $PWD`\"");
        assertPassed(test(TestKind.SCHEMA, SQLITE, tests));
        TestReport other = test(TestKind.SCHEMA, SQLITE, tests.replace("from " + folder.getFileName(), "elsewhere"));
        assertThat(failure(other).actual()).contains("from " + folder.getFileName());
    }

    @Test
    void rolesExtensionsAndPoliciesWorkAsInADatabaseOfOnesOwn() throws IOException {
        file("schema.sql", """
                CREATE TABLE notes (id int, owner text);
                ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
                CREATE POLICY own ON notes USING (owner = current_user);
                """);
        assertPassed(test(TestKind.SCHEMA, POSTGRES, """
                test "schema" "policy" {
                  exec {
                    sql = <<-SQL
                      CREATE EXTENSION IF NOT EXISTS pgcrypto;
                      CREATE ROLE case_reader;
                      GRANT SELECT ON notes TO case_reader;
                      INSERT INTO notes VALUES (1, 'case_reader'), (2, 'somebody');
                      SET ROLE case_reader;
                    SQL
                  }
                  exec {
                    sql    = "SELECT id FROM notes"
                    output = "1"
                  }
                  catch {
                    sql   = "CREATE TABLE public.mine (id int)"
                    error = "permission denied for schema public"
                  }
                  catch {
                    sql   = "DELETE FROM notes"
                    error = "permission denied"
                  }
                }
                """));
    }

    @Test
    void namesWithoutASchemaMeanTheComparedOne() throws IOException {
        assertPassed(test(TestKind.SCHEMA, POSTGRES + "?search_path=app", """
                test "schema" "bare names" {
                  exec {
                    sql    = "INSERT INTO users VALUES (1, 'a', 1); SELECT current_schema(), count(*) FROM users"
                    output = "app,1"
                  }
                }
                """));
    }
}
