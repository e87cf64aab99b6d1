package dev.countersign.postgres.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.postgres.PostgresEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Plans between random schemas arrive, with their rows: one new pair, then those of the seeds from {@code countersign.pairs.from} on (0), up to {@code
 * countersign.pairs} of them (1,000), as many as fit the time that {@code countersign.pairs.seconds} gives (600). What is wrong with the new pair is printed
 * with its seed and does not fail the test, so that the same code always has the same verdict. With {@code countersign.pairs.fresh} every second pair is new,
 * and every one counts; {@code countersign.pairs.seed} runs the pairs of the seeds that it lists and no others.
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
    void plansArrive() throws Exception {
        long fresh = new Random().nextInt(Integer.MAX_VALUE);
        Iterator<Long> seeds = seeds(fresh).iterator();
        long end = System.nanoTime() + Long.getLong("countersign.pairs.seconds", 600) * 1_000_000_000L;
        boolean searching = Boolean.getBoolean("countersign.pairs.fresh");
        List<String> complaints = new ArrayList<>();
        List<String> onlyTold = new ArrayList<>();
        Callable<Integer> worker = () -> {
            int done = 0;
            try (PairProof proof = new PairProof(server)) {
                while (System.nanoTime() < end && size(complaints) < COMPLAINTS) {
                    Optional<Long> seed = next(seeds);
                    if (seed.isEmpty()) {
                        break;
                    }
                    List<String> told = seed.get() == fresh && !searching ? onlyTold : complaints;
                    new RandomPair(seed.get(), server.major())
                            .prove(proof)
                            .ifPresent(complaint -> add(told, complaint));
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
        // on the standard output, where the build's log shows it
        System.out.println("PostgreSQL: " + done + " random pairs, fresh ones from seed " + fresh);
        onlyTold.forEach(complaint -> System.out.println(
                "The new pair shows a fault; repeat it with -Dcountersign.pairs.seed=" + fresh + "\n" + complaint));
        assertThat(done).as("pairs in the time given").isPositive();
        assertThat(complaints).as("fresh seed " + fresh).isEmpty();
    }

    private static LongStream seeds(long fresh) {
        String some = System.getProperty("countersign.pairs.seed", "");
        if (!some.isEmpty()) {
            return Arrays.stream(some.split(",")).mapToLong(Long::parseLong);
        }
        long first = Long.getLong("countersign.pairs.from", 0);
        int most = Integer.getInteger("countersign.pairs", 1000);
        return Boolean.getBoolean("countersign.pairs.fresh")
                ? LongStream.range(0, most).map(number -> number % 2 == 0 ? fresh + number / 2 : first + number / 2)
                : LongStream.concat(LongStream.of(fresh), LongStream.range(first, first + most));
    }

    private static Optional<Long> next(Iterator<Long> seeds) {
        synchronized (seeds) {
            return seeds.hasNext() ? Optional.of(seeds.next()) : Optional.empty();
        }
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
