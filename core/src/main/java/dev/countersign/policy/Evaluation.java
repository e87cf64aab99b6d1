package dev.countersign.policy;

import dev.countersign.hcl.Evaluator;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.Multiplicity;
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
    private final Found found;
    private final Vocabulary vocabulary;
    private final Set<String> secrets;
    private final boolean imagining;

    /**
     * What was found so far.
     *
     * @param names those of {@code notEvaluated} that are names which are not known where they stand
     */
    private record Found(
            Set<HclProblem> problems,
            Set<NotEvaluated> notEvaluated,
            Set<Notice> notices,
            Set<NotEvaluated> names,
            Multiplicity multiplicity) {
        static Found nothing() {
            return new Found(
                    new LinkedHashSet<>(),
                    new LinkedHashSet<>(),
                    new LinkedHashSet<>(),
                    new LinkedHashSet<>(),
                    new Multiplicity());
        }
    }

    Evaluation(Evaluator evaluator, Scope scope, Influence influence) {
        this(evaluator, scope, influence, Found.nothing(), new Vocabulary(), Set.of(), false);
    }

    private Evaluation(
            Evaluator evaluator,
            Scope scope,
            Influence influence,
            Found found,
            Vocabulary vocabulary,
            Set<String> secrets,
            boolean imagining) {
        this.evaluator = evaluator;
        this.scope = scope;
        this.influence = influence;
        this.found = found;
        this.vocabulary = vocabulary;
        this.secrets = secrets;
        this.imagining = imagining;
    }

    /** The same evaluation where expressions see something more, such as {@code each}. */
    Evaluation seeing(Scope wider) {
        return new Evaluation(evaluator, wider, influence, found, vocabulary, secrets, imagining);
    }

    /** The same evaluation, in which nothing has been found yet. */
    Evaluation afresh() {
        return new Evaluation(evaluator, scope, influence, Found.nothing(), vocabulary, secrets, imagining);
    }

    /** The same evaluation, which shows nothing of what these variables hold. */
    Evaluation hiding(Set<String> sensitive) {
        return new Evaluation(evaluator, scope, influence, found, vocabulary, Set.copyOf(sensitive), imagining);
    }

    /** An evaluation of its own for the sake of names: whatever goes over items is as if there were one, of which nothing is known. */
    Evaluation imagining(Scope seen) {
        return new Evaluation(evaluator, seen, influence, Found.nothing(), vocabulary, secrets, true);
    }

    /** Whether what goes over items is to be read as if there were exactly one. */
    boolean isImagining() {
        return imagining;
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
            found.problems().addAll(e.problems());
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
        found.problems().add(problem);
    }

    void problem(SourceRange range, String message) {
        found.problems().add(HclProblem.at(range, message));
    }

    void note(NotEvaluated note) {
        found.notEvaluated().add(note);
    }

    void note(String what, SourceRange range, String reason) {
        found.notEvaluated().add(new NotEvaluated(what, Optional.of(range), reason, Optional.empty()));
    }

    /** A block of which there may be one, and was one before. */
    void again(String what, HclBlock block, HclBlock first) {
        note(
                what,
                block.typeRange(),
                "such a block was already given in line " + first.typeRange().line() + ", and the first one counts");
    }

    /** Something that has no effect because its name is not known where it stands. */
    void unknownName(NotEvaluated note) {
        found.notEvaluated().add(note);
        found.names().add(note);
    }

    /** The names that are not known where they stand. */
    List<NotEvaluated> unknownNames() {
        return List.copyOf(found.names());
    }

    /** For how many blocks each block stands that goes over items. */
    Multiplicity multiplicity() {
        return found.multiplicity();
    }

    List<NotEvaluated> notEvaluated() {
        return List.copyOf(found.notEvaluated());
    }

    /** What is read and decides nothing here. */
    void notice(String what, SourceRange range, String reason) {
        found.notices().add(new Notice(what, range, reason));
    }

    List<Notice> notices() {
        return List.copyOf(found.notices());
    }

    /** How much was found so far that is wrong or not evaluated. */
    int said() {
        return found.problems().size() + found.notEvaluated().size();
    }

    boolean hasProblems() {
        return !found.problems().isEmpty();
    }

    void throwProblems() {
        if (!found.problems().isEmpty()) {
            List<HclProblem> inTextOrder = new ArrayList<>(found.problems());
            inTextOrder.sort(Comparator.comparingInt(p -> p.range().offset()));
            throw new PolicyException(inTextOrder, notEvaluated(), notices());
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
