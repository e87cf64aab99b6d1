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
    private Runnable whenHidden = () -> {};
    private boolean modal;

    OverlayHost(Node main) {
        scrim.getStyleClass().add("scrim");
        scrim.setOnMouseClicked(event -> {
            if (!modal) {
                hide();
            }
        });
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

    boolean isShowing(Region dialog) {
        return getChildren().contains(dialog);
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

    /** Shows a question that somebody waits for: only its buttons and Escape close it, and closing in any way is told. */
    void ask(Region dialog, Node focus, Runnable closed) {
        show(dialog, Pos.CENTER, focus);
        modal = true;
        whenHidden = closed;
    }

    void hide() {
        if (isShowing()) {
            Runnable told = whenHidden;
            whenHidden = () -> {};
            modal = false;
            getChildren().remove(1, getChildren().size());
            if (focusBefore != null) {
                focusBefore.requestFocus();
            }
            told.run();
        }
    }
}
