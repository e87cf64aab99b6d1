package dev.countersign.policy;

import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.SourceRange;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * A {@code rule "hcl" "name"} block.
 *
 * @param name its second label
 * @param src the rule files, relative to the project file
 * @param vars values of the files' variables
 * @param secret which of the variables hold what is not to be shown
 * @param error whether findings are errors
 * @param range the block's first word
 */
public record RuleSource(
        String name,
        List<String> src,
        SortedMap<String, HclValue> vars,
        Set<String> secret,
        Setting<Boolean> error,
        SourceRange range) {
    public RuleSource {
        src = List.copyOf(src);
        secret = Set.copyOf(secret);
    }
}
