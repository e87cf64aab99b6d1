package dev.countersign.app.compare;

import dev.countersign.app.rename.RenameBar;
import dev.countersign.app.review.ReviewModel;
import dev.countersign.app.theme.Parts;
import dev.countersign.app.words.Words;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The definition of the selected object in both states, side by side. */
public final class DiffView extends BorderPane {
    private static final double ROOM_FOR_KEYS = 780;
    private final Words words = Words.of(DiffView.class);
    private final DiffModel model;
    private final ListView<DiffRow> list;
    private final Label left = Parts.shrinking("", "diff-side-title");
    private final Label right = Parts.shrinking("", "diff-side-title");
    private final Label title = Parts.shrinking("", "pane-title");
    private final Label facts = Parts.shrinking("", "muted");
    private final HBox glyph = new HBox();
    private final VBox decision = new VBox();
    private Optional<List<Object>> looks = Optional.empty();
    private final RenameBar renames;

    /** @param renames shows what looks renamed above its definitions */
    public DiffView(DiffModel model, ChangeTreeModel tree, ReviewModel review, RenameBar renames) {
        this.model = model;
        this.renames = renames;
        this.list = new ListView<>(model.rows());
        getStyleClass().add("diff-view");
        list.getStyleClass().add("diff-list");
        list.setCellFactory(view -> new DiffCell(model));
        list.setAccessibleText(words.get("diff.title"));
        list.setPlaceholder(Parts.label(words.get("diff.nothing"), "muted"));
        Button mode = new Button();
        mode.getStyleClass().addAll("chip-button");
        mode.setMinWidth(USE_PREF_SIZE);
        Label keys = Parts.label(words.get("diff.keys"), "key-hint");
        keys.managedProperty().bind(keys.visibleProperty());
        keys.visibleProperty().bind(widthProperty().greaterThan(ROOM_FOR_KEYS));
        model.unifiedProperty().subscribe(unified -> {
            mode.setText(words.get(unified ? "diff.unified" : "diff.sideBySide"));
            list.refresh();
        });
        mode.setOnAction(
                event -> model.unifiedProperty().set(!model.unifiedProperty().get()));
        glyph.setAlignment(Pos.CENTER);
        HBox sides = new HBox(left, right);
        sides.getStyleClass().add("diff-sides");
        left.setMaxWidth(Double.MAX_VALUE);
        right.setMaxWidth(Double.MAX_VALUE);
        left.setPrefWidth(100);
        right.setPrefWidth(100);
        HBox.setHgrow(left, Priority.ALWAYS);
        HBox.setHgrow(right, Priority.ALWAYS);
        setTop(new VBox(Parts.paneHeader(glyph, title, facts, Parts.spring(), keys, mode), decision, sides));
        setCenter(list);
        model.currentProperty().subscribe(at -> {
            if (at.intValue() >= 0) {
                int row = model.rowOf(at.intValue());
                list.getSelectionModel().select(row);
                list.scrollTo(Math.max(0, row - 3));
            }
        });
        review.selection().objectProperty().subscribe(ref -> show(tree, review));
        review.shownProperty().subscribe(shown -> {
            shown.ifPresent(s -> {
                left.setText(words.get("diff.current", s.currentInfo().label()));
                right.setText(words.get("diff.desired", s.desiredInfo().label()));
            });
            Optional<ChangeRow> now = tree.selectedRow();
            if (shown.isEmpty()
                    || model.rows().isEmpty()
                    || !now.map(DiffView::looks).equals(looks)) {
                show(tree, review);
            } else {
                now.ifPresent(this::showDecision);
            }
        });
        list.widthProperty().subscribe(width -> list.refresh());
        list.setOnKeyPressed(event -> {
            if (new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN).match(event)) {
                copy();
            } else if (event.getCode() == KeyCode.ENTER
                    && list.getSelectionModel().getSelectedItem() != null) {
                model.unfold(list.getSelectionModel().getSelectedItem());
            }
        });
    }

    /** The node that takes the keyboard focus. */
    public Node focusTarget() {
        return list;
    }

    /** What of a row can be seen here; findings and statements are not. */
    private static List<Object> looks(ChangeRow row) {
        return List.of(row.action(), row.name(), row.current(), row.desired(), row.keptOut());
    }

    private void show(ChangeTreeModel tree, ReviewModel review) {
        looks = tree.selectedRow().map(DiffView::looks);
        tree.selectedRow()
                .ifPresentOrElse(
                        row -> {
                            model.show(review.definitions(row.current(), row.desired()));
                            list.scrollTo(0);
                            title.setText(row.name());
                            title.getTooltip().setText(row.name());
                            glyph.getChildren().setAll(ChangeGlyph.of(row));
                            showDecision(row);
                            facts.setText(words.get(
                                    "diff.facts",
                                    row.kind(),
                                    words.get(fate(row)),
                                    model.differencesProperty().get()));
                        },
                        () -> {
                            model.rows().clear();
                            title.setText(words.get("diff.title"));
                            glyph.getChildren().clear();
                            decision.getChildren().clear();
                            facts.setText("");
                        });
    }

    private static String fate(ChangeRow row) {
        if (row.keptOut().isPresent()) {
            return "fate.KEPT";
        }
        boolean decided = row.action() == ChangeGroup.Action.SUGGESTED
                && row.rename().filter(c -> !c.isOpen()).isPresent();
        return decided ? "fate.REJECTED" : "fate." + row.action();
    }

    private void showDecision(ChangeRow row) {
        decision.getChildren().setAll(row.rename().map(renames::of).stream().toList());
    }

    /** Copies the selected row: the desired line, or the current one where there is no desired one. */
    private void copy() {
        DiffRow row = list.getSelectionModel().getSelectedItem();
        if (row != null) {
            ClipboardContent content = new ClipboardContent();
            content.putString(
                    row.right().exists() ? row.right().text() : row.left().text());
            Clipboard.getSystemClipboard().setContent(content);
        }
    }
}
