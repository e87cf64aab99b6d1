package dev.countersign.policy;

import dev.countersign.hcl.HclBlock;
import dev.countersign.sql.StatementHead;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the {@code statement} block of {@code lint}. */
final class StatementReader {
    /** What a directive can name. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");

    private StatementReader() {}

    static StatementPolicy read(BlockReader lint, HclBlock block) {
        BlockReader reader = lint.inside(block);
        boolean allow = reader.keyword("default", GuardsReader.Default.class)
                .filter(d -> d.value() == GuardsReader.Default.DENY)
                .isEmpty();
        Setting<Boolean> error = reader.bool("error").orElse(Setting.byDefault(false));
        reader.blocks("allow");
        reader.blocks("deny");
        List<StatementPolicy.Rule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (HclBlock rule : block.body().blocks()) {
            if (rule.type().equals("allow") || rule.type().equals("deny")) {
                rule(reader, rule, names).ifPresent(rules::add);
            }
        }
        reader.finish();
        return new StatementPolicy(allow, error, rules, block.typeRange());
    }

    private static Optional<StatementPolicy.Rule> rule(BlockReader statement, HclBlock block, Set<String> names) {
        Evaluation evaluation = statement.evaluation();
        BlockReader reader = statement.inside(block);
        Optional<Setting<List<String>>> kinds = reader.texts("kind", true);
        Optional<Setting<NamePattern>> match = reader.pattern("match");
        boolean allow = block.type().equals("allow");
        String message =
                allow ? "" : reader.shown("message").map(Setting::value).orElse("");
        boolean about = reader.attribute("kind").isPresent()
                || reader.attribute("match").isPresent();
        boolean read = reader.attribute("kind").isPresent() == kinds.isPresent()
                && reader.attribute("match").isPresent() == match.isPresent();
        reader.finish();
        String name = block.label().orElse("");
        if (block.labels().size() != 1 || !NAME.matcher(name).matches() || !names.add(name)) {
            evaluation.problem(
                    block.typeRange(),
                    "\"" + block.type() + "\" needs a name of its own, one word that a nolint directive can name: "
                            + block.type() + " \"no-truncate\"");
        }
        if (!about) {
            evaluation.problem(
                    block.typeRange(),
                    "\"" + block.type() + "\" needs kind = [\"truncate\"] or match = \"regular expression\"");
        }
        Set<String> known = new HashSet<>();
        kinds.ifPresent(setting -> setting.value().forEach(kind -> {
            String title = kind.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
            if (StatementHead.isTitle(title)) {
                known.add(title);
            } else {
                evaluation.problem(
                        setting.range().orElseThrow(),
                        "no statement begins with \"" + kind
                                + "\"; write a verb such as \"truncate\", or what is defined too, as in \"drop table\"");
            }
        }));
        // a rule whose kind or pattern is not known must not decide about everything
        return about && read
                ? Optional.of(new StatementPolicy.Rule(
                        name, allow, known, match.map(Setting::value), message, block.typeRange()))
                : Optional.empty();
    }
}
