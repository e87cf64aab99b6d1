package dev.countersign.engine;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Severity;
import dev.countersign.lint.preflight.Question;
import dev.countersign.lint.preflight.RowProbe;
import dev.countersign.review.Review;
import dev.countersign.signing.manifest.LintFacts;
import dev.countersign.signing.manifest.Precondition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What of the findings goes into a manifest. */
final class LintRecords {
    private static final String ANALYZERS = "countersign analyzers 1";

    private LintRecords() {}

    static LintFacts facts(Review review) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Severity severity : Severity.values()) {
            counts.put(severity.name().toLowerCase(Locale.ROOT), Math.toIntExact(review.count(severity)));
        }
        return new LintFacts(
                ANALYZERS,
                Optional.empty(),
                counts,
                review.diagnostics().stream()
                        .filter(Diagnostic::active)
                        .map(LintRecords::finding)
                        .toList(),
                review.diagnostics().stream()
                        .flatMap(d -> d.suppression().stream().map(s -> suppression(d, s)))
                        .toList(),
                List.of());
    }

    /** What must hold of the rows when the plan runs: questions whose answer has to be zero. Counts of a sample are no answer for the target. */
    static List<Precondition> preconditions(Review review, List<RowProbe.Asked> asked) {
        return asked.stream()
                .filter(a -> mustBeZero(a.question(), review))
                .map(a -> new Precondition(
                        a.answer().sql(),
                        "0",
                        a.answer().live() ? Optional.of(Long.toString(a.answer().count())) : Optional.empty(),
                        a.answer().live() ? Optional.of(a.answer().at()) : Optional.empty()))
                .distinct()
                .toList();
    }

    private static boolean mustBeZero(Question question, Review review) {
        return switch (question) {
            case Question.Nulls ignored -> concerns(review, question, "MF104");
            case Question.Duplicates ignored ->
                concerns(review, question, "MF101") || concerns(review, question, "MF102");
            case Question.Rows ignored -> concerns(review, question, "MF103");
            case Question.Orphans ignored -> true;
            case Question.Violations ignored -> true;
            case Question.Matches matches -> matches.refused();
            case Question.Values ignored -> false;
        };
    }

    /** Earlier choices in the same session asked questions that this plan does not raise. */
    private static boolean concerns(Review review, Question question, String code) {
        return review.diagnostics().stream()
                .filter(d -> d.code().equals(code))
                .flatMap(d -> d.object().stream())
                .anyMatch(ref -> ref.schema().equals(question.table().schema()));
    }

    private static LintFacts.Finding finding(Diagnostic d) {
        return new LintFacts.Finding(
                d.code(),
                d.severity().name().toLowerCase(Locale.ROOT),
                d.statement() == 0 ? Optional.empty() : Optional.of(d.statement()),
                d.object().map(ObjectRef::toString),
                d.message());
    }

    private static LintFacts.Suppression suppression(Diagnostic d, Diagnostic.Suppression s) {
        return new LintFacts.Suppression(
                s.by(),
                !s.by().startsWith("nolint") ? "policy" : s.detail().startsWith("top of") ? "file" : "statement",
                d.statement() == 0 ? Optional.empty() : Optional.of(d.statement()),
                List.of(d.code()),
                Optional.of(s.detail()),
                Optional.empty());
    }
}
