package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading a text takes time in proportion to its length, whatever its lines look like: none of a hundred thousand words keeps anybody waiting. */
class LargeTextsTest extends ProjectFixture {
    private static final long ENOUGH = 5_000_000_000L;

    private void read(String text) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        try {
            References.of(project(text, "dev").file());
        } catch (PolicyException e) {
            assertThat(e.problems()).isNotEmpty();
        }
        assertThat(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before)
                .isLessThan(ENOUGH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "(", "-", "1 + ", "a.", "true ? ", "[0]", "\"${"})
    void oneLine(String part) {
        read("env \"dev\" {\n  x = " + part.repeat(400_000 / part.length()) + "1\n}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"  a%d = %1$d", "  a%d {}", "  a%d = \"${1 + 1}\""})
    void manyNames(String line) {
        String lines = IntStream.range(0, 20_000).mapToObj(line::formatted).collect(Collectors.joining("\n"));
        read("env \"dev\" {\n" + lines + "\n}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  a%d = upper(\"a\")",
                "  a%d = local.a%2$d",
                "  a%d = local.b",
                "  a%d = local.b%1$d",
                "  a%d = upper(missing%1$d)"
            })
    void manyLocals(String line) {
        String lines = IntStream.range(0, 20_000)
                .mapToObj(i -> line.formatted(i, i + 1))
                .collect(Collectors.joining("\n"));
        read("locals {\n" + lines + "\n}\nenv \"dev\" {}\n");
    }
}
