package dev.countersign.signing.manifest;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The session that the statements need; the same SQL under another {@code search_path} alters another table.
 *
 * @param role set with SET ROLE before the first statement
 * @param settings by name, for example {@code search_path} and {@code lock_timeout}
 */
public record Session(Optional<String> role, Map<String, String> settings) {
    public Session {
        settings = new TreeMap<>(settings);
    }

    /** The settings, sorted by name. */
    @Override
    public Map<String, String> settings() {
        return new TreeMap<>(settings);
    }
}
