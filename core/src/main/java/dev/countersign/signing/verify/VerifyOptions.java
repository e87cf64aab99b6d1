package dev.countersign.signing.verify;

import dev.countersign.signing.Digest;
import java.util.Optional;

/**
 * What the caller asks beyond the trust folder.
 *
 * @param applier principal who is going to run the plan, for separation of duties
 * @param requireRelease whether a release record must close the set of decisions
 * @param trustDigest the digest that the trust folder must have
 */
public record VerifyOptions(Optional<String> applier, boolean requireRelease, Optional<Digest> trustDigest) {
    /** Nothing beyond the trust folder. */
    public static final VerifyOptions PLAIN = new VerifyOptions(Optional.empty(), false, Optional.empty());
}
