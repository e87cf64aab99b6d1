package dev.countersign.postgres.hcl;

import dev.countersign.ddl.DdlBlock;

/** How a sequence counts, for sequences and identity columns. */
final class SequenceOptions {
    private SequenceOptions() {}

    static String of(DdlBlock block) {
        StringBuilder sql = new StringBuilder();
        block.number("start").ifPresent(n -> sql.append(" START WITH ").append(n));
        block.number("increment").ifPresent(n -> sql.append(" INCREMENT BY ").append(n));
        block.number("min_value").ifPresent(n -> sql.append(" MINVALUE ").append(n));
        block.number("max_value").ifPresent(n -> sql.append(" MAXVALUE ").append(n));
        block.number("cache").ifPresent(n -> sql.append(" CACHE ").append(n));
        sql.append(block.flag("cycle") ? " CYCLE" : "");
        return sql.toString();
    }
}
