package dev.countersign.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.countersign.lint.LintSettings.Allow;
import dev.countersign.lint.LintSettings.AnalyzerRule;
import dev.countersign.lint.LintSettings.ConcurrentIndex;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Directives are themselves looked at: what has no effect, is not understood, or is not evaluated, is said. */
class DirectivesTest extends LintOnEngine {
    private static final String USERS = "CREATE TABLE users (id int PRIMARY KEY, a text, b text);";
    private static final String DROP = "ALTER TABLE users DROP COLUMN a;\n";

    @Test
    void onTheStatementItHidesAndNothingIsSaidAboutIt() {
        for (String directive :
                List.of("-- atlas:nolint", "-- countersign:nolint DS103", "-- atlas:nolint destructive")) {
            LintReport report = report(directive + "\n" + DROP);
            assertThat(report.diagnostics())
                    .as(directive)
                    .allMatch(d -> !d.active() || !d.code().equals("DS103"));
            assertThat(about(report)).as(directive).isEmpty();
        }
    }

    @Test
    void anEmptyLineDetachesIt() {
        LintReport report = report("SELECT 1;\n-- atlas:nolint DS103\n\n" + DROP);
        assertThat(report.count(Severity.ERROR)).isEqualTo(1);
        assertThat(about(report)).singleElement().satisfies(d -> {
            assertThat(d.code()).isEqualTo("DIR101");
            assertThat(d.statement()).isEqualTo(2);
            assertThat(d.message())
                    .isEqualTo(
                            "The directive \"nolint DS103\" in 1.sql line 2 has no effect: it does not stand directly above a statement; put it on the line above the one that is meant, without an empty line between.");
        });
    }

    @Test
    void aFileDirectiveThatTouchesTheFirstStatementIsOnlyThatStatements() {
        LintReport report = report("-- atlas:nolint DS103\n" + DROP + "ALTER TABLE users DROP COLUMN b;\n");
        assertThat(report.count(Severity.ERROR)).as("the second drop").isEqualTo(1);
        assertThat(about(report))
                .singleElement()
                .satisfies(d -> assertThat(d.message()).contains("touches the first statement"));

        LintReport file = report("-- atlas:nolint DS103\n\n" + DROP + "ALTER TABLE users DROP COLUMN b;\n");
        assertThat(file.count(Severity.ERROR)).isZero();
        assertThat(about(file)).isEmpty();
    }

    /** As Atlas reads them; whoever writes it otherwise would hide a finding in one tool only. */
    @Test
    void aboveAStatementOnlyOneSpaceMayStandInFront() {
        for (String comment : List.of("--  atlas:nolint DS103", "--\tatlas:nolint", "--  countersign:nolint")) {
            LintReport report = report(comment + "\n" + DROP);
            assertThat(report.count(Severity.ERROR)).as(comment).isEqualTo(1);
            assertThat(about(report)).as(comment).singleElement().satisfies(d -> {
                assertThat(d.code()).isEqualTo("DIR101");
                assertThat(d.message()).contains("only one space may stand between the dashes and the directive");
            });
        }
        LintReport file = report("--  atlas:nolint DS103\n\n" + DROP);
        assertThat(file.count(Severity.ERROR)).as("at the top of a file").isZero();
        assertThat(about(file)).isEmpty();
    }

    @Test
    void whatHidesNothingIsNamed() {
        assertThat(about(report("-- atlas:nolint DS102\n" + DROP)))
                .singleElement()
                .satisfies(
                        d -> assertThat(d.message()).contains("nothing to hide on this statement by the name DS102"));
    }

    @Test
    void misspeltNamesAreNotUnderstood() {
        assertThat(about(report("-- atlas:nolint destructiv\n" + DROP)))
                .singleElement()
                .satisfies(d -> assertThat(d.code()).isEqualTo("DIR102"))
                .satisfies(d -> assertThat(d.message()).contains("did you mean destructive?"));
        assertThat(about(report("-- atlas:nolint MY101\n" + DROP)))
                .singleElement()
                .satisfies(d -> assertThat(d.message()).contains("no analyzer here reports MY101"));
        LintReport directive = report("-- atlas:nolnt\n" + DROP);
        assertThat(about(directive))
                .singleElement()
                .satisfies(d -> assertThat(d.message()).contains("did you mean nolint?"));
        assertThat(directive.notEvaluated()).hasSize(1);
    }

    /** People write a reason behind it; read as codes, it would hide nothing, and each of its words would be a finding. */
    @Test
    void aRemarkBehindADirectiveIsOneFinding() {
        LintReport report = report("SELECT 1;\n-- atlas:nolint   -- all of them, as agreed\n" + DROP);
        assertThat(report.count(Severity.ERROR)).as("not hidden").isEqualTo(1);
        assertThat(about(report)).singleElement().satisfies(d -> {
            assertThat(d.code()).isEqualTo("DIR102");
            assertThat(d.message()).contains("a remark goes on a line of its own");
        });
        LintReport named = report("SELECT 1;\n-- atlas:nolint DS103 -- agreed\n" + DROP);
        assertThat(named.count(Severity.ERROR)).as("hidden, as in Atlas").isZero();
        assertThat(about(named)).hasSize(1);
    }

