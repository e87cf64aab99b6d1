package dev.countersign.app.policy;

import dev.countersign.app.theme.Icon;
import dev.countersign.app.theme.Parts;
import dev.countersign.app.words.Words;
import dev.countersign.plan.KeptOut;
import dev.countersign.report.ChangeWords;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The differences that are deliberately absent from the plan, each with who decided so. */
public final class KeptOutView extends VBox {
    private final Words words = Words.of(KeptOutView.class);
    private final ChangeWords changeWords = new ChangeWords();

    public KeptOutView(VariablesModel model) {
        getStyleClass().add("kept-out");
        Label title = Parts.label("", "dialog-title");
        Label hint = new Label(words.get("keptOut.hint"));
        hint.setWrapText(true);
        hint.getStyleClass().add("muted");
        ListView<KeptOut> list = new ListView<>();
        list.setCellFactory(view -> new Cell());
        list.setPlaceholder(Parts.label(words.get("keptOut.none"), "muted"));
        model.keptOutProperty().subscribe(all -> {
            title.setText(words.get("keptOut.title", all.size()));
            list.getItems().setAll(all);
        });
        getChildren().addAll(title, hint, list);
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
