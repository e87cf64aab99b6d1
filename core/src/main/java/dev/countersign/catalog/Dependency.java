package dev.countersign.catalog;

/** The dependent object cannot exist without the referenced one (which may be a column). Both are in the same catalog. */
public record Dependency(ObjectRef dependent, ObjectRef referenced) {}
