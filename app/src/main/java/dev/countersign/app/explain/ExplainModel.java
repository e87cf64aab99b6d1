package dev.countersign.app.explain;

import dev.countersign.app.review.ReviewModel;
import dev.countersign.app.task.Problem;
import dev.countersign.app.task.RunningTask;
import dev.countersign.app.task.Tasks;
import dev.countersign.app.words.Words;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.engine.RenameDecisions;
import dev.countersign.engine.ReviewRequest;
import dev.countersign.engine.Workspace;
import dev.countersign.explain.Explanation;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Asks the policy about an object. The answer is for the variables and the person that the review shows. */
public final class ExplainModel {
    private final Words words = Words.of(ExplainModel.class);
    private final ReviewModel review;
    private final Workspace workspace;
    private final Tasks tasks;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Asking(""));
    private Optional<RunningTask> current = Optional.empty();
    private int asked;

    /** Where a question stands. */
    public sealed interface State {
        /** What is asked about. */
        String object();

        /** The policy is being asked. */
        record Asking(String object) implements State {}

        /** The answer. */
        record Answered(String object, Explanation explanation) implements State {}

        /** It could not be answered. */
        record Failed(String object, Problem problem) implements State {}
    }

    public ExplainModel(ReviewModel review, Workspace workspace, Tasks tasks) {
        this.review = review;
        this.workspace = workspace;
        this.tasks = tasks;
    }

    /** Where the last question stands. */
    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** Asks why the policy treats that object as it does. */
    public void ask(ObjectRef object) {
        stop();
        int ask = ++asked;
        String name = object.kind().label() + " " + String.join(".", object.path());
        String shown = object.toString();
        RenameDecisions renames = review.decisions();
        ReviewRequest request = review.request().orElseThrow().setting(review.switches());
        state.set(new State.Asking(shown));
        RunningTask task = tasks.start(
                words.get("task.explain"),
                progress -> workspace
                        .policy()
                        .explain(request, name, session -> session.decideRenames(renames), false, progress),
                answer -> answered(ask, new State.Answered(shown, answer)),
                failure -> answered(ask, new State.Failed(shown, Problem.of(failure))));
        if (state.get() instanceof State.Asking) {
            current = Optional.of(task);
        }
    }

    /** Wants no answer any more. */
    public void stop() {
        asked++;
        current.ifPresent(RunningTask::cancel);
        current = Optional.empty();
    }

    private void answered(int ask, State answer) {
        if (ask == asked) {
            current = Optional.empty();
            state.set(answer);
        }
    }
}
