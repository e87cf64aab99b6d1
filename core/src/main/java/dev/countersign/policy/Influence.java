package dev.countersign.policy;

import dev.countersign.hcl.HclBody;
import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.HclValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which variables can influence an expression. Read from the text and not from a run, so that a variable counts also
 * when its present value happens not to matter.
 */
final class Influence {

    private final Map<String, HclExpression> locals;
    private final Set<String> variables;

    /** Of the locals and variables that a project file has. */
    static Influence of(HclBody file) {
        Map<String, HclExpression> locals = new HashMap<>();
        file.blocks("locals").forEach(block -> block.body().attributes().forEach(a -> locals.put(a.name(), a.value())));
        Set<String> variables = new HashSet<>();
        file.blocks("variable").forEach(block -> block.label().ifPresent(variables::add));
        return new Influence(locals, variables);
    }

    Influence(Map<String, HclExpression> locals, Set<String> variables) {
        this.locals = Map.copyOf(locals);
        this.variables = Set.copyOf(variables);
    }

    /** The variables that the expression reads, also through locals. */
    SortedSet<String> variablesOf(HclExpression expression) {
        SortedSet<String> found = new TreeSet<>();
        Set<String> visited = new HashSet<>();
        Deque<HclExpression> open = new ArrayDeque<>();
        open.push(expression);
        while (!open.isEmpty()) {
            HclExpression next = open.pop();
            if (isMember(next, "var")) {
                found.add(memberName(next));
            } else if (isMember(next, "local")) {
                follow(memberName(next), visited, open);
            } else if (next instanceof HclExpression.Name(String name, var ignored) && name.equals("var")) {
                found.addAll(variables);
            } else if (next instanceof HclExpression.Name(String name, var ignored) && name.equals("local")) {
                locals.keySet().forEach(local -> follow(local, visited, open));
            } else {
                next.children().forEach(open::push);
            }
        }
        return found;
    }

    private void follow(String local, Set<String> visited, Deque<HclExpression> open) {
        if (visited.add(local) && locals.containsKey(local)) {
            open.push(locals.get(local));
        }
    }

    /** Whether the expression reads {@code root.name}, directly or through locals. */
    boolean reads(HclExpression expression, String root, String name) {
        Set<String> visited = new HashSet<>();
        Deque<HclExpression> open = new ArrayDeque<>();
        open.push(expression);
        while (!open.isEmpty()) {
            HclExpression next = open.pop();
            if (isMember(next, root) && memberName(next).equals(name)) {
                return true;
            }
            if (isMember(next, "local")) {
                follow(memberName(next), visited, open);
            }
            next.children().forEach(open::push);
        }
        return false;
    }

    private static boolean isMember(HclExpression expression, String root) {
        return switch (expression) {
            case HclExpression.Attribute attribute -> isRoot(attribute.object(), root);
            case HclExpression.Index index ->
                isRoot(index.collection(), root)
                        && index.key() instanceof HclExpression.Literal(HclValue.Text ignored, var place);
            default -> false;
        };
    }

    private static boolean isRoot(HclExpression expression, String root) {
        return expression instanceof HclExpression.Name(String name, var ignored) && name.equals(root);
    }

    private static String memberName(HclExpression member) {
        if (member instanceof HclExpression.Attribute attribute) {
            return attribute.name();
        }
        if (member instanceof HclExpression.Index index
                && index.key() instanceof HclExpression.Literal(HclValue.Text(String text), var ignored)) {
            return text;
        }
        return "";
    }
}
