package dev.countersign.app.review;

import dev.countersign.app.task.Problem;
import dev.countersign.app.task.RunningTask;
import dev.countersign.app.task.Tasks;
import dev.countersign.app.words.Words;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.engine.RenameDecisions;
import dev.countersign.engine.ReviewRequest;
import dev.countersign.engine.ReviewSession;
import dev.countersign.engine.Workspace;
import dev.countersign.plan.Statement;
import dev.countersign.progress.CancelledException;
import dev.countersign.progress.Progress;
import dev.countersign.review.Review;
import dev.countersign.review.VariableValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;

/**
 * The review in the window: opens it, plans again whenever a variable changes, remembers what was viewed. A result that arrives after something newer
 * was asked for is thrown away, so what is shown always belongs to the variables that are shown.
 */
public final class ReviewModel implements AutoCloseable {
    private final Words words = Words.of(ReviewModel.class);
    private final Workspace workspace;
    private final Tasks tasks;
    private final Selection selection = new Selection();
    private final ReadOnlyObjectWrapper<Screen> screen = new ReadOnlyObjectWrapper<>(new Screen.Empty());
    private final ReadOnlyObjectWrapper<Optional<Shown>> shown = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Problem>> banner = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<List<VariableValue>> variables = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyBooleanWrapper computing = new ReadOnlyBooleanWrapper();
    private final ObservableSet<ObjectRef> viewed = FXCollections.observableSet(new LinkedHashSet<>());
    private final Map<String, String> switches = new TreeMap<>();
    private final ReadOnlyObjectWrapper<Optional<String>> actor = new ReadOnlyObjectWrapper<>(Optional.empty());
    private RenameDecisions wanted = RenameDecisions.none();
    private Optional<ReviewRequest> request = Optional.empty();
    private Optional<ReviewSession> session = Optional.empty();
    private Optional<RunningTask> current = Optional.empty();
    /** Read by work in the background, which is out of date as soon as something newer was asked for. */
    private volatile int asked;

    public ReviewModel(Workspace workspace, Tasks tasks) {
        this.workspace = workspace;
        this.tasks = tasks;
    }

    /** What the middle of the window is about. */
    public ReadOnlyObjectProperty<Screen> screenProperty() {
        return screen.getReadOnlyProperty();
    }

    /** The comparison, once both states were read. */
    public ReadOnlyObjectProperty<Optional<Shown>> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** Something that went wrong while a comparison is shown. */
    public ReadOnlyObjectProperty<Optional<Problem>> bannerProperty() {
        return banner.getReadOnlyProperty();
    }

    /** The variables of the policy with the values that are asked for now. */
    public ReadOnlyObjectProperty<List<VariableValue>> variablesProperty() {
        return variables.getReadOnlyProperty();
    }

    /** Whether the review of what is shown is still being made; signing has to wait for it. */
    public ReadOnlyBooleanProperty computingProperty() {
        return computing.getReadOnlyProperty();
    }

    /** What the reviewer looks at. */
    public Selection selection() {
        return selection;
    }

    /** Identities of the changes that the reviewer marked as viewed. */
    public ObservableSet<ObjectRef> viewed() {
        return viewed;
    }

    /** What was asked for, if anything was. */
    public Optional<ReviewRequest> request() {
        return request;
    }

    /** The session that holds both states, for those who seal it. */
    public Optional<ReviewSession> session() {
        return session;
    }

    /** The variable values that differ from those of the request. */
    public Map<String, String> switches() {
        return Map.copyOf(switches);
    }

    /** Who makes the change, as ownership rules see it; empty: nobody said. */
    public ReadOnlyObjectProperty<Optional<String>> actorProperty() {
        return actor.getReadOnlyProperty();
    }

    /** What is asked for about renames; what is shown follows. */
    public RenameDecisions decisions() {
        return wanted;
    }

