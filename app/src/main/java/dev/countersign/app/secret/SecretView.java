package dev.countersign.app.secret;

import dev.countersign.app.theme.Icon;
import dev.countersign.app.theme.Parts;
import dev.countersign.app.words.Words;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The dialog with the masked field. */
public final class SecretView extends VBox {
    private final PasswordField field = new PasswordField();

    /**
     * @param give gets a fresh copy of what was typed
     * @param decline called when the person gives none
     */
    public SecretView(SecretQuestion question, Consumer<char[]> give, Runnable decline) {
        super(12);
        Words words = Words.of(SecretView.class);
        String kind = question.kind().name();
        getStyleClass().add("secret");
        Label title = Parts.label(words.get("title." + kind), "dialog-title");
        Label about = new Label(words.get("about." + kind, question.name()));
        about.setWrapText(true);
        Label hint = new Label(words.get("hint." + kind));
        hint.setWrapText(true);
        hint.getStyleClass().addAll("muted", "small");
        field.setAccessibleText(words.get("title." + kind));
        field.setAccessibleHelp(about.getText());
        Button yes = new Button(words.get("give." + kind));
        yes.getStyleClass().add("accent");
        yes.disableProperty().bind(field.lengthProperty().isEqualTo(0));
        Runnable take = () -> {
            if (field.getLength() > 0) {
                give.accept(typed());
            }
        };
        yes.setOnAction(event -> take.run());
        field.setOnAction(event -> take.run());
        Button no = new Button(words.get("decline"));
        no.setOnAction(event -> decline.run());
        HBox buttons = new HBox(8, Parts.spring(), no, yes);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        HBox heading = new HBox(10, Icon.LOCK.node("icon-quiet"), title);
        heading.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(heading, about, field, hint, buttons);
    }

    /** The node that takes the keyboard focus. */
    public Node focusTarget() {
        return field;
    }

    /** Copies character by character, so that we make no string of it, and empties the field. */
    private char[] typed() {
        CharSequence text = field.getCharacters();
        char[] copy = new char[text.length()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = text.charAt(i);
        }
        field.clear();
        return copy;
    }
}
