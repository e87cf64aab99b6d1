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
}
