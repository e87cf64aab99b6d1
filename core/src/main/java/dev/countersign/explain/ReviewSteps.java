package dev.countersign.explain;

import static dev.countersign.explain.ControlPoint.REVIEW;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.diff.Change;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Names;
import dev.countersign.lint.NoLint;
import dev.countersign.lint.PossibleFinding;
import dev.countersign.lint.Severity;
import dev.countersign.policy.AnalyzerName;
import dev.countersign.policy.AnalyzerPolicy;
import dev.countersign.policy.CheckPolicy;
import dev.countersign.policy.LintPolicy;
import dev.countersign.policy.NamePattern;
import dev.countersign.policy.NamingRule;
import dev.countersign.policy.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What is reported about an object, how severely, and what keeps it from counting. */
final class ReviewSteps {
    private final LintPolicy lint;
    private final Facts facts;
    private final Places places;

    ReviewSteps(Facts facts, Places places) {
        this.facts = facts;
        this.places = places;
        this.lint = facts.environment().lint();
    }

    List<Step> of(Subject subject) {
        List<Step> steps = new ArrayList<>();
        List<Diagnostic> findings =
                subject.happening().map(Subject.Happening::findings).orElse(List.of());
        findings.forEach(finding -> found(finding, steps));
        if (!subject.actual()) {
            for (Subject.Possible change : subject.possible()) {
                facts.linter().possible(facts.dialect()).stream()
                        .filter(p -> p.verb() == change.verb() && p.kinds().contains(change.kind()))
                        .filter(p -> findings.stream().noneMatch(f -> f.code().equals(p.code())))
                        .forEach(p -> possible(p, subject, steps));
            }
        }
        naming(subject, steps);
        facts.written().silences().stream()
                .filter(silence -> silence.isAbout(subject.ref()))
                .map(this::silence)
                .forEach(steps::add);
        return steps;
    }

    /** A plan has no directives; what somebody wrote counts where the file is linted. */
    private Step silence(Silence silence) {
        NoLint directive = silence.directive();
        String statement = silence.sql().lines().findFirst().orElse("");
        Stated stated = Stated.byDefault(directive.text(), "");
        List<String> named = directive.rules().stream()
                .map(rule -> facts.linter().analyzer(rule).orElse(rule))
                .distinct()
                .toList();
        List<String> forced = Arrays.stream(AnalyzerName.values())
                .filter(name -> lint.analyzer(name).force().value())
                .map(AnalyzerName::hclName)
                .filter(name -> named.isEmpty() || named.contains(name))
                .toList();
        boolean allForced = !named.isEmpty() && forced.containsAll(named);
        String where = "Written in " + directive.where() + " for: " + statement + ". ";
        if (allForced) {
            return Step.idle(REVIEW, stated, where + "It hides nothing: the policy forces " + Names.list(forced) + ".");
        }
        return Step.open(
                REVIEW,
                stated,
                where + "Where that file is linted, it hides "
                        + (directive.rules().isEmpty() ? "every finding" : "what is found by that name")
                        + (forced.isEmpty() ? "." : ", except what the policy forces: " + Names.list(forced) + "."));
    }

    /** A finding of the review, with the lines that made it what it is. */
    private void found(Diagnostic finding, List<Step> steps) {
        configuration(finding.code(), finding.analyzer(), finding.severity() == Severity.ERROR, steps);
        String effect = finding.code() + " is reported as " + article(finding.severity()) + ": " + finding.message();
        steps.add(finding.suppression()
                .map(by -> Step.decides(
                        REVIEW,
                        Stated.byDefault(by.by(), ""),
                        finding.code() + " does not count because of " + by.by() + " (" + by.detail() + "): "
                                + finding.message()))
                .orElseGet(() -> Step.decides(REVIEW, Stated.byDefault("lint." + finding.analyzer(), ""), effect)));
    }

    private static String article(Severity severity) {
        return switch (severity) {
            case ERROR -> "an error";
            case WARNING -> "a warning";
            case INFO -> "a note";
        };
    }

    private void possible(PossibleFinding possible, Subject subject, List<Step> steps) {
        String analyzer = facts.linter().analyzer(possible.code()).orElseThrow();
        String change = Phrases.change(possible.verb(), subject.ref().kind());
        String when = possible.when().isEmpty() ? "" : ", " + possible.when();
        Optional<Step> allowed = possible.code().equals("DS102")
                ? allowed("allow_table", policy(analyzer).allowTable(), subject, steps)
                : possible.code().equals("DS103")
                        ? allowed("allow_column", policy(analyzer).allowColumn(), subject, steps)
                        : Optional.empty();
        boolean error = error(possible, analyzer);
        configuration(possible.code(), analyzer, error, steps);
        if (allowed.isPresent()) {
            steps.add(allowed.get());
        } else if (!lint.skips(possible.code())) {
            Step step = new Step(
                    REVIEW,
                    "lint." + analyzer,
                    Optional.empty(),
                    "",
                    List.of(),
                    possible.when().isEmpty() ? Step.Weight.DECIDES : Step.Weight.OPEN,
                    change + " would be reported as " + possible.code() + ", " + (error ? "an error" : "a warning")
                            + when + ".");
            steps.add(step);
        }
    }

