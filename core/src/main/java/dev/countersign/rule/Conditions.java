package dev.countersign.rule;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.countersign.hcl.Budget;
import dev.countersign.hcl.Conversions;
import dev.countersign.hcl.Evaluator;
import dev.countersign.hcl.Functions;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.Scope;
import dev.countersign.hcl.SourceRange;
import dev.countersign.hcl.UserPattern;
import dev.countersign.rule.Condition.Test;
import dev.countersign.rule.Kind.Attribute;
import dev.countersign.rule.Predicate.Parameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Evaluates conditions. {@code self} is bound when a condition is evaluated: it is the object at hand, and null where an attribute leads to none. In the
 * {@code vars} of a predicate it is the object outside, which knows what to ask for.
 */
final class Conditions {
    private static final int STEPS = 20_000_000;
    private static final int VISITS = 5_000_000;
    private static final int DEPTH = 60;

    /** Bare words that stand for themselves, as schema files write them. */
    static final Map<String, HclValue> WORDS = Map.of(
            "CASCADE", HclValue.of("CASCADE"),
            "RESTRICT", HclValue.of("RESTRICT"),
            "NO_ACTION", HclValue.of("NO ACTION"),
            "SET_NULL", HclValue.of("SET NULL"),
            "SET_DEFAULT", HclValue.of("SET DEFAULT"));

    /** What an evaluation sees: the object, the object outside of it, and the variables. */
    private record Frame(Optional<Subject> self, Optional<Subject> outer, Scope variables) {
        Frame on(Optional<Subject> inner) {
            return new Frame(inner, self, variables);
        }
    }

    private final Map<String, Predicate> predicates;
    private final Map<String, HclValue> variables;
    private final Evaluator evaluator = new Evaluator(Functions.standard(), new Budget(STEPS));
    private final Map<String, Pattern> patterns = new HashMap<>();
    private int visits;
    private int depth;

    Conditions(Map<String, Predicate> predicates, Map<String, HclValue> variables) {
        this.predicates = Map.copyOf(predicates);
        this.variables = Map.copyOf(variables);
    }

    /**
     * Whether the condition holds of the object.
     *
     * @throws HclException when that cannot be told, or only with too many steps
     */
    boolean holds(Condition condition, Optional<Subject> self) {
        depth = 0;
        return holds(condition, new Frame(self, self, Scope.of(variables)));
    }

    /** The value of an expression about an object. */
    HclValue value(HclExpression expression, Optional<Subject> self) {
        return evaluate(expression, self, Scope.of(variables));
    }

    /** The objects that a word leads to. */
    List<Subject> children(Subject subject, String word) {
        return switch (subject.kind().attributes().get(word)) {
            case Attribute.Many many -> many.read().apply(subject);
            case Attribute.One one -> one.read().apply(subject).stream().toList();
            case Attribute.Plain ignored -> List.of();
        };
    }

    private boolean holds(Condition condition, Frame frame) {
        return switch (condition) {
            case Condition.All(List<Condition> all) -> {
                for (Condition one : all) {
                    if (!holds(one, frame)) {
                        yield false;
                    }
                }
                yield true;
            }
            case Condition.Any(List<Condition> any) -> {
                for (Condition one : any) {
                    if (holds(one, frame)) {
                        yield true;
                    }
                }
                yield false;
            }
            case Condition.Not(Condition inner) -> !holds(inner, frame);
            case Condition.Expression(HclExpression expression) ->
                truth(evaluate(expression, frame.self(), frame.variables()), expression.range());
            case Condition.About about ->
                truth(
                        evaluator.evaluate(
                                about.expression(),
                                scope(frame.variables()).with("self", plain(about.attribute(), frame))),
                        about.expression().range());
            case Condition.Compare compare -> tests(compare.tests(), plain(compare.attribute(), frame), frame);
            case Condition.Self self ->
                tests(
                        self.tests(),
                        frame.self()
                                .<HclValue>map(s -> HclValue.of(s.ref().display()))
                                .orElse(HclValue.Null.NULL),
                        frame);
            case Condition.Nested nested -> {
                spend(nested.attribute());
                Optional<Subject> inner = frame.self()
                        .flatMap(s -> children(s, nested.attribute()).stream().findFirst());
                yield holds(nested.inner(), frame.on(inner));
            }
            case Condition.Quantified quantified -> quantified(quantified, frame);
            case Condition.Reference reference -> reference(reference, frame);
        };
    }

