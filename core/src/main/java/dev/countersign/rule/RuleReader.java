package dev.countersign.rule;

import dev.countersign.diff.Change.Verb;
import dev.countersign.hcl.Budget;
import dev.countersign.hcl.Evaluator;
import dev.countersign.hcl.Functions;
import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclBody;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.HclFile;
import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.Scope;
import dev.countersign.hcl.SourceRange;
import dev.countersign.rule.Kind.Attribute;
import dev.countersign.rule.Predicate.Parameter;
import dev.countersign.rule.Rule.Assertion;
import dev.countersign.rule.Rule.Walk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads rule files. A rule that is not understood completely is left out, and that is said. */
final class RuleReader {
    private static final List<String> BLOCKS = List.of("variable", "predicate", "rule");
    private static final Set<String> PARTS = Set.of("attr", "arg", "index_part");

    private final Kinds kinds;
    private final Notes notes = new Notes();
    private final Map<String, HclBlock> declared = new TreeMap<>();
    private final Map<String, Predicate> predicates = new HashMap<>();
    private final Map<String, Parameter> parameters = new TreeMap<>();
    private final Set<String> broken = new TreeSet<>();
    private final List<Rule> rules = new ArrayList<>();
    private final VariableTypes types = new VariableTypes(notes);

    RuleReader(Kinds kinds) {
        this.kinds = kinds;
    }

    RuleSet read(
            String name,
            List<HclSource> sources,
            List<HclSource> beside,
            Map<String, HclValue> vars,
            SourceRange varsAt) {
        List<HclBlock> blocks = new ArrayList<>();
        for (HclSource source : sources) {
            HclFile file = HclFile.parse(source);
            if (file.problems().isEmpty()) {
                file.body()
                        .attributes()
                        .forEach(a ->
                                notes.unknown(a.name(), a.range(), "a rule file has only blocks", a.name(), BLOCKS));
                blocks.addAll(file.body().blocks());
            } else {
                file.problems().forEach(p -> notes.add(p.summary() + "; the rule file is not evaluated"));
            }
        }
        for (HclBlock block : blocks) {
            switch (block.type()) {
                case "variable" -> types.parameter(block).ifPresent(p -> parameters.put(p.name(), p));
                case "predicate" -> declare(block);
                case "rule" -> {
                    // read when all predicates are known
                }
                default ->
                    notes.unknown(block.title(), block.typeRange(), "the name is not known here", block.type(), BLOCKS);
            }
        }
        Map<String, HclValue> values = values(vars, varsAt);
        Map<String, HclBlock> borrowed = borrowed(beside);
        Map<String, HclBlock> own = new TreeMap<>(declared);
        declared.putAll(borrowed);
        own.forEach((full, block) -> predicate(full, block, parameters.keySet(), notes));
        // what is wrong with these is said where they belong; variables of those files have no value here
        borrowed.forEach((full, block) -> predicate(full, block, Set.of(), new Notes()));
        Set<String> names = new TreeSet<>();
        for (HclBlock block : blocks) {
            if (block.type().equals("rule")) {
                rule(block, names);
            }
        }
        return new RuleSet(name, kinds, rules, predicates, values, notes.all());
    }

    /** The predicates of other sets, by their full names, as far as they are no more than one and this set has none of that name. */
    private Map<String, HclBlock> borrowed(List<HclSource> beside) {
        Map<String, HclBlock> found = new TreeMap<>();
        Set<String> several = new TreeSet<>();
        for (HclSource source : beside) {
            HclFile file = HclFile.parse(source);
            if (!file.problems().isEmpty()) {
                continue;
            }
            for (HclBlock block : file.body().blocks("predicate")) {
                if (block.labels().size() == 2
                        && kinds.knows(block.labels().getFirst().value())) {
                    String full = block.labels().getFirst().value() + "."
                            + block.labels().get(1).value();
                    if (found.putIfAbsent(full, block) != null) {
                        several.add(full);
                    }
                }
            }
        }
        found.keySet().removeAll(several);
        found.keySet().removeAll(declared.keySet());
        return found;
    }

    private void declare(HclBlock block) {
        if (block.labels().size() != 2) {
            notes.add(block.title(), block.typeRange(), "it needs two labels: predicate \"kind\" \"name\"");
            return;
        }
        String kind = block.labels().getFirst().value();
        if (!kinds.knows(kind)) {
            notes.unknown(
                    block.title(),
                    block.labels().getFirst().range(),
                    "there is no such kind of objects",
                    kind,
                    kinds.words());
            return;
        }
        String full = kind + "." + block.labels().get(1).value();
        if (declared.putIfAbsent(full, block) != null) {
            notes.add(block.title(), block.typeRange(), "there is already a predicate of that name");
        }
    }

