package dev.countersign.simulate;

import dev.countersign.simulate.Rehearsal.Act;
import dev.countersign.simulate.Simulation.Observation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Remembers how recent plans went, so that a plan that begins like one of them need not be observed from the start. */
final class Recollection {
    private static final int REMEMBERED = 8;

    private record Run(List<Act> acts, List<Observation> observations) {}

    private final Deque<Run> runs = new ArrayDeque<>();

    /** The observations of the longest common beginning with a remembered plan. */
    synchronized List<Observation> beginning(List<Act> acts) {
        List<Observation> longest = List.of();
        for (Run run : runs) {
            int same = 0;
            while (same < Math.min(acts.size(), run.observations().size())
                    && acts.get(same).equals(run.acts().get(same))) {
                same++;
            }
            if (same > longest.size()) {
                longest = run.observations().subList(0, same);
            }
        }
        return longest;
    }

    synchronized void keep(List<Act> acts, List<Observation> observations) {
        runs.addFirst(new Run(List.copyOf(acts), List.copyOf(observations)));
        if (runs.size() > REMEMBERED) {
            runs.removeLast();
        }
    }
}
