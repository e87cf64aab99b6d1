package dev.countersign.app.signoff;

import dev.countersign.app.compare.ChangeTreeModel;
import dev.countersign.app.review.RenameCase;
import dev.countersign.app.review.ReviewModel;
import dev.countersign.app.review.Shown;
import dev.countersign.app.task.Problem;
import dev.countersign.app.task.Tasks;
import dev.countersign.app.words.Words;
import dev.countersign.progress.CancelledException;
import dev.countersign.review.Outcome;
import dev.countersign.review.Review;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The checklist before signing, whose key signs, and the signing itself. Nothing is signed that is stale or blocked. */
public final class SignOffModel {
    private final Words words = Words.of(SignOffModel.class);
    private final ReviewModel review;
    private final ChangeTreeModel tree;
    private final Tasks tasks;
    private final Sealing sealing;
    private final ReadOnlyObjectWrapper<List<Item>> checklist = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<Fact>> impact = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Optional<String>> obstacle = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Sealing.Sealed>> written =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final BooleanProperty useAgent = new SimpleBooleanProperty(true);
    private final BooleanProperty signing = new SimpleBooleanProperty();
    private final StringProperty keyFile = new SimpleStringProperty("");
    private final StringProperty signer = new SimpleStringProperty("");
    private final StringProperty comment = new SimpleStringProperty("");
    private Optional<String> actor = Optional.empty();

    /** A line of the checklist. */
    public record Item(State state, String text) {}

    /** How a line of the checklist stands. */
    public enum State {
        /** Fine. */
        DONE,
        /** Has to be looked at; does not stand in the way of signing. */
        OPEN,
        /** Stands in the way of signing. */
        BLOCKING
    }

    /** A fact about the effect on the current state; {@code grave} ones lose data or stop others. */
    public record Fact(String name, String value, boolean grave) {}

    public SignOffModel(ReviewModel review, ChangeTreeModel tree, Tasks tasks, Sealing sealing) {
        this.review = review;
        this.tree = tree;
        this.tasks = tasks;
        this.sealing = sealing;
        review.shownProperty().subscribe(shown -> {
            written.set(Optional.empty());
            refresh();
        });
        tree.viewedCountProperty().subscribe(n -> refresh());
        review.actorProperty().subscribe(this::actorIs);
        review.computingProperty().subscribe(n -> refresh());
        for (var property : List.of(keyFile, signer)) {
            property.subscribe(text -> refresh());
        }
        useAgent.subscribe(is -> refresh());
        signing.subscribe(is -> refresh());
    }

    /** What is done and what still stands in the way, what blocks first. */
    public ReadOnlyObjectProperty<List<Item>> checklistProperty() {
        return checklist.getReadOnlyProperty();
    }

    /** What running the plan means for the current state. */
    public ReadOnlyObjectProperty<List<Fact>> impactProperty() {
        return impact.getReadOnlyProperty();
    }

    /** Why signing is not possible now, as a sentence; empty when it is. */
    public ReadOnlyObjectProperty<Optional<String>> obstacleProperty() {
        return obstacle.getReadOnlyProperty();
    }

    /** What went wrong when it was last tried. */
    public ReadOnlyObjectProperty<Optional<Problem>> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** What was written for exactly the plan that is shown. */
    public ReadOnlyObjectProperty<Optional<Sealing.Sealed>> sealedProperty() {
        return written.getReadOnlyProperty();
    }

    /** Whether the key comes from the SSH agent; else from {@link #keyFileProperty}. */
    public BooleanProperty useAgentProperty() {
        return useAgent;
    }

    /** Path of the private key's file. */
    public StringProperty keyFileProperty() {
        return keyFile;
    }

    /** The principal who signs. */
    public StringProperty signerProperty() {
        return signer;
    }

    /** The reviewer's words. */
    public StringProperty commentProperty() {
        return comment;
    }

    /** Number of lines that stand in the way. */
    public long blocking() {
        return checklist.get().stream().filter(i -> i.state() == State.BLOCKING).count();
    }

    /** A name for the file: environment and the first digits of the desired state. */
    public String suggestedFileName() {
        return review().map(r -> (r.environment().isEmpty() ? "review" : r.environment()) + "-"
                        + r.desiredInfo().fingerprint().abbreviated() + ".plan")
                .orElse("review.plan");
    }

    /** The review that would be signed. */
    public Optional<Review> review() {
        return review.shownProperty().get().flatMap(Shown::review);
    }

