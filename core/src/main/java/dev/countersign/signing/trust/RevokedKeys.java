package dev.countersign.signing.trust;

import dev.countersign.signing.SigningException;
import dev.countersign.signing.ssh.SshPublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The {@code revoked_keys} file as for {@code ssh-keygen -r}: a list of public keys. */
public final class RevokedKeys {
    private final Map<String, Integer> lineByFingerprint;

    private RevokedKeys(Map<String, Integer> lineByFingerprint) {
        this.lineByFingerprint = lineByFingerprint;
    }

    /**
     * @param text the file; empty when there is none
     * @throws TrustException naming the first line that cannot be read, or when it is a binary list
     */
    public static RevokedKeys parse(String text) {
        if (text.startsWith("SSHKRL")) {
            throw new TrustException("revoked_keys is a binary revocation list, which is not supported."
                    + " List the revoked public keys as text, one on a line.");
        }
        Map<String, Integer> lines = new TreeMap<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            String content = line.strip();
            if (!content.isEmpty() && !content.startsWith("#")) {
                try {
                    lines.putIfAbsent(SshPublicKey.parse(content).fingerprint(), number);
                } catch (SigningException e) {
                    throw new TrustException("revoked_keys line " + number + " cannot be read: " + e.getMessage(), e);
                }
            }
        }
        return new RevokedKeys(lines);
    }

    /** The line that revokes the key, counted from 1. */
    public Optional<Integer> lineOf(SshPublicKey key) {
        return Optional.ofNullable(lineByFingerprint.get(key.fingerprint()));
    }
}
