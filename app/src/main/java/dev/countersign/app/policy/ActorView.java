package dev.countersign.app.policy;

import dev.countersign.app.theme.Parts;
import dev.countersign.app.words.Words;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Asks who makes the change. */
public final class ActorView extends VBox {
    private final TextField name = new TextField();

    /** @param close called when it was answered or given up */
    public ActorView(ActorModel model, Runnable close) {
        super(10);
        Words words = Words.of(ActorView.class);
        getStyleClass().add("actor");
        name.setText(model.actorProperty().get().orElse(""));
        name.setPromptText(words.get("actor.prompt"));
        name.setAccessibleText(words.get("actor.title"));
        name.selectAll();
        Button say = new Button(words.get("actor.say"));
        say.setDefaultButton(true);
        say.setOnAction(event -> {
            close.run();
            model.say(name.getText());
        });
        Button cancel = new Button(words.get("actor.cancel"));
        cancel.setCancelButton(true);
        cancel.setOnAction(event -> close.run());
        HBox buttons = new HBox(8, cancel, say);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        getChildren()
                .addAll(
                        Parts.label(words.get("actor.title"), "dialog-title"),
                        Parts.wrapped(words.get("actor.hint"), "muted"),
                        name,
                        Parts.wrapped(words.get("actor.kept"), "muted", "small"),
                        buttons);
    }

    /** The node that takes the keyboard focus. */
    public Node focusTarget() {
        return name;
    }
}
