package dev.countersign.engine;

import dev.countersign.hcl.SourceRange;
import dev.countersign.policy.AnalyzerName;
import dev.countersign.policy.AnalyzerPolicy;
import dev.countersign.policy.CheckPolicy;
import dev.countersign.policy.DeprecationPolicy;
import dev.countersign.policy.LintPolicy;
import dev.countersign.policy.NamePattern;
import dev.countersign.policy.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Lines of a lint policy that take back what other lines say. All of them are evaluated; which one wins is easily misread. */
final class Contradictions {
    private static final Set<String> DROPS = Set.of("DS101", "DS102", "DS103");

    private final LintPolicy lint;

    Contradictions(LintPolicy lint) {
        this.lint = lint;
    }

    /** The line that has less effect than it seems, and why. */
    record Contradiction(SourceRange place, String text) {}

    List<Contradiction> found() {
        List<Contradiction> all = new ArrayList<>();
        AnalyzerPolicy destructive = lint.analyzer(AnalyzerName.DESTRUCTIVE);
        for (CheckPolicy check : lint.checks().values()) {
            boolean skips = check.skip().value();
            if (skips && check.error().isPresent()) {
                all.add(new Contradiction(
                        place(check.error().get()),
                        "error has no effect beside skip = true: findings with the code " + check.code()
                                + " do not count"));
            }
            if (skips && DROPS.contains(check.code()) && destructive.force().value()) {
                all.add(new Contradiction(
                        place(destructive.force()),
                        "force = true keeps nolint from hiding " + check.code() + ", and check \"" + check.code()
                                + "\" { skip = true } hides it all the same"));
            }
        }
        lint.deprecation().ifPresent(policy -> heldBack(destructive, policy, all));
        return all;
    }

    /** Allow lists decide nothing about names that the clock decides about. */
    private static void heldBack(AnalyzerPolicy destructive, DeprecationPolicy policy, List<Contradiction> all) {
        String prefix = policy.prefix().value();
        Stream.concat(destructive.allowTable().stream(), destructive.allowColumn().stream())
                .filter(pattern -> pattern.value().matches(prefix + "x"))
                .map((Setting<NamePattern> pattern) -> new Contradiction(
                        place(pattern),
                        "names that begin with " + prefix
                                + " may be dropped when their window is over, whatever this pattern allows"))
                .forEach(all::add);
    }

    private static SourceRange place(Setting<?> setting) {
        return setting.range().orElseThrow();
    }
}
