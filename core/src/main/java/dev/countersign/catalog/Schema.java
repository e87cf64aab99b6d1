package dev.countersign.catalog;

import java.util.Optional;

/** A schema (namespace). */
public record Schema(ObjectRef ref, Optional<String> comment) implements SchemaObject {}
