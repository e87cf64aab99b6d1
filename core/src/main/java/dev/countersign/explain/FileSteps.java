package dev.countersign.explain;

import static dev.countersign.explain.ControlPoint.REVIEW;

import dev.countersign.lint.Names;
import dev.countersign.lint.PossibleInFile;
import dev.countersign.lint.PossibleInFile.Source;
import dev.countersign.policy.AnalyzerName;
import dev.countersign.policy.ChangeDetector;
import dev.countersign.policy.CheckPolicy;
import dev.countersign.policy.LintPolicy;
import dev.countersign.policy.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is found about the migration files that change an object: their place among the others, what they ask first, and checkpoints that hold the object too. */
final class FileSteps {
    private static final int SHOWN = 60;

    private final Facts facts;
    private final Places places;
    private final LintPolicy lint;

    FileSteps(Facts facts, Places places) {
        this.facts = facts;
        this.places = places;
        this.lint = facts.environment().lint();
    }

    List<Step> of(Subject subject) {
        List<Step> steps = new ArrayList<>();
        if (facts.environment().migration().isEmpty()) {
            return steps;
        }
        base(steps);
        for (Inquiry inquiry : facts.written().inquiries()) {
            if (inquiry.isAbout(subject.ref())) {
                inquiry(inquiry, steps);
            }
        }
        facts.written()
                .checkpoints()
                .forEach(name -> possible(
                        Source.CHECKPOINT, name, "The checkpoint " + name + " makes the whole schema again: ", steps));
        return steps;
    }

    private void base(List<Step> steps) {
        Optional<ChangeDetector> detector = lint.detector();
        if (detector.filter(ChangeDetector.Latest.class::isInstance).isPresent()) {
            steps.add(Step.idle(
                    REVIEW,
                    Stated.byDefault("lint.latest", ""),
                    "The order of files is not looked at: with latest, nothing says which files others have"
                            + " (RUN104, RUN105)."));
            return;
        }
        String where = detector.isPresent()
                ? "A change of it in a migration file, "
                : "A change of it in a migration file, linted with --git-base, ";
        possible(Source.BASE, "lint." + AnalyzerName.NON_LINEAR.hclName(), where, steps);
    }

    /** What is asked about the object, and which findings an answer takes along. */
    private void inquiry(Inquiry inquiry, List<Step> steps) {
        String first = inquiry.sql().lines().findFirst().orElse("");
        String shown = first.length() > SHOWN ? first.substring(0, SHOWN) + " ..." : first;
        steps.add(Step.open(
                REVIEW,
                Stated.byDefault(inquiry.where(), ""),
                "Before that migration runs it is asked: " + shown + "."
                        + (inquiry.codes().isEmpty()
                                ? ""
                                : " An answer takes along what is found there as " + Names.list(inquiry.codes())
                                        + ".")));
        possible(Source.QUESTION, inquiry.where(), "The question ", steps);
    }

    private void possible(Source source, String rule, String subject, List<Step> steps) {
        facts.linter().possibleInFiles().stream()
                .filter(possible -> possible.source() == source)
                .forEach(possible -> possible(possible, rule, subject, steps));
    }

    private void possible(PossibleInFile possible, String rule, String subject, List<Step> steps) {
        Optional<CheckPolicy> check = lint.check(possible.code());
        if (lint.skips(possible.code())) {
            steps.add(Step.idle(
                    REVIEW,
                    places.stated(
                            "lint.check \"" + possible.code() + "\".skip",
                            check.orElseThrow().skip()),
                    possible.code() + " does not count."));
            return;
        }
        Optional<Setting<Boolean>> own = check.flatMap(CheckPolicy::error);
        boolean nonLinear = possible.source() == Source.BASE;
        Setting<Boolean> ofAnalyzer = lint.analyzer(AnalyzerName.NON_LINEAR).error();
        boolean error = own.map(Setting::value).orElse(nonLinear ? ofAnalyzer.value() : possible.error());
        Stated stated = own.map(e -> places.stated("lint.check \"" + possible.code() + "\".error", e))
                .or(() -> nonLinear && ofAnalyzer.range().isPresent()
                        ? Optional.of(places.stated("lint.non_linear.error", ofAnalyzer))
                        : Optional.empty())
                .orElseGet(() -> Stated.byDefault(rule, ""));
        steps.add(Step.open(
                REVIEW,
                stated,
                subject + "would be reported as " + possible.code() + ", " + (error ? "an error" : "a warning") + ", "
                        + possible.when() + "."));
    }
}