    /**
     * Reads both states anew and reviews them; whatever was shown or decided goes away. Variables start as the request says: destructive ones off.
     */
    public void open(ReviewRequest newRequest) {
        wanted = RenameDecisions.none();
        read(newRequest);
    }

    /** Reads both states for a request that differs from the present one in something else than the states: what was decided about renames is kept. */
    public void reopen(ReviewRequest newRequest) {
        read(newRequest);
    }

    private void read(ReviewRequest newRequest) {
        int ask = begin();
        RenameDecisions keep = wanted;
        closeSession();
        request = Optional.of(newRequest);
        switches.clear();
        viewed.clear();
        selection.clear();
        shown.set(Optional.empty());
        variables.set(List.of());
        banner.set(Optional.empty());
        RunningTask task = tasks.start(
                words.get("task.open"),
                progress -> open(newRequest, keep, progress),
                opened -> opened(ask, opened),
                failure -> failedToOpen(ask, failure));
        if (ask == asked && session.isEmpty() && !(screen.get() instanceof Screen.Failed)) {
            current = Optional.of(task);
            screen.set(new Screen.Loading(task));
        }
    }

    /** Reads both states again. */
    public void reread() {
        request.ifPresent(this::reopen);
    }

    /** Compares in the other direction. */
    public void swap() {
        request.filter(r -> canSwap()).ifPresent(r -> open(r.swapped()));
    }

    /** Whether the request names both states itself, one URL each. */
    public boolean canSwap() {
        return request.filter(r -> r.from().isPresent() && r.to().size() == 1).isPresent();
    }

    /** Reviews the same project in another environment. */
    public void chooseEnvironment(String name) {
        request.ifPresent(r -> reopen(r.withEnvironment(name)));
    }

    /** Gives a variable another value and plans anew at once. */
    public void set(String variable, String value) {
        switches.put(variable, value);
        variables.set(variables.get().stream()
                .map(v -> v.name().equals(variable)
                        ? new VariableValue(v.name(), v.type(), value, v.defaultValue(), v.description(), "switch")
                        : v)
                .toList());
        replan();
    }

    /** Plans anew with these decisions about renames in place of all before. */
    public void decideRenames(RenameDecisions decisions) {
        wanted = decisions;
        replan();
    }

    /** Judges anew for somebody else; {@code name} empty: whoever the environment of this process says. */
    public void actAs(Optional<String> name) {
        request = request.map(r -> r.by(name));
        replan();
    }

    private void replan() {
        banner.set(Optional.empty());
        session.ifPresent(this::plan);
    }

    /** Stops the work that is being waited for. */
    public void cancel() {
        current.ifPresent(RunningTask::cancel);
    }

    /** Takes the message away. */
    public void dismissBanner() {
        banner.set(Optional.empty());
    }

    /** Marks a change as viewed, or takes the mark away. */
    public void setViewed(ObjectRef change, boolean isViewed) {
        if (isViewed) {
            viewed.add(change);
        } else {
            viewed.remove(change);
        }
    }

    /** Both definitions of an object that may have been renamed. */
    public DefinitionPair definitions(ObjectRef current, ObjectRef desired) {
        return session.map(s -> new DefinitionPair(s.currentDefinition(current), s.desiredDefinition(desired)))
                .orElse(new DefinitionPair("", ""));
    }

    @Override
    public void close() {
        begin();
        closeSession();
    }

    private record Opened(ReviewSession session, Planned planned) {}

    private Opened open(ReviewRequest newRequest, RenameDecisions keep, Progress progress) {
        ReviewSession opened = workspace.open(newRequest, progress);
        try {
            progress.checkCancelled();
            progress.phase(words.get("task.plan"), 0, -1);
            RenameDecisions fitting = Planned.fitting(keep, opened.diff());
            if (!fitting.isEmpty()) {
                opened.decideRenames(fitting);
            }
            return new Opened(opened, Planned.of(opened, Map.of(), fitting));
        } catch (RuntimeException failure) {
            opened.close();
            throw failure;
        }
    }

