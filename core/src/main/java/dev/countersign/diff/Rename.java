package dev.countersign.diff;

import dev.countersign.catalog.ObjectRef;

/**
 * A rename that somebody stated ({@code atlas:renamed_from}, {@code renamed_from}) or confirmed.
 *
 * @param from identity in the current state
 * @param to identity in the desired state; same kind
 */
public record Rename(ObjectRef from, ObjectRef to) {}
