package dev.countersign.ddl;

import java.util.List;

/**
 * A catalog written as HCL.
 *
 * @param text the text, with a comment that names everything in {@code missing}
 * @param missing what the catalog holds and the text does not say, one clause each
 */
public record HclText(String text, List<String> missing) {
    public HclText {
        missing = List.copyOf(missing);
    }

    /** The comment that stands above a text and names what it does not say; empty when it says everything. */
    public static String header(List<String> missing) {
        if (missing.isEmpty()) {
            return "";
        }
        StringBuilder header = new StringBuilder("# Not in this file, because the language has no form for it:\n");
        // a name may hold a line end, and what follows would then be no comment
        missing.forEach(
                m -> header.append("#   ").append(m.replaceAll("\\s+", " ")).append('\n'));
        return header.append('\n').toString();
    }
}
