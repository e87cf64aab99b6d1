package dev.countersign.hcl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds the names in an expression that lead nowhere, without evaluating it: also in the branch of a condition that is not chosen. */
public final class NameCheck {
    /** In their arguments a name that leads nowhere may be meant to. */
    private static final Set<String> FORGIVING = Set.of("try", "can");

    private final Functions functions;
    private final Set<String> roots;
    private final Map<String, Collection<String>> members;
    private final Set<String> declared;
    private final Suggestions suggestions;

    /**
     * @param functions those that can be called
     * @param roots the names that an expression can begin with
     * @param members what is behind a dot, by the names in front of it: {@code plan} and {@code plan.author}; what is not listed is not known, and every name may
     *     be there
     * @param declared those of the members' keys of which everything must be there also in the arguments of {@code try} and {@code can}
     */
    public NameCheck(
            Functions functions, Set<String> roots, Map<String, Collection<String>> members, Set<String> declared) {
        this(functions, roots, members, declared, new Suggestions());
    }

    private NameCheck(
            Functions functions,
            Set<String> roots,
            Map<String, Collection<String>> members,
            Set<String> declared,
            Suggestions suggestions) {
        this.functions = functions;
        this.roots = Set.copyOf(roots);
        this.members = Map.copyOf(members);
        this.declared = Set.copyOf(declared);
        this.suggestions = suggestions;
    }

    /** The same, with more that an expression can begin with. */
    public NameCheck with(Collection<String> moreRoots, Map<String, Collection<String>> moreMembers) {
        Set<String> allRoots = new TreeSet<>(roots);
        allRoots.addAll(moreRoots);
        Map<String, Collection<String>> allMembers = new TreeMap<>(members);
        moreRoots.forEach(root -> allMembers.keySet().removeIf(path -> isAt(path, root)));
        allMembers.putAll(moreMembers);
        return new NameCheck(functions, allRoots, allMembers, declared, suggestions);
    }

    private static boolean isAt(String path, String root) {
        return path.equals(root) || path.startsWith(root + ".");
    }

    /** Each name that leads nowhere, with the one that was probably meant; the message is a clause about that name. */
    public List<HclProblem> of(HclExpression expression) {
        List<HclProblem> found = new ArrayList<>();
        look(expression, true, found);
        return found;
    }

    private void look(HclExpression expression, boolean strict, List<HclProblem> found) {
        switch (expression) {
            case HclExpression.Name(String name, SourceRange range) -> {
                if (strict && !roots.contains(name)) {
                    found.add(suggestions.unknownName(range, "there is no such name here", name, roots));
                }
            }
            case HclExpression.Attribute attribute -> {
                step(attribute, strict, found);
                look(attribute.object(), strict, found);
            }
            case HclExpression.Call call -> {
                if (!functions.names().contains(call.function())) {
                    found.add(suggestions.unknownName(
                            call.nameRange(), "there is no such function", call.function(), functions.names()));
                }
                boolean inside = strict && !FORGIVING.contains(call.function());
                call.arguments().forEach(argument -> look(argument, inside, found));
            }
            case HclExpression.For loop -> {
                look(loop.collection(), strict, found);
                NameCheck inside = inLoop(loop.key(), loop.item());
                loop.keyResult().ifPresent(e -> inside.look(e, strict, found));
                inside.look(loop.value(), strict, found);
                loop.condition().ifPresent(e -> inside.look(e, strict, found));
            }
            case HclExpression.TemplateFor loop -> {
                look(loop.collection(), strict, found);
                inLoop(loop.key(), loop.item()).look(loop.body(), strict, found);
            }
            case HclExpression.Splat splat -> {
                look(splat.source(), strict, found);
                with(List.of(HclExpression.Splat.ITEM), Map.of()).look(splat.each(), strict, found);
            }
            case HclExpression.Bound bound ->
                with(List.of(bound.name()), Map.of()).look(bound.body(), strict, found);
            case HclExpression.Literal ignored -> {}
            case HclExpression.Template ignored -> parts(expression, strict, found);
            case HclExpression.TemplateIf ignored -> parts(expression, strict, found);
            case HclExpression.ListLiteral ignored -> parts(expression, strict, found);
            case HclExpression.ObjectLiteral ignored -> parts(expression, strict, found);
            case HclExpression.Index ignored -> parts(expression, strict, found);
            case HclExpression.Unary ignored -> parts(expression, strict, found);
            case HclExpression.Binary ignored -> parts(expression, strict, found);
            case HclExpression.Conditional ignored -> parts(expression, strict, found);
        }
    }

    private void parts(HclExpression expression, boolean strict, List<HclProblem> found) {
        expression.children().forEach(part -> look(part, strict, found));
    }

    private NameCheck inLoop(Optional<String> key, String item) {
        List<String> names = new ArrayList<>(key.stream().toList());
        names.add(item);
        return with(names, Map.of());
    }

    /** One step behind a dot, as far as it is known what is there. */
    private void step(HclExpression.Attribute attribute, boolean strict, List<HclProblem> found) {
        path(attribute.object())
                .filter(path -> strict || declared.contains(path))
                .flatMap(path -> Optional.ofNullable(members.get(path)))
                .filter(known -> !known.contains(attribute.name()))
                .ifPresent(known -> found.add(suggestions.unknownName(
                        attribute.nameRange(), "there is no such name here", attribute.name(), known)));
    }

    /** The names that lead to a value, joined by dots; {@code a["b"]} is the same as {@code a.b}. */
    private static Optional<String> path(HclExpression expression) {
        return switch (expression) {
            case HclExpression.Name(String name, SourceRange ignored) -> Optional.of(name);
            case HclExpression.Attribute attribute ->
                path(attribute.object()).map(before -> before + "." + attribute.name());
            case HclExpression.Index index
            when index.key() instanceof HclExpression.Literal(HclValue.Text(String key), SourceRange ignored) ->
                path(index.collection()).map(before -> before + "." + key);
            default -> Optional.empty();
        };
    }
}
