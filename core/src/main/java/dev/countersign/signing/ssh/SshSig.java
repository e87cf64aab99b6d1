package dev.countersign.signing.ssh;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;

/**
 * A detached signature in the format of OpenSSH's PROTOCOL.sshsig, version 1.
 *
 * @param key the public key that signed
 * @param namespace what the signature is for; a signature for one namespace is worth nothing in another
 * @param hash {@code sha256} or {@code sha512}: how the message was hashed before signing
 * @param signature the SSH signature blob
 */
public record SshSig(SshPublicKey key, String namespace, String hash, byte[] signature) {
    private static final byte[] MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);
    private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----\n";
    private static final String END = "-----END SSH SIGNATURE-----\n";

    /** ssh-keygen breaks its base64 after 70 characters. */
    private static final int ARMOR_WIDTH = 70;

    /** Keeps the blob to itself. */
    public SshSig {
        signature = signature.clone();
    }

    @Override
    public byte[] signature() {
        return signature.clone();
    }

    /**
     * Signs a message, hashed with SHA-512 as ssh-keygen does.
     *
     * @param signer the key
     * @param namespace what the signature is for
     * @param message the exact bytes
     * @return the signature, already checked once against the message
     */
    public static SshSig sign(Signer signer, String namespace, byte[] message) {
        byte[] blob = signer.sign(signedData(namespace, "sha512", message));
        SshSig made = new SshSig(signer.key(), namespace, "sha512", blob);
        made.verify(namespace, message);
        return made;
    }

    /**
     * Checks that this signature was made over the message for the namespace, by a strong algorithm.
     * Whether the key may be trusted is another question.
     *
     * @return what the signature says about the person at the key
     * @throws BadSignatureException when it must not be accepted
     * @throws SshFormatException when the key or the signature inside is damaged
     */
    public Presence verify(String expectedNamespace, byte[] message) {
        if (!namespace.equals(expectedNamespace)) {
            throw new BadSignatureException(
                    "signature is for \"" + namespace + "\", expected \"" + expectedNamespace + "\"");
        }
        try {
            return KeyAlgorithms.of(key).verify(key, signature, signedData(namespace, hash, message));
        } catch (GeneralSecurityException e) {
            throw new BadSignatureException("signature cannot be checked: its key or its numbers are not valid", e);
        }
    }

    private static byte[] signedData(String namespace, String hash, byte[] message) {
        return new WireWriter()
                .raw(MAGIC)
                .name(namespace)
                .name("")
                .name(hash)
                .bytes(SshPublicKey.digest(javaHash(hash), message))
                .toBytes();
    }

    private static String javaHash(String hash) {
        return switch (hash) {
            case "sha256" -> "SHA-256";
            case "sha512" -> "SHA-512";
            default -> throw new BadSignatureException("hash " + hash + " is not accepted; expected sha256 or sha512");
        };
    }

    /** The binary form. */
    public byte[] toBytes() {
        return new WireWriter()
                .raw(MAGIC)
                .u32(1)
                .bytes(key.blob())
                .name(namespace)
                .name("")
                .name(hash)
                .bytes(signature)
                .toBytes();
    }

    /**
     * @param blob the binary form
     * @throws SshFormatException when it is not an SSHSIG version 1 signature
     */
    public static SshSig of(byte[] blob) {
        WireReader in = new WireReader(blob, "signature");
        if (!Arrays.equals(in.raw(MAGIC.length), MAGIC) || in.u32() != 1) {
            throw new SshFormatException("This is not an SSH signature of version 1.");
        }
        SshPublicKey key = SshPublicKey.of(in.bytes());
        String namespace = in.name();
        if (namespace.isEmpty() || in.bytes().length != 0) {
            throw new SshFormatException("The signature is damaged: no namespace, or something in the reserved field.");
        }
        String hash = in.name();
        byte[] signature = in.bytes();
        in.end();
        return new SshSig(key, namespace, hash, signature);
    }

    /** The text form, byte for byte as ssh-keygen writes it. */
    public String armor() {
        String base64 = Base64.getEncoder().encodeToString(toBytes());
        StringBuilder out = new StringBuilder(BEGIN);
        for (int at = 0; at < base64.length(); at += ARMOR_WIDTH) {
            out.append(base64, at, Math.min(base64.length(), at + ARMOR_WIDTH)).append('\n');
        }
        return out.append(END).toString();
    }

    /**
     * Reads the text form. Only the exact form that ssh-keygen writes is accepted, so that one signature has one text.
     *
     * @throws SshFormatException when it differs from that in any byte
     */
    public static SshSig parse(String text) {
        if (!text.startsWith(BEGIN) || !text.endsWith("\n" + END) || text.length() <= BEGIN.length() + END.length()) {
            throw new SshFormatException(
                    "The signature is damaged: its first or last line is not that of an SSH signature.");
        }
        SshSig read;
        try {
            read = of(Base64.getDecoder()
                    .decode(text.substring(BEGIN.length(), text.length() - END.length())
                            .replace("\n", "")));
        } catch (IllegalArgumentException e) {
            throw new SshFormatException("The signature is damaged: its base64 text cannot be read.", e);
        }
        if (!read.armor().equals(text)) {
            throw new SshFormatException("The signature is damaged: it is not laid out as ssh-keygen writes it.");
        }
        return read;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SshSig sig && Arrays.equals(toBytes(), sig.toBytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toBytes());
    }

    @Override
    public String toString() {
        return "SSH signature by " + key + " for " + namespace;
    }
}
