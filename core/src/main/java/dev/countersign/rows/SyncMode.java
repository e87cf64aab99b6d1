package dev.countersign.rows;

/** How far the rows of a database follow those of the desired state; the words of Atlas's {@code data { mode }}. */
public enum SyncMode {
    /** Rows that are missing are inserted. */
    INSERT("rows that are missing are inserted"),
    /** Rows that are missing are inserted, those that differ are updated. */
    UPSERT("rows that are missing are inserted and those that differ updated"),
    /** Rows that are missing are inserted, those that differ updated, and those that the desired state does not have deleted. */
    SYNC(
            "rows that are missing are inserted, those that differ updated, and those that the desired state does not have deleted");

    private final String effect;

    SyncMode(String effect) {
        this.effect = effect;
    }

    /** What it does, as half a sentence for people. */
    public String effect() {
        return effect;
    }

    /** Whether rows that are there get other values. */
    public boolean updates() {
        return this != INSERT;
    }

    /** Whether rows that the desired state does not have go. */
    public boolean deletes() {
        return this == SYNC;
    }
}
