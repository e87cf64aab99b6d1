package dev.countersign.app.shell;

import dev.countersign.app.compare.ChangeRow;
import dev.countersign.app.rename.RenameModel;
import dev.countersign.app.review.RenameCase;
import dev.countersign.app.review.ReviewModel;
import dev.countersign.app.words.Words;
import dev.countersign.engine.Selection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/** Says what every action of the window does. */
final class WindowActions {
    private final Words words = Words.of(WindowActions.class);
    private final AppGraph graph;
    private final WorkbenchView view;
    private final Actions actions;
    private boolean atEnd;

    WindowActions(AppGraph graph, WorkbenchView view) {
        this.graph = graph;
        this.view = view;
        this.actions = graph.actions();
    }

    void defineAll() {
        ReviewModel review = graph.review();
        Supplier<Optional<String>> noReview =
                () -> need(review.shownProperty().get().isPresent(), "obstacle.noReview");
        actions.define(Action.OPEN, view::showConnect);
        actions.define(
                Action.REREAD, review::reread, () -> need(review.request().isPresent(), "obstacle.noReview"));
        actions.define(Action.SWAP, review::swap, () -> need(review.canSwap(), "obstacle.swap"));
        actions.define(
                Action.CANCEL_WORK,
                () -> List.copyOf(graph.tasks().running()).forEach(t -> t.cancel()),
                () -> need(!graph.tasks().running().isEmpty(), "obstacle.idle"));
        actions.define(Action.NEXT_DIFFERENCE, () -> difference(true), noReview);
        actions.define(Action.PREVIOUS_DIFFERENCE, () -> difference(false), noReview);
        actions.define(Action.NEXT_FINDING, () -> said(graph.plan().nextFinding(), "crossing.finding"), noReview);
        actions.define(
                Action.PREVIOUS_FINDING, () -> said(graph.plan().previousFinding(), "crossing.finding"), noReview);
        actions.define(Action.NEXT_OBJECT, () -> said(graph.tree().next(), "crossing.end"), noReview);
        actions.define(Action.PREVIOUS_OBJECT, () -> said(graph.tree().previous(), "crossing.end"), noReview);
        actions.define(Action.BETWEEN_DIFFERENCE_AND_STATEMENT, this::between, noReview);
        actions.define(Action.TOGGLE_VIEWED, graph.tree()::toggleViewed, noReview);
        renames(noReview);
        actions.define(
                Action.EXPLAIN,
                () -> graph.tree().selectedRow().map(ChangeRow::asked).ifPresent(view::showExplanation),
                () -> need(graph.tree().selectedRow().isPresent(), "obstacle.object"));
        actions.define(Action.CHOOSE_ACTOR, view::showActor, noReview);
        actions.define(Action.IGNORE_OWNERS, () -> graph.ignore().toggle(Selection.Aspect.OWNERS), noReview);
        actions.define(Action.IGNORE_PRIVILEGES, () -> graph.ignore().toggle(Selection.Aspect.PRIVILEGES), noReview);
        actions.define(Action.IGNORE_ROLES, () -> graph.ignore().toggle(Selection.Aspect.ROLES), noReview);
        actions.define(
                Action.TOGGLE_UNIFIED,
                () -> graph.diff()
                        .unifiedProperty()
                        .set(!graph.diff().unifiedProperty().get()),
                noReview);
        actions.define(Action.SHOW_KEPT_OUT, view::showKeptOut, noReview);
        actions.define(Action.FIND, view::focusFilter, noReview);
        actions.define(Action.NEXT_PANE, () -> view.cyclePane(1), noReview);
        actions.define(Action.PREVIOUS_PANE, () -> view.cyclePane(-1), noReview);
        actions.define(Action.PANE_DIFFERENCES, () -> view.focusPane(0), noReview);
        actions.define(Action.PANE_DEFINITIONS, () -> view.focusPane(1), noReview);
        actions.define(Action.PANE_PLAN, () -> view.focusPane(2), noReview);
        actions.define(Action.PANE_FINDINGS, () -> view.focusPane(3), noReview);
        actions.define(Action.PANE_SIGN_OFF, () -> view.focusPane(4), noReview);
        actions.define(Action.COPY_PLAN, this::copyPlan, noReview);
        actions.define(
                Action.SIGN,
                this::sign,
                () -> graph.signOff().obstacleProperty().get());
        actions.define(Action.PALETTE, () -> view.showPalette(""));
        actions.define(Action.GO_TO_OBJECT, () -> view.showPalette("#"), noReview);
        actions.define(Action.LARGER_TEXT, graph.theme()::larger);
        actions.define(Action.SMALLER_TEXT, graph.theme()::smaller);
        actions.define(Action.USUAL_TEXT, graph.theme()::usualSize);
        actions.define(Action.NEXT_THEME, graph.theme()::nextScheme);
    }

