package dev.countersign.policy;

import dev.countersign.hcl.SourceRange;

/**
 * Something the project file says that is read and cannot change what a review or a lint finds; shown so that nobody expects it to.
 *
 * @param what the block or attribute, with the blocks around it, for example {@code env "prod".migration.lock_timeout}
 * @param range where it stands
 * @param reason when it decides, or why it never does, as a clause
 */
public record Notice(String what, SourceRange range, String reason) {

    /** Name and reason, without the position. */
    public String text() {
        return what + " decides nothing here: " + reason;
    }

    /** Position, name and reason in one line. */
    public String summary() {
        return range + ": " + text();
    }
}
