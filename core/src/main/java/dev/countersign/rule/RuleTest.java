package dev.countersign.rule;

import dev.countersign.hcl.HclValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One {@code test "rule" "name"} block: a schema, perhaps a migration of it, and what the rules must find.
 *
 * @param name its label
 * @param where file and line
 * @param directory where its paths start
 * @param rules the rule files
 * @param vars values of the files' variables
 * @param dialect name of the dialect; empty for the default one
 * @param schema SQL of the state; with a migration the state before it
 * @param migration SQL of the change
 * @param expected the findings, in any order
 */
public record RuleTest(
        String name,
        String where,
        Path directory,
        List<String> rules,
        SortedMap<String, HclValue> vars,
        Optional<String> dialect,
        String schema,
        Optional<String> migration,
        List<Expected> expected) {
    public RuleTest {
        rules = List.copyOf(rules);
        expected = List.copyOf(expected);
    }

    /**
     * A finding that must come.
     *
     * @param rule name of the rule
     * @param object the object's qualified name; empty for any
     * @param message part of the message; empty for any
     */
    public record Expected(String rule, Optional<String> object, Optional<String> message) {
        boolean fits(Violation violation) {
            return rule.equals(violation.rule())
                    && object.filter(o -> !o.equals(violation.object().display()))
                            .isEmpty()
                    && message.filter(m -> !violation.message().contains(m)).isEmpty();
        }

        @Override
        public String toString() {
            return rule
                    + object.map(o -> " on " + o).orElse("")
                    + message.map(m -> ": " + m).orElse("");
        }
    }

    /**
     * What came of a test.
     *
     * @param differences one line each; empty when it passed
     */
    public record Result(String name, String where, List<String> differences) {
        public Result {
            differences = List.copyOf(differences);
        }

        /** Whether everything came as expected, and nothing else. */
        public boolean passed() {
            return differences.isEmpty();
        }
    }

    /**
     * What came of several tests.
     *
     * @param results in the order of the files
     * @param others how many tests of other kinds the files hold, none of which was run
     */
    public record Run(List<Result> results, int others) {
        public Run {
            results = List.copyOf(results);
        }
    }

    /** Compares what was found with what is expected; whatever was not evaluated makes the test fail. */
    public Result judge(List<Violation> found, List<String> notEvaluated) {
        List<String> lines = new ArrayList<>();
        List<Violation> left = new ArrayList<>(found);
        for (Expected one : expected) {
            Optional<Violation> fitting = left.stream().filter(one::fits).findFirst();
            fitting.ifPresentOrElse(left::remove, () -> lines.add("- expected: " + one));
        }
        left.forEach(
                v -> lines.add("+ found:    " + v.rule() + " on " + v.object().display() + ": " + v.message()));
        notEvaluated.stream().distinct().forEach(text -> lines.add("! not evaluated: " + text));
        return new Result(name, where, lines);
    }
}
