package dev.countersign.postgres.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.postgres.PostgresEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Plans between random schemas arrive, with their rows. Runs as many pairs as fit the time that {@code countersign.pairs.seconds} gives (40), up to
 * {@code countersign.pairs} of them (1,000); {@code countersign.pairs.seed} runs one pair again.
 */
@ExtendWith(PostgresEngine.class)
class RandomPairsTest {
    private static final int THREADS = 2;
    private static final int COMPLAINTS = 5;

    private final PostgresEngine.Server server;

    RandomPairsTest(PostgresEngine.Server server) {
        this.server = server;
    }

    @Test
    void plansArrive(TestReporter reporter) throws Exception {
        Long one = Long.getLong("countersign.pairs.seed");
        int most = one == null ? Integer.getInteger("countersign.pairs", 1000) : 1;
        long end = System.nanoTime() + Long.getLong("countersign.pairs.seconds", 40) * 1_000_000_000L;
        boolean searching = Boolean.getBoolean("countersign.pairs.fresh");
        long fresh = new Random().nextInt(Integer.MAX_VALUE);
        AtomicLong next = new AtomicLong();
        List<String> complaints = new ArrayList<>();
        Callable<Integer> worker = () -> {
            int done = 0;
            try (PairProof proof = new PairProof(server)) {
                for (long number = next.getAndIncrement();
                        number < most && System.nanoTime() < end && size(complaints) < COMPLAINTS;
                        number = next.getAndIncrement()) {
                    // a search has new pairs in every second place; a build proves the same ones each time
                    long seed = one != null ? one : searching && number % 2 != 0 ? fresh + number / 2 : number;
                    new RandomPair(seed).prove(proof).ifPresent(complaint -> add(complaints, complaint));
                    done++;
                }
            }
            return done;
        };
        int done = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<Integer> result : threads.invokeAll(List.of(worker, worker))) {
                done += result.get();
            }
        }
        reporter.publishEntry("random pairs", done + " pairs, fresh ones from seed " + fresh);
        assertThat(done).as("pairs in the time given").isPositive();
        assertThat(complaints).as("fresh seed " + fresh).isEmpty();
    }

    private static int size(List<String> complaints) {
        synchronized (complaints) {
            return complaints.size();
        }
    }

    private static void add(List<String> complaints, String complaint) {
        synchronized (complaints) {
            complaints.add(complaint);
        }
    }
}
