package dev.countersign.policy;

import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclBody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code deprecation} blocks: at the top, in the top-level {@code lint}, in the environment, or in its {@code lint}. What the environment's block
 * does not say holds as the top-level one says it.
 */
final class DeprecationReader {
    /** The name of the block. */
    static final String BLOCK = "deprecation";

    private static final Pattern DURATION = Pattern.compile("(?:\\d{1,6}[wdhms])+");
    private static final Pattern PART = Pattern.compile("(\\d+)([wdhms])");
    private static final Map<String, Duration> UNITS = Map.of(
            "w", Duration.ofDays(7),
            "d", Duration.ofDays(1),
            "h", Duration.ofHours(1),
            "m", Duration.ofMinutes(1),
            "s", Duration.ofSeconds(1));

    private DeprecationReader() {}

    /** One block as it was read. */
    private record Part(
            HclBlock block,
            Optional<Setting<Duration>> window,
            Optional<Setting<String>> prefix,
            Optional<Setting<Boolean>> requireEvidence,
            Optional<Setting<Boolean>> restartOnRead,
            Optional<List<String>> plans,
            Optional<List<String>> migrations,
            Optional<String> trust,
            Optional<String> observations) {}

    /**
     * @param global bodies that may hold the general block
     * @param own bodies that may hold the environment's block
     */
    static Optional<DeprecationPolicy> read(
            List<HclBody> global, List<HclBody> own, String environment, Evaluation evaluation) {
        Optional<Part> general = part(global, "", evaluation);
        Optional<Part> nearest = part(own, environment, evaluation);
        List<Part> parts = new ArrayList<>();
        nearest.ifPresent(parts::add);
        general.ifPresent(parts::add);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        HclBlock block = parts.getFirst().block();
        Optional<Setting<Duration>> window = first(parts, Part::window);
        if (window.isEmpty()) {
            evaluation.problem(
                    block.typeRange(), "\"deprecation\" needs window = \"30d\": how long something must wait");
            return Optional.empty();
        }
        return Optional.of(new DeprecationPolicy(
                window.get(),
                first(parts, Part::prefix).orElse(Setting.byDefault(DeprecationPolicy.PREFIX)),
                first(parts, Part::requireEvidence).orElse(Setting.byDefault(false)),
                first(parts, Part::restartOnRead).orElse(Setting.byDefault(false)),
                first(parts, Part::plans).orElse(List.of()),
                first(parts, Part::migrations).orElse(List.of()),
                first(parts, Part::trust),
                first(parts, Part::observations),
                block.typeRange()));
    }

    private static <T> Optional<T> first(List<Part> parts, Function<Part, Optional<T>> setting) {
        return parts.stream().flatMap(p -> setting.apply(p).stream()).findFirst();
    }

    private static Optional<Part> part(List<HclBody> bodies, String title, Evaluation evaluation) {
        List<HclBlock> blocks =
                bodies.stream().flatMap(body -> body.blocks(BLOCK).stream()).toList();
        blocks.stream()
                .skip(1)
                .forEach(again ->
                        evaluation.again(title.isEmpty() ? BLOCK : title + "." + BLOCK, again, blocks.getFirst()));
        return blocks.stream().findFirst().map(block -> part(block, title, evaluation));
    }

    private static Part part(HclBlock block, String title, Evaluation evaluation) {
        BlockReader reader = new BlockReader(title.isEmpty() ? BLOCK : title + "." + BLOCK, block.body(), evaluation);
        Part part = new Part(
                block,
                window(reader),
                prefix(reader),
                reader.bool("require_evidence"),
                reader.bool("restart_on_read"),
                reader.texts("plans", true).map(Setting::value),
                reader.texts("migrations", true).map(Setting::value),
                reader.text("trust").map(Setting::value),
                reader.text("observations").map(Setting::value));
        reader.finish();
        return part;
    }

    private static Optional<Setting<String>> prefix(BlockReader reader) {
        Optional<Setting<String>> prefix = reader.text("prefix");
        prefix.filter(p -> p.value().isBlank())
                .ifPresent(p -> reader.evaluation()
                        .problem(
                                p.range().orElseThrow(),
                                "\"prefix\" must not be empty: then every object would count as deprecated"));
        return prefix;
    }

    private static Optional<Setting<Duration>> window(BlockReader reader) {
        Optional<Setting<String>> text = reader.text("window");
        return text.flatMap(setting -> {
            Optional<Duration> duration = duration(setting.value()).filter(d -> !d.isZero());
            if (duration.isEmpty()) {
                reader.evaluation()
                        .problem(
                                setting.range().orElseThrow(),
                                "\"window\" must be a time longer than nothing, such as \"30d\", \"720h\" or \"4w\"");
            }
            return duration.map(d -> new Setting<>(d, setting.range(), setting.variables()));
        });
    }

    private static Optional<Duration> duration(String text) {
        if (!DURATION.matcher(text).matches()) {
            return Optional.empty();
        }
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            sum = sum.plus(UNITS.get(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
        }
        return Optional.of(sum);
    }
}
