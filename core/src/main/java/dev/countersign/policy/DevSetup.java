package dev.countersign.policy;

import java.util.Optional;

/**
 * A dev database that a {@code docker} or {@code dev} block describes.
 *
 * @param url where it is; may carry a password
 * @param baseline SQL that every scratch database starts with
 */
public record DevSetup(String url, Optional<String> baseline) {

    /** Without the URL: it may hold a password. */
    @Override
    public String toString() {
        return "dev database" + (baseline.isPresent() ? " with a baseline" : "");
    }
}
