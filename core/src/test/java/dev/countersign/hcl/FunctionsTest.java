package dev.countersign.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every function by the table {@code functions.txt}: a line holds a call, then {@code =>} and its value as JSON, or {@code =!} and its error. */
class FunctionsTest {

    /** What Atlas's language has everywhere, and what its newer examples use. */
    private static final Set<String> EVERYWHERE =
            Set.of(("abs alltrue anytrue can ceil chomp chunklist coalescelist compact"
                            + " concat contains csvdecode distinct element empty endswith flatten floor format formatdate formatlist"
                            + " indent index join jsondecode jsonencode keys length log lower max merge min parseint pow print range"
                            + " regex regexall regexmatch regexpescape regexreplace replace reverse setintersection setproduct"
                            + " setsubtract setunion signum slice sort split startswith strrev substr timeadd title tobool tolist"
                            + " tonumber toset tostring trim trimprefix trimspace trimsuffix try upper urlescape urluserinfo"
                            + " urlqueryset urlsetpath values yamldecode yamlencode zipmap")
                    .split(" "));

    /** Known, and refused with a reason where only project files or schema files have them, or nobody publishes their rules. */
    private static final Set<String> REFUSED =
            Set.of("file", "fileset", "getenv", "glob", "sql", "timestamp", "yamlmerge");

    static Stream<String> calls() {
        try (var in = FunctionsTest.class.getResourceAsStream("/hcl/functions.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void gives(String line) {
        boolean fails = line.contains(" =! ");
        String[] parts = line.split(fails ? " =! " : " => ", 2);
        assertThat(parts).as("a line of the table").hasSize(2);
        if (fails) {
            assertThatThrownBy(() -> HclEvaluatorTest.eval(parts[0]))
                    .isInstanceOfSatisfying(
                            HclException.class,
                            e -> assertThat(e.problems().getFirst().message()).isEqualTo(parts[1]));
        } else {
            assertThat(HclEvaluatorTest.json(parts[0]).replaceAll("(?<!\\\\)\\\\u0026", "&"))
                    .isEqualTo(parts[1]);
        }
    }

    @Test
    void everyFunctionIsThereAndHasCasesOfBothKinds() {
        assertThat(new TreeSet<>(Functions.standard().names())).containsExactlyInAnyOrderElementsOf(EVERYWHERE);
        Map<String, List<Boolean>> tested = new TreeMap<>();
        calls().forEach(line -> tested.computeIfAbsent(line.substring(0, line.indexOf('(')), name -> new ArrayList<>())
                .add(line.contains(" =! ")));
        for (String name : EVERYWHERE) {
            assertThat(tested.getOrDefault(name, List.of()))
                    .as("cases of " + name)
                    .hasSizeGreaterThanOrEqualTo(3);
            assertThat(tested.get(name)).as("values and errors of " + name).contains(true, false);
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatCannotBeCalledSaysWhy(String name) {
        assertThatThrownBy(() -> HclEvaluatorTest.eval(name + "()"))
                .isInstanceOfSatisfying(
                        HclException.class,
                        e -> assertThat(e.problems().getFirst().message())
                                .startsWith("the function \"" + name + "\" cannot be used here: "));
    }

    static Stream<String> refused() {
        return REFUSED.stream().sorted();
    }
}
