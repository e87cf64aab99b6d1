package dev.countersign.signing;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 digest.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Digest(String hex) {
    private static final String PREFIX = "sha256:";

    /** @throws SigningException when it is not a SHA-256 digest in lower-case hexadecimal */
    public Digest {
        if (hex.length() != 64 || !hex.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
            throw new SigningException("A digest has the form sha256: and 64 hexadecimal digits.");
        }
    }

    /** The digest of some bytes. */
    public static Digest of(byte[] bytes) {
        try {
            return new Digest(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256.", e);
        }
    }

    /**
     * @param text {@code sha256:} and 64 hexadecimal digits
     * @throws SigningException when it has another form
     */
    @JsonCreator
    public static Digest parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new SigningException("A digest has the form sha256: and 64 hexadecimal digits.");
        }
        return new Digest(text.substring(PREFIX.length()));
    }

    /** For comparing by eye and ear: the first 12 digits and four words made from the bytes behind them. */
    public String spoken() {
        byte[] bytes = HexFormat.of().parseHex(hex);
        StringBuilder out = new StringBuilder(hex.substring(0, 12));
        for (int i = 6; i < 10; i++) {
            out.append(i == 6 ? " " : "-").append(DigestWords.of(bytes[i]));
        }
        return out.toString();
    }

    /** {@code sha256:} and the first 12 digits, for messages. */
    public String brief() {
        return PREFIX + hex.substring(0, 12);
    }

    @JsonValue
    @Override
    public String toString() {
        return PREFIX + hex;
    }
}
