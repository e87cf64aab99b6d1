package dev.countersign.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs something that must never hang. */
final class Promptly {

    /** Longer than that a person notices while typing. */
    private static final long MOST_MILLIS = 100;

    /** A pause of the machine or of the collector is told from a hang by trying again. */
    private static final int TRIES = 4;

    private Promptly() {}

    static void run(Runnable action) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < TRIES && best > MOST_MILLIS; i++) {
            long start = System.nanoTime();
            action.run();
            best = Math.min(best, (System.nanoTime() - start) / 1_000_000);
        }
        assertThat(best).as("milliseconds").isLessThanOrEqualTo(MOST_MILLIS);
    }
}
