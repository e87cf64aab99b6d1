package dev.countersign.app.shell;

import dev.countersign.app.theme.Parts;
import dev.countersign.app.words.Words;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The palette's field and list. Arrow keys move in the list while the caret stays in the field. */
final class PaletteView extends VBox {
    private final Words words = Words.of(PaletteView.class);
    private final TextField field = new TextField();
    private final ListView<PaletteModel.Entry> list;

    PaletteView(PaletteModel model, Runnable close) {
        getStyleClass().add("palette");
        list = new ListView<>(model.entries());
        field.setPromptText(words.get("palette.prompt"));
        field.setAccessibleText(words.get("palette.prompt"));
        field.textProperty().bindBidirectional(model.queryProperty());
        list.setFocusTraversable(false);
        list.setCellFactory(view -> new Cell());
        list.setPlaceholder(Parts.label(words.get("palette.nothing"), "muted"));
        model.entries().subscribe(() -> list.getSelectionModel().selectFirst());
        list.getSelectionModel().selectFirst();
        field.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            int at = list.getSelectionModel().getSelectedIndex();
            if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.UP) {
                int to = Math.clamp(
                        at + (event.getCode() == KeyCode.DOWN ? 1 : -1),
                        0,
                        Math.max(0, model.entries().size() - 1));
                list.getSelectionModel().select(to);
                list.scrollTo(Math.max(0, to - 4));
                event.consume();
            } else if (event.getCode() == KeyCode.ENTER) {
                choose(close);
                event.consume();
            }
        });
        list.setOnMouseClicked(event -> choose(close));
        getChildren().addAll(field, list);
    }

    Node focusTarget() {
        return field;
    }

    private void choose(Runnable close) {
        PaletteModel.Entry entry = list.getSelectionModel().getSelectedItem();
        if (entry != null && entry.obstacle().isEmpty()) {
            close.run();
            entry.deed().run();
        }
    }

    private static final class Cell extends ListCell<PaletteModel.Entry> {
        @Override
        protected void updateItem(PaletteModel.Entry entry, boolean empty) {
            super.updateItem(entry, empty);
            setPrefWidth(0);
            setText(null);
            if (empty) {
                setGraphic(null);
                return;
            }
            Label title = Parts.shrinking(entry.title());
            Label detail = Parts.shrinking(entry.detail(), "muted", "small");
            HBox row = new HBox(10, title, detail, Parts.spring(), Parts.label(entry.key(), "key-cap"));
            row.getChildren().getLast().setVisible(!entry.key().isEmpty());
            row.setAlignment(Pos.CENTER_LEFT);
            row.setDisable(entry.obstacle().isPresent());
            setGraphic(row);
            setAccessibleText(String.join(", ", entry.title(), entry.detail(), entry.key()));
        }
    }
}