    @Test
    void forcedChecksStrikeTheDirective() {
        LintSettings forced = new LintSettings(
                Map.of("destructive", new AnalyzerRule(Optional.of(true), true, "atlas.hcl:3")),
                Map.of(),
                List.of(),
                List.of(),
                Map.of(),
                new ConcurrentIndex(true, true, true));
        LintReport report = report(USERS, "-- atlas:nolint\n" + DROP, forced);
        assertThat(report.count(Severity.ERROR)).isEqualTo(1);
        assertThat(about(report)).singleElement().satisfies(d -> {
            assertThat(d.code()).isEqualTo("DIR103");
            assertThat(d.message()).contains("the policy forces destructive (atlas.hcl:3)");
        });
    }

    @Test
    void transactionsInsideAMigration() {
        assertThat(codes(report("BEGIN;\nCREATE TABLE t (a int);\nCOMMIT;\n"))).containsExactly("TX201", "TX201");
        assertThat(codes(report("-- atlas:txmode none\n\nBEGIN;\nCREATE TABLE t (a int);\nCOMMIT;\n")))
                .isEmpty();
        assertThat(codes(report("-- atlas:txmode none\n\nBEGIN;\nCREATE TABLE t (a int);\n")))
                .containsExactly("TXN109");
        LintReport rollback = report("CREATE TABLE t (a int);\nROLLBACK;\n");
        assertThat(codes(rollback)).containsExactly("TX201");
        assertThat(rollback.notRun()).hasSize(1);
        assertThat(codes(report("-- atlas:nolint nestedtx\nCOMMIT;\n")))
                .as("hidden")
                .isEmpty();
    }

    @Test
    void transactionModesAndTheirPlaces() {
        assertThat(about(report("-- atlas:txmode none\nCREATE TABLE t (a int);\n")))
                .singleElement()
                .satisfies(d -> assertThat(d.message()).contains("counts only at the top of a file"));
        LintReport all = report("-- atlas:txmode all\n\nCREATE TABLE t (a int);\n");
        assertThat(about(all)).extracting(Diagnostic::code).containsExactly("DIR102");
        assertThat(all.passes()).isFalse();
        assertThat(about(report("-- atlas:txmode none\n-- atlas:txmode file\n\nCREATE TABLE t (a int);\n")))
                .extracting(Diagnostic::message)
                .allMatch(m -> m.contains("says it 2 times"));
    }

    @Test
    void whatIsKnownAndNotEvaluatedBlocks() {
        for (String directive : List.of("checkpoint", "sum ignore", "txtar", "assert DS102", "sensitive")) {
            LintReport report = report("-- atlas:" + directive + "\n\nCREATE TABLE t (a int);\n");
            assertThat(report.notEvaluated()).as(directive).hasSize(1);
            assertThat(report.passes()).as(directive).isFalse();
        }
    }

    @Test
    void aPatternThatIsNotAnchoredIsWarnedAboutAndNamedWhereItLetsADropPass() {
        LintSettings loose = new LintSettings(
                Map.of(),
                Map.of(),
                List.of(),
                List.of(new Allow(Pattern.compile("a"), "atlas.hcl:5")),
                Map.of(),
                new ConcurrentIndex(true, true, true));
        LintReport report = report(USERS, DROP, loose);
        assertThat(report.diagnostics())
                .filteredOn(d -> d.code().equals("DS103"))
                .singleElement()
                .satisfies(d -> assertThat(d.suppression().orElseThrow())
                        .isEqualTo(new Diagnostic.Suppression("allow_column \"a\"", "atlas.hcl:5, matches \"a\"")));
        assertThat(report.diagnostics())
                .filteredOn(d -> d.code().equals("DST113"))
                .singleElement()
                .satisfies(
                        d -> assertThat(d.message())
                                .isEqualTo(
                                        "The pattern \"a\" of allow_column (atlas.hcl:5) matches anywhere in a name; write \"^a\" when names are meant that begin with it."));
    }

    private LintReport report(String migration) {
        return report(USERS, migration, LintSettings.defaults());
    }

    private static List<Diagnostic> about(LintReport report) {
        return report.diagnostics().stream()
                .filter(d -> d.analyzer().equals("directives"))
                .toList();
    }

    private static List<String> codes(LintReport report) {
        return report.diagnostics().stream()
                .filter(d -> d.analyzer().equals("nestedtx") && d.active())
                .map(Diagnostic::code)
                .toList();
    }
}
