package dev.countersign.signing.trust;

import dev.countersign.signing.Digest;
import dev.countersign.signing.PlainText;
import dev.countersign.signing.SigningException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The verifier's own configuration: who may sign, which keys are revoked, which rules hold.
 *
 * @param signers from {@code allowed_signers}
 * @param revoked from {@code revoked_keys}
 * @param roles from {@code roles.hcl}
 * @param digest of all files of the folder; can be pinned
 */
public record TrustFolder(AllowedSigners signers, RevokedKeys revoked, Roles roles, Digest digest) {
    private static final String SIGNERS = "allowed_signers";
    private static final String REVOKED = "revoked_keys";
    private static final String ROLES = "roles.hcl";
    private static final String TARGETS = "targets.hcl";
    private static final int MAX_BYTES = 1024 * 1024;

    /**
     * Reads a trust folder. Only {@code allowed_signers} must be there; without {@code roles.hcl} nothing is ever approved.
     *
     * @throws TrustException when a file cannot be read or understood
     */
    public static TrustFolder load(Path folder) {
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : List.of(SIGNERS, REVOKED, ROLES, TARGETS)) {
            read(folder.resolve(name)).ifPresent(content -> files.put(name, content));
        }
        if (!files.containsKey(SIGNERS)) {
            throw new TrustException("There is no file allowed_signers in the trust folder " + folder + ".");
        }
        return new TrustFolder(
                AllowedSigners.parse(text(files, SIGNERS)),
                revoked(files),
                files.containsKey(ROLES) ? new RolesReader(ROLES).read(files.get(ROLES)) : Roles.NONE,
                digest(files));
    }

    /** Whether a folder says who may sign. */
    public static boolean isAt(Path folder) {
        return Files.isRegularFile(folder.resolve(SIGNERS));
    }

    private static RevokedKeys revoked(Map<String, byte[]> files) {
        byte[] content = files.getOrDefault(REVOKED, new byte[0]);
        boolean binary = new String(content, StandardCharsets.ISO_8859_1).startsWith("SSHKRL");
        return RevokedKeys.parse(binary ? "SSHKRL" : text(files, REVOKED));
    }

    private static String text(Map<String, byte[]> files, String name) {
        try {
            String content = new String(files.getOrDefault(name, new byte[0]), StandardCharsets.ISO_8859_1);
            byte[] unix = content.replace("\r\n", "\n").getBytes(StandardCharsets.ISO_8859_1);
            return PlainText.decode(unix);
        } catch (SigningException e) {
            throw new TrustException(name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Optional<byte[]> read(Path file) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw new TrustException(file + " is larger than 1 MiB.");
            }
            return Optional.of(content);
        } catch (IOException e) {
            throw new TrustException(file + " cannot be read (" + e.getClass().getSimpleName() + ").", e);
        }
    }

    /** Names and lengths are part of it, so that moving text from one file to another changes it. */
    private static Digest digest(Map<String, byte[]> files) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        files.forEach((name, content) -> {
            all.writeBytes((name + " " + content.length + "\n").getBytes(StandardCharsets.US_ASCII));
            all.writeBytes(content);
        });
        return Digest.of(all.toByteArray());
    }
}
