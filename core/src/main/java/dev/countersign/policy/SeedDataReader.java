package dev.countersign.policy;

import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclValue;
import dev.countersign.rows.SyncMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the {@code data} block of an environment, which says how the rows of the desired state become those of the database. */
final class SeedDataReader {
    private static final int TABLE_PARTS = 2;
    private static final int COLUMN_PARTS = 3;

    private SeedDataReader() {}

    static Optional<SeedData> read(BlockReader environment) {
        Optional<HclBlock> block = environment.block("data");
        if (block.isEmpty()) {
            return Optional.empty();
        }
        if (!block.get().labels().isEmpty()) {
            environment
                    .evaluation()
                    .problem(
                            block.get().labels().getFirst().range(),
                            "\"data\" of an environment takes no label; a data source stands at the top of the file");
        }
        BlockReader reader = environment.inside(block.get());
        Optional<Setting<SyncMode>> mode = reader.keyword("mode", SyncMode.class);
        int maxRows = reader.count("max_rows")
                .map(setting -> (int) Math.min(setting.value(), Integer.MAX_VALUE - 1L))
                .orElse(SeedData.DEFAULT_MAX_ROWS);
        List<RowPattern> include = patterns(reader, "include", TABLE_PARTS);
        List<RowPattern> exclude = patterns(reader, "exclude", TABLE_PARTS);
        List<RowPattern> skipDiff =
                isBool(reader, "skip_diff") ? List.of() : patterns(reader, "skip_diff", COLUMN_PARTS);
        boolean preserveIds = reader.bool("preserve_ids").map(Setting::value).orElse(false);
        reader.finish();
        if (mode.isEmpty() && reader.attribute("mode").isEmpty()) {
            environment
                    .evaluation()
                    .note(
                            environment.path("data"),
                            block.get().typeRange(),
                            "it has no mode, so no rows are planned; add mode = INSERT, UPSERT or SYNC");
        }
        return mode.map(m -> new SeedData(
                m, maxRows, include, exclude, skipDiff, preserveIds, block.get().typeRange()));
    }

    /** That differences are to be skipped says nothing about which. */
    private static boolean isBool(BlockReader reader, String name) {
        Optional<HclAttribute> attribute = reader.attribute(name);
        Optional<HclValue> value = attribute.flatMap(a -> reader.evaluation().value(a.value()));
        if (value.isEmpty() || !(value.get() instanceof HclValue.Bool bool)) {
            return false;
        }
        if (bool.value()) {
            reader.evaluation()
                    .note(
                            reader.path(name),
                            attribute.get().range(),
                            "it names no columns; write those whose differences do not count, such as [\"*.updated_at\"]");
        }
        return true;
    }

    private static List<RowPattern> patterns(BlockReader reader, String name, int most) {
        List<RowPattern> patterns = new ArrayList<>();
        reader.texts(name, false)
                .ifPresent(setting -> setting.value().forEach(text -> {
                    try {
                        patterns.add(RowPattern.of(text, most));
                    } catch (IllegalArgumentException e) {
                        reader.evaluation()
                                .problem(
                                        setting.range().orElseThrow(),
                                        "the pattern \"" + text + "\" of \"" + name + "\" cannot be read: "
                                                + e.getMessage());
                    }
                }));
        return patterns;
    }
}
