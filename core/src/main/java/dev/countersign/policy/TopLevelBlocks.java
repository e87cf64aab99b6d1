package dev.countersign.policy;

import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.NearestName;
import dev.countersign.hcl.SourceRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What may stand at the top of a project file, and what of it has no effect. */
final class TopLevelBlocks {
    private static final List<String> KNOWN = List.of(
            "variable",
            "locals",
            "env",
            "diff",
            "lint",
            "data",
            "docker",
            "dev",
            "atlas",
            "hook",
            "check",
            "test",
            "format",
            "log",
            "exec",
            "deployment",
            "deprecation");

    /** The blocks at the top that {@code dynamic} can make. */
    static final List<String> MADE =
            List.of("diff", "lint", "hook", "check", "test", "format", "log", "exec", "deployment", "deprecation");

    private final Evaluation evaluation;

    TopLevelBlocks(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** Reports the top-level blocks and attributes that have no effect. */
    void report(List<HclAttribute> attributes, List<HclBlock> blocks) {
        Map<String, String> notices =
                Map.of("atlas", "there is no account to log in to", "test", "a review runs no tests");
        Map<String, String> reasons = Map.of(
                "hook", "hooks are not supported yet",
                "deployment", EnvironmentReader.ROLLOUT,
                "exec", "programs are not run");
        KNOWN.stream()
                .filter(name -> !reasons.containsKey(name) && !notices.containsKey(name))
                .forEach(name -> evaluation.vocabulary().add("", name, true));
        for (HclBlock block : blocks) {
            if (reasons.containsKey(block.type())) {
                evaluation.note(block.title(), block.typeRange(), reasons.get(block.type()));
                new ElsewhereNames(evaluation).check(block.title(), block);
            } else if (notices.containsKey(block.type())) {
                evaluation.notice(block.title(), block.typeRange(), notices.get(block.type()));
                new ElsewhereNames(evaluation).check(block.title(), block);
            } else if (block.type().equals(DynamicBlocks.DYNAMIC)) {
                notMade(block);
            } else if (!KNOWN.contains(block.type())) {
                unknown(block.title(), block.type(), Optional.of(block.typeRange()));
            } else if (block.type().equals("locals")) {
                block.body()
                        .blocks()
                        .forEach(b -> unknown("locals." + b.title(), b.type(), Optional.of(b.typeRange())));
            }
        }
        for (HclAttribute attribute : attributes) {
            unknown(attribute.name(), attribute.name(), Optional.of(attribute.range()));
        }
    }

    private void notMade(HclBlock dynamic) {
        String type = dynamic.label().orElse("");
        String reason = switch (type) {
            case "env" -> "an env block with for_each stands for several environments; none can make env blocks";
            case "" -> "it takes one label, the type of the blocks it makes";
            default ->
                KNOWN.contains(type)
                        ? "such blocks are read before anything is evaluated"
                        : "no block \"" + type + "\" is known here";
        };
        evaluation.note(new NotEvaluated(
                dynamic.title(),
                Optional.of(dynamic.typeRange()),
                reason,
                KNOWN.contains(type) ? Optional.empty() : NearestName.of(type, MADE)));
    }

    private void unknown(String title, String name, Optional<SourceRange> range) {
        evaluation.unknownName(
                new NotEvaluated(title, range, "the name is not known here", NearestName.of(name, KNOWN)));
    }
}
