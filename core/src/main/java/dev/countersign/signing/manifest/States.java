package dev.countersign.signing.manifest;

import dev.countersign.signing.json.UtcTime;
import java.time.Instant;

/**
 * The state the plan starts from and the one it ends in.
 *
 * @param from state before
 * @param to state after
 * @param fingerprintAlgorithm how fingerprints are computed, version of the normaliser included
 */
public record States(From from, To to, String fingerprintAlgorithm) {

    /**
     * @param fingerprint of the state
     * @param objects how many objects were compared
     * @param inspectedAt when it was read, UTC
     */
    public record From(String fingerprint, long objects, Instant inspectedAt) {
        public From {
            inspectedAt = UtcTime.seconds(inspectedAt);
        }
    }

    /** Fingerprint of the state that the plan leads to. */
    public record To(String fingerprint) {}
}
