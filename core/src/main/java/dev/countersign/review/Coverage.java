package dev.countersign.review;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Uncompared;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What was seen in two states and not compared.
 *
 * @param gaps what may differ without anybody seeing it: no verdict is clear over these
 * @param leftOut what takes no part because somebody wants it so
 */
public record Coverage(SortedSet<Uncompared> gaps, SortedSet<Uncompared> leftOut) {
    public Coverage {
        gaps = Collections.unmodifiableSortedSet(new TreeSet<>(gaps));
        leftOut = Collections.unmodifiableSortedSet(new TreeSet<>(leftOut));
    }

    /** Of two states. What the policy does not ask for is a gap where the desired state holds it: there it says something that nobody compares. */
    public static Coverage of(Catalog current, Catalog desired) {
        TreeSet<Uncompared> gaps = new TreeSet<>();
        TreeSet<Uncompared> leftOut = new TreeSet<>();
        for (Catalog state : new Catalog[] {current, desired}) {
            for (Uncompared seen : state.uncompared()) {
                boolean gap = switch (seen.cause()) {
                    case GAP -> true;
                    case NOT_ASKED -> state == desired;
                    case LEFT_OUT -> false;
                };
                (gap ? gaps : leftOut).add(seen);
            }
        }
        leftOut.removeAll(gaps);
        return new Coverage(gaps, leftOut);
    }

    /** Whether nothing can differ unseen. */
    public boolean complete() {
        return gaps.isEmpty();
    }
}
