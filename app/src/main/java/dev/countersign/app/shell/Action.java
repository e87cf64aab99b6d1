package dev.countersign.app.shell;

import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyCombination.Modifier;

/**
 * Everything the window can be told to do, with its key. The one table of keys: menu, tooltips and palette read it. No key does anything that cannot be
 * taken back.
 */
public enum Action {
    OPEN(Context.WINDOW, KeyCode.O, KeyCombination.SHORTCUT_DOWN),
    REREAD(Context.WINDOW, KeyCode.F5),
    SWAP(Context.WINDOW),
    CANCEL_WORK(Context.WINDOW, KeyCode.PERIOD, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN),
    NEXT_DIFFERENCE(Context.WINDOW, KeyCode.F7),
    PREVIOUS_DIFFERENCE(Context.WINDOW, KeyCode.F7, KeyCombination.SHIFT_DOWN),
    NEXT_FINDING(Context.WINDOW, KeyCode.F8),
    PREVIOUS_FINDING(Context.WINDOW, KeyCode.F8, KeyCombination.SHIFT_DOWN),
    NEXT_OBJECT(Context.WINDOW, KeyCode.RIGHT, KeyCombination.ALT_DOWN),
    PREVIOUS_OBJECT(Context.WINDOW, KeyCode.LEFT, KeyCombination.ALT_DOWN),
    BETWEEN_DIFFERENCE_AND_STATEMENT(Context.WINDOW, KeyCode.F4),
    TOGGLE_VIEWED(Context.TREE, KeyCode.V),
    NEXT_RENAME(Context.WINDOW, KeyCode.J, KeyCombination.SHORTCUT_DOWN),
    CONFIRM_RENAME(Context.WINDOW, KeyCode.R, KeyCombination.SHORTCUT_DOWN),
    REJECT_RENAME(Context.WINDOW, KeyCode.R, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN),
    TAKE_BACK_RENAME(Context.WINDOW, KeyCode.BACK_SPACE, KeyCombination.SHORTCUT_DOWN),
    UNDO(Context.WINDOW, KeyCode.Z, KeyCombination.SHORTCUT_DOWN),
    REDO(Context.WINDOW, KeyCode.Z, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN),
    TOGGLE_UNIFIED(Context.WINDOW, KeyCode.U, KeyCombination.SHORTCUT_DOWN),
    SHOW_KEPT_OUT(Context.WINDOW, KeyCode.K, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN),
    EXPLAIN(Context.WINDOW, KeyCode.E, KeyCombination.SHORTCUT_DOWN),
    CHOOSE_ACTOR(Context.WINDOW, KeyCode.A, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN),
    IGNORE_OWNERS(Context.WINDOW, KeyCode.O, KeyCombination.SHORTCUT_DOWN, KeyCombination.ALT_DOWN),
    IGNORE_PRIVILEGES(Context.WINDOW, KeyCode.P, KeyCombination.SHORTCUT_DOWN, KeyCombination.ALT_DOWN),
    IGNORE_ROLES(Context.WINDOW, KeyCode.R, KeyCombination.SHORTCUT_DOWN, KeyCombination.ALT_DOWN),
    FIND(Context.WINDOW, KeyCode.F, KeyCombination.SHORTCUT_DOWN),
    NEXT_PANE(Context.WINDOW, KeyCode.F6),
    PREVIOUS_PANE(Context.WINDOW, KeyCode.F6, KeyCombination.SHIFT_DOWN),
    PANE_DIFFERENCES(Context.WINDOW, KeyCode.DIGIT1, KeyCombination.ALT_DOWN),
    PANE_DEFINITIONS(Context.WINDOW, KeyCode.DIGIT2, KeyCombination.ALT_DOWN),
    PANE_PLAN(Context.WINDOW, KeyCode.DIGIT3, KeyCombination.ALT_DOWN),
    PANE_FINDINGS(Context.WINDOW, KeyCode.M, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN),
    PANE_SIGN_OFF(Context.WINDOW, KeyCode.ENTER, KeyCombination.SHORTCUT_DOWN),
    COPY_PLAN(Context.WINDOW, KeyCode.C, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN),
    SIGN(Context.WINDOW),
    PALETTE(Context.WINDOW, KeyCode.P, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN),
    GO_TO_OBJECT(Context.WINDOW, KeyCode.P, KeyCombination.SHORTCUT_DOWN),
    LARGER_TEXT(Context.WINDOW, KeyCode.EQUALS, KeyCombination.SHORTCUT_DOWN),
    SMALLER_TEXT(Context.WINDOW, KeyCode.MINUS, KeyCombination.SHORTCUT_DOWN),
    USUAL_TEXT(Context.WINDOW, KeyCode.DIGIT0, KeyCombination.SHORTCUT_DOWN),
    NEXT_THEME(Context.WINDOW);

    /** Where the keyboard focus has to be for the key to work. */
    public enum Context {
        /** Anywhere. */
        WINDOW,
        /** In the tree of changes. */
        TREE
    }

    private final Context context;
    private final Optional<KeyCodeCombination> key;

    Action(Context context) {
        this.context = context;
        this.key = Optional.empty();
    }

    Action(Context context, KeyCode code, Modifier... modifiers) {
        this.context = context;
        this.key = Optional.of(new KeyCodeCombination(code, modifiers));
    }

    /** Where its key works. */
    public Context context() {
        return context;
    }

    /** Its key, if it has one; stated as key codes, which are the same on every keyboard layout. */
    public Optional<KeyCodeCombination> key() {
        return key;
    }

    /** The key as people read it, or nothing. */
    public String keyText() {
        return key.map(KeyCodeCombination::getDisplayText).orElse("");
    }
}
