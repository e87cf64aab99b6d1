package dev.countersign.app.shell;

import dev.countersign.app.words.Words;
import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;

/** Where the panes of a review stand: beside each other in a wide window, as tabs in a narrow one. */
final class ReviewScreen extends BorderPane {
    /** Below this width, in pixels, definitions, plan, findings and sign-off become tabs. */
    static final double NARROW = 1100;

    private final Words words = Words.of(ReviewScreen.class);
    private final Region tree;
    private final Region definitions;
    private final Region plan;
    private final Region findings;
    private final Region signOff;
    private boolean narrow;

    ReviewScreen(Region tree, Region definitions, Region plan, Region findings, Region signOff) {
        this.tree = tree;
        this.definitions = definitions;
        this.plan = plan;
        this.findings = findings;
        this.signOff = signOff;
        getStyleClass().add("review-screen");
        tree.setMinWidth(200);
        signOff.setMinWidth(240);
        definitions.setMinHeight(90);
        plan.setMinHeight(90);
        findings.setMinHeight(70);
        wide();
        widthProperty().subscribe(width -> {
            boolean now = width.doubleValue() > 0 && width.doubleValue() < NARROW;
            if (now != narrow) {
                narrow = now;
                if (narrow) {
                    narrow();
                } else {
                    wide();
                }
            }
        });
    }

    /** Brings a pane into view. */
    void reveal(Node pane) {
        if (getCenter() instanceof SplitPane split && split.getItems().getLast() instanceof TabPane tabs) {
            tabs.getTabs().stream()
                    .filter(t -> t.getContent() == pane)
                    .findFirst()
                    .ifPresent(t -> tabs.getSelectionModel().select(t));
        }
    }

    private void wide() {
        setCenter(null);
        SplitPane middle = new SplitPane(definitions, plan, findings);
        middle.setOrientation(Orientation.VERTICAL);
        middle.setDividerPositions(0.38, 0.78);
        middle.setMinWidth(320);
        SplitPane all = new SplitPane(tree, middle, signOff);
        SplitPane.setResizableWithParent(tree, false);
        SplitPane.setResizableWithParent(signOff, false);
        setCenter(all);
        // the side panes get what they need to be read; the middle gets the rest
        double width = getWidth() > 0 ? getWidth() : 1548;
        double left = width < 1400 ? 280 : 322;
        double right = width < 1400 ? 288 : 332;
        all.setDividerPositions(left / width, 1 - right / width);
    }

    private void narrow() {
        setCenter(null);
        TabPane tabs = new TabPane(
                tab("tab.definitions", definitions),
                tab("tab.plan", plan),
                tab("tab.findings", findings),
                tab("tab.signoff", signOff));
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        SplitPane all = new SplitPane(tree, tabs);
        SplitPane.setResizableWithParent(tree, false);
        setCenter(all);
        all.setDividerPositions(270 / Math.max(600, getWidth()));
    }

    private Tab tab(String key, Region content) {
        return new Tab(words.get(key), content);
    }

    /** The panes in reading order. */
    List<Region> panes() {
        return List.of(tree, definitions, plan, findings, signOff);
    }
}
