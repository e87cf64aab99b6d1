package dev.countersign.app.theme;

import javafx.scene.Group;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.SVGPath;

/** Icons of the window, drawn as lines on a field of 16 by 16; their colour is the style class's business. */
public enum Icon {
    ERROR("M8 1.8a6.2 6.2 0 1 0 0 12.4a6.2 6.2 0 1 0 0-12.4z M5.8 5.8l4.4 4.4 M10.2 5.8l-4.4 4.4"),
    WARNING("M8 2.2l6.2 11.2h-12.4z M8 6.4v3.4 M8 11.5v.4"),
    INFO("M8 1.8a6.2 6.2 0 1 0 0 12.4a6.2 6.2 0 1 0 0-12.4z M8 7.4v3.6 M8 5v.4"),
    CHECK("M3 8.6l3.2 3.2l6.8-7.2"),
    OPEN_CIRCLE("M8 3a5 5 0 1 0 0 10a5 5 0 1 0 0-10z"),
    SKIPPED("M8 2.4a5.6 5.6 0 1 0 0 11.2a5.6 5.6 0 1 0 0-11.2z M4.1 4.1l7.8 7.8"),
    ADD("M8 3.2v9.6 M3.2 8h9.6"),
    REMOVE("M3.2 8h9.6"),
    CHANGE("M2.6 9.4c1.4-2.8 3.2-2.8 5.2-1.2s3.8 1.6 5.6-1.4"),
    RENAME("M2.6 8h10.4 M9.2 4.2l3.8 3.8l-3.8 3.8"),
    COMPARE("M2.5 5h10 M9.7 2.2l2.8 2.8l-2.8 2.8 M13.5 11h-10 M6.3 8.2l-2.8 2.8l2.8 2.8"),
    SWAP("M5 13v-10 M2.4 5.6l2.6-2.6l2.6 2.6 M11 3v10 M8.4 10.4l2.6 2.6l2.6-2.6"),
    FOLDER("M1.8 4.2v8.6h12.4v-7h-6.6l-1.6-1.6z"),
    DATABASE("M2.8 4c0-2.6 10.4-2.6 10.4 0s-10.4 2.6-10.4 0v8c0 2.6 10.4 2.6 10.4 0v-8 M2.8 8c0 2.6 10.4 2.6 10.4 0"),
    PLAN("M2.6 3.6h10.8 M2.6 8h10.8 M2.6 12.4h6.8"),
    SIGN("M2.4 13.4h11.2 M3.6 10.6l.6-2.6l6.2-6.2l2 2l-6.2 6.2z"),
    THEME("M8 2.2a5.8 5.8 0 1 0 0 11.6a5.8 5.8 0 1 0 0-11.6z M8 2.2v11.6 M8 4.6h4.7 M8 8h5.8 M8 11.4h4.7"),
    SEARCH("M7 2.4a4.6 4.6 0 1 0 0 9.2a4.6 4.6 0 1 0 0-9.2z M10.4 10.4l3.4 3.4"),
    CLOSE("M3.8 3.8l8.4 8.4 M12.2 3.8l-8.4 8.4"),
    CLOCK("M8 1.8a6.2 6.2 0 1 0 0 12.4a6.2 6.2 0 1 0 0-12.4z M8 4.6v3.6l2.4 1.6"),
    LOCK("M3.6 7.2h8.8v6.4h-8.8z M5.4 7.2v-2.2c0-3.4 5.2-3.4 5.2 0v2.2"),
    COMMAND("M2.6 4.4l3.6 3.6l-3.6 3.6 M8 12h5.4"),
    COPY("M5.4 5.4h8v8h-8z M10.6 2.6h-8v8");

    private final String path;

    Icon(String path) {
        this.path = path;
    }

    /** A new node that shows the icon in a square of 16. It says nothing by itself: give it a label or a tooltip. */
    public StackPane node(String... styleClasses) {
        SVGPath shape = new SVGPath();
        shape.setContent(path);
        shape.getStyleClass().add("icon-shape");
        // an invisible field keeps every icon where it was drawn
        SVGPath field = new SVGPath();
        field.setContent("M0 0h16v16h-16z");
        field.getStyleClass().add("icon-field");
        // before the style sheet has its say an icon is nothing, not a black square
        field.setFill(null);
        shape.setFill(null);
        Group drawing = new Group(field, shape);
        StackPane icon = new StackPane(drawing);
        icon.getStyleClass().add("icon");
        icon.getStyleClass().addAll(styleClasses);
        icon.setMinSize(16, 16);
        icon.setMaxSize(16, 16);
        icon.setMouseTransparent(true);
        return icon;
    }
}
