package dev.countersign.app.theme;

import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;

/** The reviewer's choice of colours and text size; independent of each other. */
public final class ThemeModel {
    /** The usual text size in pixels. */
    public static final int USUAL_SIZE = 13;

    private static final int SMALLEST = 8;
    private static final int LARGEST = 28;

    private final ObjectProperty<Scheme> scheme;
    private final IntegerProperty fontSize = new SimpleIntegerProperty(USUAL_SIZE);

    /** Which colours. */
    public enum Scheme {
        /** As the platform says. */
        SYSTEM,
        LIGHT,
        DARK
    }

    public ThemeModel(Scheme scheme) {
        this.scheme = new SimpleObjectProperty<>(scheme);
    }

    /** Which colours. */
    public ObjectProperty<Scheme> schemeProperty() {
        return scheme;
    }

    /** Text size in pixels. */
    public IntegerProperty fontSizeProperty() {
        return fontSize;
    }

    /** The next colours in turn: system, light, dark. */
    public void nextScheme() {
        scheme.set(Scheme.values()[(scheme.get().ordinal() + 1) % Scheme.values().length]);
    }

    /** Larger text, up to 28. */
    public void larger() {
        fontSize.set(Math.min(LARGEST, fontSize.get() + 1));
    }

    /** Smaller text, down to 8. */
    public void smaller() {
        fontSize.set(Math.max(SMALLEST, fontSize.get() - 1));
    }

    /** The usual text size. */
    public void usualSize() {
        fontSize.set(USUAL_SIZE);
    }
}
