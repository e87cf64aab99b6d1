package dev.countersign.engine;

import dev.countersign.catalog.ObjectRef;
import java.util.List;

/**
 * What a pattern of {@code exclude} or {@code include} means in a state.
 *
 * @param pattern the pattern as it was written
 * @param objects what it matches by itself, sorted; columns are among them when it has a part for children
 * @param within how many objects go along because they are inside of one of those
 */
public record PatternMatches(String pattern, List<ObjectRef> objects, int within) {
    public PatternMatches {
        objects = List.copyOf(objects);
    }
}
