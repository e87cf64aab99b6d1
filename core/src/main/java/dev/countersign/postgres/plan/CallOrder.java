package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Routine;
import dev.countersign.postgres.plan.Step.Act;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * The order in which new functions come. The server does not know what a function's body calls; the body says it by name. So this is sensible and not
 * required: functions that name each other stay as they are.
 */
final class CallOrder {
    private final Catalog desired;
    private final Fates fates;
    private final Steps steps;
    private final BiConsumer<Step, Step> edges;
    private final Map<String, List<Routine>> coming = new HashMap<>();

    CallOrder(Steps steps, Fates fates, BiConsumer<Step, Step> edges) {
        this.desired = steps.situation().desired();
        this.fates = fates;
        this.steps = steps;
        this.edges = edges;
        fates.all().keySet().stream()
                .filter(fates::comes)
                .map(r -> desired.find(r, Routine.class))
                .flatMap(Optional::stream)
                .forEach(r -> coming.computeIfAbsent(r.ref().name(), n -> new ArrayList<>())
                        .add(r));
    }

    void everything() {
        if (coming.isEmpty()) {
            return;
        }
        Map<Routine, Set<Routine>> named = new HashMap<>();
        for (Routine routine : desired.all(Routine.class)) {
            Set<Routine> calls = calls(routine);
            if (fates.comes(routine.ref())) {
                named.put(routine, calls);
            } else {
                calls.forEach(call -> beforeUsersOf(routine, call));
            }
        }
        named.forEach((routine, calls) -> calls.stream()
                .filter(c -> !named.get(c).contains(routine))
                .forEach(c -> edges.accept(create(c), create(routine))));
    }

    private Set<Routine> calls(Routine routine) {
        Set<Routine> calls = new TreeSet<>(Comparator.comparing(Routine::ref));
        String text = routine.definition();
        for (int start = 0; start < text.length(); ) {
            int end = start;
            while (end < text.length() && ofName(text.charAt(end))) {
                end++;
            }
            if (end > start) {
                calls.addAll(coming.getOrDefault(text.substring(start, end), List.of()));
            }
            start = end + 1;
        }
        calls.remove(routine);
        return calls;
    }

    /** Whether the letter can be in a name without quotes: PostgreSQL takes everything outside ASCII for one (manual, 4.1.1). */
    private static boolean ofName(char letter) {
        return letter >= 'a' && letter <= 'z'
                || letter >= 'A' && letter <= 'Z'
                || letter >= '0' && letter <= '9'
                || letter == '_'
                || letter >= 0x80;
    }

    /** What uses a function that is there already can run it at once, as a new column does with the check of its domain: all it calls must be there. */
    private void beforeUsersOf(Routine caller, Routine call) {
        Set<ObjectRef> needed = Reached.from(call.ref(), desired::references);
        for (ObjectRef user : Reached.from(caller.ref(), desired::dependents)) {
            if (!needed.contains(user)) {
                steps.creation(user).ifPresent(step -> edges.accept(create(call), step));
                steps.alterations(user).forEach(step -> edges.accept(create(call), step));
            }
        }
    }

    private static Step create(Routine routine) {
        return new Step(Act.CREATE, routine.ref());
    }
}
