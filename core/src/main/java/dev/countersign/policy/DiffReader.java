package dev.countersign.policy;

import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.NearestName;
import dev.countersign.plan.Wording;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads {@code diff} blocks. An environment's own block replaces the top-level one, except that it inherits its skip; a block for one driver replaces the block
 * beside it that is for all.
 */
final class DiffReader {
    /** The names of drivers, also of those for which there is no dialect here. */
    private static final List<String> DRIVERS =
            List.of("postgres", "sqlite", "mysql", "mariadb", "sqlserver", "clickhouse");

    private DiffReader() {}

    /**
     * The {@code diff} blocks of one body.
     *
     * @param general the one without a label
     * @param byDriver those for one driver
     */
    record Blocks(Optional<HclBlock> general, Map<String, HclBlock> byDriver) {
        static final Blocks NONE = new Blocks(Optional.empty(), Map.of());
    }

    /** What one block sets. */
    private record Part(
            Optional<SkipPolicy> skip,
            Optional<Setting<Boolean>> create,
            Optional<Setting<Boolean>> drop,
            Optional<LockSafePolicy> lockSafe,
            Map<Wording, Setting<Boolean>> wordings,
            HclBlock block) {}

    static DiffPolicy read(Blocks global, Blocks own, String environment, Evaluation evaluation) {
        Optional<Part> globalPart = global.general().map(block -> part("diff", block, evaluation));
        Optional<Part> ownPart = own.general().map(block -> part(environment + ".diff", block, evaluation));
        if (ownPart.isPresent() && globalPart.isPresent()) {
            ignored(ownPart.get(), globalPart.get(), environment, evaluation);
        }
        Map<String, DiffPolicy> drivers = new TreeMap<>();
        for (String driver : DRIVERS) {
            Optional<Part> globalDriver =
                    Optional.ofNullable(global.byDriver().get(driver)).map(b -> part(b.title(), b, evaluation));
            Optional<Part> ownDriver = Optional.ofNullable(own.byDriver().get(driver))
                    .map(b -> part(environment + "." + b.title(), b, evaluation));
            if (globalDriver.isPresent() || ownDriver.isPresent()) {
                drivers.put(driver, policy(globalDriver.or(() -> globalPart), ownDriver.or(() -> ownPart), Map.of()));
            }
        }
        return policy(globalPart, ownPart, drivers);
    }

    private static DiffPolicy policy(Optional<Part> global, Optional<Part> own, Map<String, DiffPolicy> drivers) {
        Optional<Part> base = own.or(() -> global);
        return new DiffPolicy(
                own.flatMap(Part::skip).or(() -> global.flatMap(Part::skip)).orElse(SkipPolicy.NOTHING),
                base.flatMap(Part::create).orElse(Setting.byDefault(false)),
                base.flatMap(Part::drop).orElse(Setting.byDefault(false)),
                base.flatMap(Part::lockSafe).orElse(LockSafePolicy.NONE),
                base.map(Part::wordings).orElse(Map.of()),
                drivers);
    }

    private static void ignored(Part own, Part global, String environment, Evaluation evaluation) {
        if (own.skip().isPresent() && global.skip().isPresent()) {
            ignoredByOwn("diff.skip", "skip", global.block(), environment, evaluation);
        }
        if (global.create().isPresent() || global.drop().isPresent()) {
            ignoredByOwn("diff.concurrent_index", "concurrent_index", global.block(), environment, evaluation);
        }
        if (global.lockSafe().isPresent()) {
            LockSafeReader.BLOCKS.forEach(
                    name -> ignoredByOwn("diff." + name, name, global.block(), environment, evaluation));
        }
        global.wordings().keySet().stream()
                .map(w -> w.hclName().split("\\.")[0])
                .distinct()
                .sorted()
                .forEach(name -> ignoredByOwn("diff." + name, name, global.block(), environment, evaluation));
    }

    private static void ignoredByOwn(
            String what, String type, HclBlock diff, String environment, Evaluation evaluation) {
        diff.body()
                .blocks(type)
                .forEach(block -> evaluation.notice(
                        what,
                        block.typeRange(),
                        environment + " has a diff block of its own, which replaces this part"));
    }

    private static Part part(String title, HclBlock block, Evaluation evaluation) {
        BlockReader reader = new BlockReader(title, block.body(), evaluation);
        Optional<SkipPolicy> skip = reader.block("skip").map(b -> skip(reader.inside(b)));
        Optional<Setting<Boolean>> create = Optional.empty();
        Optional<Setting<Boolean>> drop = Optional.empty();
        Optional<HclBlock> concurrent = reader.block("concurrent_index");
        if (concurrent.isPresent()) {
            BlockReader inner = reader.inside(concurrent.get());
            create = inner.bool("create");
            Optional<Setting<Boolean>> add = inner.bool("add");
            // files that several versions of Atlas read say it in both words
            if (create.isPresent()
                    && add.isPresent()
                    && !create.get().value().equals(add.get().value())) {
                evaluation.problem(
                        add.get().range().orElseThrow(),
                        "\"add\" and \"create\" mean the same and say different things; keep one of them");
            }
            create = create.or(() -> add);
            drop = inner.bool("drop");
            inner.finish();
        }
        Optional<LockSafePolicy> lockSafe = LockSafeReader.read(reader);
        Map<Wording, Setting<Boolean>> wordings = wordings(reader);
        reader.finish();
        return new Part(skip, create, drop, lockSafe, wordings, block);
    }

    private static Map<Wording, Setting<Boolean>> wordings(BlockReader reader) {
        Map<String, List<Wording>> byBlock = new TreeMap<>();
        for (Wording wording : Wording.values()) {
            byBlock.computeIfAbsent(wording.hclName().split("\\.")[0], n -> new ArrayList<>())
                    .add(wording);
        }
        Map<Wording, Setting<Boolean>> wordings = new EnumMap<>(Wording.class);
        byBlock.forEach((name, words) -> reader.block(name).ifPresent(block -> {
            BlockReader inner = reader.inside(block);
            words.forEach(w -> inner.bool(w.hclName().split("\\.")[1]).ifPresent(setting -> wordings.put(w, setting)));
            inner.finish();
        }));
        return wordings;
    }

    private static SkipPolicy skip(BlockReader reader) {
        SortedMap<SkipKey, Setting<Boolean>> rules = new TreeMap<>();
        for (SkipKey key : SkipKey.all()) {
            reader.bool(key.hclName()).ifPresent(setting -> rules.put(key, setting));
        }
        reader.finish();
        return new SkipPolicy(rules);
    }

    /** The {@code diff} blocks of a body. */
    static Blocks choose(BlockReader reader) {
        Map<String, HclBlock> chosen = new TreeMap<>();
        for (HclBlock block : reader.blocks("diff")) {
            String driver = block.label().orElse("").equals("maria")
                    ? "mariadb"
                    : block.label().orElse("");
            if (block.labels().size() > 1 || !driver.isEmpty() && !DRIVERS.contains(driver)) {
                reader.evaluation()
                        .unknownName(new NotEvaluated(
                                reader.path(block.title()),
                                Optional.of(block.typeRange()),
                                "the label of a diff block is a driver: " + String.join(", ", DRIVERS),
                                NearestName.of(driver, DRIVERS)));
                continue;
            }
            Optional.ofNullable(chosen.putIfAbsent(driver, block))
                    .ifPresent(first -> reader.evaluation().again(reader.path(block.title()), block, first));
        }
        Optional<HclBlock> general = Optional.ofNullable(chosen.remove(""));
        return new Blocks(general, chosen);
    }
}