    private void predicate(String full, HclBlock block, Set<String> ofFiles, Notes said) {
        int before = said.count();
        String kind = block.labels().getFirst().value();
        TreeMap<String, Parameter> own = new TreeMap<>();
        List<HclBlock> rest = new ArrayList<>();
        for (HclBlock inner : block.body().blocks()) {
            if (inner.type().equals("variable")) {
                types.parameter(inner).ifPresent(p -> own.put(p.name(), p));
            } else {
                rest.add(inner);
            }
        }
        Set<String> seen = new TreeSet<>(own.keySet());
        seen.addAll(ofFiles);
        HclBody body = new HclBody(block.body().attributes(), rest, block.body().range());
        ConditionReader reader = new ConditionReader(kinds, declared, seen, said);
        if (body.attributes().isEmpty() && rest.isEmpty()) {
            said.add(block.title(), block.typeRange(), "it says nothing");
        }
        Condition condition = reader.body(body, kind, Set.of());
        predicates.put(full, new Predicate(kind, block.labels().get(1).value(), own, condition, block.typeRange()));
        if (said.count() > before) {
            broken.add(full);
        }
    }

    private void rule(HclBlock block, Set<String> names) {
        int before = notes.count();
        if (block.labels().size() != 2) {
            notes.add(
                    block.title(),
                    block.typeRange(),
                    "it needs two labels: rule \"schema\" \"name\" or rule \"migrate\" \"name\"");
            return;
        }
        String type = block.labels().getFirst().value();
        String name = block.labels().get(1).value();
        boolean migrate = type.equals("migrate");
        if (!migrate && !type.equals("schema")) {
            notes.unknown(
                    block.title(),
                    block.labels().getFirst().range(),
                    "a rule is about \"schema\" or \"migrate\"",
                    type,
                    List.of("schema", "migrate"));
            return;
        }
        if (!names.add(name)) {
            notes.add(block.title(), block.typeRange(), "there is already a rule of that name");
        }
        ConditionReader conditions = new ConditionReader(kinds, declared, parameters.keySet(), notes);
        Optional<String> description = description(block);
        List<Walk> walks = new ArrayList<>();
        for (HclBlock inner : block.body().blocks()) {
            if (migrate) {
                walks.addAll(verb(inner, conditions));
            } else {
                root(inner, Optional.empty(), conditions).ifPresent(walks::add);
            }
        }
        if (walks.stream().noneMatch(RuleReader::asserts)) {
            notes.add(block.title(), block.typeRange(), "it asserts nothing");
        }
        Set<String> used = new TreeSet<>();
        walks.forEach(walk -> used(walk, used));
        used.stream()
                .filter(broken::contains)
                .forEach(full -> notes.add(
                        block.title(), block.typeRange(), "it uses predicate." + full + ", which is not evaluated"));
        if (notes.count() == before) {
            rules.add(new Rule(name, migrate, description.orElse(""), walks, block.typeRange()));
        }
    }

    private Optional<String> description(HclBlock block) {
        for (HclAttribute attribute : block.body().attributes()) {
            if (!attribute.name().equals("description")) {
                notes.unknown(
                        attribute.name(),
                        attribute.range(),
                        "the name is not known here",
                        attribute.name(),
                        List.of("description"));
            }
        }
        Optional<HclAttribute> attribute = block.body().attribute("description");
        if (attribute.isEmpty()) {
            notes.add(block.title(), block.typeRange(), "it has no description");
            return Optional.empty();
        }
        try {
            HclValue value = new Evaluator(Functions.standard(), new Budget(Budget.DEFAULT_STEPS))
                    .evaluate(attribute.get().value(), Scope.of(Map.of()));
            if (value instanceof HclValue.Text(String text)) {
                return Optional.of(text);
            }
            notes.add("description", attribute.get().range(), "it is no text");
        } catch (HclException e) {
            notes.add(e.problems().getFirst().summary());
        }
        return Optional.empty();
    }

    private List<Walk> verb(HclBlock block, ConditionReader conditions) {
        Collection<String> verbs = Arrays.stream(Verb.values())
                .map(v -> v.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!verbs.contains(block.type())) {
            notes.unknown(
                    block.type(),
                    block.typeRange(),
                    "a rule about migrations starts with add, drop, modify or rename",
                    block.type(),
                    verbs);
            return List.of();
        }
        conditions.labels(block);
        block.body().attributes().forEach(a -> notes.add(a.name(), a.range(), "only blocks are known here"));
        List<Walk> walks = new ArrayList<>();
        Verb verb = Verb.valueOf(block.type().toUpperCase(Locale.ROOT));
        block.body()
                .blocks()
                .forEach(b -> root(b, Optional.of(verb), conditions).ifPresent(walks::add));
        return walks;
    }

