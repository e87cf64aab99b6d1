package dev.countersign.hcl;

import java.util.Collection;
import java.util.Optional;

/**
 * Names that were probably meant, as long as looking for them costs little: in a text with thousands of names that lead nowhere the first ones get a suggestion,
 * and the others none. For one thread.
 */
final class Suggestions {
    private static final long COMPARISONS = 1_000_000;

    private long comparisonsLeft = COMPARISONS;

    /** A problem with a name that is not known, with the nearest of those that are. */
    HclProblem unknownName(SourceRange range, String message, String name, Collection<String> known) {
        comparisonsLeft -= known.size();
        Optional<String> nearest = comparisonsLeft < 0 ? Optional.empty() : nearest(name, known);
        return new HclProblem(range, message, nearest);
    }

    private static Optional<String> nearest(String name, Collection<String> known) {
        return NearestName.of(
                name,
                known.stream().filter(n -> !n.equals(HclExpression.Splat.ITEM)).toList());
    }
}
