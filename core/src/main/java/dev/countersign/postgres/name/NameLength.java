package dev.countersign.postgres.name;

import java.nio.charset.StandardCharsets;

/** How long names may be: the server counts bytes of UTF-8 and cuts off what is beyond {@code NAMEDATALEN} - 1. */
public final class NameLength {
    /** The bytes that a name may have. */
    public static final int MAX_BYTES = 63;

    /** The bytes that one {@code char} of a Java string takes in UTF-8 at most. */
    static final int MAX_BYTES_OF_UNIT = 3;

    private NameLength() {}

    /** The bytes that the name takes in UTF-8. */
    public static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The longest start of the name that fits the bytes without cutting a character. */
    public static String clipped(String name, int maxBytes) {
        StringBuilder clipped = new StringBuilder();
        int used = 0;
        for (int codePoint : name.codePoints().toArray()) {
            String character = Character.toString(codePoint);
            used += bytes(character);
            if (used > maxBytes) {
                break;
            }
            clipped.append(character);
        }
        return clipped.toString();
    }
}
