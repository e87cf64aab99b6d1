package dev.countersign.app.shell;

import dev.countersign.app.compare.ChangeTreeView;
import dev.countersign.app.compare.DiffView;
import dev.countersign.app.connect.ConnectView;
import dev.countersign.app.explain.ExplainView;
import dev.countersign.app.findings.FindingsView;
import dev.countersign.app.plan.PlanView;
import dev.countersign.app.policy.ActorView;
import dev.countersign.app.policy.KeptOutView;
import dev.countersign.app.policy.VariablesView;
import dev.countersign.app.rename.RenameBar;
import dev.countersign.app.rename.RenameKeys;
import dev.countersign.app.review.Screen;
import dev.countersign.app.secret.SecretModel;
import dev.countersign.app.secret.SecretView;
import dev.countersign.app.signoff.SignOffView;
import dev.countersign.app.task.Problem;
import dev.countersign.app.theme.Parts;
import dev.countersign.app.words.Words;
import dev.countersign.catalog.ObjectRef;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The whole window: rail, header, variables, the screen in the middle, status bar, and dialogs over them. */
public final class WorkbenchView {
    private final Words words = Words.of(WorkbenchView.class);
    private final AppGraph graph;
    private final BorderPane middle = new BorderPane();
    private final VBox banner = new VBox();
    private final BorderPane frame = new BorderPane();
    private final OverlayHost host = new OverlayHost(frame);
    private final ChangeTreeView tree;
    private final DiffView definitions;
    private final PlanView plan;
    private final FindingsView findings;
    private final SignOffView signOff;
    private final VariablesView variables;
    private final ReviewScreen review;
    private final StatusBarView status;
    private final ConnectView connect;
    private final RailView rail;
    private Optional<FilePrompts> prompts = Optional.empty();
    private Optional<SecretView> question = Optional.empty();

    WorkbenchView(AppGraph graph) {
        this.graph = graph;
        Actions actions = graph.actions();
        new WindowActions(graph, this).defineAll();
        tree = new ChangeTreeView(graph.tree());
        RenameBar renames = new RenameBar(
                graph.renames(),
                new RenameKeys(
                        Action.CONFIRM_RENAME.keyText(),
                        Action.REJECT_RENAME.keyText(),
                        Action.TAKE_BACK_RENAME.keyText()));
        definitions = new DiffView(graph.diff(), graph.tree(), graph.review(), renames);
        plan = new PlanView(graph.plan(), graph.review().selection(), graph.theme(), renames);
        findings = new FindingsView(graph.findings());
        signOff = new SignOffView(graph.signOff(), () -> actions.run(Action.SIGN), this::chooseKey);
        variables = new VariablesView(
                graph.variables(),
                graph.actor(),
                graph.renames(),
                new VariablesView.Links(
                        link(Action.CHOOSE_ACTOR), link(Action.NEXT_RENAME), link(Action.SHOW_KEPT_OUT)));
        review = new ReviewScreen(tree, definitions, plan, findings, signOff);
        status = new StatusBarView(graph.review(), graph.findings(), graph.tasks(), graph.clock());
        connect = new ConnectView(graph.connect(), graph::open, this::chooseFolder);
        rail = new RailView(actions);
        HeaderView header = new HeaderView(
                graph.review(),
                graph.ignore(),
                graph.tree()::differingCount,
                actions,
                graph.environments(),
                graph.tasks(),
                graph.clock().getZone());
        VBox top = new VBox(header, variables, banner);
        VBox.setVgrow(middle, Priority.ALWAYS);
        BorderPane page = new BorderPane(middle);
        page.setTop(top);
        page.setBottom(status);
        frame.setLeft(rail);
        frame.setCenter(page);
        frame.getStyleClass().add("workbench");
        graph.review().screenProperty().subscribe(this::show);
        graph.review().bannerProperty().subscribe(this::showBanner);
        graph.review().selection().objectProperty().subscribe(ref -> tree.follow());
        graph.secrets().askedProperty().subscribe(asked -> asked.ifPresentOrElse(this::ask, this::questionWithdrawn));
        tree.focusTarget().setOnKeyPressed(event -> {
            if (Action.TOGGLE_VIEWED.key().filter(k -> k.match(event)).isPresent()) {
                actions.run(Action.TOGGLE_VIEWED);
                event.consume();
            }
        });
    }

    /** The root of the scene. */
    public Parent root() {
        return host;
    }

    /** Gives the window a way to ask for files. */
    void setPrompts(FilePrompts filePrompts) {
        prompts = Optional.of(filePrompts);
    }

    Optional<FilePrompts> prompts() {
        return prompts;
    }

    /** Says something in the status bar. */
    void announce(String text) {
        status.announce(text);
    }

    ReviewScreen panes() {
        return review;
    }

    /** Brings a pane into view and gives it the focus. */
    void focusPane(int number) {
        review.reveal(review.panes().get(number));
        focusTargets().get(number).requestFocus();
    }

    /** Gives the focus to the next pane, or the previous one. */
    void cyclePane(int by) {
        Node owner = host.getScene().getFocusOwner();
        List<Region> panes = review.panes();
        int at = 0;
        for (int i = 0; i < panes.size(); i++) {
            if (owner != null && isInside(owner, panes.get(i))) {
                at = i + by;
            }
        }
        focusPane(Math.floorMod(at, panes.size()));
    }

    /** Whether the keyboard focus is in the plan. */
    boolean isInPlan() {
        Node owner = host.getScene() == null ? null : host.getScene().getFocusOwner();
        return owner != null && isInside(owner, plan);
    }

    /** Puts the caret into the filter of the differences. */
    void focusFilter() {
        tree.focusFilter();
    }

