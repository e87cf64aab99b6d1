package dev.countersign.rule;

import com.google.re2j.PatternSyntaxException;
import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclBody;
import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.SourceRange;
import dev.countersign.hcl.UserPattern;
import dev.countersign.rule.Condition.Quantifier;
import dev.countersign.rule.Condition.Test;
import dev.countersign.rule.Kind.Attribute;
import dev.countersign.rule.Predicate.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads conditions and checks every name in them against what objects of the kind have; what is unknown is noted, never passed over. */
final class ConditionReader {
    private static final List<String> COMBINATORS =
            List.of("and", "or", "not", "all", "any", "exists", "count", "self");

    private final Kinds kinds;
    private final Map<String, HclBlock> predicates;
    private final ExpressionNames names;
    private final Notes notes;

    /**
     * @param predicates the declared ones by {@code kind.name}
     * @param variables the names below {@code var}
     */
    ConditionReader(Kinds kinds, Map<String, HclBlock> predicates, Set<String> variables, Notes notes) {
        this.kinds = kinds;
        this.predicates = predicates;
        this.notes = notes;
        this.names = new ExpressionNames(kinds, variables, notes);
    }

    /**
     * The condition that a body states about objects of a kind; all of its parts must hold.
     *
     * @param others attributes that are somebody else's
     */
    Condition body(HclBody body, String kind, Set<String> others) {
        return new Condition.All(parts(body, kind, others, List.of()));
    }

    private List<Condition> parts(HclBody body, String kind, Set<String> others, List<String> otherBlocks) {
        List<Condition> parts = new ArrayList<>();
        for (HclAttribute attribute : body.attributes()) {
            switch (attribute.name()) {
                case "condition" -> {
                    check(attribute.value(), Optional.of(kind));
                    parts.add(new Condition.Expression(attribute.value()));
                }
                case "predicate" ->
                    reference(attribute, body.attribute("vars"), kind).ifPresent(parts::add);
                case "vars" -> {
                    if (body.attribute("predicate").isEmpty()) {
                        notes.add("vars", attribute.range(), "there is no predicate beside it");
                    }
                }
                default -> {
                    if (!others.contains(attribute.name())) {
                        unknownAttribute(attribute, kind, others);
                    }
                }
            }
        }
        for (HclBlock block : body.blocks()) {
            if (!otherBlocks.contains(block.type())) {
                part(block, kind).ifPresent(parts::add);
            }
        }
        return parts;
    }

    private void unknownAttribute(HclAttribute attribute, String kind, Set<String> others) {
        if (kinds.of(kind).attributes().containsKey(attribute.name())) {
            notes.add(
                    attribute.name(),
                    attribute.range(),
                    "it is written as a block: " + attribute.name() + " { eq = ... }");
            return;
        }
        Collection<String> known = new TreeSet<>(List.of("condition", "predicate", "vars"));
        known.addAll(others);
        notes.unknown(attribute.name(), attribute.range(), "the name is not known here", attribute.name(), known);
    }

    private Optional<Condition> part(HclBlock block, String kind) {
        if (labels(block)) {
            return Optional.empty();
        }
        return switch (block.type()) {
            case "and" -> Optional.of(new Condition.All(said(block, kind)));
            case "or" -> Optional.of(new Condition.Any(said(block, kind)));
            case "not" -> Optional.of(new Condition.Not(new Condition.All(said(block, kind))));
            case "self" -> {
                empty(block);
                onlyTests(block);
                yield Optional.of(new Condition.Self(tests(block, Set.of(), kind)));
            }
            case "all", "any", "exists", "count" -> quantified(block, kind);
            default -> attribute(block, kind);
        };
    }

    /** Notes a label where none is read, which somebody may take for a condition: {@code table "users" { ... }}. */
    boolean labels(HclBlock block) {
        if (!block.labels().isEmpty()) {
            // what may be meant instead is the only block of a predicate that has one
            notes.unknown(block.title(), block.typeRange(), "it takes no label", block.type(), List.of("variable"));
        }
        return !block.labels().isEmpty();
    }

    private List<Condition> said(HclBlock block, String kind) {
        empty(block);
        return parts(block.body(), kind, Set.of(), List.of());
    }

