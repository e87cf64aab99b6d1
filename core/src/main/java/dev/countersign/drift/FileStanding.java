package dev.countersign.drift;

/**
 * A migration file beside what is recorded of it.
 *
 * @param name the file
 * @param version what is recorded when it runs
 * @param description the rest of its name; may be empty
 * @param standing whether it ran
 */
public record FileStanding(String name, String version, String description, Standing standing) {
    /** Whether a file ran. */
    public enum Standing {
        /** It did. */
        APPLIED,
        /** A baseline or checkpoint that is recorded stands for it, or it is a checkpoint that the database does not need. */
        COVERED,
        /** It comes behind everything that ran. */
        PENDING,
        /** It comes between files that ran. */
        OUT_OF_ORDER,
        /** It comes before everything that is recorded. */
        BEFORE_FIRST
    }
}
