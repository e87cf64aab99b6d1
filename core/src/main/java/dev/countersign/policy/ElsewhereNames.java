package dev.countersign.policy;

import dev.countersign.hcl.HclBlock;
import java.util.List;
import java.util.Map;

/**
 * What blocks may hold that count only elsewhere: registries, accounts, tests, scripts, images that are to be built, hooks and the order of targets. A name that none
 * of them has is reported like any other.
 */
final class ElsewhereNames {
    /** The attributes of a block, and its blocks with theirs. */
    private record Names(List<String> attributes, Map<String, Names> blocks) {
        static Names of(String... attributes) {
            return new Names(List.of(attributes), Map.of());
        }
    }

    private static final Map<String, Names> KNOWN = Map.of(
            "repo", Names.of("name"),
            "build", Names.of("context", "dockerfile", "target", "args"),
            "rollout", Names.of("deployment", "vars"),
            "script", new Names(List.of("src"), Map.of("repo", Names.of("name"))),
            "hook",
                    new Names(
                            List.of("skip_errors"),
                            Map.of("transaction", Names.of("after_begin", "before_commit", "before_rollback"))),
            "deployment",
                    new Names(
                            List.of(),
                            Map.of(
                                    "variable", Names.of("type", "default", "description"),
                                    "group", Names.of("match", "order_by", "parallel", "on_error", "depends_on"))),
            "atlas", new Names(List.of(), Map.of("cloud", Names.of("token", "org", "project", "url"))),
            "test",
                    new Names(
                            List.of(),
                            Map.of(
                                    "schema", Names.of("src", "vars"),
                                    "migrate", Names.of("src", "vars"),
                                    "script", Names.of("src"))));

    /** A command of tests that has the name of a setting. */
    private static final Names SCRIPT_COMMAND = new Names(
            List.of("file", "run", "vars", "output", "match", "error"),
            Map.of("as", Names.of("role", "user", "password")));

    private final KnownNames names;

    ElsewhereNames(Evaluation evaluation) {
        this.names = new KnownNames(evaluation);
    }

    /** Reports what the block holds beside the names of its kind. */
    void check(String title, HclBlock block) {
        Names known = KNOWN.get(block.type());
        if (known != null) {
            check(title, block, known);
        }
    }

    /** The same for the command of a test that runs scripts. */
    void checkScriptCommand(String title, HclBlock command) {
        check(title, command, SCRIPT_COMMAND);
    }

    private void check(String title, HclBlock written, Names known) {
        HclBlock block = DynamicBlocks.shape(written);
        names.check(
                title,
                block,
                known.attributes(),
                known.blocks().keySet().stream().sorted().toList());
        for (HclBlock inner : block.body().blocks()) {
            Names own = known.blocks().get(inner.type());
            if (own != null) {
                check(title + "." + inner.title(), inner, own);
            }
        }
    }
}
