package dev.countersign.catalog;

import java.util.Optional;

/**
 * An object that is compared by the text that makes it: kinds whose parts need no understanding of ours (rules, statistics objects, casts, range
 * types, ...) and objects that could not be taken apart.
 *
 * @param create the complete statement that makes it, without a final semicolon
 * @param drop the complete statement that drops it, without a final semicolon
 * @param owner the table or other object with which it goes, if any
 */
public record DefinedObject(
        ObjectRef ref, String create, String drop, Optional<ObjectRef> owner, Optional<String> comment)
        implements SchemaObject {}
