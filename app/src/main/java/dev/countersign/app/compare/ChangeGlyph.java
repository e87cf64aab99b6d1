package dev.countersign.app.compare;

import dev.countersign.app.compare.ChangeGroup.Action;
import dev.countersign.app.theme.Icon;
import java.util.Locale;
import javafx.scene.Node;

/** The sign of what is done to an object: shape first, colour second. */
final class ChangeGlyph {
    private ChangeGlyph() {}

    static Node of(ChangeRow row) {
        return icon(row).node("glyph-" + style(row));
    }

    private static Icon icon(ChangeRow row) {
        if (row.keptOut().isPresent()) {
            return Icon.SKIPPED;
        }
        return switch (row.action()) {
            case DROP -> Icon.REMOVE;
            case CHANGE -> Icon.CHANGE;
            case RENAME, SUGGESTED -> Icon.RENAME;
            case CREATE -> Icon.ADD;
            case ACCESS -> Icon.LOCK;
            case EQUAL -> Icon.CHECK;
            case NOT_COMPARED -> Icon.SKIPPED;
        };
    }

    private static String style(ChangeRow row) {
        if (row.keptOut().isPresent() || row.action() == Action.EQUAL) {
            return "quiet";
        }
        return row.action().name().toLowerCase(Locale.ROOT);
    }
}
