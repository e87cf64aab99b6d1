package dev.countersign.engine;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.lint.LintSettings;
import dev.countersign.lint.LintSettings.Allow;
import dev.countersign.lint.LintSettings.AnalyzerRule;
import dev.countersign.lint.LintSettings.CodeRule;
import dev.countersign.lint.LintSettings.ConcurrentIndex;
import dev.countersign.lint.LintSettings.NameRule;
import dev.countersign.policy.AnalyzerName;
import dev.countersign.policy.AnalyzerPolicy;
import dev.countersign.policy.CheckPolicy;
import dev.countersign.policy.LintPolicy;
import dev.countersign.policy.NamePattern;
import dev.countersign.policy.NamingRule;
import dev.countersign.policy.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Turns the {@code lint} block of a project file into what the analyzers need. */
final class LintSettingsReader {
    private final String file;

    /** @param file the project file's name, for places */
    LintSettingsReader(String file) {
        this.file = file;
    }

    LintSettings read(LintPolicy policy, GuardsOfProject guards) {
        Map<String, AnalyzerRule> analyzers = new HashMap<>();
        for (AnalyzerName name : AnalyzerName.values()) {
            AnalyzerPolicy analyzer = policy.analyzer(name);
            analyzers.put(
                    name.hclName(),
                    new AnalyzerRule(
                            Optional.of(analyzer.error().value()),
                            analyzer.force().value(),
                            place(analyzer.force())));
        }
        analyzers.putAll(guards.analyzers());
        Map<String, CodeRule> codes = new HashMap<>();
        policy.checks()
                .forEach((code, check) -> codes.put(
                        code,
                        new CodeRule(
                                check.error().map(Setting::value), check.skip().value(), place(stated(check)))));
        AnalyzerPolicy destructive = policy.analyzer(AnalyzerName.DESTRUCTIVE);
        return new LintSettings(
                        analyzers,
                        codes,
                        allowed(destructive.allowTable()),
                        allowed(destructive.allowColumn()),
                        naming(policy),
                        new ConcurrentIndex(
                                policy.concurrentIndex().create().value(),
                                policy.concurrentIndex().drop().value(),
                                policy.concurrentIndex().txmode().value()))
                .with(guards.ownership(), guards.rules(), guards.statements())
                .with(
                        announced(policy.analyzer(AnalyzerName.INCOMPATIBLE)),
                        nonLinear(policy.analyzer(AnalyzerName.NON_LINEAR)));
    }

    private static Setting<Boolean> stated(CheckPolicy check) {
        return check.error().filter(error -> check.skip().range().isEmpty()).orElse(check.skip());
    }

    private LintSettings.NonLinearRule nonLinear(AnalyzerPolicy policy) {
        return new LintSettings.NonLinearRule(
                policy.range().map(r -> file + ":" + r.line()),
                switch (policy.onEdit()) {
                    case ERROR -> LintSettings.Edits.WEIGHED;
                    case WARN -> LintSettings.Edits.WARNED;
                    case IGNORE -> LintSettings.Edits.IGNORED;
                });
    }

    private static Map<ObjectKind, Function<ObjectRef, String>> announced(AnalyzerPolicy incompatible) {
        Map<ObjectKind, Function<ObjectRef, String>> kinds = new HashMap<>();
        incompatible
                .announced()
                .forEach((drop, message) -> kinds.put(
                        drop.equals("drop_table") ? ObjectKind.TABLE : ObjectKind.COLUMN,
                        ref -> message.of(ref.path())));
        return kinds;
    }

    private List<Allow> allowed(List<Setting<NamePattern>> patterns) {
        return patterns.stream()
                .map(setting ->
                        new Allow(setting.value().pattern(), setting.value().regex(), place(setting)))
                .toList();
    }

    private static Map<ObjectKind, NameRule> naming(LintPolicy policy) {
        Map<ObjectKind, NameRule> rules = new HashMap<>();
        for (NamingRule.Subject subject : NamingRule.Subject.values()) {
            policy.naming(subject)
                    .ifPresent(rule -> rules.put(
                            kind(subject),
                            new NameRule(
                                    rule.match().value().pattern(),
                                    rule.match().value().regex(),
                                    Optional.of(rule.message()).filter(m -> !m.isBlank()))));
        }
        return rules;
    }

    private static ObjectKind kind(NamingRule.Subject subject) {
        return switch (subject) {
            case SCHEMA -> ObjectKind.SCHEMA;
            case TABLE -> ObjectKind.TABLE;
            case COLUMN -> ObjectKind.COLUMN;
            case INDEX -> ObjectKind.INDEX;
            case FOREIGN_KEY -> ObjectKind.FOREIGN_KEY;
            case CHECK -> ObjectKind.CHECK;
        };
    }

    private String place(Setting<?> setting) {
        return setting.range().map(r -> file + ":" + r.line()).orElse(file);
    }
}
