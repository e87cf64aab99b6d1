package dev.countersign.catalog;

/** The dependent object cannot exist without the referenced one (which may be a column). Both are in the same catalog. */
public record Dependency(ObjectRef dependent, ObjectRef referenced) {

    /** Written out, as in {@link ObjectRef}. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Dependency dependency
                && dependent.equals(dependency.dependent)
                && referenced.equals(dependency.referenced);
    }

    @Override
    public int hashCode() {
        return 31 * dependent.hashCode() + referenced.hashCode();
    }
}
