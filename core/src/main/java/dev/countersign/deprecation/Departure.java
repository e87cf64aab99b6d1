package dev.countersign.deprecation;

import dev.countersign.catalog.ObjectRef;
import java.time.Instant;

/**
 * An object lost its deprecated name: what records its name from before counts no longer.
 *
 * @param object as it was called
 * @param at when, as the plan or migration says
 * @param where which plan or file, for people
 */
public record Departure(ObjectRef object, Instant at, String where) {}
