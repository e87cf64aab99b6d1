package dev.countersign.app.signoff;

import dev.countersign.engine.ReviewSession;
import dev.countersign.progress.Progress;
import dev.countersign.review.Review;
import java.nio.file.Path;

/** Makes the signed plan file of a review. */
@FunctionalInterface
public interface Sealing {

    /**
     * Writes the file; nothing is left behind when it fails.
     *
     * @throws dev.countersign.progress.CountersignException when it cannot be signed or written, with one sentence: what, where, what now
     */
    Sealed seal(Order order, Progress progress);

    /**
     * What to sign and how.
     *
     * @param session the session that made the review
     * @param key a key file's path, or {@code agent}
     * @param signer the principal, as the trust folder spells it
     * @param comment the reviewer's words, may be empty
     */
    record Order(ReviewSession session, Review review, String key, String signer, String comment, Path file) {}

    /** What was written: the file, and the digest by which people recognise the plan. */
    record Sealed(Path file, String digest) {}
}
