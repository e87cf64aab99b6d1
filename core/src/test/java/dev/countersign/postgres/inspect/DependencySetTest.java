package dev.countersign.postgres.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Dependency;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DependencySetTest {
    @Test
    void keepsEachOnceInTheOrderInWhichTheyCame() {
        long seed = 20261129;
        Random random = new Random(seed);
        Set<Dependency> expected = new LinkedHashSet<>();
        DependencySet set = new DependencySet();
        for (int i = 0; i < 20_000; i++) {
            Dependency dependency = new Dependency(table(random), table(random));
            expected.add(dependency);
            set.add(dependency);
        }
        assertThat(set.inOrder()).as("seed %d", seed).containsExactlyElementsOf(expected);
        assertThat(expected).hasSizeLessThan(20_000);
    }

    private static ObjectRef table(Random random) {
        return ObjectRef.of(ObjectKind.TABLE, "s", "t_" + random.nextInt(150));
    }
}
