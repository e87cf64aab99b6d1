package dev.countersign.postgres.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OidMapTest {
    @Test
    void itHoldsWhatAnyMapHolds() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Map<Long, Integer> expected = new HashMap<>();
        OidMap<Integer> map = new OidMap<>();
        for (int i = 0; i < 20_000; i++) {
            long key = Addresses.key(1259 + random.nextInt(3), 16384 + random.nextInt(3_000));
            if (random.nextInt(4) == 0) {
                expected.remove(key);
                map.remove(key);
            } else {
                expected.put(key, i);
                map.put(key, i);
            }
        }
        assertThat(map.values()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(expected.values());
        for (long catalog = 1259; catalog < 1263; catalog++) {
            for (long oid = 16_000; oid < 20_000; oid++) {
                long key = Addresses.key(catalog, oid);
                assertThat(map.get(key))
                        .as("seed %d, key %d", seed, key)
                        .isEqualTo(Optional.ofNullable(expected.get(key)));
            }
        }
    }
}
