package dev.countersign.app.connect;

import dev.countersign.engine.ReviewRequest;
import java.util.List;

/** Keeps what was compared before from one start of the program to the next. */
public interface Recents {

    /** What was kept, newest first; never fails, because nobody's work depends on it. */
    List<ReviewRequest> read();

    /** Keeps these, newest first, without passwords and without values of variables; never fails. */
    void write(List<ReviewRequest> requests);

    /** Keeps nothing. */
    static Recents none() {
        return new Recents() {
            @Override
            public List<ReviewRequest> read() {
                return List.of();
            }

            @Override
            public void write(List<ReviewRequest> requests) {
                // whoever asks for this wants nothing kept
            }
        };
    }
}
