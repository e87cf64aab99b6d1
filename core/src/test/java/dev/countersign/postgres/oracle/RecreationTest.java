package dev.countersign.postgres.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.postgres.PostgresEngine;
import dev.countersign.postgres.oracle.MutationCases.MutationCase;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was inspected can be made again from the model alone: the plan from nothing to it arrives in an empty database. */
@ExtendWith(PostgresEngine.class)
class RecreationTest {
    private static final String NOTHING = "";
    private static final int RANDOM = 20;

    private final PostgresEngine.Server server;

    RecreationTest(PostgresEngine.Server server) {
        this.server = server;
    }

    @Test
    void modelMakesTheSameDatabaseAgain() throws Exception {
        // of each case the variant that holds most; random schemas are those of the first seeds; a new extension gets
        // the version that the server prefers,
        // because another server may not offer the one that was seen
        Stream<MutationCase> cases = MutationCases.all().stream()
                .filter(c -> !c.name().equals("extension version"))
                .map(c -> fromNothing(
                        c.name(),
                        c.privileged(),
                        c.variants().stream()
                                .max(Comparator.comparing(String::length))
                                .orElseThrow()));
        Stream<MutationCase> random = LongStream.range(0, RANDOM)
                .mapToObj(seed -> fromNothing("seed " + seed, false, new RandomPair(seed, server.major()).oldSql()));
        List<String> complaints = new MutationGateTest.Gate(server)
                .run(Stream.concat(cases, random).toList())
                .complaints();
        assertThat(complaints).isEmpty();
    }

    private static MutationCase fromNothing(String name, boolean privileged, String script) {
        return new MutationCase(name, privileged, true, List.of(NOTHING, script));
    }
}
