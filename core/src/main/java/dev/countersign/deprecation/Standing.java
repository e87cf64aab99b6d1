package dev.countersign.deprecation;

import dev.countersign.catalog.ObjectRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a deprecated object stands on its way to being dropped.
 *
 * @param object the object under its name of now
 * @param state what may be done
 * @param record since when it has this name, by which record
 * @param opensAt from when it may be dropped, as far as time decides
 * @param usage what is known of its use
 * @param text one sentence that says it all
 * @param remarks what else a person should know, one sentence each
 */
public record Standing(
        ObjectRef object,
        State state,
        Optional<RenameRecord> record,
        Optional<Instant> opensAt,
        Usage usage,
        String text,
        List<String> remarks) {
    public Standing {
        remarks = List.copyOf(remarks);
    }

    /** The stations on the way. Only {@link #OPEN} may be dropped. */
    public enum State {
        /** Not called deprecated at all. */
        NOT_ANNOUNCED("not announced"),
        /** Called deprecated; no record says since when. */
        NAMED("named"),
        /** The window runs. */
        DRAINING("draining"),
        /** It was read after the rename, so the window runs again. */
        STALLED("stalled"),
        /** The window is over; the evidence that the policy asks for is missing. */
        NO_EVIDENCE("no evidence"),
        /** May be dropped. */
        OPEN("open");

        private final String label;

        State(String label) {
            this.label = label;
        }

        /** Words for people. */
        public String label() {
            return label;
        }
    }

    /** Whether it may be dropped now. */
    public boolean open() {
        return state == State.OPEN;
    }
}
