package dev.countersign.app.rename;

import dev.countersign.app.review.RenameCase;
import dev.countersign.app.theme.Icon;
import dev.countersign.app.theme.Parts;
import dev.countersign.app.words.Words;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Says of a case what speaks for it and what becomes of it, and lets the reviewer decide. */
public final class RenameBar {
    private final Words words = Words.of(RenameBar.class);
    private final RenameModel model;
    private final RenameKeys keys;

    /** @param keys how the same is done without a mouse */
    public RenameBar(RenameModel model, RenameKeys keys) {
        this.model = model;
        this.keys = keys;
    }

    /** The bar for a case. */
    public Region of(RenameCase aCase) {
        Label title = Parts.wrapped(title(aCase), "finding-message");
        VBox text = new VBox(2, title, Parts.wrapped(because(aCase), "finding-evidence"));
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox box = new HBox(10, Icon.RENAME.node("icon-info"), text, buttons(aCase));
        box.getStyleClass().addAll("finding-box", "finding-info", "rename-bar");
        box.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(box, Priority.ALWAYS);
        box.setMaxWidth(Double.MAX_VALUE);
        box.setAccessibleText(title.getText() + " " + because(aCase));
        return box;
    }

    /** One line about a case, for titles and readers. */
    public String title(RenameCase aCase) {
        return words.get(
                "title." + aCase.state(),
                aCase.rename().from().kind().label(),
                aCase.rename().from().display(),
                aCase.rename().to().display());
    }

    private String because(RenameCase aCase) {
        return words.get(
                "because." + aCase.state(),
                words.get("likelihood." + aCase.likelihood()),
                String.join("; ", aCase.reasons()));
    }

    private HBox buttons(RenameCase aCase) {
        HBox buttons = new HBox(6);
        switch (aCase.state()) {
            case SUGGESTED ->
                buttons.getChildren()
                        .addAll(
                                button("button.confirm", keys.confirm(), () -> model.confirm(aCase)),
                                button("button.reject", keys.reject(), () -> model.reject(aCase)));
            case CONFIRMED, REJECTED ->
                buttons.getChildren().add(button("button.takeBack", keys.undo(), () -> model.takeBack(aCase)));
        }
        buttons.setAlignment(Pos.CENTER_RIGHT);
        buttons.setMinWidth(Region.USE_PREF_SIZE);
        return buttons;
    }

    private Button button(String key, String keyText, Runnable deed) {
        Button button = new Button(words.get(key));
        button.getStyleClass().add("small-button");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setTooltip(new Tooltip(words.get("button.tip", words.get(key), keyText)));
        button.setOnAction(event -> deed.run());
        return button;
    }
}
