package dev.countersign.app.compare;

import java.util.List;

/**
 * Changes that do the same.
 *
 * @param keptOut how many of them are not in the plan
 */
public record ChangeGroup(Action action, List<ChangeRow> rows, int keptOut) {
    public ChangeGroup {
        rows = List.copyOf(rows);
    }

    /** What is done, in the order in which it is to be looked at: what can lose data first. */
    public enum Action {
        /** What looks renamed and waits for the reviewer, or was found not to be. */
        SUGGESTED,
        DROP,
        CHANGE,
        RENAME,
        CREATE,
        /** Whatever is done to owners, privileges, roles: there are many of them, and they hide nothing else. */
        ACCESS,
        EQUAL,
        NOT_COMPARED;

        /** Whether rows of this group differ between the states. */
        public boolean differs() {
            return switch (this) {
                case DROP, CHANGE, RENAME, CREATE, ACCESS -> true;
                case SUGGESTED, EQUAL, NOT_COMPARED -> false;
            };
        }
    }
}
