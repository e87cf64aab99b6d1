package dev.countersign.signing.ssh;

/** Something that can sign with one SSH key: a key file, the agent, anything else. A new kind of signer is a new class. */
public interface Signer {
    /** The public half of the key that signs. */
    SshPublicKey key();

    /**
     * Signs bytes.
     *
     * @param data the exact bytes to sign
     * @return the SSH signature blob: algorithm name, then the signature
     * @throws dev.countersign.signing.SigningException when the key cannot sign, or its owner refused
     */
    byte[] sign(byte[] data);
}
