package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.policy.TestKind;
import dev.countersign.progress.Progress;
import dev.countersign.testing.CaseResult.Outcome;
import dev.countersign.testing.TestReport;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of migrations, plans and scripts, which start from an empty database, and what a project says of test files. */
class MigrationCasesTest extends CaseFixture {
    private void migrations() throws IOException {
        file("migrations/20240613061000_users.sql", "CREATE TABLE users (id integer PRIMARY KEY, name text);\n");
        file("migrations/20240613061046_more.sql", """
                ALTER TABLE users ADD COLUMN first_name text;
                ALTER TABLE users ADD COLUMN last_name text;
                """);
        file("migrations/20240613061102_split.sql", """
                UPDATE users SET first_name = substr(name, 1, 3), last_name = substr(name, 5);
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {POSTGRES, SQLITE})
    void migrationsAreRunUpToAVersionWithRowsInBetween(String dev) throws IOException {
        migrations();
        TestReport report = test(TestKind.MIGRATE, dev, """
                test "migrate" "20240613061102" {
                  migrate {
                    to = "20240613061046"
                  }
                  exec {
                    sql = "insert into users (id, name) values (1, 'Ada Lovelace')"
                  }
                  migrate {
                    to = "20240613061102"
                  }
                  exec {
                    sql    = "select first_name,last_name from users"
                    output = "Ada, Lovelace"
                  }
                }
                test "migrate" "the database is empty again" {
                  catch {
                    sql = "SELECT * FROM users"
                  }
                  migrate {
                    to = "20240613061000"
                  }
                  catch {
                    sql = "SELECT first_name FROM users"
                  }
                  exec {
                    sql    = "SELECT count(*) FROM users"
                    output = 0
                  }
                }
                """);
        assertPassed(report);
    }

    @Test
    void versionsThatAreNotThereOrOlderFailAtTheCommand() throws IOException {
        migrations();
        TestReport missing = test(TestKind.MIGRATE, SQLITE, """
                test "migrate" "x" {
                  migrate {
                    to = "2"
                  }
                }
                """);
        assertThat(failure(missing).message()).contains("no version 2");
        assertThat(failure(missing).at().line()).isEqualTo(2);
        TestReport older = test(TestKind.MIGRATE, SQLITE, """
                test "migrate" "x" {
                  migrate {
                    to = "20240613061046"
                  }
                  migrate {
                    to = "20240613061000"
                  }
                }
                """);
        assertThat(failure(older).message()).contains("already");
    }

    @ParameterizedTest
    @ValueSource(strings = {POSTGRES, SQLITE})
    void aMigrationThatFailsFailsTheCaseAndLeavesNothing(String dev) throws IOException {
        file("migrations/1_bad.sql", "CREATE TABLE a (id int);\nCREATE TABLE a (id int);\n");
        TestReport report = test(TestKind.MIGRATE, dev, """
                test "migrate" "x" {
                  migrate {
                    to = "1"
                  }
                  cleanup {
                    sql = "CREATE TABLE a (again int)"
                  }
                }
                """);
        assertThat(failure(report).message()).contains("1_bad.sql line 2").contains("already exists");
    }

    @Test
    void transactionsOfMigrationsAreThoseOfTheDay() throws IOException {
        file("migrations/1_t.sql", "CREATE TABLE t (id int);\n");
        file("migrations/2_i.sql", "CREATE INDEX CONCURRENTLY i ON t (id);\n");
        file("migrations/3_j.sql", "-- atlas:txmode none\n\nCREATE INDEX CONCURRENTLY j ON t (id);\n");
        String tests = """
                test "migrate" "x" {
                  migrate {
                    to = "%s"
                  }
                }
                """;
        assertThat(failure(test(TestKind.MIGRATE, POSTGRES, tests.formatted(3))).message())
                .contains("2_i.sql line 1")
                .contains("cannot run inside a transaction block");
        file("migrations/2_i.sql", "SELECT 1;\n");
        assertPassed(test(TestKind.MIGRATE, POSTGRES, tests.formatted(3)));
    }

    @Test
    void checkpointsAndQuestionsCountAsWhenTheDirectoryRuns() throws IOException {
        file("migrations/1_t.sql", "CREATE TABLE t (id int);\nINSERT INTO t VALUES (1);\n");
        file("migrations/2_checkpoint.sql", "-- atlas:checkpoint\n\nCREATE TABLE t (id int);\n");
        file("migrations/3_drop.sql", """
                -- atlas:txtar

                -- checks.sql --
                SELECT NOT EXISTS (SELECT 1 FROM t);

                -- migration.sql --
                DROP TABLE t;
                """);
        TestReport report = test(TestKind.MIGRATE, SQLITE, """
                test "migrate" "from the checkpoint there are no rows" {
                  migrate {
                    to = "3"
                  }
                  catch {
                    sql = "SELECT * FROM t"
                  }
                }
                test "migrate" "rows stop it" {
                  migrate {
                    to = "1"
                  }
                  migrate {
                    to = "2"
                  }
                  exec {
                    sql    = "SELECT count(*) FROM t"
                    output = "1"
                  }
                  migrate {
                    to = "3"
                  }
                }
                """);
        assertThat(report.results().getFirst().outcome()).isInstanceOf(Outcome.Passed.class);
        assertThat(report.results().getLast().outcome().toString())
                .contains("checks.sql")
                .contains("not answered with yes");
    }

    @ParameterizedTest
    @ValueSource(strings = {POSTGRES, SQLITE})
    void aPlanIsAppliedToAStateWithRows(String dev) throws IOException {
        file("snapshots/v1.sql", "CREATE TABLE users (id int PRIMARY KEY, name text);");
        file("plans/split.sql", """
                ALTER TABLE users ADD COLUMN first_name text;
                UPDATE users SET first_name = substr(name, 1, 3);
                """);
        String tests = """
                test "plan" "split" {
                  schema {
                    url = "file://snapshots/v1.sql"
                  }
                  exec {
                    sql = "INSERT INTO users VALUES (1, 'Ada Lovelace'), (2, 'Bob Smith')"
                  }
                  apply {
                    url = "file://plans/split.%s"
                  }
                  exec {
                    sql    = "SELECT first_name, name FROM users ORDER BY id"
                    format = table
                    output = <<-TAB
                      first_name | name
                      -----------+----------
                       Ada       | Ada Lovelace
                       Bob       | Bob Smith
                    TAB
                  }
                }
                """;
        assertPassed(test(TestKind.PLAN, dev, tests.formatted("sql")));
        file("plans/split.plan.hcl", """
                plan "split" {
                  from      = "qkq="
                  to        = "zzz="
                  migration = <<-SQL
                    ALTER TABLE users ADD COLUMN first_name text;
                    UPDATE users SET first_name = substr(name, 1, 3);
                  SQL
                }
                """);
        TestReport report = test(TestKind.PLAN, dev, tests.formatted("plan.hcl"));
        assertThat(only(report).outcome()).isInstanceOf(Outcome.Passed.class);
        assertThat(report.open()).singleElement().asString().contains("from and to are not evaluated");
        assertThat(report.exitCode()).isEqualTo(3);
    }

    @Test
    void aStateComesFirst() throws IOException {
        file("v1.sql", "CREATE TABLE t (id int);");
        TestReport report = test(TestKind.SCRIPT, SQLITE, """
                test "script" "x" {
                  exec {
                    sql = "SELECT 1"
                  }
                  schema {
                    url = "file://v1.sql"
                  }
                }
                test "script" "y" {
                  schema {
                    url = "file://v1.sql"
                  }
                  exec {
                    sql    = "SELECT count(*) FROM t"
                    output = "0"
                  }
                }
                test "script" "z" {
                  schema {
                    url = "file://nowhere.sql"
                  }
                }
                """);
        assertThat(report.results().get(0).outcome().toString()).contains("must come before every command");
        assertThat(report.results().get(1).outcome()).isInstanceOf(Outcome.Passed.class);
        assertThat(report.results().get(2).outcome().toString()).contains("nowhere.sql");
    }

    private TestReport project(String environment, Set<TestKind> kinds) {
        ReviewRequest request = new ReviewRequest(
                Optional.empty(),
                folder,
                Optional.of(environment),
                Map.of("given", List.of("7")),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                Selection.everything());
        return workspace.test(new TestRequest(request, kinds, List.of(), run, Optional.empty()), Progress.none());
    }

    @Test
    void theEnvironmentSaysWhereTestsAreAndWhatTheirVariablesAre() throws IOException {
        migrations();
        file("schema.lt.hcl", """
                schema "main" {
                }
                table "users" {
                  schema = schema.main
                  column "id" {
                    type = int
                  }
                }
                """);
        file("tests/schema.test.hcl", """
                variable "seed_file" {
                  type = string
                }
                variable "given" {
                  type = int
                }
                test "schema" "seed" {
                  exec {
                    sql    = "SELECT '${var.seed_file}', ${var.given}, count(*) FROM users"
                    output = "seed.sql,7,0"
                  }
                }
                """);
        file("tests/migrate.test.hcl", """
                test "migrate" "all" {
                  migrate {
                    to = "20240613061102"
                  }
                }
                """);
        file("atlas.hcl", """
                test {
                  migrate {
                    src = ["tests/migrate.test.hcl"]
                  }
                }
                env "dev" {
                  src = "file://schema.lt.hcl"
                  dev = "sqlite://dev?mode=memory"
                  test {
                    schema {
                      src  = ["tests/schema.test.hcl"]
                      vars = {
                        seed_file = "seed.sql"
                      }
                    }
                  }
                }
                """);
        TestReport report = project("dev", Set.of(TestKind.SCHEMA, TestKind.MIGRATE));
        assertPassed(report);
        assertThat(report.results()).hasSize(2);
        assertThat(project("dev", Set.of(TestKind.MIGRATE)).open())
                .singleElement()
                .asString()
                .contains("--var given is not evaluated");
    }

    /** The values are for all files of a list, so that each declares what it needs. */
    @Test
    void aVariableOfTestsIsTakenByTheFileThatDeclaresIt() throws IOException {
        file("schema.sql", "CREATE TABLE t (id int);");
        file("a.test.hcl", "test \"schema\" \"x\" {\n  exec {\n    sql = \"SELECT 1\"\n  }\n}\n");
        file("b.test.hcl", """
                variable "limit" {
                  type = int
                }
                test "schema" "y" {
                  exec {
                    sql    = "SELECT ${var.limit}"
                    output = "7"
                  }
                }
                """);
        file("atlas.hcl", """
                env "dev" {
                  src = "file://schema.sql"
                  dev = "sqlite://dev?mode=memory"
                  test {
                    schema {
                      src  = ["a.test.hcl", "b.test.hcl"]
                      vars = { limit = 7 }
                    }
                  }
                }
                """);
        TestReport report = project("dev", Set.of(TestKind.SCHEMA));
        assertThat(report.results())
                .hasSize(2)
                .allSatisfy(r -> assertThat(r.outcome()).isInstanceOf(Outcome.Passed.class));
        assertThat(report.open()).noneMatch(text -> text.contains("limit"));
        assertThat(workspace
                        .policy()
                        .check(request(Optional.of("dev")), false, false, Progress.none())
                        .of(PolicyReport.Weight.NOT_EVALUATED))
                .isEmpty();
    }

    @Test
    void whatTheProjectSaysOfTestsAndNobodyTakesIsNamed() throws IOException {
        file("schema.sql", "CREATE TABLE t (id int);");
        file("a.test.hcl", "test \"schema\" \"x\" {\n  exec {\n    sql = \"SELECT 1\"\n  }\n}\n");
        file("atlas.hcl", """
                env "dev" {
                  src = "file://schema.sql"
                  dev = "sqlite://dev?mode=memory"
                  test {
                    schema {
                      src   = ["a.test.hcl"]
                      vars  = { nobody = 1 }
                      varss = {}
                    }
                  }
                }
                """);
        TestReport report = project("dev", Set.of(TestKind.SCHEMA));
        assertThat(report.open())
                .anySatisfy(t -> assertThat(t).contains("test.vars.nobody is not evaluated"))
                .anySatisfy(t -> assertThat(t).contains("varss").contains("did you mean \"vars\""));
        assertThat(report.exitCode()).isEqualTo(3);
    }
}
