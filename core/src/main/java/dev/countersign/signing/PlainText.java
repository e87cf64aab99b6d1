package dev.countersign.signing;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * The only text that may stand in a plan file: strict UTF-8, lines ended by LF, no character that a screen hides or that
 * turns the reading direction around, so that what is read is what is there.
 */
public final class PlainText {
    private PlainText() {}

    /**
     * Where a forbidden character stands.
     *
     * @param codePoint the character
     * @param line counted from 1
     * @param column counted from 1, in characters
     */
    public record Forbidden(int codePoint, int line, int column) {
        /** For messages, for example {@code U+202E RIGHT-TO-LEFT OVERRIDE (line 3, column 14)}. */
        public String describe() {
            String name = Character.getType(codePoint) == Character.SURROGATE
                    ? "half of a character"
                    : Character.getName(codePoint);
            return "U+%04X %s (line %d, column %d)".formatted(codePoint, name, line, column);
        }
    }

    /** The first forbidden character, if there is one. */
    public static Optional<Forbidden> firstForbidden(String text) {
        int line = 1;
        int column = 1;
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            if (forbidden(c)) {
                return Optional.of(new Forbidden(c, line, column));
            }
            column++;
            if (c == '\n') {
                line++;
                column = 1;
            }
            at += Character.charCount(c);
        }
        return Optional.empty();
    }

    /** Whether a character may not stand in a plan file: controls except LF and TAB, marks of direction, byte order mark. */
    public static boolean forbidden(int c) {
        return c < 0x20 && c != '\n' && c != '\t'
                || c >= 0x7f && c <= 0x9f
                || c == 0xfeff
                || c == 0x061c
                || c == 0x200e
                || c == 0x200f
                || c >= 0x202a && c <= 0x202e
                || c >= 0x2066 && c <= 0x2069
                || c >= 0xd800 && c <= 0xdfff;
    }

    /**
     * Decodes bytes that must be plain text.
     *
     * @return the text
     * @throws SigningException when they are not UTF-8 or hold a forbidden character
     */
    public static String decode(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SigningException("it is not UTF-8 text.", e);
        }
        firstForbidden(text).ifPresent(found -> {
            throw new SigningException(
                    found.codePoint() == '\r'
                            ? "line " + found.line()
                                    + " ends in CR LF: it has passed through a tool that changes line endings."
                                    + " Take the original file, and put \"*.plan -text\" into .gitattributes."
                            : "it holds the forbidden character " + found.describe() + ".");
        });
        return text;
    }

    /** Replaces forbidden characters inside JSON text, where they can only stand in strings, by visible escapes. */
    public static String escapeJson(String json) {
        StringBuilder out = new StringBuilder(json.length());
        json.chars().forEach(c -> {
            if (forbidden(c) && !Character.isSurrogate((char) c)) {
                out.append(String.format(Locale.ROOT, "\\u%04X", c));
            } else {
                out.append((char) c);
            }
        });
        return out.toString();
    }
}