    private void renames(Supplier<Optional<String>> noReview) {
        RenameModel renames = graph.renames();
        actions.define(Action.NEXT_RENAME, this::nextRename, noReview);
        actions.define(
                Action.CONFIRM_RENAME, () -> decide(renames::confirm, "renamed.confirmed"), () -> needCase(true));
        actions.define(Action.REJECT_RENAME, () -> decide(renames::reject, "renamed.rejected"), () -> needCase(true));
        actions.define(
                Action.TAKE_BACK_RENAME, () -> decide(renames::takeBack, "renamed.takenBack"), () -> needCase(false));
        actions.define(Action.UNDO, renames::undo, () -> need(renames.canUndo(), "obstacle.undo"));
        actions.define(Action.REDO, renames::redo, () -> need(renames.canRedo(), "obstacle.redo"));
    }

    private void nextRename() {
        said(graph.tree().nextRename(), "crossing.rename");
        view.focusPane(0);
    }

    /** What is decided about: in the plan the statement's case, elsewhere the selected row's. */
    private Optional<RenameCase> selectedCase() {
        Optional<Integer> statement = graph.plan().statementProperty().get().filter(n -> view.isInPlan());
        return statement
                .flatMap(graph.plan()::renameOf)
                .or(() -> graph.tree().selectedRow().flatMap(ChangeRow::rename));
    }

    private Optional<String> needCase(boolean open) {
        return need(
                selectedCase().filter(c -> c.isOpen() == open).isPresent(),
                open ? "obstacle.case" : "obstacle.decided");
    }

    private void decide(Consumer<RenameCase> decision, String said) {
        selectedCase().ifPresent(decision);
        view.announce(words.get(said, Action.UNDO.keyText()));
    }

    private Optional<String> need(boolean fulfilled, String key) {
        return fulfilled ? Optional.empty() : Optional.of(words.get(key));
    }

    private void said(boolean moved, String key) {
        view.announce(moved ? "" : words.get(key));
    }

    /** At the end of an object the first press says so, the second crosses to the next one. */
    private void difference(boolean forward) {
        boolean moved = forward ? graph.diff().next() : graph.diff().previous();
        if (moved) {
            atEnd = false;
            view.announce("");
        } else if (!atEnd) {
            atEnd = true;
            view.announce(words.get(forward ? "crossing.difference" : "crossing.differenceBack"));
        } else {
            atEnd = false;
            said(forward ? graph.tree().next() : graph.tree().previous(), "crossing.end");
        }
    }

    /** From the plan to the difference a statement carries, from anywhere else to the statement of the difference. */
    private void between() {
        if (view.isInPlan()) {
            graph.plan()
                    .statementProperty()
                    .get()
                    .flatMap(graph.tree()::rowOfStatement)
                    .ifPresent(graph.tree()::select);
            view.focusPane(1);
        } else {
            graph.tree()
                    .selectedRow()
                    .map(ChangeRow::statements)
                    .flatMap(s -> s.stream().findFirst())
                    .ifPresent(n -> graph.plan().statementProperty().set(Optional.of(n)));
            view.focusPane(2);
        }
    }

    private void copyPlan() {
        ClipboardContent content = new ClipboardContent();
        content.putString(graph.plan().script());
        Clipboard.getSystemClipboard().setContent(content);
        view.announce(words.get("copied.plan"));
    }

    private void sign() {
        view.prompts()
                .flatMap(p -> p.newPlan(graph.signOff().suggestedFileName()))
                .ifPresent(graph.signOff()::sign);
    }
}
