package dev.countersign.rule;

import dev.countersign.hcl.Functions;
import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.NameCheck;
import dev.countersign.hcl.SourceRange;
import dev.countersign.rule.Kind.Attribute;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Looks up every name in the expressions of a rule: what objects of a kind have, variables, functions. */
final class ExpressionNames {
    private final Kinds kinds;
    private final Set<String> variables;
    private final Notes notes;
    private final NameCheck names;

    /** @param variables the names below {@code var} */
    ExpressionNames(Kinds kinds, Set<String> variables, Notes notes) {
        this.kinds = kinds;
        this.variables = Set.copyOf(variables);
        this.notes = notes;
        Set<String> roots = new TreeSet<>(Conditions.WORDS.keySet());
        roots.addAll(List.of("self", "var"));
        this.names = new NameCheck(Functions.standard(), roots, Map.of(), Set.of());
    }

    /**
     * Notes every attribute of {@code self}, variable, function and other name that does not exist.
     *
     * @param selfKind the kind of the object that {@code self} is; empty where there is none
     */
    void check(HclExpression expression, Optional<String> selfKind) {
        names.of(expression).forEach(notes::unknown);
        steps(expression, selfKind);
    }

    private void steps(HclExpression expression, Optional<String> selfKind) {
        switch (expression) {
            case HclExpression.Attribute attribute -> {
                chain(attribute, selfKind);
                HclExpression root = attribute;
                while (root instanceof HclExpression.Attribute a) {
                    root = a.object();
                }
                root.children().forEach(child -> steps(child, selfKind));
            }
            default -> expression.children().forEach(child -> steps(child, selfKind));
        }
    }

    /** The kind of the object that a chain from {@code self} leads to, as far as that is known. */
    private Optional<String> chain(HclExpression expression, Optional<String> selfKind) {
        if (expression instanceof HclExpression.Name(String name, SourceRange ignored)) {
            return name.equals("self") ? selfKind : Optional.empty();
        }
        if (!(expression instanceof HclExpression.Attribute attribute)) {
            return Optional.empty();
        }
        if (attribute.object() instanceof HclExpression.Name(String root, SourceRange ignored) && root.equals("var")) {
            if (!variables.contains(attribute.name())) {
                notes.unknown(
                        "var." + attribute.name(),
                        attribute.nameRange(),
                        "there is no such variable",
                        attribute.name(),
                        variables);
            }
            return Optional.empty();
        }
        Optional<String> kind = chain(attribute.object(), selfKind);
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        Attribute found = kinds.of(kind.get()).attributes().get(attribute.name());
        if (found == null) {
            notes.unknown(
                    attribute.range().text(),
                    attribute.nameRange(),
                    "objects of kind " + kind.get() + " have no such attribute",
                    attribute.name(),
                    kinds.of(kind.get()).attributes().keySet());
            return Optional.empty();
        }
        return found instanceof Attribute.One one && !one.byName() ? Optional.of(one.kind()) : Optional.empty();
    }
}
