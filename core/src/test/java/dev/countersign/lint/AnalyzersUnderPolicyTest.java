package dev.countersign.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.lint.LintSettings.Allow;
import dev.countersign.lint.LintSettings.AnalyzerRule;
import dev.countersign.lint.LintSettings.CodeRule;
import dev.countersign.lint.LintSettings.ConcurrentIndex;
import dev.countersign.lint.LintSettings.NameRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What policy makes of the findings of analyzers on a real PostgreSQL: severities, allow lists, names, announcements. */
class AnalyzersUnderPolicyTest extends LintOnEngine {

    private static final String USERS =
            "CREATE TABLE users (id int PRIMARY KEY, email text, age int NOT NULL DEFAULT 0, nick varchar(10));";

    @Nested
    class Policy {
        @Test
        void namingLooksAtNewNamesOnly() {
            LintSettings snake = new LintSettings(
                    Map.of(),
                    Map.of(),
                    List.of(),
                    List.of(),
                    Map.of(
                            ObjectKind.TABLE, new NameRule(Pattern.compile("^[a-z_]+$"), Optional.of("lower case")),
                            ObjectKind.COLUMN, new NameRule(Pattern.compile("^[a-z_]+$"), Optional.empty())),
                    new ConcurrentIndex(true, true, true));
            List<Diagnostic> found = lint(
                    "CREATE TABLE \"Old\" (\"Bad\" int);",
                    "CREATE TABLE \"New\" (\"Worse\" int); ALTER TABLE \"Old\" ADD COLUMN \"More\" int;",
                    snake);
            assertThat(codes(found)).containsExactly("NM102", "NM103", "NM103");
            assertThat(found.getFirst().message())
                    .isEqualTo("Table named \"New\" violates the naming policy: lower case");
        }

        @Test
        void allowedDropStaysListed() {
            LintSettings allow = settings(
                    Map.of(), Map.of(), List.of(new Allow(Pattern.compile("^deprecated_"), "countersign.hcl line 7")));
            Diagnostic found = only(
                    lint("CREATE TABLE t (deprecated_a int, b int);", "ALTER TABLE t DROP COLUMN deprecated_a;", allow),
                    "DS103");
            assertThat(found.active()).isFalse();
            assertThat(found.suppression().orElseThrow().by()).isEqualTo("allow_column \"^deprecated_\"");
        }

        @Test
        void nolintSuppressesAndForceDoesNotLetIt() {
            String migration = "-- atlas:nolint DS102\nDROP TABLE users;";
            assertThat(only(lint(USERS, migration), "DS102").active()).isFalse();
            LintSettings forced = settings(
                    Map.of("destructive", new AnalyzerRule(Optional.empty(), true, "countersign.hcl line 3")),
                    Map.of(),
                    List.of());
            Diagnostic found = only(lint(USERS, migration, forced), "DS102");
            assertThat(found.active()).isTrue();
            assertThat(found.message()).contains("has no effect");
        }

        @Test
        void bareFileDirectiveIsListedAndForceDoesNotLetIt() {
            String migration = "-- atlas:nolint\n\nDROP TABLE users;";
            assertThat(only(lint(USERS, migration), "DS102").active()).isFalse();
            LintSettings forced = settings(
                    Map.of("destructive", new AnalyzerRule(Optional.empty(), true, "countersign.hcl line 3")),
                    Map.of(),
                    List.of());
            assertThat(only(lint(USERS, migration, forced), "DS102").active()).isTrue();
        }

        @Test
        void fileDirectiveCoversEveryStatement() {
            assertThat(lint(
                            USERS,
                            "-- atlas:nolint destructive\n\nALTER TABLE users DROP COLUMN nick;\nDROP TABLE users;"))
                    .isNotEmpty()
                    .noneMatch(Diagnostic::active);
        }

        @Test
        void codesCanBeErrorsOrSkipped() {
            LintSettings codes = settings(
                    Map.of(),
                    Map.of(
                            "PG303", new CodeRule(Optional.of(true), false, "line 1"),
                            "MF104", new CodeRule(Optional.empty(), true, "line 2")),
                    List.of());
            List<Diagnostic> found = lint(USERS, "ALTER TABLE users ALTER COLUMN email SET NOT NULL;", codes);
            assertThat(only(found, "PG303").severity()).isEqualTo(Severity.ERROR);
            assertThat(only(found, "MF104").active()).isFalse();
        }

        @Test
        void checksOfCodesThatNobodyReportsAreNotEvaluated() {
            LintSettings codes = settings(
                    Map.of(),
                    Map.of(
                            "PG3O1", new CodeRule(Optional.of(true), false, "line 1"),
                            "MY132", new CodeRule(Optional.of(true), false, "line 2"),
                            "MY133", new CodeRule(Optional.empty(), true, "line 3"),
                            "PG303", new CodeRule(Optional.of(true), false, "line 4")),
                    List.of());
            assertThat(report(USERS, "ALTER TABLE users ALTER COLUMN email SET NOT NULL;", codes)
                            .notEvaluated())
                    .containsExactly(
                            "check \"MY132\" (line 2) has no effect: no analyzer here reports that code.",
                            "check \"PG3O1\" (line 1) has no effect: there is no such code; did you mean PG301?");
        }
    }

    @Nested
    class Announced {
        private final LintSettings asked = LintSettings.defaults()
                .with(
                        Map.of(
                                ObjectKind.TABLE,
                                table -> "Ask the owners of " + table.name() + ".",
                                ObjectKind.COLUMN,
                                column -> ""),
                        LintSettings.defaults().nonLinear());

        @Test
        void dropsBreakProgramsWhereThePolicyAsks() {
            assertThat(only(lint(USERS, "DROP TABLE users;", asked), "BC103").message())
                    .isEqualTo("Dropping table \"users\" breaks programs that still use it. Ask the owners of users.");
            assertThat(only(lint(USERS, "ALTER TABLE users DROP COLUMN nick;", asked), "BC104")
                            .message())
                    .isEqualTo("Dropping column \"users.nick\" breaks programs that still use it.");
            assertThat(codes(lint(USERS, "DROP TABLE users;"))).doesNotContain("BC103");
        }

        @Test
        void whatIsNewOrComesBackIsSilent() {
            assertThat(codes(lint(
                            USERS, "CREATE TABLE t (a int, b int); ALTER TABLE t DROP COLUMN b; DROP TABLE t;", asked)))
                    .isEmpty();
            assertThat(codes(lint(USERS, "DROP TABLE users; CREATE VIEW users AS SELECT 1 AS id;", asked)))
                    .doesNotContain("BC103");
            assertThat(codes(lint(
                            USERS,
                            "ALTER TABLE users DROP COLUMN nick; ALTER TABLE users ADD COLUMN nick text;",
                            asked)))
                    .doesNotContain("BC104");
        }
    }

    private static LintSettings settings(
            Map<String, AnalyzerRule> analyzers, Map<String, CodeRule> codes, List<Allow> columns) {
        return new LintSettings(analyzers, codes, List.of(), columns, Map.of(), new ConcurrentIndex(true, true, true));
    }
}
