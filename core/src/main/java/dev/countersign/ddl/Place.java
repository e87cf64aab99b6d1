package dev.countersign.ddl;

import java.util.List;
import java.util.Optional;

/**
 * Where a block stands.
 *
 * @param path the block and those around it with their labels, for people
 * @param kind the same without labels: what is known in blocks of a kind is known in each of them
 */
record Place(String path, String kind) {
    /** Outside of all blocks. */
    static final Place TOP = new Place("", "");

    /** A block in this place; {@code key} tells apart those that {@code for_each} makes of one text. */
    Place block(String type, List<String> labels, Optional<String> key) {
        String before = path.isEmpty() ? "" : path + ".";
        StringBuilder title = new StringBuilder(before).append(type);
        labels.forEach(label -> title.append(" \"").append(label).append('"'));
        key.ifPresent(k -> title.append("[\"").append(k).append("\"]"));
        return new Place(title.toString(), kind.isEmpty() ? type : kind + "." + type);
    }
}
