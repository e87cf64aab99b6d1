package dev.countersign.catalog;

import java.util.List;
import java.util.Optional;

/** An enumerated type with its labels in sort order. */
public record EnumType(ObjectRef ref, List<String> labels, Optional<String> comment) implements SchemaObject {
    public EnumType {
        labels = List.copyOf(labels);
    }
}