    /** A block that asks nothing holds of everything, which nobody means who writes it. */
    private void empty(HclBlock block) {
        if (block.body().attributes().isEmpty() && block.body().blocks().isEmpty()) {
            notes.add(block.type(), block.typeRange(), "it says nothing");
        }
    }

    /** Notes the blocks of one that compares, and nothing else. */
    private void onlyTests(HclBlock block) {
        for (HclBlock inner : block.body().blocks()) {
            notes.unknown(
                    block.type() + "." + inner.title(),
                    inner.typeRange(),
                    "only comparisons are known in " + block.type(),
                    inner.type(),
                    Operator.words());
        }
    }

    private Optional<Condition> attribute(HclBlock block, String kind) {
        Attribute attribute = kinds.of(kind).attributes().get(block.type());
        if (attribute == null) {
            Collection<String> known = new TreeSet<>(kinds.of(kind).attributes().keySet());
            known.addAll(COMBINATORS);
            notes.unknown(
                    block.type(),
                    block.typeRange(),
                    "objects of kind " + kind + " have no such attribute",
                    block.type(),
                    known);
            return Optional.empty();
        }
        return switch (attribute) {
            case Attribute.Plain ignored -> plain(block, kind);
            case Attribute.One one -> Optional.of(new Condition.Nested(block.type(), nested(block, one.kind())));
            case Attribute.Many ignored -> {
                notes.add(
                        block.type(),
                        block.typeRange(),
                        "there are several of them; say all { " + block.type() + " { ... } }, any, exists or count");
                yield Optional.empty();
            }
        };
    }

    private Condition nested(HclBlock block, String kind) {
        empty(block);
        return body(block.body(), kind, Set.of());
    }

    /** Comparisons of a plain attribute, which may be combined inside its block. */
    private Optional<Condition> plain(HclBlock block, String kind) {
        empty(block);
        List<Condition> parts = new ArrayList<>();
        block.body().attribute("condition").ifPresent(a -> {
            check(a.value(), Optional.empty());
            parts.add(new Condition.About(block.type(), a.value()));
        });
        parts.add(new Condition.Compare(block.type(), tests(block, Set.of("condition"), kind)));
        for (HclBlock inner : block.body().blocks()) {
            labels(inner);
            HclBlock same = new HclBlock(block.type(), inner.typeRange(), List.of(), inner.body(), inner.range());
            Optional<Condition> condition = switch (inner.type()) {
                case "and" -> plain(same, kind);
                case "not" -> plain(same, kind).map(Condition.Not::new);
                case "or" -> {
                    empty(inner);
                    onlyTests(inner);
                    yield Optional.of(new Condition.Any(tests(inner, Set.of(), kind).stream()
                            .<Condition>map(t -> new Condition.Compare(block.type(), List.of(t)))
                            .toList()));
                }
                default -> {
                    notes.unknown(
                            inner.type(),
                            inner.typeRange(),
                            "the name is not known here",
                            inner.type(),
                            List.of("and", "or", "not"));
                    yield Optional.empty();
                }
            };
            condition.ifPresent(parts::add);
        }
        return Optional.of(new Condition.All(parts));
    }

    private Optional<Condition> quantified(HclBlock block, String kind) {
        Quantifier quantifier = Quantifier.valueOf(block.type().toUpperCase(Locale.ROOT));
        List<Test> count = List.of();
        if (quantifier == Quantifier.COUNT) {
            count = tests(block, Set.of(), kind);
            if (count.isEmpty()) {
                notes.add("count", block.typeRange(), "it says no number, for example eq = 1");
            }
        } else {
            block.body()
                    .attributes()
                    .forEach(a -> notes.add(a.name(), a.range(), "only blocks are known in " + block.type()));
        }
        if (block.body().blocks().size() != 1) {
            notes.add(block.type(), block.typeRange(), "it needs exactly one block: the objects that are meant");
            return Optional.empty();
        }
        HclBlock child = block.body().blocks().getFirst();
        labels(child);
        if (quantifier == Quantifier.ALL) {
            empty(child);
        }
        if (!(kinds.of(kind).attributes().get(child.type()) instanceof Attribute.Many many)) {
            notes.unknown(
                    child.type(),
                    child.typeRange(),
                    "objects of kind " + kind + " do not contain any",
                    child.type(),
                    children(kind));
            return Optional.empty();
        }
        return Optional.of(
                new Condition.Quantified(quantifier, child.type(), body(child.body(), many.kind(), Set.of()), count));
    }

