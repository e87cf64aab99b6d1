package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.LintReport;
import dev.countersign.plan.KeptOut;
import dev.countersign.progress.Progress;
import dev.countersign.review.Review;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Roles belong to the whole server and are made on no dev database; policy is about them all the same. */
class RolesUnderPolicyTest extends DirectoryFixture {
    private static final String RULES = """
            predicate "role" "not_superuser" {
              superuser {
                eq = false
              }
            }
            rule "schema" "no-superuser" {
              description = "Roles must not have SUPERUSER"
              role {
                assert {
                  predicate = predicate.role.not_superuser
                  message   = "role ${self.name} must not have SUPERUSER"
                }
              }
            }
            rule "migrate" "no-new-logins" {
              description = "Users come from somewhere else"
              add {
                user {
                  assert {
                    condition = self.conn_limit == 5
                    message   = "user ${self.name}"
                  }
                }
              }
            }
            """;

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``                        | CREATE ROLE boss SUPERUSER                  | 1 no-superuser role boss must not have SUPERUSER
        ``                        | CREATE ROLE app                             | ``
        CREATE ROLE app           | CREATE ROLE app SUPERUSER                   | 1 no-superuser role app must not have SUPERUSER
        CREATE ROLE app SUPERUSER | CREATE ROLE app SUPERUSER; CREATE TABLE t() | ``
        CREATE ROLE app SUPERUSER | CREATE ROLE app SUPERUSER; CREATE ROLE b    | ``
        ``                        | CREATE USER app; CREATE TABLE t()           | 1 no-new-logins user app
        ``                        | CREATE USER app CONNECTION LIMIT 5          | ``
        """)
    void rulesLookAtTheRolesOfAPlan(String here, String wanted, String found) throws IOException {
        file("own.rule.hcl", RULES);
        assertThat(found(review(here, wanted, "lint {\n rule \"hcl\" \"own\" {\n src = [\"own.rule.hcl\"]\n }\n}")
                        .diagnostics()))
                .isEqualTo(found);
    }

    @ParameterizedTest(name = "{0}, then {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``              | CREATE ROLE boss SUPERUSER                   | 1 no-superuser role boss must not have SUPERUSER
        CREATE ROLE app | CREATE TABLE t(); ALTER ROLE app SUPERUSER    | 2 no-superuser role app must not have SUPERUSER
        CREATE ROLE app | ALTER ROLE app SUPERUSER; ALTER ROLE app NOSUPERUSER | ``
        ``              | CREATE ROLE app LOGIN; CREATE TABLE t(); GRANT SELECT ON t TO app | 1 no-new-logins user app
        """)
    void rulesLookAtTheRolesOfAMigration(String here, String migration, String found) throws IOException {
        file("own.rule.hcl", RULES);
        LintReport report = lint(here, migration, "lint {\n rule \"hcl\" \"own\" {\n src = [\"own.rule.hcl\"]\n }\n}");
        assertThat(report.failure()).isEmpty();
        assertThat(found(report.diagnostics())).isEqualTo(found);
    }

    @ParameterizedTest(name = "{0}, then {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        CREATE ROLE app | CREATE ROLE app                                                   | already exists
        CREATE ROLE app; CREATE TABLE t(); ALTER TABLE t OWNER TO app | DROP ROLE app       | some objects depend on it, such as owner of table public.t
        """)
    void whatAServerRefusesOfRolesIsRefused(String here, String migration, String why) throws IOException {
        assertThat(lint(here, migration, "").failure().orElseThrow().message()).contains(why);
    }

    @Test
    void aRoleThatNobodyKnowsCannotBeJudged() throws IOException {
        file("own.rule.hcl", RULES);
        LintReport report = lint(
                "",
                "ALTER ROLE postgres CREATEDB",
                "lint {\n rule \"hcl\" \"own\" {\n src = [\"own.rule.hcl\"]\n }\n}");
        assertThat(report.notEvaluated())
                .containsExactly(
                        "m.sql line 1: what it says about role postgres is not followed, so rules and ownership cannot be judged by it");
    }

    @Test
    void whoMayChangeRolesIsAskedOfAPlanAndOfAMigration() throws IOException {
        String policy = """
                lint {
                  ownership "github" {
                    default = ALLOW
                    allow "admins" {
                      match = "*[type=role]"
                      users = ["ann"]
                    }
                  }
                }
                """;
        assertThat(review("", "CREATE ROLE app", policy).diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("OW101");
        assertThat(lint("", "CREATE ROLE app", policy).diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("OW101");
    }

    @Test
    void whatNamesARoleThatIsKeptOutIsKeptOutToo() throws IOException {
        Review review = review("CREATE TABLE t (id int)", """
                CREATE ROLE team; CREATE ROLE app; GRANT team TO app;
                CREATE TABLE t (id int); CREATE POLICY p ON t TO app; GRANT SELECT ON t TO app; GRANT INSERT ON t TO team;
                CREATE TABLE u (); ALTER TABLE u OWNER TO app;
                ALTER DEFAULT PRIVILEGES FOR ROLE app GRANT SELECT ON TABLES TO PUBLIC
                """, "diff {\n skip {\n add_role = true\n }\n}");
        assertThat(review.plan().script()).contains("CREATE TABLE public.u").doesNotContain("app", "team");
        assertThat(review.plan().keptOut())
                .extracting(KeptOut::reason)
                .contains("diff.skip.add_role (countersign.hcl:12)", "needs role app, which is not made");
        assertThat(review.simulation().arrives()).isTrue();
    }

    @Test
    void aRoleStaysWithWhatIsLeftOfIt() throws IOException {
        Review review = review(
                "CREATE ROLE app; CREATE ROLE other; CREATE TABLE t (id int); ALTER TABLE t OWNER TO app",
                "SELECT 1",
                "diff {\n skip {\n drop_table = true\n }\n}");
        assertThat(review.plan().script()).contains("DROP ROLE other").doesNotContain("DROP ROLE app");
    }

    private static String found(List<Diagnostic> diagnostics) {
        return String.join(
                ", ",
                diagnostics.stream()
                        .map(d -> d.statement() + " " + d.code() + " "
                                + d.message().replaceAll(" \\(rule .*", ""))
                        .toList());
    }

    private Review review(String here, String wanted, String policy) throws IOException {
        write(here, policy);
        file("wanted.sql", wanted + ";");
        ReviewRequest request = ReviewRequest.of(folder).withEnvironment("prod").to("file://wanted.sql");
        try (ReviewSession session = workspace.open(request.by(Optional.of("bob")), Progress.none())) {
            return session.review(Map.of(), Progress.none());
        }
    }

    private LintReport lint(String here, String migration, String policy) throws IOException {
        write(here, policy);
        file("m.sql", migration + ";");
        ReviewRequest request = ReviewRequest.of(folder).withEnvironment("prod");
        return workspace.lint(
                new LintRequest(request.by(Optional.of("bob")), List.of(Path.of("m.sql"))), Progress.none());
    }

    private void write(String here, String policy) throws IOException {
        file("here.sql", here + ";");
        file("countersign.hcl", """
                env "prod" {
                  url = "file://here.sql"
                  schema {
                    mode {
                      roles       = true
                      permissions = true
                    }
                  }
                }
                """ + policy);
    }
}
