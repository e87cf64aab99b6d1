package dev.countersign.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Runs something that must never hang. */
final class Promptly {

    /** Longer than that a person notices while typing. */
    private static final long MOST_MILLIS = 100;

    /** A pause of the collector or the compiler is told from a hang by trying again. */
    private static final int TRIES = 4;

    private Promptly() {}

    /** The time is the processor's, which does not grow with whatever else the machine has to do; nothing that is tried here waits. */
    static void run(Runnable action) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        for (int i = 0; i < TRIES && best > MOST_MILLIS; i++) {
            long start = threads.getCurrentThreadCpuTime();
            action.run();
            best = Math.min(best, (threads.getCurrentThreadCpuTime() - start) / 1_000_000);
        }
        assertThat(best).as("milliseconds").isLessThanOrEqualTo(MOST_MILLIS);
    }
}
