package dev.countersign.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Steps with "must run before" edges and an order over them that depends on nothing but the steps: a depth-first topological sort. A step that is only
 * there for another one (a view dropped for a type change) comes right before it, and what was taken away is put back as soon as it can be.
 *
 * @param <S> a step; equal steps are one node
 */
public final class StepGraph<S> {
    private final Comparator<S> preference;
    private final Predicate<S> eager;
    private final Map<S, TreeSet<S>> before = new LinkedHashMap<>();
    private final Map<S, TreeSet<S>> after = new HashMap<>();

    /**
     * @param preference the order in which independent steps are to run; must tell all steps apart
     * @param eager steps to run as soon as everything before them has run
     */
    public StepGraph(Comparator<S> preference, Predicate<S> eager) {
        this.preference = preference;
        this.eager = eager;
    }

    /** Adds a step; adding it again changes nothing. */
    public void add(S step) {
        before.computeIfAbsent(step, s -> new TreeSet<>(preference));
        after.computeIfAbsent(step, s -> new TreeSet<>(preference));
    }

    /** Says that {@code first} runs before {@code second}; both are added. A step before itself is ignored. */
    public void edge(S first, S second) {
        if (first.equals(second)) {
            return;
        }
        add(first);
        add(second);
        before.get(second).add(first);
        after.get(first).add(second);
    }

    /**
     * All steps in an order that keeps every edge.
     *
     * @throws CycleException when there is none
     */
    public List<S> order() {
        Walk walk = new Walk();
        before.keySet().stream().sorted(preference).forEach(walk::visit);
        return walk.done;
    }

    /** Some steps would each have to run before the other. */
    public static final class CycleException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient List<?> steps;

        CycleException(List<?> steps) {
            super("steps wait for each other: " + steps);
            this.steps = List.copyOf(steps);
        }

        /** The steps of the cycle in order; each runs before the one in front of it in this list. */
        public List<?> steps() {
            return steps;
        }
    }

    private final class Walk {
        private final List<S> done = new ArrayList<>();
        private final Set<S> finished = new HashSet<>();
        private final List<S> path = new ArrayList<>();
        private final Set<S> open = new HashSet<>();

        void visit(S step) {
            if (finished.contains(step)) {
                return;
            }
            if (!open.add(step)) {
                throw new CycleException(path.subList(path.indexOf(step), path.size()));
            }
            path.add(step);
            for (S earlier : before.get(step)) {
                visit(earlier);
            }
            path.removeLast();
            open.remove(step);
            finished.add(step);
            done.add(step);
            for (S later : after.get(step)) {
                if (eager.test(later) && !open.contains(later) && finished.containsAll(before.get(later))) {
                    visit(later);
                }
            }
        }
    }
}
