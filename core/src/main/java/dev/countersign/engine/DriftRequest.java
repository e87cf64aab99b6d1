package dev.countersign.engine;

import java.util.Optional;

/**
 * A live database, and where it is recorded what it should be. What is not given here is taken from the environment's {@code migration} block.
 *
 * @param project the project file, environment and variables; its {@code from} (or the environment's {@code url}) is the database, its {@code to} (or
 *     {@code src}) what the files want, else the migration directory to its end
 * @param dir URL of the migration directory
 * @param format how it is laid out, by the name of the tool
 * @param revisionsSchema schema in which the database records what ran
 */
public record DriftRequest(
        ReviewRequest project, Optional<String> dir, Optional<String> format, Optional<String> revisionsSchema) {}
