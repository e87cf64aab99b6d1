package dev.countersign.postgres.plan;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Privilege;
import dev.countersign.catalog.Privilege.Level;
import dev.countersign.catalog.Privileges;
import dev.countersign.postgres.plan.Rights.Change;
import dev.countersign.postgres.plan.Rights.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Privileges that another role than the owner granted. The server revokes what a role has passed on only together with that ({@code CASCADE}), and nothing that
 * somebody else granted than who revokes. So the roles on the way from the owner to what is to be revoked lose theirs, with all that came from them, and
 * who is to keep some is granted it again, by the owner.
 */
final class PassedOn {
    private final Catalog current;
    private final Catalog desired;
    private final List<Passing> passings = new ArrayList<>();
    private final Map<ObjectRef, Set<String>> renewed = new TreeMap<>();
    private final Map<ObjectRef, Set<String>> lost = new TreeMap<>();

    /** Privileges on the same object, of which one came from the other. */
    private record Passing(ObjectRef from, ObjectRef to, Set<String> names) {}

    PassedOn(Situation situation) {
        this.current = situation.current();
        this.desired = situation.desired();
        for (Privileges held : current.all(Privileges.class)) {
            current.references(held.ref()).stream()
                    .filter(ref -> ref.kind() == ObjectKind.PRIVILEGES && stays(held, ref))
                    .forEach(from -> passings.add(new Passing(from, held.ref(), shared(from, held))));
        }
        boolean more = !passings.isEmpty();
        while (more) {
            more = false;
            for (Passing passing : passings) {
                Set<String> above = new TreeSet<>(taken(passing.to()));
                above.addAll(of(renewed, passing.to()));
                more |= add(renewed, passing.from(), above, passing);
                Set<String> below = new TreeSet<>(taken(passing.from()));
                below.addAll(of(renewed, passing.from()));
                below.addAll(of(lost, passing.from()));
                more |= add(lost, passing.to(), below, passing);
            }
        }
    }

    /** Whether the object stays with the same owner: nobody revokes anything on one that goes, and an owner holds what is passed on to it as its own. */
    private boolean stays(Privileges held, ObjectRef from) {
        ObjectRef target = held.target();
        ObjectRef ownership = AccessRule.ownership(
                target.kind() == ObjectKind.COLUMN ? Situation.relationOf(current, target) : target);
        return current.find(ownership).equals(desired.find(ownership))
                && !held.grantee().equals(AccessRule.OWNER)
                && current.contains(from);
    }

    private Set<String> shared(ObjectRef from, Privileges to) {
        Set<String> names = Rights.of(current, from).stream()
                .filter(p -> p.actual() == Level.GRANTABLE)
                .map(Privilege::name)
                .collect(Collectors.toCollection(TreeSet::new));
        names.retainAll(to.deviations().stream().map(Privilege::name).toList());
        return names;
    }

    private static boolean add(Map<ObjectRef, Set<String>> to, ObjectRef rule, Set<String> names, Passing passing) {
        names.retainAll(passing.names());
        return !names.isEmpty()
                && to.computeIfAbsent(rule, r -> new TreeSet<>()).addAll(names);
    }

    private static Set<String> of(Map<ObjectRef, Set<String>> names, ObjectRef rule) {
        return names.getOrDefault(rule, Set.of());
    }

    private Set<String> taken(ObjectRef rule) {
        return Rights.between(Rights.of(current, rule), Rights.of(desired, rule)).stream()
                .filter(t -> t.change().takes())
                .flatMap(t -> t.privileges().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Privileges that must be granted again though they may not differ. */
    Set<ObjectRef> again() {
        Set<ObjectRef> again = new TreeSet<>(renewed.keySet());
        again.addAll(lost.keySet());
        again.removeIf(rule -> !desired.contains(rule));
        return again;
    }

    /** The grants and revocations between two sets of deviations of one grantee on an object that stays. */
    List<Transition> between(ObjectRef rule, List<Privilege> from, List<Privilege> to) {
        Set<String> first = taken(rule);
        first.retainAll(of(lost, rule));
        first.addAll(of(renewed, rule));
        List<Transition> transitions = new ArrayList<>();
        if (!first.isEmpty()) {
            transitions.add(new Transition(Change.REVOKE, List.copyOf(first), true));
        }
        Set<String> gone = new TreeSet<>(of(lost, rule));
        gone.addAll(first);
        List<Privilege> left = from.stream()
                .map(p -> gone.contains(p.name()) ? new Privilege(p.name(), p.standard(), Level.NONE) : p)
                .toList();
        boolean passing = passings.stream().anyMatch(p -> p.from().equals(rule));
        Rights.between(left, to).forEach(t -> transitions.add(passing ? t.cascading() : t));
        return transitions;
    }
}
