package dev.countersign.signing.ssh;

import java.util.List;

/** The key families in use. Types that are not listed (ssh-dss, certificates) are refused by name. */
final class KeyAlgorithms {
    private static final List<KeyAlgorithm> ALL =
            List.of(new Ed25519Algorithm(), new EcdsaAlgorithm(), new RsaAlgorithm(), new SecurityKeyAlgorithm());

    private KeyAlgorithms() {}

    static boolean known(SshPublicKey key) {
        return ALL.stream().anyMatch(algorithm -> algorithm.handles(key.type()));
    }

    static KeyAlgorithm of(SshPublicKey key) {
        if (key.certificate()) {
            throw new BadSignatureException("not supported: certificate (" + key.type()
                    + "); list the plain key in allowed_signers and sign with that one");
        }
        return ALL.stream()
                .filter(algorithm -> algorithm.handles(key.type()))
                .findFirst()
                .orElseThrow(
                        () -> new BadSignatureException(
                                "key type " + key.type()
                                        + " is not accepted; use ssh-ed25519, ecdsa-sha2-nistp256/384/521 or RSA of 3072 bits or more"));
    }
}
