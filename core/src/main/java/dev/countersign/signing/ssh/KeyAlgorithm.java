package dev.countersign.signing.ssh;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;

/** One family of SSH keys. A new family is a new class and one line in {@link KeyAlgorithms}. */
interface KeyAlgorithm {
    /** Whether keys of this type belong here. */
    boolean handles(String keyType);

    /**
     * Checks a signature.
     *
     * @param key the public key
     * @param signature the signature blob: algorithm name, then what that algorithm wants
     * @param data the exact bytes that were signed
     * @return what the signature says about the person
     * @throws BadSignatureException when it must not be accepted
     * @throws SshFormatException when it cannot be read
     * @throws GeneralSecurityException when Java refuses the numbers in the key
     */
    Presence verify(SshPublicKey key, byte[] signature, byte[] data) throws GeneralSecurityException;

    /**
     * Signs with a private key held in memory.
     *
     * @return the signature blob
     * @throws GeneralSecurityException when Java refuses the key
     */
    byte[] sign(SshPublicKey key, PrivateKey secret, byte[] data) throws GeneralSecurityException;

    /**
     * Reads the private part of a key in an OpenSSH key file, up to the comment.
     *
     * @param in placed behind the key type
     * @throws GeneralSecurityException when Java refuses the key
     */
    PrivateKey readPrivate(SshPublicKey key, WireReader in) throws GeneralSecurityException;
}
