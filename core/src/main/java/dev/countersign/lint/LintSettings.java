package dev.countersign.lint;

import com.google.re2j.Pattern;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.rule.RuleSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the policy says about linting, in the form the analyzers need.
 *
 * @param analyzers by analyzer name; absent: as Atlas does by default
 * @param codes per-code overrides ({@code check "PG301" {...}})
 * @param allowTables tables whose drop is allowed
 * @param allowColumns columns whose drop is allowed
 * @param naming which names are allowed, by kind of object
 * @param concurrentIndex which of the concurrent index checks are on
 * @param ownership who may change what, if the policy says
 * @param rules rules of the project's own
 * @param announced which drops are reported as breaking programs, by kind, and the words to add for what is dropped
 * @param statements which statements may be written at all, if the policy says
 * @param nonLinear what is said about changes of older migration files
 */
public record LintSettings(
        Map<String, AnalyzerRule> analyzers,
        Map<String, CodeRule> codes,
        List<Allow> allowTables,
        List<Allow> allowColumns,
        Map<ObjectKind, NameRule> naming,
        ConcurrentIndex concurrentIndex,
        Optional<OwnershipRules> ownership,
        List<RuleSet> rules,
        Map<ObjectKind, Function<ObjectRef, String>> announced,
        Optional<StatementRules> statements,
        NonLinearRule nonLinear) {
    public LintSettings {
        analyzers = Map.copyOf(analyzers);
        codes = Map.copyOf(codes);
        allowTables = List.copyOf(allowTables);
        allowColumns = List.copyOf(allowColumns);
        naming = Map.copyOf(naming);
        rules = List.copyOf(rules);
        announced = Map.copyOf(announced);
    }

    /** Settings without ownership and rules of the project's own. */
    public LintSettings(
            Map<String, AnalyzerRule> analyzers,
            Map<String, CodeRule> codes,
            List<Allow> allowTables,
            List<Allow> allowColumns,
            Map<ObjectKind, NameRule> naming,
            ConcurrentIndex concurrentIndex) {
        this(
                analyzers,
                codes,
                allowTables,
                allowColumns,
                naming,
                concurrentIndex,
                Optional.empty(),
                List.of(),
                Map.of(),
                Optional.empty(),
                new NonLinearRule(Optional.empty(), Edits.WEIGHED));
    }

    /** The same settings with what the project checks beyond the built-in analyzers. */
    public LintSettings with(
            Optional<OwnershipRules> owners, List<RuleSet> own, Optional<StatementRules> ofStatements) {
        return new LintSettings(
                analyzers,
                codes,
                allowTables,
                allowColumns,
                naming,
                concurrentIndex,
                owners,
                own,
                announced,
                ofStatements,
                nonLinear);
    }

    /** The same settings, where drops of these kinds are reported as breaking programs, and older files are treated like this. */
    public LintSettings with(Map<ObjectKind, Function<ObjectRef, String>> announcedKinds, NonLinearRule ofFiles) {
        return new LintSettings(
                analyzers,
                codes,
                allowTables,
                allowColumns,
                naming,
                concurrentIndex,
                ownership,
                rules,
                announcedKinds,
                statements,
                ofFiles);
    }

    /** Without a policy file: destructive changes are errors, everything else warns. */
    public static LintSettings defaults() {
        return new LintSettings(
                Map.of(), Map.of(), List.of(), List.of(), Map.of(), new ConcurrentIndex(true, true, true));
    }

    /** The rule of an analyzer. */
    public AnalyzerRule of(String analyzer) {
        return analyzers.getOrDefault(analyzer, new AnalyzerRule(Optional.empty(), false, ""));
    }

    /** Whether the analyzer's findings are errors: what the policy says, else only those of {@code destructive}. */
    public boolean isError(String analyzer) {
        return of(analyzer).error().orElse(analyzer.equals("destructive"));
    }

    /**
     * @param error whether its findings are errors; empty: the default
     * @param force whether {@code nolint} has no effect on it
     * @param where where the policy says so
     */
    public record AnalyzerRule(Optional<Boolean> error, boolean force, String where) {}

    /**
     * @param error true: an error; false: a warning; empty: as the analyzer says
     * @param skip whether findings with this code do not count
     * @param where where the policy says so
     */
    public record CodeRule(Optional<Boolean> error, boolean skip, String where) {}

    /**
     * An entry of an allow list.
     *
     * @param pattern searched in the object's name
     * @param shown the pattern for people
     * @param where where it stands
     */
    public record Allow(Pattern pattern, String shown, String where) {
        /** A pattern that is shown as it is. */
        public Allow(Pattern pattern, String where) {
            this(pattern, pattern.pattern(), where);
        }
    }

    /**
     * How objects of a kind are to be called.
     *
     * @param match searched in the name
     * @param shown the pattern for people
     * @param message what to tell who does not comply
     */
    public record NameRule(Pattern match, String shown, Optional<String> message) {
        /** A pattern that is shown as it is. */
        public NameRule(Pattern match, Optional<String> message) {
            this(match, match.pattern(), message);
        }
    }

    /**
     * Atlas's {@code non_linear { on_edit }}.
     *
     * @param where where the policy has such a block
     * @param ofNewest what editing the newest file is
     */
    public record NonLinearRule(Optional<String> where, Edits ofNewest) {}

    /** How much an edit of a migration file weighs. */
    public enum Edits {
        /** As much as the analyzer's other findings. */
        WEIGHED,
        /** Never more than a warning. */
        WARNED,
        /** Nothing: it is listed and does not count. */
        IGNORED
    }

    /** Atlas's {@code concurrent_index { check_create, check_drop, check_txmode }}. */
    public record ConcurrentIndex(boolean checkCreate, boolean checkDrop, boolean checkTxMode) {}
}
