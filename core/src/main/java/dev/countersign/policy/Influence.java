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

    private static final Set<String> SET_FUNCTIONS =
            Set.of("toset", "setunion", "setintersection", "setsubtract", "setproduct");

    private final Map<String, HclExpression> locals;
    private final Set<String> variables;
    private final Set<String> sets;

    /** Of the locals and variables that a project file has. */
    static Influence of(HclBody file) {
        Map<String, HclExpression> locals = new HashMap<>();
        file.blocks("locals").forEach(block -> block.body().attributes().forEach(a -> locals.put(a.name(), a.value())));
        Set<String> variables = new HashSet<>();
        Set<String> sets = new HashSet<>();
        file.blocks("variable")
                .forEach(block -> block.label().ifPresent(name -> {
                    variables.add(name);
                    block.body()
                            .attribute("type")
                            .filter(type -> type.value() instanceof HclExpression.Call call
                                    && call.function().equals("set"))
                            .ifPresent(type -> sets.add(name));
                }));
        return new Influence(locals, variables, sets);
    }

    private Influence(Map<String, HclExpression> locals, Set<String> variables, Set<String> sets) {
        this.locals = Map.copyOf(locals);
        this.variables = Set.copyOf(variables);
        this.sets = Set.copyOf(sets);
    }

    /** Whether the expression surely gives a set, as it calls what makes one, or is a variable or local that is one. */
    boolean isSet(HclExpression expression) {
        return isSet(expression, new HashSet<>());
    }

    private boolean isSet(HclExpression expression, Set<String> visited) {
        return switch (expression) {
            case HclExpression.Call call -> SET_FUNCTIONS.contains(call.function());
            case HclExpression.Conditional choice ->
                isSet(choice.then(), visited) && isSet(choice.otherwise(), visited);
            case HclExpression.Bound bound -> isSet(bound.body(), visited);
            case HclExpression.Attribute ignored -> isSetMember(expression, visited);
            case HclExpression.Index ignored -> isSetMember(expression, visited);
            default -> false;
        };
    }

    private boolean isSetMember(HclExpression member, Set<String> visited) {
        String name = memberName(member);
        return isMember(member, "var") && sets.contains(name)
                || isMember(member, "local")
                        && locals.containsKey(name)
                        && visited.add(name)
                        && isSet(locals.get(name), visited);
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
