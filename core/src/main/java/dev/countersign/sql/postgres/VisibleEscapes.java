package dev.countersign.sql.postgres;

/**
 * Characters that must never stand raw in SQL text that people review: controls (except line feed and tab), the byte order mark and the characters
 * that change the direction of writing. A reviewer would not see them, and a signed plan refuses them.
 */
final class VisibleEscapes {
    private VisibleEscapes() {}

    static boolean isHidden(int codePoint) {
        if (codePoint == '\n' || codePoint == '\t') {
            return false;
        }
        return codePoint < 0x20
                || (codePoint >= 0x7F && codePoint <= 0x9F)
                || codePoint == 0xFEFF
                || codePoint == 0x061C
                || codePoint == 0x200E
                || codePoint == 0x200F
                || (codePoint >= 0x202A && codePoint <= 0x202E)
                || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }

    static boolean anyHidden(String text) {
        return text.codePoints().anyMatch(VisibleEscapes::isHidden);
    }

    /** PostgreSQL stores no NUL in any text, and half a surrogate pair is not a character. */
    static void requireStorable(String text, String what) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                throw new IllegalArgumentException(
                        "%s holds U+%04X at position %d, which PostgreSQL cannot store".formatted(what, (int) c, i));
            }
        }
    }
}
