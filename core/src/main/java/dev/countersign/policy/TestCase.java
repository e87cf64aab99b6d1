package dev.countersign.policy;

import dev.countersign.hcl.SourceRange;
import java.util.List;

/**
 * One case of a test file: a block, or one turn of its {@code for_each}.
 *
 * @param name its label; with {@code /1}, {@code /2} behind it for the turns of a {@code for_each}
 * @param at where the block begins
 * @param skip whether it is left out, as it says itself
 * @param parallel whether it may run beside others
 * @param steps its commands in order
 * @param open what of it cannot be run, one sentence each; while there is any, none of it runs
 */
public record TestCase(
        TestKind kind,
        String name,
        SourceRange at,
        boolean skip,
        boolean parallel,
        List<TestStep> steps,
        List<String> open) {
    /** Copies the lists. */
    public TestCase {
        steps = List.copyOf(steps);
        open = List.copyOf(open);
    }
}
