package dev.countersign.policy;

import dev.countersign.hcl.HclBlock;
import java.util.List;
import java.util.Optional;

/**
 * What an environment is asked for by: its name, or {@code prod[eu]} for one of the targets of a {@code for_each}.
 *
 * @param block the name of the environment, as {@code atlas.env} has it
 * @param target the target; empty for all of them
 */
record EnvironmentName(String block, Optional<String> target) {

    /**
     * A name in brackets means a target only where an environment of that name has any, and none is called so as a whole.
     *
     * @param environments the {@code env} blocks of the file
     */
    static EnvironmentName of(String written, List<HclBlock> environments) {
        int bracket = written.indexOf('[');
        if (bracket > 0 && written.endsWith("]")) {
            String before = written.substring(0, bracket);
            boolean whole = environments.stream()
                    .anyMatch(b -> b.label().filter(written::equals).isPresent());
            boolean several = environments.stream()
                    .filter(b -> b.label().filter(l -> !l.equals(before)).isEmpty())
                    .anyMatch(b -> b.body().attribute("for_each").isPresent());
            if (several && !whole) {
                return new EnvironmentName(
                        before, Optional.of(TargetName.of(written.substring(bracket + 1, written.length() - 1))));
            }
        }
        return new EnvironmentName(written, Optional.empty());
    }

    /** How a target is asked for. */
    static String of(String block, String target) {
        return block + "[" + target + "]";
    }
}
