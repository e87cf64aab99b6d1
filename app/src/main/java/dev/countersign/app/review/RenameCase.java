package dev.countersign.app.review;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.diff.Rename;
import java.util.List;

/**
 * Two objects that may be one under a new name, and what the reviewer said about it.
 *
 * @param reasons what speaks for it, the strongest first; empty for what was decided
 */
public record RenameCase(Rename rename, State state, Likelihood likelihood, List<String> reasons) {
    public RenameCase {
        reasons = List.copyOf(reasons);
    }

    /** Where a case stands. */
    public enum State {
        /** Nobody decided: as it stands, the one is dropped and the other made. */
        SUGGESTED,
        /** The reviewer said it is one object. */
        CONFIRMED,
        /** The reviewer said these are two objects. */
        REJECTED
    }

    /** How much speaks for it, in words instead of points that nobody can compare. */
    public enum Likelihood {
        VERY_LIKELY(85),
        LIKELY(70),
        POSSIBLE(0);

        private final int from;

        Likelihood(int from) {
            this.from = from;
        }

        /** @param score from 0 to 100 */
        static Likelihood of(int score) {
            for (Likelihood likelihood : values()) {
                if (score >= likelihood.from) {
                    return likelihood;
                }
            }
            return POSSIBLE;
        }
    }

    /** Under which identity the reviewer looks at it: of the change when it is planned as a rename, else of its own, beside the two objects'. */
    public ObjectRef shownAs() {
        return state == State.CONFIRMED
                ? rename.from()
                : ObjectRef.of(
                        ObjectKind.OTHER,
                        "rename",
                        rename.from().toString(),
                        rename.to().toString());
    }

    /** The same case once it was decided, or is open again. */
    public RenameCase now(State other) {
        return new RenameCase(rename, other, likelihood, reasons);
    }

    /** Whether it waits for the reviewer. */
    public boolean isOpen() {
        return state == State.SUGGESTED;
    }
}
