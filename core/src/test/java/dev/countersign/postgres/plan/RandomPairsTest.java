package dev.countersign.postgres.plan;

import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import java.util.Random;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans between random schemas arrive. The seed is in the name of each run. */
@ExtendWith(PostgresEngine.class)
class RandomPairsTest {
    private static final int FIXED = 12;

    private final Migration migration;

    RandomPairsTest(PostgresEngine.Server server) {
        this.migration = new Migration(server);
    }

    static java.util.stream.LongStream seeds() {
        return java.util.stream.LongStream.concat(
                java.util.stream.LongStream.rangeClosed(1, FIXED), new Random().longs(2));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void planArrives(long seed) throws SQLException {
        RandomSchemas schemas = new RandomSchemas(seed);
        String old = schemas.next();
        String wanted = schemas.next();
        try {
            migration.arrives(old, wanted);
        } catch (SQLException e) {
            Assertions.fail("seed " + seed + ": " + e.getMessage() + "\nfrom\n" + old + "\nto\n" + wanted, e);
        }
    }
}
