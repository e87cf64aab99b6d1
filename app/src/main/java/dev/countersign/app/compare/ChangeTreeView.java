package dev.countersign.app.compare;

import dev.countersign.app.theme.Icon;
import dev.countersign.app.theme.Parts;
import dev.countersign.app.words.Words;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The list of changes at the left. Its selection drives the other panes, from keyboard and mouse alike. */
public final class ChangeTreeView extends BorderPane {
    private final Words words = Words.of(ChangeTreeView.class);
    private final ChangeTreeModel model;
    private final TreeView<ChangeNode> tree = new TreeView<>();
    private final TextField filter = new TextField();
    private final Set<ChangeGroup.Action> collapsed =
            EnumSet.of(ChangeGroup.Action.EQUAL, ChangeGroup.Action.NOT_COMPARED);
    private boolean following;

    public ChangeTreeView(ChangeTreeModel model) {
        this.model = model;
        getStyleClass().add("change-tree");
        Label progress = Parts.label("", "muted");
        model.viewedCountProperty()
                .subscribe(n -> progress.setText(words.get("header.viewed", n, model.differingCount())));
        model.groupsProperty().subscribe(groups -> {
            progress.setText(
                    words.get("header.viewed", model.viewedCountProperty().get(), model.differingCount()));
            show(groups);
        });
        filter.setPromptText(words.get("filter.prompt"));
        filter.setAccessibleText(words.get("filter.prompt"));
        filter.textProperty().bindBidirectional(model.filterProperty());
        HBox.setHgrow(filter, Priority.ALWAYS);
        HBox search = new HBox(filter);
        search.getStyleClass().add("change-filter");
        setTop(new VBox(
                Parts.paneHeader(
                        Parts.label(words.get("header.title"), "pane-title"),
                        Parts.shrinking(words.get("header.grouping"), "muted", "small"),
                        Parts.spring(),
                        progress),
                search));
        tree.setShowRoot(false);
        tree.setCellFactory(view -> new ChangeCell(model));
        tree.setAccessibleText(words.get("header.title"));
        Label none = Parts.label(words.get("filter.nothing"), "muted");
        none.visibleProperty().bind(model.groupsProperty().map(List::isEmpty).orElse(false));
        none.setGraphic(Icon.SEARCH.node());
        none.setMouseTransparent(true);
        setCenter(new StackPane(tree, none));
        tree.getSelectionModel().selectedItemProperty().subscribe(item -> {
            if (!following && item != null && !item.getValue().isGroup()) {
                model.select(item.getValue().row());
            }
        });
    }

    /** The node that takes the keyboard focus. */
    public Node focusTarget() {
        return tree;
    }

    /** Puts the caret into the filter. */
    public void focusFilter() {
        filter.requestFocus();
        filter.selectAll();
    }

    /** Shows in the tree what is looked at elsewhere. */
    public void follow() {
        model.selectedRow().flatMap(this::itemOf).ifPresent(item -> {
            if (tree.getSelectionModel().getSelectedItem() != item) {
                following = true;
                item.getParent().setExpanded(true);
                int at = tree.getRow(item);
                tree.getSelectionModel().select(item);
                tree.getFocusModel().focus(at);
                tree.scrollTo(Math.max(0, at - 6));
                following = false;
            }
        });
    }

    private Optional<TreeItem<ChangeNode>> itemOf(ChangeRow row) {
        if (tree.getRoot() == null) {
            return Optional.empty();
        }
        return tree.getRoot().getChildren().stream()
                .flatMap(g -> g.getChildren().stream())
                .filter(i -> i.getValue().row().ref().equals(row.ref())
                        && i.getValue().row().action() == row.action())
                .findFirst();
    }

    private void show(List<ChangeGroup> groups) {
        following = true;
        TreeItem<ChangeNode> root = new TreeItem<>();
        for (ChangeGroup group : groups) {
            TreeItem<ChangeNode> item = new TreeItem<>(new ChangeNode(group, Optional.empty()));
            item.getChildren()
                    .setAll(group.rows().stream()
                            .map(row -> new TreeItem<>(new ChangeNode(group, Optional.of(row))))
                            .toList());
            item.setExpanded(!collapsed.contains(group.action()));
            item.expandedProperty().subscribe(open -> {
                if (open) {
                    collapsed.remove(group.action());
                } else {
                    collapsed.add(group.action());
                }
            });
            root.getChildren().add(item);
        }
        tree.setRoot(root);
        following = false;
        follow();
    }
}
