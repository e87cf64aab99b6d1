package dev.countersign.app.shell;

import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/**
 * Shows one dialog at a time over the window; Escape or a click beside it closes it and gives the focus back. A question that somebody waits for comes before
 * a dialog, which is there again afterwards.
 */
final class OverlayHost extends StackPane {
    private final Region scrim = new Region();
    private Node focusBefore;
    private Optional<Layer> shown = Optional.empty();
    private Optional<Layer> waiting = Optional.empty();

    /**
     * @param closed told that it was closed, in whatever way
     * @param modal whether only its own buttons and Escape close it
     */
    private record Layer(Region dialog, Pos where, Node focus, Runnable closed, boolean modal) {}

    OverlayHost(Node main) {
        scrim.getStyleClass().add("scrim");
        scrim.setOnMouseClicked(event -> {
            if (shown.filter(Layer::modal).isEmpty()) {
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
        return shown.isPresent();
    }

    boolean isShowing(Region dialog) {
        return shown.filter(layer -> layer.dialog() == dialog).isPresent();
    }

    void show(Region dialog, Pos where, Node focus) {
        show(dialog, where, focus, () -> {});
    }

    /** Shows a dialog whose closing, in any way, is told. */
    void show(Region dialog, Pos where, Node focus, Runnable closed) {
        hide();
        put(new Layer(dialog, where, focus, closed, false));
    }

    /** Shows a question that somebody waits for: only its buttons and Escape close it, and closing in any way is told. */
    void ask(Region dialog, Node focus, Runnable closed) {
        if (shown.filter(Layer::modal).isPresent()) {
            hide();
        }
        Optional<Layer> below = shown.or(() -> waiting);
        takeAway();
        waiting = below;
        put(new Layer(dialog, Pos.CENTER, focus, closed, true));
    }

    void hide() {
        shown.ifPresent(layer -> {
            takeAway();
            waiting.ifPresent(below -> {
                waiting = Optional.empty();
                put(below);
            });
            layer.closed().run();
        });
    }

    private void put(Layer layer) {
        focusBefore = getScene() == null ? null : getScene().getFocusOwner();
        if (!layer.dialog().getStyleClass().contains("dialog")) {
            layer.dialog().getStyleClass().add("dialog");
        }
        layer.dialog().setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        setAlignment(layer.dialog(), layer.where());
        getChildren().addAll(scrim, layer.dialog());
        shown = Optional.of(layer);
        layer.focus().requestFocus();
    }

    private void takeAway() {
        if (isShowing()) {
            // whoever took the focus meanwhile has reasons to
            boolean hasFocus = shown.filter(layer -> hasFocus(layer.dialog())).isPresent();
            shown = Optional.empty();
            getChildren().remove(1, getChildren().size());
            if (hasFocus && focusBefore != null) {
                focusBefore.requestFocus();
            }
        }
    }

    private static boolean hasFocus(Region dialog) {
        Node owner = dialog.getScene() == null ? null : dialog.getScene().getFocusOwner();
        for (Node at = owner; at != null; at = at.getParent()) {
            if (at == dialog) {
                return true;
            }
        }
        return owner == null;
    }
}
