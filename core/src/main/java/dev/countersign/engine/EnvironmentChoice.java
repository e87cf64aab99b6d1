package dev.countersign.engine;

import java.util.List;

/**
 * An environment of a project file that somebody may ask for.
 *
 * @param name its name
 * @param targets the names of its targets, each an environment of its own such as {@code prod[eu]}, where it has {@code for_each} and they are known without
 *     asking anything outside the project; a review is of one of them then
 * @param asks whether it has targets that are not known without that
 */
public record EnvironmentChoice(String name, List<String> targets, boolean asks) {
    public EnvironmentChoice {
        targets = List.copyOf(targets);
    }

    /** An environment of one target. */
    public EnvironmentChoice(String name) {
        this(name, List.of());
    }

    /** An environment whose targets are known. */
    public EnvironmentChoice(String name, List<String> targets) {
        this(name, targets, false);
    }

    /** What a review may be of: the targets, or else the environment itself. */
    public List<String> names() {
        return targets.isEmpty() ? List.of(name) : targets;
    }
}
