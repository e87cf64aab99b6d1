package dev.countersign.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final Map<S, Node<S>> nodes = new LinkedHashMap<>();

    /** A step and its neighbours; one that is said to be a neighbour twice is there twice, which changes nothing. */
    private static final class Node<S> {
        private final S step;
        private final List<Node<S>> before = new ArrayList<>(2);
        private final List<Node<S>> after = new ArrayList<>(2);
        /** Its place in the order of preference, once an order is wanted. */
        private int place;

        Node(S step) {
            this.step = step;
        }
    }

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
        node(step);
    }

    /** Says that {@code first} runs before {@code second}; both are added. A step before itself is ignored. */
    public void edge(S first, S second) {
        if (first.equals(second)) {
            return;
        }
        Node<S> earlier = node(first);
        Node<S> later = node(second);
        later.before.add(earlier);
        earlier.after.add(later);
    }

    private Node<S> node(S step) {
        return nodes.computeIfAbsent(step, Node::new);
    }

    /**
     * All steps in an order that keeps every edge.
     *
     * @throws CycleException when there is none
     */
    public List<S> order() {
        List<Node<S>> preferred = new ArrayList<>(nodes.values());
        preferred.sort(Comparator.comparing(node -> node.step, preference));
        for (int i = 0; i < preferred.size(); i++) {
            preferred.get(i).place = i;
        }
        // by number from here on: comparing the steps themselves at every edge takes longer than all the rest
        Comparator<Node<S>> byPlace = Comparator.comparingInt(node -> node.place);
        for (Node<S> node : preferred) {
            node.before.sort(byPlace);
            node.after.sort(byPlace);
        }
        Walk walk = new Walk(preferred);
        preferred.forEach(walk::visit);
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
        private final List<S> done = new ArrayList<>(nodes.size());
        private final BitSet finished = new BitSet(nodes.size());
        private final List<Node<S>> path = new ArrayList<>();
        private final BitSet open = new BitSet(nodes.size());
        /** How many of the steps before each have not run yet, by place. */
        private final int[] waitsFor;

        Walk(List<Node<S>> preferred) {
            this.waitsFor =
                    preferred.stream().mapToInt(node -> node.before.size()).toArray();
        }

        void visit(Node<S> node) {
            if (finished.get(node.place)) {
                return;
            }
            if (open.get(node.place)) {
                throw new CycleException(path.subList(path.indexOf(node), path.size()).stream()
                        .map(n -> n.step)
                        .toList());
            }
            open.set(node.place);
            path.add(node);
            for (Node<S> earlier : node.before) {
                visit(earlier);
            }
            path.removeLast();
            open.clear(node.place);
            finished.set(node.place);
            done.add(node.step);
            for (Node<S> later : node.after) {
                waitsFor[later.place]--;
            }
            for (Node<S> later : node.after) {
                if (waitsFor[later.place] == 0 && !open.get(later.place) && eager.test(later.step)) {
                    visit(later);
                }
            }
        }
    }
}
