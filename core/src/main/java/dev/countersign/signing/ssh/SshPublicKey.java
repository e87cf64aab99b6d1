package dev.countersign.signing.ssh;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** An SSH public key: its wire encoding, which is also its identity. */
public final class SshPublicKey {
    private static final int MAX_BYTES = 16 * 1024;

    private final byte[] blob;
    private final String type;

    private SshPublicKey(byte[] blob) {
        this.blob = blob;
        this.type = new WireReader(blob, "public key").name();
    }

    /**
     * @param blob the wire encoding (RFC 4253 section 6.6)
     * @throws SshFormatException when it is not a public key
     */
    public static SshPublicKey of(byte[] blob) {
        if (blob.length > MAX_BYTES) {
            throw new SshFormatException(
                    "The public key is " + blob.length + " bytes long; keys are shorter than " + MAX_BYTES + ".");
        }
        return new SshPublicKey(blob.clone());
    }

    /**
     * Reads the two words of a {@code .pub} file or an {@code allowed_signers} line.
     *
     * @param type for example {@code ssh-ed25519}
     * @param base64 the second word
     * @throws SshFormatException when the base64 text is damaged or the key inside is of another type
     */
    public static SshPublicKey of(String type, String base64) {
        SshPublicKey key;
        try {
            key = of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new SshFormatException("The " + type + " key is damaged: its base64 text cannot be read.", e);
        }
        if (!key.type.equals(type)) {
            throw new SshFormatException("The key says " + type + " but holds " + key.type + ".");
        }
        return key;
    }

    /**
     * @param line the text of a {@code .pub} file: type, base64, comment
     * @throws SshFormatException when there is no key in it
     */
    public static SshPublicKey parse(String line) {
        String[] words = line.strip().split("\\s+", 3);
        if (words.length < 2) {
            throw new SshFormatException(
                    "This is not a public key; a public key looks like: ssh-ed25519 AAAA… comment.");
        }
        return of(words[0], words[1]);
    }

    /** The key type, for example {@code ecdsa-sha2-nistp256}. */
    public String type() {
        return type;
    }

    /** The wire encoding. */
    public byte[] blob() {
        return blob.clone();
    }

    /** The fingerprint as {@code ssh-keygen -l} shows it: {@code SHA256:…}. */
    public String fingerprint() {
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(sha256(blob));
    }

    /** True for keys that live in a FIDO security key. */
    public boolean hardware() {
        return type.startsWith("sk-");
    }

    /** True for OpenSSH certificates, which carry a key plus a signature of an authority. */
    public boolean certificate() {
        return type.endsWith("-cert-v01@openssh.com");
    }

    /** The line as in a {@code .pub} file, without comment. */
    public String toLine() {
        return type + " " + Base64.getEncoder().encodeToString(blob);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SshPublicKey key && Arrays.equals(blob, key.blob);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(blob);
    }

    @Override
    public String toString() {
        return type + " " + fingerprint();
    }

    static byte[] sha256(byte[] data) {
        return digest("SHA-256", data);
    }

    static byte[] digest(String algorithm, byte[] data) {
        try {
            return MessageDigest.getInstance(algorithm).digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no " + algorithm + ".", e);
        }
    }
}
