package dev.countersign.signing.trust;

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
import dev.countersign.hcl.NameCheck;
import dev.countersign.hcl.NearestName;
import dev.countersign.hcl.Scope;
import dev.countersign.signing.manifest.Manifest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code roles.hcl}. Anything unknown refuses the file: a rule that is half understood protects nothing. */
final class RolesReader {
    /** What a rule can say. */
    static final Set<String> RULE_ATTRIBUTES =
            Set.of("when", "require", "distinct", "max_age", "hardware_key", "reject_blocks", "owes");
    /** What is known of a plan when it is asked whether a rule is about it. */
    static final List<String> PLAN =
            List.of("id", "destructive", "emergency", "statements", "author", "dialect", "database", "schemas");

    private static final Pattern AGE = Pattern.compile("([1-9][0-9]{0,4})([mhd])");
    private static final int MAX_COUNT = 1000;

    private final String name;

    RolesReader(String name) {
        this.name = name;
    }

    /** @throws TrustException naming the place */
    Roles read(byte[] content) {
        try {
            HclFile file = HclFile.parse(HclSource.decode(name, content)).orThrow();
            if (!file.body().attributes().isEmpty()) {
                throw bad(
                        file.body().attributes().getFirst().range().line(), "only role and rule blocks are known here");
            }
            Map<String, List<String>> members = new TreeMap<>();
            List<Rule> rules = new ArrayList<>();
            for (HclBlock block : file.body().blocks()) {
                String label = label(block);
                switch (block.type()) {
                    case "role" -> {
                        if (label.equals(Rule.OWNERS)) {
                            throw bad(
                                    block.range().line(),
                                    "\"owners\" are those whom the project's ownership policy names; call this role something else");
                        }
                        if (members.put(label, members(block)) != null) {
                            throw bad(block.range().line(), "role \"" + label + "\" appears twice");
                        }
                    }
                    case "rule" -> rules.add(rule(label, block));
                    default ->
                        throw bad(
                                block.range().line(),
                                "block " + block.type() + " is not known; role and rule are"
                                        + meant(block.type(), Set.of("role", "rule")));
                }
            }
            return new Roles(new TreeMap<>(members), rules, nobody(file.body(), members.keySet()));
        } catch (HclException e) {
            throw new TrustException(
                    name + " cannot be read: " + e.problems().getFirst().summary(), e);
        }
    }

    /** The roles that rules ask for and no block gives to anybody. */
    private List<String> nobody(HclBody body, Set<String> roles) {
        List<String> nobody = new ArrayList<>();
        for (HclBlock rule : body.blocks("rule")) {
            HclAttribute require = rule.body().attribute("require").orElseThrow();
            for (String role : counts(require).keySet()) {
                String prefix = role.substring(0, role.length() - 1);
                boolean known = role.equals(Rule.OWNERS)
                        || roles.contains(role)
                        || role.endsWith(".*") && roles.stream().anyMatch(r -> r.startsWith(prefix));
                if (!known) {
                    Set<String> all = new TreeSet<>(roles);
                    all.add(Rule.OWNERS);
                    nobody.add(name + " line " + require.range().line() + ": " + rule.title() + " asks for the role \""
                            + role + "\", which no role block gives to anybody" + meant(role, all));
                }
            }
        }
        return nobody;
    }

    private String label(HclBlock block) {
        if (block.labels().size() != 1 || !block.body().blocks().isEmpty()) {
            throw bad(block.range().line(), "block " + block.type() + " needs one name and only attributes");
        }
        return block.labels().getFirst().value();
    }

    private List<String> members(HclBlock block) {
        known(block, Set.of("members"));
        return block.body()
                .attribute("members")
                .map(attribute -> texts(attribute, value(attribute)))
                .orElseThrow(() -> bad(block.range().line(), "the role needs members = [\"…\"]"));
    }

    private Rule rule(String label, HclBlock block) {
        known(block, RULE_ATTRIBUTES);
        HclExpression when = block.body()
                .attribute("when")
                .map(HclAttribute::value)
                .orElseThrow(() -> bad(block.range().line(), "rule \"" + label + "\" needs when"));
        known(label, when);
        Map<String, Integer> require = block.body()
                .attribute("require")
                .map(this::counts)
                .orElseThrow(
                        () -> bad(block.range().line(), "rule \"" + label + "\" needs require = { role = count }"));
        return new Rule(
                label,
                manifest -> holds(label, when, manifest),
                require,
                optional(block, "distinct", this::duties).orElse(Set.of(Rule.Duty.AUTHOR, Rule.Duty.APPROVER)),
                optional(block, "max_age", attribute -> age(attribute, value(attribute))),
                optional(block, "hardware_key", this::flag).orElse(false),
                optional(block, "reject_blocks", this::flag).orElse(true),
                optional(block, "owes", this::debt));
    }

    /** A name that is spelt wrong must not wait for the plan that it would have decided about. */
    private void known(String label, HclExpression when) {
        NameCheck names = new NameCheck(
                Functions.standard(), Set.of("environment", "plan"), Map.of("plan", PLAN), Set.of("plan"));
        names.of(when).stream().findFirst().ifPresent(problem -> {
            throw bad(
                    problem.range().line(),
                    "when of rule \"" + label + "\" says " + problem.range().text() + ", and " + problem.message()
                            + problem.suggestion()
                                    .map(s -> "; did you mean \"" + s + "\"?")
                                    .orElse(""));
        });
    }

