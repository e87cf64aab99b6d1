package dev.countersign.rule;

import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.SourceRange;
import java.util.List;
import java.util.Optional;

/** Something that holds of an object or not. */
sealed interface Condition {

    /** One comparison: {@code eq = value}. */
    record Test(Operator operator, HclExpression operand, SourceRange range) {}

    /** How many of the objects inside must fulfil a condition. */
    enum Quantifier {
        ALL,
        ANY,
        EXISTS,
        COUNT
    }

    /** {@code condition = expression}, where {@code self} is the object. */
    record Expression(HclExpression expression) implements Condition {}

    /** Comparisons of one attribute; all must hold. */
    record Compare(String attribute, List<Test> tests) implements Condition {
        public Compare {
            tests = List.copyOf(tests);
        }
    }

    /** An expression about one plain attribute, which is {@code self} in it. */
    record About(String attribute, HclExpression expression) implements Condition {}

    /** Comparisons of the object itself, that is with null. */
    record Self(List<Test> tests) implements Condition {
        public Self {
            tests = List.copyOf(tests);
        }
    }

    /** A condition on the object that an attribute leads to. */
    record Nested(String attribute, Condition inner) implements Condition {}

    /** A condition on the objects inside. */
    record Quantified(Quantifier quantifier, String attribute, Condition inner, List<Test> count) implements Condition {
        public Quantified {
            count = List.copyOf(count);
        }
    }

    /** All must hold; holds when there are none. */
    record All(List<Condition> conditions) implements Condition {
        public All {
            conditions = List.copyOf(conditions);
        }
    }

    /** One must hold. */
    record Any(List<Condition> conditions) implements Condition {
        public Any {
            conditions = List.copyOf(conditions);
        }
    }

    /** Must not hold. */
    record Not(Condition condition) implements Condition {}

    /** {@code predicate = predicate.kind.name} with the values of its variables. */
    record Reference(String kind, String name, Optional<HclExpression> vars, SourceRange range) implements Condition {}
}