    /** Signs what is shown and writes it. */
    public void sign(Path file) {
        if (obstacle.get().isPresent()) {
            return;
        }
        problem.set(Optional.empty());
        signing.set(true);
        Review signed = review().orElseThrow();
        Sealing.Order order = new Sealing.Order(
                review.session().orElseThrow(),
                signed,
                useAgent.get() ? "agent" : keyFile.get().strip(),
                signer.get().strip(),
                comment.get().strip(),
                file);
        tasks.start(
                words.get("task.sign"),
                progress -> sealing.seal(order, progress),
                result -> {
                    signing.set(false);
                    if (review().filter(signed::equals).isPresent()) {
                        written.set(Optional.of(result));
                    }
                },
                failure -> {
                    signing.set(false);
                    if (!(failure instanceof CancelledException)) {
                        problem.set(Optional.of(Problem.of(failure)));
                    }
                });
    }

    /** Who signs is who makes the change; whoever was named for the one need not be typed for the other. */
    private void actorIs(Optional<String> now) {
        boolean untouched = signer.get().isBlank()
                || actor.filter(signer.get().strip()::equals).isPresent();
        actor = now;
        if (untouched) {
            signer.set(now.orElse(""));
        }
        refresh();
    }

    private void refresh() {
        checklist.set(review().map(this::items).orElse(List.of()));
        impact.set(review().map(r -> new Impact(words).facts(r)).orElse(List.of()));
        obstacle.set(findObstacle());
    }

    private List<Item> items(Review of) {
        List<Item> items = new ArrayList<>();
        of.outcome()
                .reasons()
                .forEach(r -> items.add(new Item(
                        state(r),
                        // who is absent, and why, has a list of its own
                        r.kind() == Outcome.Reason.Kind.KEPT_OUT
                                ? words.get("check.keptOut", of.plan().keptOut().size())
                                : r.text())));
        if (of.outcome().reasons().stream().noneMatch(r -> r.kind() == Outcome.Reason.Kind.SIMULATION)
                && of.simulation().arrives()
                && of.simulation().rowFailure().isEmpty()
                && !of.plan().isEmpty()) {
            items.add(new Item(
                    State.DONE, words.get("check.arrives", of.plan().keptOut().size())));
        }
        if (of.outcome().complete()) {
            items.add(new Item(State.DONE, words.get("check.compared")));
        }
        if (of.notEvaluated().isEmpty() && of.policyFile().isPresent()) {
            items.add(new Item(State.DONE, words.get("check.policy")));
        }
        long undecided = review.shownProperty().get().stream()
                .flatMap(s -> s.renames().stream())
                .filter(RenameCase::isOpen)
                .count();
        if (undecided > 0) {
            items.add(new Item(State.OPEN, words.get("check.undecided", undecided)));
        }
        int toView = tree.differingCount() - tree.viewedCountProperty().get();
        items.add(
                toView == 0
                        ? new Item(State.DONE, words.get("check.viewed", tree.differingCount()))
                        : new Item(State.OPEN, words.get("check.notViewed", toView, tree.differingCount())));
        items.sort(Comparator.comparing(i -> switch (i.state()) {
            case BLOCKING -> 0;
            case OPEN -> 1;
            case DONE -> 2;
        }));
        return items;
    }

    private static State state(Outcome.Reason reason) {
        if (reason.kind() == Outcome.Reason.Kind.RENAMES || reason.kind() == Outcome.Reason.Kind.NOTICE) {
            return State.DONE;
        }
        return reason.blocking() ? State.BLOCKING : State.OPEN;
    }

    private Optional<String> findObstacle() {
        if (review().isEmpty()) {
            return Optional.of(words.get("obstacle.computing"));
        }
        if (signing.get()) {
            return Optional.of(words.get("obstacle.signing"));
        }
        if (blocking() > 0) {
            return Optional.of(words.get("obstacle.blocking", blocking()));
        }
        if (review().orElseThrow().plan().isEmpty()) {
            return Optional.of(words.get("obstacle.nothing"));
        }
        if (signer.get().isBlank()) {
            return Optional.of(words.get("obstacle.signer"));
        }
        if (actor.filter(name -> !name.equals(signer.get().strip())).isPresent()) {
            return Optional.of(words.get(
                    "obstacle.actor", actor.orElseThrow(), signer.get().strip()));
        }
        if (!useAgent.get() && keyFile.get().isBlank()) {
            return Optional.of(words.get("obstacle.key"));
        }
        return Optional.empty();
    }
}
