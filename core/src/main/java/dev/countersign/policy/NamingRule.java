package dev.countersign.policy;

/**
 * What names of one kind of object must look like.
 *
 * @param match the pattern a name must contain
 * @param message what to tell when it does not; may be empty
 */
public record NamingRule(Setting<NamePattern> match, String message) {

    /** Kinds of objects that can have a rule of their own, with the names of their blocks. */
    public enum Subject {
        /** NM101 */
        SCHEMA,
        /** NM102 */
        TABLE,
        /** NM103 */
        COLUMN,
        /** NM104 */
        INDEX,
        /** NM105 */
        FOREIGN_KEY,
        /** NM106 */
        CHECK
    }
}
