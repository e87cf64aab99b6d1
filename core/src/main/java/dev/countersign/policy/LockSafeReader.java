package dev.countersign.policy;

import dev.countersign.hcl.HclBlock;
import java.util.List;
import java.util.Optional;

/** Reads the blocks of {@code diff} that ask for lock-safe forms. */
final class LockSafeReader {
    /** The blocks it reads. */
    static final List<String> BLOCKS = List.of("not_null", "check", "foreign_key", "unique", "lock_safe");

    private static final String NO_ASSERTION =
            "a plan holds no assertion of its own; with lock_safe = true the plan proves that no row holds NULL";

    private LockSafeReader() {}

    /** Empty when the {@code diff} block has none of them. */
    static Optional<LockSafePolicy> read(BlockReader diff) {
        Optional<HclBlock> notNull = diff.block("not_null");
        Optional<HclBlock> size = diff.block("lock_safe");
        Optional<Setting<Boolean>> proved = notNull.flatMap(b -> notNull(diff.inside(b)));
        Optional<Setting<Boolean>> check = form(diff, "check");
        Optional<Setting<Boolean>> foreignKey = form(diff, "foreign_key");
        Optional<Setting<Boolean>> unique = form(diff, "unique");
        Optional<Setting<Long>> fromRows = size.flatMap(b -> fromRows(diff.inside(b)));
        boolean nothing = BLOCKS.stream().allMatch(name -> diff.blocks(name).isEmpty());
        return nothing
                ? Optional.empty()
                : Optional.of(new LockSafePolicy(
                        proved.orElse(Setting.byDefault(false)),
                        check.orElse(Setting.byDefault(false)),
                        foreignKey.orElse(Setting.byDefault(false)),
                        unique.orElse(Setting.byDefault(false)),
                        fromRows.orElse(Setting.byDefault(0L))));
    }

    /** As in Atlas {@code lock_safe} needs {@code check}. */
    private static Optional<Setting<Boolean>> notNull(BlockReader reader) {
        Optional<Setting<Boolean>> check = reader.bool("check");
        Optional<Setting<Boolean>> lockSafe = reader.bool("lock_safe");
        boolean wanted = lockSafe.filter(Setting::value).isPresent();
        boolean checked = check.filter(Setting::value).isPresent();
        if (wanted && !checked) {
            reader.evaluation()
                    .problem(
                            lockSafe.get().range().orElseThrow(),
                            "\"lock_safe\" of not_null needs check = true beside it");
        } else if (checked && !wanted) {
            reader.evaluation().note(reader.path("check"), check.get().range().orElseThrow(), NO_ASSERTION);
        }
        reader.finish();
        return lockSafe;
    }

    private static Optional<Setting<Boolean>> form(BlockReader diff, String name) {
        return diff.block(name).flatMap(block -> {
            BlockReader reader = diff.inside(block);
            Optional<Setting<Boolean>> lockSafe = reader.bool("lock_safe");
            reader.finish();
            return lockSafe;
        });
    }

    private static Optional<Setting<Long>> fromRows(BlockReader reader) {
        Optional<Setting<Long>> rows = reader.count("from_rows");
        reader.finish();
        return rows;
    }
}