    private boolean error(PossibleFinding possible, String analyzer) {
        return lint.check(possible.code())
                .flatMap(CheckPolicy::error)
                .map(Setting::value)
                .orElseGet(() -> name(analyzer)
                        .map(n -> lint.analyzer(n).error().value())
                        .orElse(false));
    }

    private AnalyzerPolicy policy(String analyzer) {
        return name(analyzer).map(lint::analyzer).orElseGet(() -> AnalyzerPolicy.defaultOf(AnalyzerName.DATA_DEPEND));
    }

    private static Optional<AnalyzerName> name(String analyzer) {
        return Arrays.stream(AnalyzerName.values())
                .filter(n -> n.hclName().equals(analyzer))
                .findFirst();
    }

    /** The lines that set the severity of a code, from the most particular to the default, and whether {@code nolint} can hide it. */
    private void configuration(String code, String analyzer, boolean error, List<Step> steps) {
        Optional<CheckPolicy> check = lint.check(code);
        check.ifPresent(c -> {
            c.error()
                    .ifPresent(e -> steps.add(Step.decides(
                            REVIEW,
                            places.stated("lint.check \"" + code + "\".error", e),
                            code + " is " + (e.value() ? "an error" : "a warning") + ", whatever its analyzer says.")));
            if (c.skip().range().isPresent()) {
                Stated stated = places.stated("lint.check \"" + code + "\".skip", c.skip());
                steps.add(
                        c.skip().value()
                                ? Step.decides(REVIEW, stated, code + " does not count.")
                                : Step.idle(REVIEW, stated, code + " counts."));
            }
        });
        boolean own = check.flatMap(CheckPolicy::error).isPresent();
        Optional<AnalyzerName> name = name(analyzer);
        if (name.isEmpty() || steps.stream().anyMatch(s -> s.rule().equals("lint." + analyzer + ".error"))) {
            return;
        }
        AnalyzerPolicy policy = lint.analyzer(name.get());
        Stated stated = places.stated("lint." + analyzer + ".error", policy.error());
        String says = "Findings of " + analyzer + " are " + (policy.error().value() ? "errors" : "warnings")
                + (policy.error().range().isEmpty() ? ", as no line says otherwise" : "") + ".";
        steps.add(
                own || policy.error().value() != error
                        ? Step.idle(REVIEW, stated, says)
                        : Step.decides(REVIEW, stated, says));
        if (policy.force().range().isPresent()) {
            Stated force = places.stated("lint." + analyzer + ".force", policy.force());
            steps.add(
                    policy.force().value()
                            ? Step.decides(REVIEW, force, "A nolint directive cannot hide them.")
                            : Step.idle(REVIEW, force, "A nolint directive can hide them."));
        }
    }

    /** The first pattern of an allow list that matches decides; the others are shown as looked at. */
    private Optional<Step> allowed(
            String list, List<Setting<NamePattern>> patterns, Subject subject, List<Step> steps) {
        Optional<Step> decided = Optional.empty();
        for (Setting<NamePattern> pattern : patterns) {
            Stated stated = places.stated("lint.destructive." + list, pattern);
            boolean matches = pattern.value().matches(subject.ref().name());
            if (matches && decided.isEmpty()) {
                decided = Optional.of(Step.decides(
                        REVIEW,
                        stated,
                        "The name matches: dropping it would not count as destructive"
                                + (facts.terms().isPresent()
                                        ? ", unless it is called deprecated and its window is not over."
                                        : ".")));
            } else {
                steps.add(Step.idle(REVIEW, stated, matches ? "It matches too." : "The name does not match."));
            }
        }
        return decided;
    }

    private void naming(Subject subject, List<Step> steps) {
        boolean named = subject.may(Change.Verb.ADD) || subject.may(Change.Verb.RENAME);
        ObjectKind kind = subject.ref().kind() == ObjectKind.UNIQUE
                ? ObjectKind.INDEX
                : subject.ref().kind();
        Optional<NamingRule> rule = Arrays.stream(NamingRule.Subject.values())
                .filter(s -> s.name().equals(kind.name()))
                .findFirst()
                .flatMap(lint::naming);
        if (!named || rule.isEmpty()) {
            return;
        }
        Stated stated = places.stated("lint.naming", rule.get().match());
        boolean fits = rule.get().match().value().matches(subject.ref().name());
        String message = rule.get().message().isBlank() ? "" : ": " + rule.get().message();
        boolean adds = subject.may(Change.Verb.ADD);
        steps.add(
                !adds
                        ? Step.open(REVIEW, stated, "A new name must match" + message + ".")
                        : fits
                                ? Step.idle(REVIEW, stated, "The name matches.")
                                : Step.decides(
                                        REVIEW,
                                        stated,
                                        "As a new name, " + subject.ref().name() + " breaks it" + message + "."));
    }
}
