package dev.countersign.catalog;

import java.util.List;
import java.util.Optional;

/** A stand-alone composite type. */
public record CompositeType(ObjectRef ref, List<Attribute> attributes, Optional<String> comment)
        implements SchemaObject {
    public CompositeType {
        attributes = List.copyOf(attributes);
    }

    /** One attribute, in declaration order. */
    public record Attribute(String name, String type, Optional<String> collation, Optional<String> comment) {}
}
