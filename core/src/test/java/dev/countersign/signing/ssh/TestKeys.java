package dev.countersign.signing.ssh;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;

/** Keys made on the spot, for tests that need many and no file. */
public final class TestKeys {
    private TestKeys() {}

    /** A new Ed25519 key in software. */
    public static Signer ed25519() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            SshPublicKey key = SshPublicKey.of(new WireWriter()
                    .name("ssh-ed25519")
                    .bytes(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length))
                    .toBytes());
            return new KeyFileSigner(key, pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A software key that looks like a security key, touched or not. */
    public static Signer hardware(boolean touched) {
        try {
            return SshSigTest.softwareStandIn(true, touched ? 1 : 0);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
