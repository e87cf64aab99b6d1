package dev.countersign.signing.ssh;

import java.util.List;

/** The two refusals that every key family shares. */
final class SignatureNames {
    private SignatureNames() {}

    static void require(String found, String... accepted) {
        if (!List.of(accepted).contains(found)) {
            throw new BadSignatureException("signature algorithm " + found + " is not accepted for this key; expected "
                    + String.join(" or ", accepted));
        }
    }

    static BadSignatureException mismatch() {
        return new BadSignatureException("signature does not match its text");
    }
}
