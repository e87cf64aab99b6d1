package dev.countersign.signing.plan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Walks over the sections {@code @@ name count} of a plan file. */
final class Frame {
    private static final int MAX_DIGITS = 8;

    private final byte[] file;
    private int at;

    Frame(byte[] file, int at) {
        this.file = file;
        this.at = at;
    }

    int at() {
        return at;
    }

    boolean more() {
        return at < file.length;
    }

    /** The content of the next section, which must have that name. */
    byte[] section(String name) {
        byte[] start = ("@@ " + name + " ").getBytes(StandardCharsets.US_ASCII);
        if (at + start.length > file.length || !Arrays.equals(start, Arrays.copyOfRange(file, at, at + start.length))) {
            throw damaged("section " + name + " does not begin at byte " + at);
        }
        int digit = at + start.length;
        int count = 0;
        int digits = 0;
        while (digit < file.length && file[digit] >= '0' && file[digit] <= '9' && digits < MAX_DIGITS) {
            count = count * 10 + file[digit] - '0';
            digit++;
            digits++;
        }
        boolean shortest = digits > 0 && (digits == 1 || file[digit - digits] != '0');
        if (!shortest || digit >= file.length || file[digit] != '\n') {
            throw damaged("section " + name + " at byte " + at + " does not say how long it is");
        }
        int from = digit + 1;
        if (from + count >= file.length || file[from + count] != '\n') {
            throw damaged("section " + name + " does not end where it says (byte " + (from + count) + ")");
        }
        at = from + count + 1;
        return Arrays.copyOfRange(file, from, from + count);
    }

    private static PlanFormatException damaged(String why) {
        return new PlanFormatException("The file is damaged: " + why
                + ". It was cut, or has passed through a tool that changes text. Take the original file.");
    }
}
