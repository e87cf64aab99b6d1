package dev.countersign.engine;

import dev.countersign.catalog.Catalog;
import dev.countersign.ddl.HclText;
import dev.countersign.review.StateInfo;
import java.util.List;

/**
 * A schema state that was read by itself.
 *
 * @param info what it is, for people
 * @param catalog everything in it, and what was seen and is not compared
 * @param sql statements that make the state from nothing, in an order that works
 * @param hcl the state in the schema language, and what that cannot say
 * @param notices what was asked and had no effect, such as a filter pattern that matches nothing; one sentence each
 * @param notEvaluated what the state's files say that has no effect, one sentence each
 */
public record Inspection(
        StateInfo info, Catalog catalog, String sql, HclText hcl, List<String> notices, List<String> notEvaluated) {
    public Inspection {
        notices = List.copyOf(notices);
        notEvaluated = List.copyOf(notEvaluated);
    }

    /** The state as JSON text: every object with all its attributes, in order of identity. */
    public String json() {
        return new CatalogJson().write(this);
    }
}
