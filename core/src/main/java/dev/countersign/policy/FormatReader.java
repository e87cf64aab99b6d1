package dev.countersign.policy;

import dev.countersign.gotemplate.GoTemplates;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclBody;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads how commands are to write what they find: {@code format} blocks with a Go template for each command. What an environment does not say is as the top of
 * the file says it.
 */
final class FormatReader {
    /** The commands that write in a form of the project's own. */
    private static final Map<String, List<String>> OURS =
            Map.of("schema", List.of("inspect", "diff"), "migrate", List.of("lint", "drift"));

    /** Those of Atlas that have no counterpart. */
    private static final Map<String, List<String>> OTHERS =
            Map.of("schema", List.of("apply", "clean", "push"), "migrate", List.of("apply", "diff", "down", "status"));

    private final Evaluation evaluation;

    FormatReader(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** The templates by command, e.g. {@code schema.diff}. */
    SortedMap<String, String> read(HclBody top, BlockReader environment) {
        SortedMap<String, String> templates = blocks(new BlockReader("", top, evaluation));
        templates.putAll(blocks(environment));
        return templates;
    }

    /** The templates when no environment is chosen. */
    SortedMap<String, String> read(HclBody top) {
        return blocks(new BlockReader("", top, evaluation));
    }

    /** The template that a {@code lint} block has for its own report. */
    Optional<String> ofLint(BlockReader lint) {
        Optional<Setting<String>> format = lint.text("format");
        Optional<Setting<String>> log = lint.text("log");
        if (format.isPresent() && log.isPresent()) {
            evaluation.problem(
                    log.get().range().orElseThrow(), "\"log\" is the old name of \"format\"; keep one of them");
        }
        return format.or(() -> log).map(setting -> checked(setting, lint.path("format")));
    }

    private SortedMap<String, String> blocks(BlockReader reader) {
        Optional<HclBlock> format = reader.block("format");
        Optional<HclBlock> log = reader.block("log");
        if (format.isPresent() && log.isPresent()) {
            evaluation.problem(log.get().typeRange(), "\"log\" is the old name of \"format\"; keep one of them");
        }
        SortedMap<String, String> templates = new TreeMap<>();
        format.or(() -> log).ifPresent(block -> {
            BlockReader inner = reader.inside(block);
            OURS.keySet().stream()
                    .sorted()
                    .forEach(group -> inner.block(group).ifPresent(b -> commands(group, inner.inside(b), templates)));
            inner.finish();
        });
        return templates;
    }

    private void commands(String group, BlockReader reader, SortedMap<String, String> templates) {
        for (String command : OURS.get(group)) {
            reader.text(command)
                    .ifPresent(setting -> templates.put(group + "." + command, checked(setting, reader.path(command))));
        }
        reader.notices("there is no such command here", OTHERS.get(group).toArray(String[]::new));
        reader.finish();
    }

    private String checked(Setting<String> setting, String path) {
        try {
            GoTemplates.parse(List.of(new HclSource(path, setting.value())), Map.of());
        } catch (HclException e) {
            evaluation.problem(
                    setting.range().orElseThrow(),
                    "the template cannot be read: " + e.problems().getFirst().summary());
        }
        return setting.value();
    }
}
