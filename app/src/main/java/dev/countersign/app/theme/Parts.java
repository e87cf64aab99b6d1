package dev.countersign.app.theme;

import dev.countersign.lint.Severity;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** The small parts from which every room is built, so that they look the same everywhere. */
public final class Parts {
    private Parts() {}

    /** A label with style classes. */
    public static Label label(String text, String... styleClasses) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styleClasses);
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    /** A label that may become shorter than its text; the whole text is then in the tooltip. */
    public static Label shrinking(String text, String... styleClasses) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styleClasses);
        label.setMinWidth(24);
        label.setTooltip(new Tooltip(text));
        return label;
    }

    /** A label that takes as many lines as its text needs. */
    public static Label wrapped(String text, String... styleClasses) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().addAll(styleClasses);
        return label;
    }

    /** Takes the space that is left in a row. */
    public static Region spring() {
        Region region = new Region();
        HBox.setHgrow(region, Priority.ALWAYS);
        return region;
    }

    /** The heading of a pane: title and facts left, actions right. */
    public static HBox paneHeader(Node... parts) {
        HBox header = new HBox(parts);
        header.getStyleClass().add("pane-header");
        header.setAlignment(Pos.CENTER_LEFT);
        return header;
    }

    /** Icon and number in the colour of a severity, with the words for readers. */
    public static Label badge(Severity severity, long count, String words) {
        Label badge = label(Long.toString(count), "badge", "badge-" + styleName(severity));
        badge.setGraphic(icon(severity).node("icon-" + styleName(severity), "icon-small"));
        badge.setAccessibleText(words);
        badge.setTooltip(new Tooltip(words));
        return badge;
    }

    /** The icon of a severity. */
    public static Icon icon(Severity severity) {
        return switch (severity) {
            case ERROR -> Icon.ERROR;
            case WARNING -> Icon.WARNING;
            case INFO -> Icon.INFO;
        };
    }

    /** The severity's part in style class names. */
    public static String styleName(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
