package dev.countersign.catalog;

import java.util.Optional;

/**
 * An installed extension. Its members are not part of the catalog: they belong to the extension.
 *
 * @param version empty when it is left out of the comparison
 */
public record Extension(ObjectRef ref, String schema, String version, Optional<String> comment)
        implements SchemaObject {

    /** The same extension of another version. */
    public Extension withVersion(String other) {
        return new Extension(ref, schema, other, comment);
    }
}
