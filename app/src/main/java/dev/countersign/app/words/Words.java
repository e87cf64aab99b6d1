package dev.countersign.app.words;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts of one room, from its {@code words.properties}; keys are places ({@code header.swap}), values are message patterns. */
public final class Words {
    private final ResourceBundle bundle;

    private Words(ResourceBundle bundle) {
        this.bundle = bundle;
    }

    /** The texts of the room in which the class lives. */
    public static Words of(Class<?> room) {
        return new Words(
                ResourceBundle.getBundle(room.getPackageName() + ".words", Locale.ROOT, room.getClassLoader()));
    }

    /**
     * The text at a key with its places filled; numbers are written as in English.
     *
     * @throws java.util.MissingResourceException when nobody wrote that text
     */
    public String get(String key, Object... values) {
        return new MessageFormat(bundle.getString(key), Locale.ENGLISH).format(values);
    }
}
