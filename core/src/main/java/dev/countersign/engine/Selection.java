package dev.countersign.engine;

import java.util.List;
import java.util.Optional;

/**
 * Which objects of the states take part, and how SQL is understood that no URL says anything about. What is empty here comes from the environment.
 *
 * @param include patterns of what is compared; empty for everything
 * @param exclude patterns of what is not
 * @param dialect name of the dialect of files, when no URL says it
 */
public record Selection(List<String> include, List<String> exclude, Optional<String> dialect) {
    public Selection {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    /** Everything, in the dialect that the URLs say. */
    public static Selection everything() {
        return new Selection(List.of(), List.of(), Optional.empty());
    }
}
