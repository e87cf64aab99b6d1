package dev.countersign.review;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Uncompared;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What was seen in two states and not compared.
 *
 * @param gaps what may differ without anybody seeing it: no verdict is clear over these
 * @param oneSided those gaps that only one of the states has: there the states do differ
 * @param leftOut what takes no part because somebody wants it so
 */
public record Coverage(SortedSet<Uncompared> gaps, SortedSet<Uncompared> oneSided, SortedSet<Uncompared> leftOut) {
    public Coverage {
        gaps = Collections.unmodifiableSortedSet(new TreeSet<>(gaps));
        oneSided = Collections.unmodifiableSortedSet(new TreeSet<>(oneSided));
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
        TreeSet<Uncompared> oneSided = new TreeSet<>(gaps);
        oneSided.removeIf(gap -> has(current, gap) && has(desired, gap));
        return new Coverage(gaps, oneSided, leftOut);
    }

    private static boolean has(Catalog state, Uncompared gap) {
        return state.uncompared().stream()
                .anyMatch(seen -> seen.kind().equals(gap.kind()) && seen.name().equals(gap.name()));
    }

    /** A sentence for each kind of gap and what is the matter with it: {@code Seen, not compared: 2 casts (a, b): why.} */
    public List<String> gapSentences() {
        return sentences("Seen, not compared: ", gaps);
    }

    /** The same of what takes no part. */
    public List<String> leftOutSentences() {
        return sentences("Seen, left out: ", leftOut);
    }

    private static List<String> sentences(String title, SortedSet<Uncompared> uncompared) {
        TreeMap<String, Map<String, List<Uncompared>>> byKind = uncompared.stream()
                .collect(Collectors.groupingBy(
                        Uncompared::kind,
                        TreeMap::new,
                        Collectors.groupingBy(Uncompared::reason, TreeMap::new, Collectors.toList())));
        List<String> sentences = new ArrayList<>();
        byKind.forEach((kind, byReason) -> byReason.forEach((why, objects) -> sentences.add(title
                + Words.counted(objects.size(), kind) + " ("
                + Words.named(objects.stream().map(Uncompared::name).distinct().toList())
                + ")" + (why.isEmpty() ? "" : ": " + why) + ".")));
        return sentences;
    }

    /** Whether nothing can differ unseen. */
    public boolean complete() {
        return gaps.isEmpty();
    }
}
