package dev.countersign.plan;

import dev.countersign.diff.Change;

/**
 * A difference that is deliberately not in the plan, so that it can be shown as absent instead of silently missing.
 *
 * @param reason who decided, as half a sentence, e.g. {@code diff.skip.drop_column, countersign.hcl line 14}
 */
public record KeptOut(Change change, String reason) {}
