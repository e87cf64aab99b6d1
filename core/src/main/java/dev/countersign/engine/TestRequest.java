package dev.countersign.engine;

import dev.countersign.policy.TestKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which tests to run, and on what.
 *
 * @param project the project, its environment and variables; {@code to} names the tested schema where the environment's is not meant
 * @param kinds the kinds of tests
 * @param files test files and folders of them; empty for those of the environment
 * @param run a regular expression (RE2) that names of cases must match somewhere; empty for all
 * @param dir the migration directory, where the environment's is not meant
 */
public record TestRequest(
        ReviewRequest project, Set<TestKind> kinds, List<Path> files, Optional<String> run, Optional<String> dir) {
    /** Copies the collections. */
    public TestRequest {
        kinds = Set.copyOf(kinds);
        files = List.copyOf(files);
    }
}
