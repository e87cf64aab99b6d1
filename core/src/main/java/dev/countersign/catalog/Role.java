package dev.countersign.catalog;

import java.util.Optional;
import java.util.SortedMap;

/**
 * A role of the server. Passwords are never read.
 *
 * @param attributes what differs from a role made without any option, in the words of {@code ALTER ROLE}: {@code LOGIN}, {@code CONNECTION LIMIT}, ...
 *     with {@code true}, {@code false} or a value
 * @param settings configuration that its sessions start with, by parameter
 * @param comment what is said about it
 */
public record Role(
        ObjectRef ref,
        SortedMap<String, String> attributes,
        SortedMap<String, String> settings,
        Optional<String> comment)
        implements AccessRule {
    public Role {
        attributes = Attributes.copyOf(attributes);
        settings = Attributes.copyOf(settings);
    }
}
