package dev.countersign.postgres.plan;

import dev.countersign.catalog.ObjectRef;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Everything that dependencies lead to. */
final class Reached {
    private Reached() {}

    /** The object itself and what is reached from it, in one step or many. */
    static Set<ObjectRef> from(ObjectRef start, Function<ObjectRef, ? extends Collection<ObjectRef>> next) {
        Set<ObjectRef> reached = new HashSet<>();
        Deque<ObjectRef> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            ObjectRef ref = open.remove();
            if (reached.add(ref)) {
                open.addAll(next.apply(ref));
            }
        }
        return reached;
    }
}
