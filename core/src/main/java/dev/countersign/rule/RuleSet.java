package dev.countersign.rule;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.SourceRange;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The rules of one {@code rule "hcl" "name"} block, read and checked. Immutable. */
public final class RuleSet {
    private final String name;
    private final Kinds kinds;
    private final List<Rule> rules;
    private final Map<String, Predicate> predicates;
    private final Map<String, HclValue> variables;
    private final List<String> notEvaluated;
    private final Set<String> secret;

    RuleSet(
            String name,
            Kinds kinds,
            List<Rule> rules,
            Map<String, Predicate> predicates,
            Map<String, HclValue> variables,
            List<String> notEvaluated) {
        this(name, kinds, rules, predicates, variables, notEvaluated, Set.of());
    }

    private RuleSet(
            String name,
            Kinds kinds,
            List<Rule> rules,
            Map<String, Predicate> predicates,
            Map<String, HclValue> variables,
            List<String> notEvaluated,
            Set<String> secret) {
        this.name = name;
        this.kinds = kinds;
        this.rules = List.copyOf(rules);
        this.predicates = Map.copyOf(predicates);
        this.variables = Map.copyOf(variables);
        this.notEvaluated = List.copyOf(notEvaluated);
        this.secret = Set.copyOf(secret);
    }

    /** The same rules, whose messages show nothing of what these variables hold. */
    public RuleSet hiding(Set<String> sensitive) {
        return new RuleSet(name, kinds, rules, predicates, variables, notEvaluated, sensitive);
    }

    /** Whether the expression reads a variable that is not to be shown. */
    boolean isSecret(HclExpression expression) {
        return switch (expression) {
            case HclExpression.Attribute(
                    HclExpression.Name(String root, var at),
                    String member,
                    var nameRange,
                    var range)
            when root.equals("var") -> secret.contains(member);
            case HclExpression.Name(String root, var at) -> root.equals("var") && !secret.isEmpty();
            default -> expression.children().stream().anyMatch(this::isSecret);
        };
    }

    /** Reads the rule files of a project that has one set of them. */
    public static RuleSet read(String name, List<HclSource> files, Map<String, HclValue> vars, SourceRange varsAt) {
        return read(name, files, List.of(), vars, varsAt);
    }

    /**
     * Reads rule files, which share their predicates and variables. Whatever is not understood is in {@link #notEvaluated()}; it never fails.
     *
     * @param name the block's label
     * @param files the files in order
     * @param beside files of the project's other sets: a predicate that is in one of them only can be used too
     * @param vars values of their variables
     * @param varsAt where those values are given
     */
    public static RuleSet read(
            String name,
            List<HclSource> files,
            List<HclSource> beside,
            Map<String, HclValue> vars,
            SourceRange varsAt) {
        return new RuleReader(new Kinds()).read(name, files, beside, new TreeMap<>(vars), varsAt);
    }

    /** The block's label. */
    public String name() {
        return name;
    }

    /** The names of its rules, which are the codes of their findings. */
    public List<String> ruleNames() {
        return rules.stream().map(Rule::name).toList();
    }

    /**
     * A rule for people.
     *
     * @param name its label
     * @param description what it wants
     * @param range its first line
     */
    public record Look(String name, String description, SourceRange range) {}

    /** The rules that look at objects of a kind, by themselves or inside others, whatever their conditions make of them. */
    public List<Look> lookingAt(ObjectKind kind) {
        String word = kinds.canonical(kind.name().toLowerCase(Locale.ROOT));
        return rules.stream()
                .filter(rule -> rule.walks().stream().anyMatch(walk -> looksAt(walk, word)))
                .map(rule -> new Look(rule.name(), rule.description(), rule.range()))
                .toList();
    }

    private boolean looksAt(Rule.Walk walk, String word) {
        String canonical = kinds.canonical(walk.word());
        return canonical.equals(word)
                || canonical.equals(word + "s")
                || canonical.equals(word + "es")
                || walk.inner().stream().anyMatch(inner -> looksAt(inner, word));
    }

    /** What of the files is not evaluated, one sentence each. */
    public List<String> notEvaluated() {
        return notEvaluated;
    }

    /** Starts an evaluation, which has one budget for everything it is asked. For one thread. */
    public RuleRun run() {
        return new RuleRun(this);
    }

    Kinds kinds() {
        return kinds;
    }

    List<Rule> rules() {
        return rules;
    }

    Map<String, Predicate> predicates() {
        return predicates;
    }

    Map<String, HclValue> variables() {
        return variables;
    }
}
