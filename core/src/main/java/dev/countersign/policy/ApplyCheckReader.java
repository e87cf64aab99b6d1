package dev.countersign.policy;

import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.NearestName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads the {@code check} blocks of an environment, or of the file for every environment. */
final class ApplyCheckReader {
    private static final List<String> KINDS = List.of("schema_apply", "migrate_apply");

    /** What drift means. */
    private enum OnError {
        /** Nothing runs. */
        FAIL,
        /** It is told. */
        CONTINUE
    }

    private ApplyCheckReader() {}

    /** @param around what the blocks stand in: an environment or the whole file */
    static List<ApplyCheck> read(BlockReader around) {
        Evaluation evaluation = around.evaluation();
        List<ApplyCheck> checks = new ArrayList<>();
        for (HclBlock block : around.blocks("check")) {
            String kind = block.label().orElse("");
            if (block.labels().size() != 1 || !KINDS.contains(kind)) {
                evaluation.unknownName(new NotEvaluated(
                        around.path(block.title()),
                        Optional.of(block.typeRange()),
                        "a check here is about schema_apply or migrate_apply",
                        NearestName.of(kind, KINDS)));
                continue;
            }
            BlockReader reader = around.inside(block);
            checks.add(new ApplyCheck(kind, rules(reader), drift(reader), evaluation));
            reader.finish();
        }
        return checks;
    }

    private static List<ApplyCheck.Rule> rules(BlockReader reader) {
        List<HclBlock> inOrder = new ArrayList<>(reader.blocks("allow"));
        inOrder.addAll(reader.blocks("deny"));
        inOrder.sort(Comparator.comparingInt(b -> b.range().offset()));
        List<ApplyCheck.Rule> rules = new ArrayList<>();
        for (HclBlock rule : inOrder) {
            BlockReader inner = reader.inside(rule);
            boolean allow = rule.type().equals("allow");
            Optional<HclAttribute> condition = inner.attribute("condition");
            Optional<HclAttribute> message = allow ? Optional.empty() : inner.attribute("message");
            inner.finish();
            if (rule.labels().size() > 1 || condition.isEmpty()) {
                reader.evaluation()
                        .problem(
                                rule.typeRange(),
                                "\"" + rule.type() + "\" takes one name and needs a condition: " + rule.type()
                                        + " \"name\" { condition = ... }");
                continue;
            }
            rules.add(new ApplyCheck.Rule(
                    rule.title(), allow, condition.get().value(), message.map(HclAttribute::value), rule.range()));
        }
        return rules;
    }

    private static Optional<ApplyCheck.Drift> drift(BlockReader reader) {
        return reader.block("drift").map(block -> {
            BlockReader inner = reader.inside(block);
            boolean goesOn = inner.keyword("on_error", OnError.class)
                    .filter(e -> e.value() == OnError.CONTINUE)
                    .isPresent();
            List<String> exclude =
                    inner.texts("exclude", false).map(Setting::value).orElse(List.of());
            inner.finish();
            return new ApplyCheck.Drift(!goesOn, exclude, block.typeRange());
        });
    }
}