    private boolean holds(String label, HclExpression when, Manifest manifest) {
        Map<String, HclValue> plan = new TreeMap<>();
        plan.put("id", HclValue.of(manifest.identity().id()));
        plan.put("destructive", HclValue.of(manifest.destructive()));
        plan.put("emergency", HclValue.of(manifest.identity().emergency()));
        plan.put("statements", HclValue.of(manifest.statements().size()));
        plan.put("author", HclValue.of(manifest.origin().created().by()));
        plan.put("dialect", HclValue.of(manifest.target().dialect()));
        plan.put("database", HclValue.of(manifest.target().database()));
        plan.put(
                "schemas",
                HclValue.of(
                        manifest.target().schemas().stream().map(HclValue::of).toList()));
        Scope scope = Scope.of(Map.of(
                "environment", HclValue.of(manifest.target().environment()),
                "plan", HclValue.of(plan)));
        try {
            if (evaluate(when, scope) instanceof HclValue.Bool answer) {
                return answer.value();
            }
        } catch (HclException e) {
            throw new TrustException(
                    "rule " + label + ": " + e.problems().getFirst().summary(), e);
        }
        throw bad(when.range().line(), "when of rule \"" + label + "\" is neither true nor false");
    }

    private static HclValue evaluate(HclExpression expression, Scope scope) {
        return new Evaluator(Functions.standard(), new Budget(Budget.DEFAULT_STEPS)).evaluate(expression, scope);
    }

    private static HclValue value(HclAttribute attribute) {
        return evaluate(attribute.value(), Scope.of(Map.of()));
    }

    private <T> Optional<T> optional(HclBlock block, String attribute, Function<HclAttribute, T> read) {
        return block.body().attribute(attribute).map(read);
    }

    private void known(HclBlock block, Set<String> names) {
        for (HclAttribute attribute : block.body().attributes()) {
            if (!names.contains(attribute.name())) {
                throw bad(
                        attribute.range().line(),
                        "attribute " + attribute.name() + " is not known in " + block.title()
                                + meant(attribute.name(), names));
            }
        }
    }

    private List<String> texts(HclAttribute attribute, HclValue value) {
        List<String> out = new ArrayList<>();
        if (value instanceof HclValue.Items items) {
            for (HclValue item : items.values()) {
                if (item instanceof HclValue.Text text && !text.value().isBlank()) {
                    out.add(text.value());
                }
            }
            if (out.size() == items.values().size()) {
                return out;
            }
        }
        throw bad(attribute.range().line(), attribute.name() + " must be a list of texts");
    }

    private Map<String, Integer> counts(HclAttribute attribute) {
        Map<String, Integer> out = new TreeMap<>();
        if (!(value(attribute) instanceof HclValue.Fields fields)) {
            throw bad(attribute.range().line(), "require must look like { dba = 2 }");
        }
        fields.values().forEach((role, count) -> {
            if (role.contains("*") && (!role.endsWith(".*") || role.indexOf('*') != role.length() - 1)) {
                throw bad(
                        attribute.range().line(),
                        "role \"" + role + "\": a star may only stand at the end, as in \"owner.*\"");
            }
            out.put(role, number(attribute, count));
        });
        if (out.isEmpty()) {
            throw bad(
                    attribute.range().line(),
                    "require asks for nobody, so every plan would pass; name at least one role with a number from 1");
        }
        return out;
    }

    private int number(HclAttribute attribute, HclValue value) {
        if (value instanceof HclValue.Number number
                && number.value().compareTo(BigDecimal.ONE) >= 0
                && number.value().compareTo(BigDecimal.valueOf(MAX_COUNT)) <= 0
                && number.value().scale() <= 0) {
            return number.value().intValueExact();
        }
        throw bad(attribute.range().line(), attribute.name() + " counts people and must be a whole number from 1");
    }

    private Set<Rule.Duty> duties(HclAttribute attribute) {
        Set<Rule.Duty> out = new HashSet<>();
        for (String word : texts(attribute, value(attribute))) {
            switch (word) {
                case "author" -> out.add(Rule.Duty.AUTHOR);
                case "approver" -> out.add(Rule.Duty.APPROVER);
                case "applier" -> out.add(Rule.Duty.APPLIER);
                default ->
                    throw bad(
                            attribute.range().line(),
                            "distinct knows author, approver and applier, not \"" + word + "\"");
            }
        }
        if (out.size() == 1) {
            throw bad(
                    attribute.range().line(),
                    "distinct names only one part, which is distinct from nobody; name two or three, or none with []");
        }
        return out;
    }

    private boolean flag(HclAttribute attribute) {
        if (value(attribute) instanceof HclValue.Bool flag) {
            return flag.value();
        }
        throw bad(attribute.range().line(), attribute.name() + " must be true or false");
    }

    private Duration age(HclAttribute attribute, HclValue value) {
        Matcher matcher =
                AGE.matcher(value instanceof HclValue.Text text ? text.value().toLowerCase(Locale.ROOT) : "");
        if (!matcher.matches()) {
            throw bad(attribute.range().line(), attribute.name() + " must be a time like \"24h\" or \"7d\"");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private Rule.Debt debt(HclAttribute attribute) {
        if (value(attribute) instanceof HclValue.Fields fields
                && fields.values().keySet().equals(Set.of("approvals", "within"))) {
            return new Rule.Debt(
                    number(attribute, fields.values().get("approvals")),
                    age(attribute, fields.values().get("within")));
        }
        throw bad(attribute.range().line(), "owes must look like { approvals = 1, within = \"24h\" }");
    }

    private static String meant(String name, Set<String> known) {
        return NearestName.of(name, known)
                .map(n -> "; did you mean \"" + n + "\"?")
                .orElse("");
    }

    private TrustException bad(int line, String why) {
        return new TrustException(name + " line " + line + ": " + why + (why.endsWith("?") ? "" : "."));
    }
}
