package dev.countersign.engine;

import dev.countersign.catalog.Catalog;
import dev.countersign.review.StateInfo;

/**
 * A schema state that was read by itself.
 *
 * @param info what it is, for people
 * @param catalog everything in it, and what was seen and is not compared
 * @param sql statements that make the state from nothing, in an order that works
 */
public record Inspection(StateInfo info, Catalog catalog, String sql) {

    /** The state as JSON text: every object with all its attributes, in order of identity. */
    public String json() {
        return new CatalogJson().write(this);
    }
}
