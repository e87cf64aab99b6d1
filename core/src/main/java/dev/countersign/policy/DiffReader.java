package dev.countersign.policy;

import dev.countersign.hcl.HclBlock;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads {@code diff} blocks. An environment's own block replaces the top-level one, except that it inherits its skip. */
final class DiffReader {

    private static final String NO_PLANNER = "the planner does not use it yet";

    private DiffReader() {}

    /** What one block sets. */
    private record Part(
            Optional<SkipPolicy> skip,
            Optional<Setting<Boolean>> create,
            Optional<Setting<Boolean>> drop,
            Optional<LockSafePolicy> lockSafe,
            HclBlock block) {}

    static DiffPolicy read(
            Optional<HclBlock> global, Optional<HclBlock> own, String environment, Evaluation evaluation) {
        Optional<Part> globalPart = global.map(block -> part("diff", block, evaluation));
        Optional<Part> ownPart = own.map(block -> part(environment + ".diff", block, evaluation));
        if (ownPart.isPresent() && globalPart.isPresent()) {
            Part ignored = globalPart.get();
            if (ownPart.get().skip().isPresent() && ignored.skip().isPresent()) {
                ignoredByOwn("diff.skip", "skip", ignored.block(), environment, evaluation);
            }
            if (ignored.create().isPresent() || ignored.drop().isPresent()) {
                ignoredByOwn("diff.concurrent_index", "concurrent_index", ignored.block(), environment, evaluation);
            }
            if (ignored.lockSafe().isPresent()) {
                LockSafeReader.BLOCKS.forEach(
                        name -> ignoredByOwn("diff." + name, name, ignored.block(), environment, evaluation));
            }
        }
        Optional<Part> base = ownPart.or(() -> globalPart);
        SkipPolicy skip = ownPart.flatMap(Part::skip)
                .or(() -> globalPart.flatMap(Part::skip))
                .orElse(SkipPolicy.NOTHING);
        return new DiffPolicy(
                skip,
                base.flatMap(Part::create).orElse(Setting.byDefault(false)),
                base.flatMap(Part::drop).orElse(Setting.byDefault(false)),
                base.flatMap(Part::lockSafe).orElse(LockSafePolicy.NONE));
    }

    private static void ignoredByOwn(
            String what, String type, HclBlock diff, String environment, Evaluation evaluation) {
        diff.body()
                .blocks(type)
                .forEach(block -> evaluation.note(
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
            if (create.isPresent() && add.isPresent()) {
                evaluation.problem(
                        add.get().range().orElseThrow(), "\"add\" and \"create\" mean the same; keep one of them");
            }
            create = create.or(() -> add);
            drop = inner.bool("drop");
            inner.finish();
        }
        Optional<LockSafePolicy> lockSafe = LockSafeReader.read(reader);
        reader.withoutEffect(NO_PLANNER, "materialized", "add_table", "add_column", "add_index", "drop_table");
        reader.finish();
        return new Part(skip, create, drop, lockSafe, block);
    }

    private static SkipPolicy skip(BlockReader reader) {
        SortedMap<SkipKey, Setting<Boolean>> rules = new TreeMap<>();
        for (SkipKey key : SkipKey.all()) {
            reader.bool(key.hclName()).ifPresent(setting -> rules.put(key, setting));
        }
        reader.finish();
        return new SkipPolicy(rules);
    }

    /** The unlabelled {@code diff} block; blocks for one driver are not evaluated. */
    static Optional<HclBlock> choose(BlockReader reader) {
        Optional<HclBlock> chosen = Optional.empty();
        for (HclBlock block : reader.blocks("diff")) {
            if (!block.labels().isEmpty()) {
                reader.evaluation()
                        .note(
                                reader.path(block.title()),
                                block.typeRange(),
                                "diff blocks for one driver are not used yet");
            } else if (chosen.isPresent()) {
                reader.evaluation()
                        .problem(
                                block.typeRange(),
                                "the block \"diff\" was already given in line "
                                        + chosen.get().typeRange().line());
            } else {
                chosen = Optional.of(block);
            }
        }
        return chosen;
    }
}
