package dev.countersign.policy;

import dev.countersign.hcl.HclBlock;

/**
 * Reads {@code data} blocks of environments, which say how the rows of a schema's {@code data} blocks become those of the database. No plan here changes rows,
 * so each setting is understood and named.
 */
final class SeedDataReader {

    /** What becomes of the rows in the database. */
    private enum Mode {
        INSERT("rows that are missing would be inserted"),
        UPSERT("rows that are missing would be inserted and those that differ updated"),
        SYNC(
                "rows that are missing would be inserted, those that differ updated, and those that the schema does not have deleted");

        private final String effect;

        Mode(String effect) {
            this.effect = effect;
        }
    }

    private SeedDataReader() {}

    static void read(BlockReader environment) {
        for (HclBlock block : environment.blocks("data")) {
            BlockReader reader = environment.inside(block);
            String effect = reader.keyword("mode", Mode.class)
                    .map(mode -> "with " + mode.value() + ", " + mode.value().effect)
                    .orElse("rows would be changed");
            reader.count("max_rows");
            reader.texts("include", false);
            reader.bool("skip_diff");
            reader.bool("preserve_ids");
            reader.finish();
            if (!block.labels().isEmpty()) {
                environment
                        .evaluation()
                        .problem(
                                block.labels().getFirst().range(),
                                "\"data\" of an environment takes no label; a data source stands at the top of the file");
            }
            environment
                    .evaluation()
                    .note(
                            environment.path("data"),
                            block.typeRange(),
                            effect
                                    + "; no plan here changes rows: the schema's rows are loaded, checked and named, and a person"
                                    + " brings them about");
        }
    }
}
