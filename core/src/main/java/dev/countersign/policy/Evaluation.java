package dev.countersign.policy;

import dev.countersign.hcl.Evaluator;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.Scope;
import dev.countersign.hcl.SourceRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** One evaluation of a project file: what expressions see, and what has been found wrong or without effect so far. */
final class Evaluation {

    private final Evaluator evaluator;
    private final Scope scope;
    private final Influence influence;
    private final Set<HclProblem> problems;
    private final Set<NotEvaluated> notEvaluated;
    private final Set<Notice> notices;
    private final Vocabulary vocabulary;
    private final Set<String> secrets;

    Evaluation(Evaluator evaluator, Scope scope, Influence influence) {
        this(
                evaluator,
                scope,
                influence,
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new Vocabulary(),
                Set.of());
    }

    private Evaluation(
            Evaluator evaluator,
            Scope scope,
            Influence influence,
            Set<HclProblem> problems,
            Set<NotEvaluated> notEvaluated,
            Set<Notice> notices,
            Vocabulary vocabulary,
            Set<String> secrets) {
        this.evaluator = evaluator;
        this.scope = scope;
        this.influence = influence;
        this.problems = problems;
        this.notEvaluated = notEvaluated;
        this.notices = notices;
        this.vocabulary = vocabulary;
        this.secrets = secrets;
    }

    /** The same evaluation where expressions see something more, such as {@code each}. */
    Evaluation seeing(Scope wider) {
        return new Evaluation(evaluator, wider, influence, problems, notEvaluated, notices, vocabulary, secrets);
    }

    /** The same evaluation, in which nothing has been found yet. */
    Evaluation afresh() {
        return new Evaluation(
                evaluator,
                scope,
                influence,
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                vocabulary,
                secrets);
    }

    /** The same evaluation, which shows nothing of what these variables hold. */
    Evaluation hiding(Set<String> sensitive) {
        return new Evaluation(
                evaluator, scope, influence, problems, notEvaluated, notices, vocabulary, Set.copyOf(sensitive));
    }

    /** What is shown in place of the expression's value where a sensitive variable has to do with it; empty where none has. */
    Optional<String> hidden(HclExpression expression) {
        return influence.variablesOf(expression).stream()
                .filter(secrets::contains)
                .findFirst()
                .map(name -> "(not shown, as the sensitive variable \"" + name + "\" has to do with it)");
    }

    /** The names that were asked for so far. */
    Vocabulary vocabulary() {
        return vocabulary;
    }

    Scope scope() {
        return scope;
    }

    Influence influence() {
        return influence;
    }

    /** The value; empty when it cannot be had, which is then among the problems. */
    Optional<HclValue> value(HclExpression expression) {
        try {
            return Optional.of(evaluator.evaluate(expression, scope));
        } catch (HclException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    /**
     * The value.
     *
     * @throws HclException when it cannot be had
     */
    HclValue evaluate(HclExpression expression) {
        return evaluator.evaluate(expression, scope);
    }

    /** Runs what waits for something outside; that time is not the evaluation's own. */
    <T> T waiting(Supplier<T> action) {
        return evaluator.waiting(action);
    }

    void problem(HclProblem problem) {
        problems.add(problem);
    }

    void problem(SourceRange range, String message) {
        problems.add(HclProblem.at(range, message));
    }

    void note(NotEvaluated note) {
        notEvaluated.add(note);
    }

    void note(String what, SourceRange range, String reason) {
        notEvaluated.add(new NotEvaluated(what, Optional.of(range), reason, Optional.empty()));
    }

    List<NotEvaluated> notEvaluated() {
        return List.copyOf(notEvaluated);
    }

    /** What is read and decides nothing here. */
    void notice(String what, SourceRange range, String reason) {
        notices.add(new Notice(what, range, reason));
    }

    List<Notice> notices() {
        return List.copyOf(notices);
    }

    void throwProblems() {
        if (!problems.isEmpty()) {
            List<HclProblem> inTextOrder = new ArrayList<>(problems);
            inTextOrder.sort(Comparator.comparingInt(p -> p.range().offset()));
            throw new PolicyException(inTextOrder, notEvaluated());
        }
    }

    /** Runs what may fail as HCL and lets it fail as policy. */
    static <T> T typed(Supplier<T> action) {
        try {
            return action.get();
        } catch (PolicyException e) {
            throw e;
        } catch (HclException e) {
            throw new PolicyException(e.problems());
        }
    }
}
