package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Severity;
import dev.countersign.plan.Plan;
import dev.countersign.progress.Progress;
import dev.countersign.review.Outcome.Verdict;
import dev.countersign.review.Review;
import dev.countersign.signing.manifest.Manifest;
import dev.countersign.signing.plan.PlanFile;
import dev.countersign.signing.plan.StatementCheck;
import dev.countersign.signing.ssh.TestKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The sample project, from its files to a review, on the built-in engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StorefrontReviewTest {
    private final Workspace workspace = DefaultWorkspace.installed();
    private ReviewSession session;

    @BeforeAll
    void open() {
        ReviewRequest request =
                ReviewRequest.of(Path.of("../sample-schemas/storefront")).withEnvironment("prod");
        session = workspace.open(request, Progress.none());
    }

    @AfterAll
    void close() {
        session.close();
        workspace.close();
    }

    @Test
    void withoutTheVariableNothingWithDataIsDropped() {
        Review review = session.review(Map.of(), Progress.none());

        assertThat(review.simulation().arrives()).as("%s", review.outcome()).isTrue();
        assertThat(review.outcome().verdict()).isEqualTo(Verdict.SIGN_OFF_REQUIRED);
        assertThat(review.plan().keptOut())
                .extracting(kept -> kept.change().ref().display() + ": " + kept.reason())
                .contains(
                        "ops.legacy_import_log: diff.skip.drop_table (countersign.hcl:14)",
                        "shop.customers.fax: diff.skip.drop_column (countersign.hcl:15)");
        assertThat(active(review)).noneMatch(code -> code.startsWith("DS"));
    }

    @Test
    void rowsOfTheSampleTurnMayFailIntoWillFail() {
        Review review = session.review(Map.of(), Progress.none());

        assertThat(review.diagnostics().stream()
                        .filter(d -> d.severity() == Severity.ERROR)
                        .map(Diagnostic::code))
                .contains("MF101", "MF103", "MF104");
        assertThat(review.simulation().rowFailure()).isPresent();
    }

    @Test
    void theVariableLetsDropsInAndTheAllowListLetsOneThrough() {
        Review review = session.review(Map.of("destructive", "true"), Progress.none());

        assertThat(review.simulation().arrives()).as("%s", review.outcome()).isTrue();
        assertThat(active(review)).contains("DS102", "DS103");
        assertThat(review.diagnostics().stream().filter(d -> !d.active()))
                .singleElement()
                .satisfies(
                        d -> assertThat(d.suppression().orElseThrow().by()).isEqualTo("allow_column \"^deprecated_\""));
        assertThat(review.variables())
                .singleElement()
                .satisfies(v -> assertThat(v.setBy()).isEqualTo("switch"));
    }

    @Test
    void planIsTheSameBytesAsTheReviewsPlan() {
        Plan quick = session.plan(Map.of("destructive", "true"));

        assertThat(session.review(Map.of("destructive", "true"), Progress.none())
                        .plan()
                        .script())
                .isEqualTo(quick.script());
    }

    @Test
    void sealedPlanSaysWhatTheReviewShowed() {
        Review review = session.review(Map.of("destructive", "true"), Progress.none());

        PlanFile sealed = session.seal(
                review, SealRequest.by("alice@storefront.example", TestKeys.ed25519(), Optional.of("ready")));

        PlanFile read = PlanFile.parse(sealed.bytes());
        Manifest manifest = read.manifest();
        assertThat(StatementCheck.problems(read, manifest)).isEmpty();
        assertThat(read.records()).hasSize(1);
        assertThat(manifest.states().from().fingerprint())
                .isEqualTo(review.currentInfo().fingerprint().value());
        assertThat(manifest.statements())
                .hasSameSizeAs(review.plan().statements())
                .allMatch(s -> s.after().isPresent());
        assertThat(manifest.statements().getLast().after())
                .contains(manifest.states().to().fingerprint());
        assertThat(manifest.statements().stream().map(s -> read.text(s.text())))
                .containsExactlyElementsOf(
                        review.plan().statements().stream().map(s -> s.sql()).toList());
        assertThat(manifest.policy().variables())
                .singleElement()
                .satisfies(v -> assertThat(v.value()).isEqualTo("true"));
        assertThat(manifest.lint().findings()).extracting(f -> f.code()).contains("DS102", "MF104");
        assertThat(manifest.preconditions())
                .isNotEmpty()
                .allMatch(p -> p.expect().equals("0"));
        assertThat(manifest.destructive()).isTrue();
    }

    private static List<String> active(Review review) {
        return review.diagnostics().stream()
                .filter(Diagnostic::active)
                .map(Diagnostic::code)
                .toList();
    }
}