    private Optional<Walk> root(HclBlock block, Optional<Verb> verb, ConditionReader conditions) {
        if (!kinds.knows(block.type()) || PARTS.contains(kinds.canonical(block.type()))) {
            notes.unknown(
                    block.type(), block.typeRange(), "there is no such kind of objects", block.type(), kinds.words());
            return Optional.empty();
        }
        return Optional.of(walk(block, verb, block.type(), conditions));
    }

    private Walk walk(HclBlock block, Optional<Verb> verb, String kind, ConditionReader conditions) {
        conditions.labels(block);
        block.body()
                .attributes()
                .forEach(a -> notes.unknown(
                        a.name(), a.range(), "only blocks are known here", a.name(), List.of("match", "assert")));
        List<Condition> match = new ArrayList<>();
        List<Assertion> assertions = new ArrayList<>();
        List<Walk> inner = new ArrayList<>();
        for (HclBlock child : block.body().blocks()) {
            switch (child.type()) {
                case "match", "assert" -> conditions.labels(child);
                default -> {
                    // looked at where it is read
                }
            }
            switch (child.type()) {
                case "match" -> match.add(stated(child, kind, Set.of(), conditions));
                case "assert" -> {
                    Optional<HclExpression> message =
                            child.body().attribute("message").map(HclAttribute::value);
                    message.ifPresent(m -> conditions.check(m, Optional.of(kind)));
                    assertions.add(new Assertion(
                            stated(child, kind, Set.of("message"), conditions), message, child.typeRange()));
                }
                default -> {
                    Attribute attribute = kinds.of(kind).attributes().get(child.type());
                    Optional<String> childKind = attribute instanceof Attribute.Many many
                            ? Optional.of(many.kind())
                            : attribute instanceof Attribute.One one ? Optional.of(one.kind()) : Optional.empty();
                    if (childKind.isPresent()) {
                        inner.add(walk(child, Optional.empty(), childKind.get(), conditions)
                                .as(child.type()));
                    } else {
                        List<String> known = new ArrayList<>(conditions.children(kind));
                        known.addAll(List.of("match", "assert"));
                        notes.unknown(
                                child.type(),
                                child.typeRange(),
                                "objects of kind " + kind + " do not contain any",
                                child.type(),
                                known);
                    }
                }
            }
        }
        return new Walk(verb, block.type(), match, assertions, inner);
    }

    private Condition stated(HclBlock block, String kind, Set<String> others, ConditionReader conditions) {
        boolean empty = block.body().blocks().isEmpty()
                && block.body().attributes().stream().allMatch(a -> others.contains(a.name()));
        if (empty) {
            notes.add(block.type(), block.typeRange(), "it says nothing; give it a predicate or a condition");
        }
        return conditions.body(block.body(), kind, others);
    }

    private static boolean asserts(Walk walk) {
        return !walk.assertions().isEmpty() || walk.inner().stream().anyMatch(RuleReader::asserts);
    }

    /** The predicates that a rule uses, directly or by others. */
    private void used(Walk walk, Set<String> used) {
        walk.match().forEach(c -> used(c, used));
        walk.assertions().forEach(a -> used(a.condition(), used));
        walk.inner().forEach(w -> used(w, used));
    }

    private void used(Condition condition, Set<String> used) {
        switch (condition) {
            case Condition.All(List<Condition> all) -> all.forEach(c -> used(c, used));
            case Condition.Any(List<Condition> any) -> any.forEach(c -> used(c, used));
            case Condition.Not(Condition inner) -> used(inner, used);
            case Condition.Nested nested -> used(nested.inner(), used);
            case Condition.Quantified quantified -> used(quantified.inner(), used);
            case Condition.Reference reference -> {
                String full = reference.kind() + "." + reference.name();
                if (used.add(full) && predicates.containsKey(full)) {
                    used(predicates.get(full).condition(), used);
                }
            }
            case Condition.Expression ignored -> {}
            case Condition.Compare ignored -> {}
            case Condition.About ignored -> {}
            case Condition.Self ignored -> {}
        }
    }

    private Map<String, HclValue> values(Map<String, HclValue> given, SourceRange at) {
        Map<String, HclValue> values = new TreeMap<>();
        given.keySet().stream()
                .filter(name -> !parameters.containsKey(name))
                .forEach(name -> notes.unknown(
                        "vars." + name, at, "the rule files have no such variable", name, parameters.keySet()));
        for (Parameter parameter : parameters.values()) {
            types.value(parameter, Optional.ofNullable(given.get(parameter.name())), at)
                    .ifPresent(value -> values.put(parameter.name(), value));
        }
        return values;
    }
}
