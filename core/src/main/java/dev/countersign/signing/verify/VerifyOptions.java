package dev.countersign.signing.verify;

import dev.countersign.signing.Digest;
import dev.countersign.signing.SigningException;
import dev.countersign.signing.record.SignedRecord;
import java.util.Optional;

/**
 * What the caller asks beyond the trust folder.
 *
 * @param applier principal who is going to run the plan, for separation of duties
 * @param requireRelease whether a release record must close the set of decisions
 * @param trustDigest the digest that the trust folder must have
 * @param policy the policy that the plan must have been judged by; empty when nobody names a project
 */
public record VerifyOptions(
        Optional<String> applier, boolean requireRelease, Optional<Digest> trustDigest, Optional<PolicyNow> policy) {
    /** @throws SigningException when nobody can be called as the applier is: one who is nobody would pass as somebody else */
    public VerifyOptions {
        if (applier.filter(name -> !SignedRecord.canSign(name)).isPresent()) {
            throw new SigningException(
                    "The applier \"" + applier.get()
                            + "\" is nobody that allowed_signers could name: write it without spaces, commas, quotes and wildcards, or leave it out.");
        }
    }

    /** Nothing beyond the trust folder. */
    public static final VerifyOptions PLAIN = new VerifyOptions(Optional.empty(), false, Optional.empty());

    /** Without a project. */
    public VerifyOptions(Optional<String> applier, boolean requireRelease, Optional<Digest> trustDigest) {
        this(applier, requireRelease, trustDigest, Optional.empty());
    }
}
