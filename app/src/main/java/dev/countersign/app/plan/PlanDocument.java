package dev.countersign.app.plan;

import dev.countersign.app.review.RenameCase;
import dev.countersign.app.review.Shown;
import dev.countersign.app.words.Words;
import dev.countersign.dialect.StatementTraits;
import dev.countersign.diff.Change;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Severity;
import dev.countersign.plan.Batch;
import dev.countersign.plan.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Writes a plan as rows: batches, lines of SQL, findings under the statement that carries them. */
public final class PlanDocument {
    private final Words words = Words.of(PlanDocument.class);

    /** The rows of what is shown. */
    public List<PlanLine> lines(Shown shown) {
        List<PlanLine> lines = new ArrayList<>();
        int number = 1;
        for (Batch batch : shown.plan().batches()) {
            if (batch.statements().isEmpty()) {
                continue;
            }
            lines.add(new PlanLine.BatchStart(
                    number++, batch.transactional(), batch.statements().size()));
            batch.statements().forEach(s -> statement(shown, s, lines));
        }
        return lines;
    }

    private void statement(Shown shown, Statement statement, List<PlanLine> lines) {
        List<Diagnostic> findings = shown.diagnostics().stream()
                .filter(d -> d.statement() == statement.number())
                .filter(Diagnostic::active)
                .toList();
        Optional<Severity> worst = findings.stream().map(Diagnostic::severity).min(Comparator.naturalOrder());
        boolean appeared = shown.appeared().contains(statement.sql());
        int offset = 0;
        int index = 0;
        for (String text : statement.sql().split("\n", -1)) {
            String lock = index == 0 ? lock(shown, statement) : "";
            lines.add(new PlanLine.Sql(
                    statement, index, text, underlines(findings, offset, text.length()), worst, lock, appeared));
            offset += text.length() + 1;
            index++;
        }
        renames(shown, statement).forEach(c -> lines.add(new PlanLine.Rename(statement.number(), c)));
        findings.forEach(d -> lines.add(new PlanLine.Finding(d)));
        shown.review()
                .flatMap(r -> r.simulation().failure())
                .filter(f -> f.number() == statement.number())
                .ifPresent(f -> lines.add(new PlanLine.Refusal(f, false)));
        shown.review()
                .flatMap(r -> r.simulation().rowFailure())
                .filter(f -> f.number() == statement.number())
                .ifPresent(f -> lines.add(new PlanLine.Refusal(f, true)));
    }

    /** What may be, or was said to be, half of a rename, at the first statement that carries the half. */
    private static List<RenameCase> renames(Shown shown, Statement statement) {
        return shown.renames().stream()
                .filter(c -> statement.changes().stream()
                        .anyMatch(change -> isHalf(change, c) && isFirst(shown, statement, change)))
                .toList();
    }

    private static boolean isHalf(Change change, RenameCase aCase) {
        boolean named = change.ref().equals(aCase.rename().from())
                || change.ref().equals(aCase.rename().to());
        return named
                && switch (change.verb()) {
                    case ADD, DROP -> aCase.state() != RenameCase.State.CONFIRMED;
                    case RENAME -> aCase.state() == RenameCase.State.CONFIRMED;
                    case MODIFY -> false;
                };
    }

    private static boolean isFirst(Shown shown, Statement statement, Change change) {
        return shown.plan().statements().stream()
                .filter(s -> s.changes().contains(change))
                .findFirst()
                .filter(s -> s.number() == statement.number())
                .isPresent();
    }

    private static List<PlanLine.Underline> underlines(List<Diagnostic> findings, int offset, int length) {
        return findings.stream()
                .map(d -> new PlanLine.Underline(
                        Math.max(0, d.range().start() - offset),
                        Math.min(length, d.range().start() + d.range().length() - offset),
                        d.severity()))
                .filter(u -> u.start() < u.end())
                .sorted(Comparator.comparing(PlanLine.Underline::start))
                .toList();
    }

    private String lock(Shown shown, Statement statement) {
        List<String> facts = new ArrayList<>();
        Optional<StatementTraits> traits = shown.review().map(r -> r.traits().get(statement.number()));
        traits.ifPresent(t -> {
            facts.add(t.lock().equals("none") ? words.get("lock.none") : t.lock());
            if (t.rewrite()) {
                facts.add(words.get("lock.rewrite"));
            }
            if (t.scan()) {
                facts.add(words.get("lock.scan"));
            }
        });
        if (statement.destructive()) {
            facts.add(words.get("lock.destructive"));
        }
        return String.join(" \u00b7 ", facts);
    }
}
