package dev.countersign.signing.ssh;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;

/** Signs with a private key that was read from a file. */
final class KeyFileSigner implements Signer {
    private final SshPublicKey key;
    private final PrivateKey secret;

    KeyFileSigner(SshPublicKey key, PrivateKey secret) {
        this.key = key;
        this.secret = secret;
    }

    @Override
    public SshPublicKey key() {
        return key;
    }

    @Override
    public byte[] sign(byte[] data) {
        try {
            return KeyAlgorithms.of(key).sign(key, secret, data);
        } catch (GeneralSecurityException e) {
            throw new KeyFileException("Java cannot sign with the key " + key + ".", e);
        }
    }

    @Override
    public String toString() {
        return "key file " + key;
    }
}
