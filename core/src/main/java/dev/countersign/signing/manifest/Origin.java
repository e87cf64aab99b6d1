package dev.countersign.signing.manifest;

import dev.countersign.signing.Digest;
import dev.countersign.signing.json.UtcTime;
import java.time.Instant;
import java.util.Optional;

/**
 * Who made the plan, when, with what, from what.
 *
 * @param created time and author
 * @param tool the program that made it
 * @param source where the desired state comes from
 */
public record Origin(Created created, Tool tool, Source source) {

    /**
     * @param at UTC, whole seconds
     * @param by principal of the author, as in {@code allowed_signers}
     */
    public record Created(Instant at, String by) {
        public Created {
            at = UtcTime.seconds(at);
        }
    }

    /** Name and version of the program, with the digest of its main file where known. */
    public record Tool(String name, String version, Optional<Digest> sha256) {}

    /**
     * @param kind {@code git}, {@code hcl}, {@code sql}, {@code orm} or {@code db}
     * @param path as given, never with a password
     * @param commit where the source is under version control
     * @param sha256 of the source text
     */
    public record Source(String kind, String path, Optional<String> commit, Optional<Digest> sha256) {}
}
