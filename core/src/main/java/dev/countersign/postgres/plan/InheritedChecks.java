package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** An heir's inherited check comes and goes with its parent's, so one that has to is made again with it. */
final class InheritedChecks {
    private final Catalog current;
    private final Catalog desired;
    private final Fates fates;
    private final List<PassedOn> before;
    private final List<PassedOn> after;

    /** A check of a table and those of the same name that the table's heirs have; most checks have none, and this is asked often. */
    private record PassedOn(CheckConstraint check, List<CheckConstraint> heirs) {
        static List<PassedOn> in(Catalog catalog, Lineage lineage) {
            return catalog.all(CheckConstraint.class).stream()
                    .map(check -> new PassedOn(check, lineage.heirs(check)))
                    .filter(passed -> !passed.heirs().isEmpty())
                    .toList();
        }
    }

    InheritedChecks(Situation situation, Fates fates, Lineage lineageBefore) {
        this.current = situation.current();
        this.desired = situation.desired();
        this.fates = fates;
        this.before = PassedOn.in(current, lineageBefore);
        this.after = PassedOn.in(desired, new Lineage(desired));
    }

    /** The parent's check whose new name the heir's gets along with it; the server gives an inherited check no name of its own. */
    static Optional<ObjectRef> renamedWith(ObjectRef heir, Fates fates, Situation situation) {
        Optional<Table> table = situation
                .current()
                .find(heir, CheckConstraint.class)
                .flatMap(c -> situation.current().find(c.table(), Table.class));
        Optional<Table> later = table.flatMap(t -> situation.desired().find(t.ref(), Table.class));
        if (later.isEmpty()) {
            return Optional.empty();
        }
        Map<ObjectRef, ObjectRef> names = fates.newNames();
        return Situation.parents(table.get()).stream()
                .filter(Situation.parents(later.get())::contains)
                .map(parent -> parent.child(ObjectKind.CHECK, heir.name()))
                .filter(check -> names.containsKey(check)
                        && names.containsKey(heir)
                        && names.get(check).name().equals(names.get(heir).name()))
                .findFirst();
    }

    /** Hands out what has to be dropped and made again, as far as what goes is known by now. */
    void madeAgain(Consumer<ObjectRef> rebuild) {
        for (PassedOn passed : before) {
            if (fates.goes(passed.check().ref())) {
                passed.heirs().stream()
                        .filter(CheckConstraint::inherited)
                        .filter(heir -> !fates.goes(heir.ref()))
                        .forEach(heir -> rebuild.accept(heir.ref()));
            }
        }
        for (PassedOn passed : before) {
            CheckConstraint check = passed.check();
            if (!fates.goes(check.ref())) {
                passed.heirs().stream()
                        .filter(heir -> heir.inherited() && fates.goes(heir.ref()) && !fates.goes(heir.table()))
                        .filter(heir -> desired.find(heir.table(), Table.class)
                                .filter(t -> Situation.parents(t).contains(check.table()))
                                .isPresent())
                        .findFirst()
                        .ifPresent(heir -> rebuild.accept(check.ref()));
            }
        }
        for (PassedOn passed : after) {
            CheckConstraint check = passed.check();
            boolean passesOn = passed.heirs().stream().anyMatch(heir -> heir.inherited() && mustCome(check, heir));
            if (passesOn && current.contains(check.ref()) && !fates.goes(check.ref())) {
                rebuild.accept(check.ref());
            }
        }
    }

    /** Whether the heir can only get the inherited check by the parent's being made again. */
    private boolean mustCome(CheckConstraint check, CheckConstraint heir) {
        Optional<Table> before = current.find(heir.table(), Table.class);
        boolean partition = desired.find(heir.table(), Table.class)
                .flatMap(Table::partitionOf)
                .isPresent();
        if (!partition && (before.isEmpty() || fates.isReplaced(heir.table()))) {
            // a new heir has no rows, so the server takes a check that is there before it as valid
            return !heir.validated();
        }
        if (partition
                || before.isEmpty()
                || fates.goes(heir.table())
                || before.get().partitionOf().isPresent()) {
            return false;
        }
        boolean joins = !before.get().inherits().contains(check.table());
        boolean was = current.find(heir.ref(), CheckConstraint.class)
                .filter(CheckConstraint::inherited)
                .isPresent();
        return joins || !was || fates.goes(heir.ref());
    }
}
