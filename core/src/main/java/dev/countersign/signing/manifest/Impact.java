package dev.countersign.signing.manifest;

import java.util.Optional;

/**
 * What the plan means for one table.
 *
 * @param table the table
 * @param rows estimated number of rows
 * @param bytes estimated size
 * @param lock the strongest lock taken on it
 * @param rewrite whether the table is written anew
 */
public record Impact(
        StatementEntry.TouchedObject table, long rows, long bytes, Optional<String> lock, boolean rewrite) {}
