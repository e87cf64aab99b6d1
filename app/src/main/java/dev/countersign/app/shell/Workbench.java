package dev.countersign.app.shell;

import dev.countersign.app.theme.Theme;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;

/** The window on the screen. */
public final class Workbench {
    private static final double SMALL = 400;
    private static final double MIN_WIDTH = 860;
    private static final double MIN_HEIGHT = 560;
    private final AppGraph graph;
    private final WorkbenchView view;
    private final Scene scene;

    /** Builds the window's content; call it on the window's thread. */
    public Workbench(AppGraph graph, double width, double height) {
        this.graph = graph;
        this.view = new WorkbenchView(graph);
        this.scene = new Scene(view.root(), width, height);
        dress();
    }

    private Workbench(AppGraph graph, WorkbenchView view, Scene scene) {
        this.graph = graph;
        this.view = view;
        this.scene = scene;
        dress();
    }

    /**
     * The window's content for a picture of any size: the scene stays small, because the headless platform draws no window larger than its screen of
     * 1000 by 1000.
     */
    public static Workbench forPicture(AppGraph graph, double width, double height) {
        WorkbenchView view = new WorkbenchView(graph);
        Pane board = new Pane(view.root());
        view.root().setManaged(false);
        view.root().resizeRelocate(0, 0, width, height);
        return new Workbench(graph, view, new Scene(board, SMALL, SMALL));
    }

    private void dress() {
        scene.windowProperty().subscribe(window -> {
            if (window != null) {
                window.setOnShown(event -> view.focusFirst());
            }
        });
        Theme theme = new Theme(graph.theme());
        theme.loadFonts();
        theme.dress(scene);
        for (Action action : Action.values()) {
            if (action.context() == Action.Context.WINDOW) {
                action.key()
                        .ifPresent(key -> scene.getAccelerators()
                                .put(key, () -> graph.actions().run(action)));
            }
        }
    }

    /** The content with its style. */
    public Scene scene() {
        return scene;
    }

    /** The parts of the window. */
    public WorkbenchView view() {
        return view;
    }

    /** Shows the window; closing it stops what runs and lets go of databases. */
    public void show(Stage stage) {
        stage.setTitle("Countersign");
        stage.setMinWidth(MIN_WIDTH);
        stage.setMinHeight(MIN_HEIGHT);
        stage.getIcons().add(new Image(Workbench.class.getResourceAsStream("icon.png")));
        stage.setScene(scene);
        view.setPrompts(new PlatformFilePrompts(stage));
        graph.review()
                .shownProperty()
                .subscribe(shown -> stage.setTitle(shown.map(s -> s.currentInfo()
                                        .label() + " \u2192 " + s.desiredInfo().label() + " \u2014 Countersign")
                        .orElse("Countersign")));
        stage.show();
    }
}
