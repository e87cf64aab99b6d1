package dev.countersign.app.connect;

import dev.countersign.engine.ReviewRequest;
import java.util.Optional;

/** Keeps who makes changes in a project, outside the project: colleagues share its files, not their names. */
public interface Actors {

    /** Who made changes in the request's project before, if that is known; never fails. */
    Optional<String> read(ReviewRequest request);

    /** Keeps who makes changes in the request's project; empty forgets it. Never fails. */
    void write(ReviewRequest request, Optional<String> actor);

    /** Keeps nothing. */
    static Actors none() {
        return new Actors() {
            @Override
            public Optional<String> read(ReviewRequest request) {
                return Optional.empty();
            }

            @Override
            public void write(ReviewRequest request, Optional<String> actor) {
                // whoever asks for this wants nothing kept
            }
        };
    }
}
