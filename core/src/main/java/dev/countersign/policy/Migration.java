package dev.countersign.policy;

import java.util.Optional;

/**
 * The migration directory of an environment.
 *
 * @param dir its URL; empty when it is said and not known, so that no other directory stands for it
 * @param format atlas, golang-migrate, goose, flyway, liquibase or dbmate; one of these names; empty means the URL or the default decides
 * @param baseline version from which an existing database starts
 * @param txMode FILE, ALL or NONE: which part of the files runs in one transaction; empty means FILE
 * @param execOrder LINEAR, LINEAR_SKIP or NON_LINEAR: what happens to files that come between others; empty means LINEAR
 * @param revisionsSchema schema in which it is recorded what ran
 */
public record Migration(
        Optional<String> dir,
        Optional<String> format,
        Optional<String> baseline,
        Optional<String> txMode,
        Optional<String> execOrder,
        Optional<String> revisionsSchema) {}
