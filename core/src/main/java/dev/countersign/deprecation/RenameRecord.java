package dev.countersign.deprecation;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.signing.Digest;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that shows since when an object has its deprecated name.
 *
 * @param object the object under its deprecated name
 * @param oldName what it was called before, when the record says it
 * @param at the moment from which the window counts
 * @param where which plan, file or observation, for people
 * @param plan digest of the signed plan
 * @param receipt digest of the receipt that says when the plan ran
 */
public record RenameRecord(
        ObjectRef object,
        Optional<String> oldName,
        Instant at,
        Proof proof,
        String where,
        Optional<Digest> plan,
        Optional<Digest> receipt) {

    /** Kinds of records. */
    public enum Proof {
        /** A signed plan that holds the rename; its time is that of its receipt, or else of its last signature. */
        SIGNED_PLAN("signed plan"),
        /** A migration file that holds the rename; its time is its version, which is what its author wrote. */
        MIGRATION("migration"),
        /** We saw the object under that name. */
        OBSERVATION("observation");

        private final String label;

        Proof(String label) {
            this.label = label;
        }

        /** Words for people. */
        public String label() {
            return label;
        }
    }

    /** Kind of the record, which one, and its time. */
    public String text() {
        return "renamed " + at + " by " + proof.label() + " " + where;
    }
}