    Collection<String> children(String kind) {
        return kinds.of(kind).attributes().entrySet().stream()
                .filter(e -> !(e.getValue() instanceof Attribute.Plain))
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<Test> tests(HclBlock block, Set<String> others, String kind) {
        List<Test> tests = new ArrayList<>();
        for (HclAttribute attribute : block.body().attributes()) {
            if (others.contains(attribute.name())) {
                continue;
            }
            Optional<Operator> operator = Operator.of(attribute.name());
            if (operator.isEmpty()) {
                notes.unknown(
                        block.type() + "." + attribute.name(),
                        attribute.range(),
                        "there is no such operator",
                        attribute.name(),
                        Operator.words());
                continue;
            }
            check(attribute.value(), Optional.of(kind));
            if (operator.get() == Operator.MATCH
                    && attribute.value()
                            instanceof HclExpression.Literal(HclValue.Text(String text), SourceRange range)) {
                pattern(text, range);
            }
            tests.add(new Test(operator.get(), attribute.value(), attribute.range()));
        }
        return tests;
    }

    private void pattern(String text, SourceRange range) {
        try {
            UserPattern.compile(text);
        } catch (PatternSyntaxException e) {
            notes.add("match", range, "it is not a regular expression (RE2): " + e.getDescription());
        }
    }

    /** {@code predicate.kind.name}, which must be about the kind at hand and be given its variables. */
    private Optional<Condition> reference(HclAttribute attribute, Optional<HclAttribute> vars, String kind) {
        if (!(attribute.value() instanceof HclExpression.Attribute last
                && last.object() instanceof HclExpression.Attribute middle
                && middle.object() instanceof HclExpression.Name(String root, SourceRange ignored)
                && root.equals("predicate"))) {
            notes.add("predicate", attribute.range(), "write it as predicate." + kind + ".name");
            return Optional.empty();
        }
        String full = middle.name() + "." + last.name();
        HclBlock declared = predicates.get(full);
        if (declared == null) {
            notes.unknown(
                    "predicate." + full,
                    attribute.value().range(),
                    "there is no such predicate",
                    full,
                    predicates.keySet());
            return Optional.empty();
        }
        if (!kinds.canonical(middle.name()).equals(kinds.canonical(kind))) {
            notes.add(
                    "predicate." + full,
                    attribute.value().range(),
                    "it is about objects of kind " + middle.name() + ", here are objects of kind " + kind);
            return Optional.empty();
        }
        arguments(declared, vars, attribute.range());
        vars.ifPresent(v -> check(v.value(), Optional.empty()));
        return Optional.of(
                new Condition.Reference(middle.name(), last.name(), vars.map(HclAttribute::value), attribute.range()));
    }

    private void arguments(HclBlock declared, Optional<HclAttribute> vars, SourceRange at) {
        List<String> names = new ArrayList<>();
        List<String> required = new ArrayList<>();
        for (HclBlock variable : declared.body().blocks("variable")) {
            variable.label().ifPresent(name -> {
                names.add(name);
                if (variable.body().attribute("default").isEmpty()) {
                    required.add(name);
                }
            });
        }
        List<String> given = new ArrayList<>();
        if (vars.isPresent()) {
            if (!(vars.get().value() instanceof HclExpression.ObjectLiteral object)) {
                return;
            }
            for (HclExpression.ObjectLiteral.Entry entry : object.entries()) {
                if (entry.key() instanceof HclExpression.Literal(HclValue.Text(String name), SourceRange range)) {
                    given.add(name);
                    if (!names.contains(name)) {
                        notes.unknown("vars." + name, range, "the predicate has no such variable", name, names);
                    }
                }
            }
        }
        required.stream()
                .filter(name -> !given.contains(name))
                .forEach(name -> notes.add("predicate", at, "its variable \"" + name + "\" is given no value in vars"));
    }

    /** Notes every name in the expression that does not exist. */
    void check(HclExpression expression, Optional<String> selfKind) {
        names.check(expression, selfKind);
    }

    static Set<String> names(Collection<Parameter> parameters) {
        Set<String> names = new TreeSet<>();
        parameters.forEach(p -> names.add(p.name()));
        return names;
    }
}