    private boolean quantified(Condition.Quantified quantified, Frame frame) {
        List<Subject> children =
                frame.self().map(s -> children(s, quantified.attribute())).orElse(List.of());
        long count = 0;
        for (Subject child : children) {
            spend(quantified.attribute());
            if (holds(quantified.inner(), frame.on(Optional.of(child)))) {
                count++;
            }
        }
        return switch (quantified.quantifier()) {
            case ALL -> count == children.size();
            case ANY, EXISTS -> count > 0;
            case COUNT -> tests(quantified.count(), HclValue.of(count), frame);
        };
    }

    private boolean reference(Condition.Reference reference, Frame frame) {
        Predicate predicate = predicates.get(reference.kind() + "." + reference.name());
        if (++depth > DEPTH) {
            throw fail(reference.range(), "predicates use one another more than " + DEPTH + " levels deep");
        }
        Map<String, HclValue> given = new TreeMap<>();
        if (reference.vars().isPresent()) {
            HclExpression vars = reference.vars().get();
            if (!(evaluate(vars, frame.outer(), frame.variables()) instanceof HclValue.Fields fields)) {
                throw fail(vars.range(), "\"vars\" must be an object: { name = value }");
            }
            given.putAll(fields.values());
        }
        Map<String, HclValue> seen = new TreeMap<>(variables);
        for (Parameter parameter : predicate.parameters().values()) {
            Optional<HclValue> value = Optional.ofNullable(given.remove(parameter.name()))
                    .or(() -> parameter.defaultValue().map(VariableTypes::constant));
            try {
                seen.put(
                        parameter.name(),
                        VariableTypes.convert(
                                parameter,
                                value.orElseThrow(() -> fail(
                                        reference.range(),
                                        "the variable \"" + parameter.name() + "\" is given no value"))));
            } catch (IllegalArgumentException e) {
                throw fail(reference.range(), e.getMessage(), e);
            }
        }
        if (!given.isEmpty()) {
            throw fail(
                    reference.range(),
                    "the predicate has no variable \""
                            + given.keySet().iterator().next() + "\"");
        }
        boolean holds = holds(predicate.condition(), new Frame(frame.self(), frame.self(), Scope.of(seen)));
        depth--;
        return holds;
    }

    private boolean tests(List<Test> tests, HclValue left, Frame frame) {
        for (Test test : tests) {
            spend(test.range());
            HclValue right = evaluate(test.operand(), frame.self(), frame.variables());
            if (right instanceof HclValue.Unknown(String reason)) {
                throw fail(test.range(), "it is not known: " + reason);
            }
            test.operator().cannot(left, right).ifPresent(why -> {
                throw fail(test.range(), why);
            });
            if (!test.operator().holds(left, right, text -> pattern(text, test.range()))) {
                return false;
            }
        }
        return true;
    }

    private HclValue plain(String attribute, Frame frame) {
        return frame.self()
                .flatMap(s -> s.kind().attributes().get(attribute) instanceof Attribute.Plain plain
                        ? Optional.of(plain.read().apply(s))
                        : Optional.empty())
                .orElse(HclValue.Null.NULL);
    }

    private HclValue evaluate(HclExpression expression, Optional<Subject> self, Scope vars) {
        spend(expression.range());
        Scope scope = scope(vars);
        return evaluator.evaluate(
                expression,
                self.isPresent() ? scope.with("self", self.get().scope()) : scope.with("self", HclValue.Null.NULL));
    }

    private static Scope scope(Scope vars) {
        return Scope.of(WORDS).with("var", vars);
    }

    private static boolean truth(HclValue value, SourceRange at) {
        return Conversions.bool(value)
                .orElseThrow(() -> fail(at, "a condition must be true or false, not " + value.typeName()));
    }

    private Pattern pattern(String text, SourceRange at) {
        Pattern known = patterns.get(text);
        if (known != null) {
            return known;
        }
        try {
            Pattern pattern = UserPattern.compile(text);
            patterns.put(text, pattern);
            return pattern;
        } catch (PatternSyntaxException e) {
            throw fail(at, "it is not a regular expression (RE2): " + e.getDescription(), e);
        }
    }

    private void spend(SourceRange at) {
        if (++visits > VISITS) {
            throw fail(at, "evaluating the rules takes too many steps");
        }
    }

    private void spend(String attribute) {
        if (++visits > VISITS) {
            throw new HclException(HclProblem.at(
                    new HclSource("rules", "").range(0, 0),
                    "evaluating the rules takes too many steps, at " + attribute));
        }
    }

    private static HclException fail(SourceRange at, String message) {
        return new HclException(HclProblem.at(at, message));
    }

    private static HclException fail(SourceRange at, String message, Throwable cause) {
        return new HclException(List.of(HclProblem.at(at, message)), cause);
    }
}
