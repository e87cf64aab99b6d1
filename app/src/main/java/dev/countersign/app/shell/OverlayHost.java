package dev.countersign.app.shell;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** Shows one dialog at a time over the window; Escape or a click beside it closes it and gives the focus back. */
final class OverlayHost extends StackPane {
    private final Region scrim = new Region();
    private Node focusBefore;

    OverlayHost(Node main) {
        scrim.getStyleClass().add("scrim");
        scrim.setOnMouseClicked(event -> hide());
        getChildren().add(main);
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE && isShowing()) {
                hide();
                event.consume();
            }
        });
    }

    boolean isShowing() {
        return getChildren().size() > 1;
    }

    void show(Region dialog, Pos where, Node focus) {
        hide();
        focusBefore = getScene() == null ? null : getScene().getFocusOwner();
        if (!dialog.getStyleClass().contains("dialog")) {
            dialog.getStyleClass().add("dialog");
        }
        dialog.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        setAlignment(dialog, where);
        getChildren().addAll(scrim, dialog);
        focus.requestFocus();
    }

    void hide() {
        if (isShowing()) {
            getChildren().remove(1, getChildren().size());
            if (focusBefore != null) {
                focusBefore.requestFocus();
            }
        }
    }
}
