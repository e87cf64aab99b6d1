package dev.countersign.app.policy;

import dev.countersign.app.theme.Icon;
import dev.countersign.app.theme.Parts;
import dev.countersign.app.words.Words;
import dev.countersign.diff.Change;
import dev.countersign.plan.KeptOut;
import dev.countersign.report.ChangeWords;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The differences that are deliberately absent from the plan, each with who decided so. */
public final class KeptOutView extends VBox {
    /** More rows scroll. */
    private static final int MOST_ROWS = 8;

    private final Words words = Words.of(KeptOutView.class);
    private final ChangeWords changeWords = new ChangeWords();
    private final ListView<KeptOut> list = new ListView<>();

    /** @param explain shows the lines of the project file that decide about a difference */
    public KeptOutView(VariablesModel model, Consumer<Change> explain) {
        getStyleClass().add("kept-out");
        Label title = Parts.label("", "dialog-title");
        Label hint = new Label(words.get("keptOut.hint"));
        hint.setWrapText(true);
        hint.getStyleClass().add("muted");
        list.setCellFactory(view -> new Cell());
        list.setAccessibleText(words.get("keptOut.hint"));
        list.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.F4) {
                explainSelected(explain);
                event.consume();
            }
        });
        list.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                explainSelected(explain);
            }
        });
        list.prefHeightProperty()
                .bind(Bindings.createDoubleBinding(this::heightOfRows, list.getItems(), list.fixedCellSizeProperty()));
        list.setPlaceholder(Parts.label(words.get("keptOut.none"), "muted"));
        model.keptOutProperty().subscribe(all -> {
            title.setText(words.get("keptOut.title", all.size()));
            list.getItems().setAll(all);
            list.getSelectionModel().selectFirst();
        });
        getChildren().addAll(title, hint, list);
    }

    /** The node that takes the keyboard focus. */
    public Node focusTarget() {
        return list;
    }

    private double heightOfRows() {
        return list.getFixedCellSize() * Math.clamp(list.getItems().size(), 1, MOST_ROWS);
    }

    private void explainSelected(Consumer<Change> explain) {
        Optional.ofNullable(list.getSelectionModel().getSelectedItem())
                .map(KeptOut::change)
                .ifPresent(explain);
    }

    private final class Cell extends ListCell<KeptOut> {
        @Override
        protected void updateItem(KeptOut item, boolean empty) {
            super.updateItem(item, empty);
            setText(null);
            if (empty) {
                setGraphic(null);
                return;
            }
            Label what = new Label(changeWords.sentence(item.change()));
            what.getStyleClass().add("strong");
            Label why = new Label(item.reason());
            why.getStyleClass().addAll("muted", "small");
            HBox row = new HBox(10, Icon.SKIPPED.node("icon-quiet"), new VBox(2, what, why));
            row.setAlignment(Pos.CENTER_LEFT);
            setGraphic(row);
            setAccessibleText(words.get("keptOut.spoken", what.getText(), why.getText()));
        }
    }
}
