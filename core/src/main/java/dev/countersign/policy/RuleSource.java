package dev.countersign.policy;

import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.SourceRange;
import java.util.List;
import java.util.SortedMap;

/**
 * A {@code rule "hcl" "name"} block.
 *
 * @param name its second label
 * @param src the rule files, relative to the project file
 * @param vars values of the files' variables
 * @param error whether findings are errors
 * @param range the block's first word
 */
public record RuleSource(
        String name, List<String> src, SortedMap<String, HclValue> vars, Setting<Boolean> error, SourceRange range) {
    public RuleSource {
        src = List.copyOf(src);
    }
}
