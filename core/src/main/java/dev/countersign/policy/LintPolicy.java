package dev.countersign.policy;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the project file says about findings.
 *
 * @param review when a person must review
 * @param analyzers the analyzers that the project file names; ask {@link #analyzer} for any
 * @param naming the rule for each kind of object, with the general rule already filled in
 * @param concurrentIndex what the concurrent index analyzer checks
 * @param checks settings of single codes
 * @param deprecation how long something must wait before it is dropped; empty when the project file has no such block
 * @param guards what is checked beyond the built-in analyzers
 * @param detector how the new files of the migration directory are found; empty when the project file does not say
 */
public record LintPolicy(
        Setting<ReviewMode> review,
        Map<AnalyzerName, AnalyzerPolicy> analyzers,
        Map<NamingRule.Subject, NamingRule> naming,
        ConcurrentIndexChecks concurrentIndex,
        SortedMap<String, CheckPolicy> checks,
        Optional<DeprecationPolicy> deprecation,
        Guards guards,
        Optional<ChangeDetector> detector) {

    /**
     * The parts of the concurrent index analyzer.
     *
     * @param create PG101
     * @param drop PG102
     * @param txmode PG103
     */
    public record ConcurrentIndexChecks(Setting<Boolean> create, Setting<Boolean> drop, Setting<Boolean> txmode) {

        /** All on. */
        public static final ConcurrentIndexChecks DEFAULT =
                new ConcurrentIndexChecks(Setting.byDefault(true), Setting.byDefault(true), Setting.byDefault(true));
    }

    /** What holds when the project file says nothing. */
    public static final LintPolicy DEFAULT = new LintPolicy(
            Setting.byDefault(ReviewMode.ALWAYS),
            Map.of(),
            Map.of(),
            ConcurrentIndexChecks.DEFAULT,
            Collections.emptySortedMap(),
            Optional.empty(),
            Guards.NONE,
            Optional.empty());

    /** Copies the maps. */
    public LintPolicy {
        analyzers = Map.copyOf(analyzers);
        naming = naming.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(naming));
        checks = Collections.unmodifiableSortedMap(new TreeMap<>(checks));
    }

    /** The same with a deprecation block. */
    LintPolicy with(Optional<DeprecationPolicy> other) {
        return new LintPolicy(review, analyzers, naming, concurrentIndex, checks, other, guards, detector);
    }

    /** How that analyzer's findings are treated. */
    public AnalyzerPolicy analyzer(AnalyzerName name) {
        return Optional.ofNullable(analyzers.get(name)).orElseGet(() -> AnalyzerPolicy.defaultOf(name));
    }

    /** The naming rule for that kind of object. */
    public Optional<NamingRule> naming(NamingRule.Subject subject) {
        return Optional.ofNullable(naming.get(subject));
    }

    /** What is said about one code. */
    public Optional<CheckPolicy> check(String code) {
        return Optional.ofNullable(checks.get(code));
    }

    /** Whether findings of that code are errors: the code's own setting, else its analyzer's. */
    public Setting<Boolean> error(AnalyzerName analyzer, String code) {
        return check(code)
                .flatMap(CheckPolicy::error)
                .orElseGet(() -> analyzer(analyzer).error());
    }

    /** Whether findings of that code are left out. */
    public boolean skips(String code) {
        return check(code).map(c -> c.skip().value()).orElse(false);
    }
}
