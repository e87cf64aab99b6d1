package dev.countersign.app.signoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.compare.ChangeTreeModel;
import dev.countersign.app.fixture.DirectTasks;
import dev.countersign.app.fixture.SampleReview;
import dev.countersign.app.fixture.SampleWorkspace;
import dev.countersign.app.review.ReviewModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignOffModelTest {
    private final DirectTasks tasks = new DirectTasks();
    private final ReviewModel review = new ReviewModel(new SampleWorkspace(new SampleReview(0, false)), tasks);
    private final ChangeTreeModel tree = new ChangeTreeModel(review);
    private final List<Sealing.Order> orders = new ArrayList<>();
    private final SignOffModel model = new SignOffModel(review, tree, tasks, (order, progress) -> {
        orders.add(order);
        return new Sealing.Sealed(order.file(), "sha256:1");
    });

    @Test
    void nothingIsSignedBeforeThereIsAReview() {
        assertThat(model.obstacleProperty().get()).isPresent();
        model.sign(Path.of("x.plan"));
        assertThat(orders).isEmpty();
    }

    @Test
    void blockingReasonsComeFirstAndStandInTheWay() {
        review.open(SampleWorkspace.request());
        model.signerProperty().set("alice@corp.example");
        assertThat(model.checklistProperty().get().getFirst().state()).isEqualTo(SignOffModel.State.BLOCKING);
        assertThat(model.obstacleProperty().get()).isPresent();
        model.sign(Path.of("x.plan"));
        assertThat(orders).isEmpty();
    }

    @Test
    void impactNamesTheStatementsThatDestroyData() {
        review.open(SampleWorkspace.request());
        assertThat(model.impactProperty().get())
                .filteredOn(SignOffModel.Fact::grave)
                .extracting(SignOffModel.Fact::value)
                .contains("statement 3");
    }
}