    void showConnect() {
        graph.review().request().ifPresent(graph.connect()::fill);
        ScrollPane scroll = new ScrollPane(new ConnectView(
                graph.connect(),
                request -> {
                    host.hide();
                    graph.open(request);
                },
                this::chooseFolder));
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("connect-dialog");
        host.show(scroll, Pos.CENTER, ((ConnectView) scroll.getContent()).focusTarget());
    }

    void showKeptOut() {
        KeptOutView view = new KeptOutView(graph.variables(), change -> {
            host.hide();
            graph.tree().row(change.ref()).ifPresent(graph.tree()::select);
            showExplanation(change.ref());
        });
        host.show(view, Pos.CENTER, view.focusTarget());
    }

    void showExplanation(ObjectRef object) {
        graph.explain().ask(object);
        ExplainView view = new ExplainView(graph.explain());
        host.show(view, Pos.CENTER, view.focusTarget(), graph.explain()::stop);
    }

    void showActor() {
        ActorView view = new ActorView(graph.actor(), host::hide);
        host.show(view, Pos.CENTER, view.focusTarget());
    }

    void showPalette(String query) {
        graph.palette().queryProperty().set(query);
        graph.palette().refresh();
        PaletteView view = new PaletteView(graph.palette(), host::hide);
        host.show(view, Pos.TOP_CENTER, view.focusTarget());
    }

    private VariablesView.Link link(Action action) {
        return new VariablesView.Link(
                () -> graph.actions().run(action), graph.actions().tooltip(action));
    }

    private void ask(SecretModel.Asked asked) {
        SecretView view =
                new SecretView(asked.question(), typed -> graph.secrets().answer(asked, typed), host::hide);
        host.ask(view, view.focusTarget(), () -> graph.secrets().decline(asked));
        question = Optional.of(view);
    }

    private void questionWithdrawn() {
        question.filter(host::isShowing).ifPresent(view -> host.hide());
        question = Optional.empty();
    }

    private List<Node> focusTargets() {
        return List.of(
                tree.focusTarget(),
                definitions.focusTarget(),
                plan.focusTarget(),
                findings.focusTarget(),
                signOff.focusTarget());
    }

    private static boolean isInside(Node node, Node ancestor) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at == ancestor) {
                return true;
            }
        }
        return false;
    }

    private void chooseFolder() {
        prompts.flatMap(FilePrompts::folder)
                .ifPresent(folder -> graph.connect().folderProperty().set(folder.toString()));
    }

    private void chooseKey() {
        prompts.flatMap(FilePrompts::keyFile)
                .ifPresent(file -> graph.signOff().keyFileProperty().set(file.toString()));
    }

    private void show(Screen screen) {
        variables.setVisible(screen instanceof Screen.Reviewing);
        variables.setManaged(screen instanceof Screen.Reviewing);
        middle.setCenter(
                switch (screen) {
                    case Screen.Empty empty -> page(connect);
                    case Screen.Loading loading -> page(loading(loading));
                    case Screen.Failed failed -> page(failed(failed));
                    case Screen.Reviewing reviewing -> review;
                });
        rail.refresh();
        focusFirst();
    }

    /** Gives the focus to where work begins on the screen that is shown. */
    void focusFirst() {
        if (host.getScene() == null) {
            return;
        }
        // split panes take their content in with their skin, and only what is in the scene can have the focus
        host.applyCss();
        switch (graph.review().screenProperty().get()) {
            case Screen.Empty empty -> connect.focusTarget().requestFocus();
            case Screen.Loading loading ->
                middle.lookupAll(".button").stream().findFirst().ifPresent(Node::requestFocus);
            case Screen.Failed failed ->
                middle.lookupAll(".button:default").stream().findFirst().ifPresent(Node::requestFocus);
            case Screen.Reviewing reviewing -> tree.focusTarget().requestFocus();
        }
    }

    private static Node page(Region content) {
        content.setMaxWidth(720);
        StackPane page = new StackPane(content);
        page.getStyleClass().add("page");
        StackPane.setAlignment(content, Pos.TOP_CENTER);
        ScrollPane scroll = new ScrollPane(page);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        return scroll;
    }

    private Region loading(Screen.Loading loading) {
        ProgressBar bar = new ProgressBar();
        bar.setMaxWidth(Double.MAX_VALUE);
        Label phase = Parts.label("", "muted");
        loading.task().stepProperty().subscribe(step -> {
            phase.setText(step.phase());
            bar.setProgress(
                    step.total() > 0 ? (double) step.done() / step.total() : ProgressBar.INDETERMINATE_PROGRESS);
        });
        Button cancel = new Button(words.get("loading.cancel"));
        cancel.setOnAction(event -> graph.actions().run(Action.CANCEL_WORK));
        VBox box = new VBox(14, Parts.label(words.get("loading.title"), "page-title"), bar, phase, cancel);
        box.getStyleClass().add("loading");
        return box;
    }

    private Region failed(Screen.Failed failed) {
        Button again = new Button(words.get("failed.again"));
        again.setDefaultButton(true);
        again.setOnAction(event -> graph.actions().run(Action.REREAD));
        Button change = new Button(words.get("failed.change"));
        change.setOnAction(event -> graph.actions().run(Action.OPEN));
        VBox box = new VBox(
                16,
                Parts.label(words.get("failed.title"), "page-title"),
                new ProblemView(failed.problem(), change, again));
        box.getStyleClass().add("failed");
        return box;
    }

    private void showBanner(Optional<Problem> problem) {
        banner.getChildren().clear();
        problem.ifPresent(p -> {
            Button close = new Button(words.get("banner.close"));
            close.setOnAction(event -> graph.review().dismissBanner());
            ProblemView view = new ProblemView(p, close);
            view.getStyleClass().add("banner");
            banner.getChildren().add(view);
        });
    }
}