    private void opened(int ask, Opened opened) {
        if (ask != asked) {
            opened.session().close();
            return;
        }
        session = Optional.of(opened.session());
        wanted = opened.planned().decisions();
        actor.set(actor(opened.session()));
        show(opened.session(), opened.planned(), Set.of());
        screen.set(new Screen.Reviewing());
        review(opened.session(), ask);
    }

    private void failedToOpen(int ask, Throwable failure) {
        if (ask != asked) {
            return;
        }
        computing.set(false);
        screen.set(failure instanceof CancelledException ? new Screen.Empty() : new Screen.Failed(Problem.of(failure)));
    }

    private void plan(ReviewSession of) {
        int ask = begin();
        computing.set(true);
        Map<String, String> values = Map.copyOf(switches);
        RenameDecisions decisions = wanted;
        Optional<String> name = request.flatMap(ReviewRequest::actor);
        Set<String> before = shown.get().map(ReviewModel::statements).orElse(Set.of());
        current = Optional.of(tasks.start(
                words.get("task.plan"),
                progress -> follow(of, ask, values, decisions, name),
                planned -> {
                    if (ask == asked) {
                        actor.set(actor(of));
                        Set<String> appeared = planned.plan().statements().stream()
                                .map(Statement::sql)
                                .filter(sql -> !before.contains(sql))
                                .collect(Collectors.toSet());
                        show(of, planned, appeared);
                        review(of, ask);
                    }
                },
                failure -> failedToPlan(ask, failure)));
    }

    /** One after the other, and never something older after something newer: the session has to end up with what was asked for last. */
    private Planned follow(
            ReviewSession of, int ask, Map<String, String> values, RenameDecisions decisions, Optional<String> name) {
        synchronized (of) {
            if (ask != asked) {
                throw new CancelledException();
            }
            of.decideRenames(decisions);
            of.actAs(name);
            return Planned.of(of, values, decisions);
        }
    }

    private void failedToPlan(int ask, Throwable failure) {
        if (ask == asked) {
            wanted = shown.get().map(Shown::decisions).orElse(RenameDecisions.none());
        }
        failedToReview(ask, failure);
    }

    private void review(ReviewSession of, int ask) {
        computing.set(true);
        Map<String, String> values = Map.copyOf(switches);
        RunningTask task = tasks.start(
                words.get("task.review"),
                progress -> of.review(values, progress),
                review -> reviewed(ask, review),
                failure -> failedToReview(ask, failure));
        if (computing.get() && ask == asked) {
            current = Optional.of(task);
        }
    }

    private void reviewed(int ask, Review review) {
        if (ask != asked) {
            return;
        }
        computing.set(false);
        variables.set(review.variables());
        shown.set(shown.get().map(s -> s.with(review)));
    }

    private void failedToReview(int ask, Throwable failure) {
        if (ask != asked) {
            return;
        }
        computing.set(false);
        banner.set(Optional.of(
                failure instanceof CancelledException
                        ? new Problem(words.get("review.cancelled"), words.get("review.cancelled"), false)
                        : Problem.of(failure)));
    }

    private void show(ReviewSession of, Planned planned, Set<String> appeared) {
        shown.set(Optional.of(new Shown(
                of.currentInfo(),
                of.desiredInfo(),
                planned.diff(),
                planned.plan(),
                planned.suggestions(),
                planned.decisions(),
                Optional.empty(),
                appeared)));
    }

    /** Whoever was named counts also where no project file asks for anybody. */
    private Optional<String> actor(ReviewSession of) {
        return of.actor().or(() -> request.flatMap(ReviewRequest::actor));
    }

    private int begin() {
        current.ifPresent(RunningTask::cancel);
        current = Optional.empty();
        return ++asked;
    }

    private void closeSession() {
        session.ifPresent(ReviewSession::close);
        session = Optional.empty();
    }

    private static Set<String> statements(Shown of) {
        return of.plan().statements().stream().map(Statement::sql).collect(Collectors.toSet());
    }
}
