package dev.countersign.app.shell;

import dev.countersign.app.task.Problem;
import dev.countersign.app.theme.Icon;
import dev.countersign.app.theme.Parts;
import dev.countersign.app.words.Words;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** An error: what happened and what now; the details fold out and can be copied without secrets. */
final class ProblemView extends VBox {
    private final Words words = Words.of(ProblemView.class);

    ProblemView(Problem problem, Node... actions) {
        super(10);
        getStyleClass().add("problem");
        Label sentence = new Label(problem.sentence());
        sentence.setWrapText(true);
        sentence.setMinHeight(USE_PREF_SIZE);
        sentence.getStyleClass().add("problem-sentence");
        HBox.setHgrow(sentence, Priority.ALWAYS);
        HBox head = new HBox(12, Icon.ERROR.node("icon-error"), sentence);
        TextArea details = new TextArea(problem.details());
        details.setEditable(false);
        details.setPrefRowCount(9);
        details.getStyleClass().add("problem-details");
        details.setAccessibleText(words.get("problem.details"));
        details.setVisible(false);
        details.setManaged(false);
        Button fold = new Button(words.get("problem.details"));
        fold.getStyleClass().add("link-button");
        fold.setOnAction(event -> {
            details.setVisible(!details.isVisible());
            details.setManaged(details.isVisible());
            fold.setText(words.get(details.isVisible() ? "problem.hide" : "problem.details"));
        });
        Button copy = new Button(words.get("problem.copy"));
        copy.setGraphic(Icon.COPY.node("icon-small"));
        copy.getStyleClass().add("link-button");
        copy.setOnAction(event -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(problem.sentence() + "\n\n" + problem.details());
            Clipboard.getSystemClipboard().setContent(content);
            copy.setText(words.get("problem.copied"));
        });
        HBox row = new HBox(14, fold, copy, Parts.spring());
        row.getChildren().addAll(actions);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("problem-actions");
        getChildren().addAll(head, row, details);
    }
}
