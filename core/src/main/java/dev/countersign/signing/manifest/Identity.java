package dev.countersign.signing.manifest;

import dev.countersign.signing.Digest;
import java.util.Optional;

/**
 * Which plan this is.
 *
 * @param id UUID (version 7) of the plan; a second plan with this id is an alarm
 * @param title one line
 * @param reason why the change is made
 * @param ticket where the work is tracked
 * @param supersedes the plan that this one replaces
 * @param emergency break-glass plan; other rules apply to it
 */
public record Identity(
        String id,
        String title,
        String reason,
        Optional<Ticket> ticket,
        Optional<Digest> supersedes,
        boolean emergency) {

    /** An entry in an issue tracker. */
    public record Ticket(String system, String key, String url) {}
}
