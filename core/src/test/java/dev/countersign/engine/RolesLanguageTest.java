package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.progress.Progress;
import dev.countersign.review.Coverage;
import dev.countersign.review.Review;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Roles, memberships and permissions as schemas and {@code schema.mode} say them, as rows of what is there, what is wanted, and what is planned. */
class RolesLanguageTest extends DirectoryFixture {
    private static final String HERE = "CREATE TABLE t (a int, b int); CREATE SEQUENCE s; CREATE TYPE e AS ENUM ('x');"
            + "CREATE VIEW v AS SELECT a FROM t;"
            + "CREATE FUNCTION f(i int) RETURNS int LANGUAGE sql AS 'SELECT 1';";
    private static final String WANTED = """
            schema "public" {
            }
            table "t" {
              schema = schema.public
              column "a" {
                type = int
                null = true
              }
              column "b" {
                type = int
                null = true
              }
            }
            sequence "s" {
              schema = schema.public
            }
            enum "e" {
              schema = schema.public
              values = ["x"]
            }
            view "v" {
              schema = schema.public
              as     = "SELECT a FROM t"
              depends_on = [table.t]
            }
            function "f" {
              schema = schema.public
              lang   = SQL
              arg "i" {
                type = int
              }
              return = int
              as     = "SELECT 1"
            }
            """;

