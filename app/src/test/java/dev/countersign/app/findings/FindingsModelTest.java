package dev.countersign.app.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.fixture.DirectTasks;
import dev.countersign.app.fixture.SampleReview;
import dev.countersign.app.fixture.SampleWorkspace;
import dev.countersign.app.policy.VariablesModel;
import dev.countersign.app.review.ReviewModel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsModelTest {

    @Test
    void aPlanThatNobodyLookedAtYetIsNotCalledFreeOfFindings() {
        ReviewModel review = new ReviewModel(new SampleWorkspace(new SampleReview(0, false)), new DirectTasks());
        FindingsModel findings = new FindingsModel(review);
        VariablesModel variables = new VariablesModel(review);
        review.open(SampleWorkspace.request());
        assertThat(findings.judgedProperty().get()).isTrue();

        List<Boolean> judged = new ArrayList<>();
        findings.judgedProperty().addListener((property, before, now) -> judged.add(now));
        variables.turn(variables.variablesProperty().get().getFirst(), true);

        assertThat(judged).containsExactly(false, true);
    }
}
