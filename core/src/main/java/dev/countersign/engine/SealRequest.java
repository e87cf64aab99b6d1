package dev.countersign.engine;

import dev.countersign.signing.ssh.Signer;
import java.time.Duration;
import java.util.Optional;

/**
 * How to make a plan file of a review.
 *
 * @param title one line that names the change; empty: made from what it does
 * @param reason why the change is made, may be empty
 * @param author principal of the author, as {@code allowed_signers} spells it
 * @param comment the author's words with the seal, if any
 * @param validFor how long the plan may run, from now
 * @param signer the author's key; empty leaves the plan without a seal
 */
public record SealRequest(
        String title,
        String reason,
        String author,
        Optional<String> comment,
        Duration validFor,
        Optional<Signer> signer) {
    /** How long a plan is valid when nobody says otherwise. */
    public static final Duration DEFAULT_VALIDITY = Duration.ofDays(7);

    /** A seal by that author with that key, valid for a week. */
    public static SealRequest by(String author, Signer signer, Optional<String> comment) {
        return new SealRequest("", "", author, comment, DEFAULT_VALIDITY, Optional.of(signer));
    }
}