    /** {@code ~} is the end of a line. The plan is one line, without semicolons. */
    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``                          | role "r" {}                                           | CREATE ROLE r
        ``                          | role "r" {~ login = true~ create_db = true~ conn_limit = 3~} | CREATE ROLE r CONNECTION LIMIT 3 CREATEDB LOGIN
        ``                          | user "r" {}                                           | CREATE ROLE r LOGIN
        ``                          | role "r" {~ comment = "read only"~}                   | CREATE ROLE r COMMENT ON ROLE r IS 'read only'
        CREATE ROLE r; COMMENT ON ROLE r IS 'a' | role "r" {~ comment = "b"~}               | COMMENT ON ROLE r IS 'b'
        CREATE ROLE r; COMMENT ON ROLE r IS 'a' | role "r" {}                               | COMMENT ON ROLE r IS NULL
        CREATE ROLE r               | role "r" {}                                           | ``
        CREATE ROLE r LOGIN         | role "r" {}                                           | ALTER ROLE r NOLOGIN
        CREATE ROLE r               | user "r" {}                                           | ALTER ROLE r LOGIN
        CREATE ROLE r               | ``                                                    | DROP ROLE r
        CREATE ROLE r               | role "r" {~ external = true~}                         | ``
        ``                          | role "r" {~ external = true~}                         | ``
        CREATE ROLE r LOGIN         | role "r" {~ external = true~}                         | ``
        ``                          | role "r" {~ external = true~}~permission {~ for = table.t~ to = role.r~ privileges = [SELECT]~} | GRANT SELECT ON TABLE public.t TO r
        CREATE ROLE r               | role "r" {}~role "m" {~ member_of = [role.r]~}        | CREATE ROLE m GRANT r TO m
        CREATE ROLE r; CREATE ROLE m| role "r" {}~role "m" {}~membership {~ role = role.r~ member = role.m~ admin = true~} | GRANT r TO m WITH ADMIN OPTION
        CREATE ROLE r; CREATE ROLE m; GRANT r TO m | role "r" {}~role "m" {}                | REVOKE r FROM m
        CREATE ROLE r; GRANT SELECT ON t TO r | role "r" {}                                 | REVOKE SELECT ON TABLE public.t FROM r
        CREATE ROLE r               | role "r" {}~permission {~ for = table.t~ to = role.r~ privileges = [SELECT, INSERT]~ grantable = true~} | GRANT INSERT, SELECT ON TABLE public.t TO r WITH GRANT OPTION
        CREATE ROLE r               | role "r" {}~permission {~ for = table.t.column.a~ to = role.r~ privileges = [UPDATE]~} | GRANT UPDATE (a) ON TABLE public.t TO r
        CREATE ROLE r               | role "r" {}~permission {~ for = view.v~ to = role.r~ privileges = [SELECT]~}    | GRANT SELECT ON TABLE public.v TO r
        CREATE ROLE r               | role "r" {}~permission {~ for = sequence.s~ to = role.r~ privileges = [USAGE]~} | GRANT USAGE ON SEQUENCE public.s TO r
        CREATE ROLE r               | role "r" {}~permission {~ for = function.f~ to = role.r~ privileges = [EXECUTE]~} | GRANT EXECUTE ON FUNCTION public.f(integer) TO r
        CREATE ROLE r               | role "r" {}~permission {~ for = schema.public~ to = role.r~ privileges = [CREATE]~} | GRANT CREATE ON SCHEMA public TO r
        CREATE ROLE r               | role "r" {}~permission {~ for = enum.e~ to = role.r~ privileges = [USAGE]~ grantable = true~} | GRANT USAGE ON TYPE public.e TO r WITH GRANT OPTION
        ``                          | permission {~ for = table.t~ to = PUBLIC~ privileges = [SELECT]~} | GRANT SELECT ON TABLE public.t TO PUBLIC
        CREATE ROLE r               | role "r" {}~permission {~ for_each = [table.t, view.v]~ for = each.value~ to = role.r~ privileges = [SELECT]~} | GRANT SELECT ON TABLE public.t TO r GRANT SELECT ON TABLE public.v TO r
        """)
    void rolesAndPermissionsArePlannedWhereTheModeAsksForThem(String here, String wanted, String plan)
            throws IOException {
        Review review = review(here, wanted, "roles = true\n permissions = true");
        assertThat(review.notEvaluated()).isEmpty();
        assertThat(planned(review)).isEqualTo(plan);
    }

    @ParameterizedTest(name = "{0} -> {1}, {2}: {3}, gaps {4}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``            | role "r" {} | ``             | ``            | role r
        ``            | role "r" {} | roles = false  | ``            | ``
        ``            | role "r" {} | roles = true   | CREATE ROLE r | ``
        CREATE ROLE r | ``          | ``             | ``            | ``
        CREATE ROLE r | ``          | roles = false  | ``            | ``
        CREATE ROLE r | ``          | roles = true   | DROP ROLE r   | ``
        ``            | permission {~ for = table.t~ to = PUBLIC~ privileges = [SELECT]~} | ``                  | `` | privileges of PUBLIC on table public.t
        ``            | permission {~ for = table.t~ to = PUBLIC~ privileges = [SELECT]~} | permissions = false | `` | ``
        ``            | permission {~ for = table.t~ to = PUBLIC~ privileges = [SELECT]~} | permissions = true  | GRANT SELECT ON TABLE public.t TO PUBLIC | ``
        """)
    void whatTheModeSaysNothingOfIsNamedWhereTheSchemaSaysIt(
            String here, String wanted, String mode, String plan, String gaps) throws IOException {
        Review review = review(here, wanted, mode);
        assertThat(planned(review)).isEqualTo(plan);
        assertThat(String.join(
                        ", ",
                        Coverage.of(review.current(), review.desired()).gaps().stream()
                                .map(g -> g.kind() + " " + g.name())
                                .toList()))
                .isEqualTo(gaps);
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        user "r" {~ password = "hunter2"~} | roles = true                       | passwords are never compared
        role "r" {}                        | roles = true~ sensitive = ALLOW    | passwords are never read, so there is nothing to allow
        role "r" {}                        | roles = true~ sensitive = DENY     | ``
        role "r" {~ passwort = "hunter2"~} | roles = true                       | did you mean "password"?
        """)
    void passwordsAreNeitherReadNorShown(String wanted, String mode, String why) throws IOException {
        Review review = review("", wanted, mode);
        assertThat(review.plan().script()).contains("CREATE ROLE r").doesNotContain("hunter2");
        assertThat(String.join("\n", review.notEvaluated())).contains(why).doesNotContain("hunter2");
        assertThat(review.notEvaluated()).hasSize(why.isEmpty() ? 0 : 1);
    }

    private static String planned(Review review) {
        return String.join(
                " ",
                review.plan().statements().stream()
                        .map(s -> s.sql().replaceAll("\\s+", " ").replace(";", ""))
                        .toList());
    }

    private Review review(String here, String wanted, String mode) throws IOException {
        file("here.sql", HERE + here + ";");
        file("wanted.pg.hcl", WANTED + wanted.replace("~", "\n"));
        file("countersign.hcl", """
                env "prod" {
                  url = "file://here.sql"
                  schema {
                    src = "file://wanted.pg.hcl"
                    mode {
                      %s
                    }
                  }
                }
                """.formatted(mode.replace("~", "\n")));
        ReviewRequest request = ReviewRequest.of(folder).withEnvironment("prod");
        try (ReviewSession session = workspace.open(request, Progress.none())) {
            return session.review(Map.of(), Progress.none());
        }
    }
}
