package dev.countersign.rule;

import dev.countersign.diff.Change;
import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.SourceRange;
import java.util.List;
import java.util.Optional;

/**
 * One rule of a rule file.
 *
 * @param name its label; the code of its findings
 * @param migrate whether it is about what changes, and not about every object of the desired state
 * @param description what it wants
 * @param walks where it looks
 * @param range its first line
 */
record Rule(String name, boolean migrate, String description, List<Walk> walks, SourceRange range) {

    Rule {
        walks = List.copyOf(walks);
    }

    /**
     * Objects to look at.
     *
     * @param verb for rules about changes: what must have happened to the object
     * @param word the kind of objects, or the attribute of the outer object that leads to them
     * @param match which of them count; all conditions must hold
     * @param assertions what must hold of them
     * @param inner objects inside them
     */
    record Walk(
            Optional<Change.Verb> verb,
            String word,
            List<Condition> match,
            List<Assertion> assertions,
            List<Walk> inner) {
        Walk {
            match = List.copyOf(match);
            assertions = List.copyOf(assertions);
            inner = List.copyOf(inner);
        }

        /** The same under the word that leads to the objects. */
        Walk as(String other) {
            return new Walk(verb, other, match, assertions, inner);
        }
    }

    /** What must hold, and what to say when it does not; without a message the rule's description. */
    record Assertion(Condition condition, Optional<HclExpression> message, SourceRange range) {}
}
