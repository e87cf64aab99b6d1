package dev.countersign.policy;

import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.NearestName;
import dev.countersign.hcl.SourceRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads {@code ownership}, {@code rule} and {@code statement} blocks of {@code lint}. */
final class GuardsReader {

    /** What holds where no rule decides. */
    enum Default {
        /** It may be. */
        ALLOW,
        /** It may not be. */
        DENY
    }

    private GuardsReader() {}

    static Guards read(BlockReader lint) {
        Optional<OwnershipPolicy> ownership = lint.block("ownership").flatMap(block -> {
            if (block.labels().size() != 1 || !block.labels().getFirst().value().equals("github")) {
                lint.evaluation()
                        .note(
                                lint.path(block.title()),
                                block.typeRange(),
                                "the only ownership block that is known is ownership \"github\"");
                return Optional.empty();
            }
            return Optional.of(ownership(lint.inside(block), block));
        });
        List<RuleSource> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (HclBlock block : lint.blocks("rule")) {
            rule(lint, block, names).ifPresent(rules::add);
        }
        return new Guards(ownership, rules, lint.block("statement").map(block -> StatementReader.read(lint, block)));
    }

    private static OwnershipPolicy ownership(BlockReader reader, HclBlock block) {
        boolean allow = reader.keyword("default", Default.class)
                .filter(d -> d.value() == Default.ALLOW)
                .isPresent();
        Setting<Boolean> error = reader.bool("error").orElse(Setting.byDefault(true));
        List<String> files =
                reader.texts("teams_file", true).map(Setting::value).orElse(List.of(OwnershipPolicy.TEAMS));
        List<OwnershipPolicy.Rule> rules = new ArrayList<>();
        reader.blocks("allow");
        reader.blocks("deny");
        for (HclBlock inner : block.body().blocks()) {
            if (inner.type().equals("allow") || inner.type().equals("deny")) {
                rule(reader.inside(inner), inner, reader.evaluation()).ifPresent(rules::add);
            }
        }
        reader.finish();
        return new OwnershipPolicy(allow, error, files, rules, block.typeRange());
    }

    private static Optional<OwnershipPolicy.Rule> rule(BlockReader reader, HclBlock block, Evaluation evaluation) {
        if (block.labels().size() != 1) {
            evaluation.problem(
                    block.typeRange(),
                    "\"" + block.type() + "\" needs one label, its name: " + block.type() + " \"core\"");
        }
        Optional<String> match = reader.text("match").map(Setting::value);
        if (reader.attribute("match").isEmpty()) {
            evaluation.note(
                    reader.path("match"),
                    block.typeRange(),
                    "the rule says no objects: match = \"schema.object[type=table]\"");
        }
        List<String> users = names(reader, "users");
        List<String> teams = names(reader, "teams");
        List<String> roles = names(reader, "roles");
        reader.finish();
        return match.map(m -> new OwnershipPolicy.Rule(
                block.label().orElse(""), block.type().equals("allow"), m, users, teams, roles, block.typeRange()));
    }

    private static List<String> names(BlockReader reader, String attribute) {
        return reader.texts(attribute, false).map(Setting::value).orElse(List.of()).stream()
                .map(OwnershipPolicy::bare)
                .toList();
    }

    private static Optional<RuleSource> rule(BlockReader lint, HclBlock block, Set<String> names) {
        if (block.labels().size() != 2 || !block.labels().getFirst().value().equals("hcl")) {
            lint.evaluation()
                    .unknownName(new NotEvaluated(
                            lint.path(block.title()),
                            Optional.of(block.typeRange()),
                            "rules of one's own are written rule \"hcl\" \"name\" { src = [...] }",
                            block.label().flatMap(l -> NearestName.of(l, List.of("hcl")))));
            return Optional.empty();
        }
        String name = block.labels().get(1).value();
        if (!names.add(name)) {
            lint.evaluation().problem(block.typeRange(), "there is already a rule block \"" + name + "\"");
        }
        BlockReader reader = lint.inside(block);
        List<String> src = reader.texts("src", true).map(Setting::value).orElse(List.of());
        if (reader.attribute("src").isEmpty()) {
            lint.evaluation()
                    .note(
                            reader.path("src"),
                            block.typeRange(),
                            "the block names no rule file: src = [\"my.rule.hcl\"]");
        }
        Setting<Boolean> error = reader.bool("error").orElse(Setting.byDefault(false));
        SortedMap<String, HclValue> vars = new TreeMap<>();
        reader.attribute("vars").ifPresent(attribute -> vars(attribute, lint.evaluation(), vars, reader.path("vars")));
        reader.finish();
        Set<String> secret = reader.attribute("vars")
                .map(attribute -> secret(attribute.value(), vars.keySet(), lint.evaluation()))
                .orElse(Set.of());
        return Optional.of(new RuleSource(name, src, vars, secret, error, block.typeRange()));
    }

    private static Set<String> secret(HclExpression vars, Set<String> names, Evaluation evaluation) {
        if (!(vars instanceof HclExpression.ObjectLiteral object)) {
            return evaluation.hidden(vars).isPresent() ? names : Set.of();
        }
        Set<String> secret = new TreeSet<>();
        for (HclExpression.ObjectLiteral.Entry entry : object.entries()) {
            if (evaluation.hidden(entry.value()).isPresent()
                    || evaluation.hidden(entry.key()).isPresent()) {
                if (!(entry.key() instanceof HclExpression.Literal(HclValue.Text(String name), SourceRange ignored))) {
                    return names;
                }
                secret.add(name);
            }
        }
        return secret;
    }

    private static void vars(
            HclAttribute attribute, Evaluation evaluation, SortedMap<String, HclValue> vars, String path) {
        evaluation.value(attribute.value()).ifPresent(value -> {
            switch (value) {
                case HclValue.Fields(SortedMap<String, HclValue> fields) ->
                    fields.forEach((name, one) -> {
                        if (one instanceof HclValue.Unknown(String reason)) {
                            evaluation.note(path + "." + name, attribute.range(), reason);
                        } else {
                            vars.put(name, one);
                        }
                    });
                case HclValue.Unknown(String reason) -> evaluation.note(path, attribute.range(), reason);
                case HclValue.Text ignored -> bad(attribute, evaluation);
                case HclValue.Number ignored -> bad(attribute, evaluation);
                case HclValue.Bool ignored -> bad(attribute, evaluation);
                case HclValue.Items ignored -> bad(attribute, evaluation);
                case HclValue.Null ignored -> {
                    // as if it were not there
                }
            }
        });
    }

    private static void bad(HclAttribute attribute, Evaluation evaluation) {
        evaluation.problem(attribute.value().range(), "\"vars\" must be an object: vars = { name = value }");
    }
}
