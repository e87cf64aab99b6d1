package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.postgres.plan.Step.Act;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The order between NOT NULL of a parent's column and of its heirs'. */
final class NotNullOrder {
    private final Catalog current;
    private final Catalog desired;
    private final Lineage after;
    private final BiConsumer<Step, Step> edges;

    NotNullOrder(Situation situation, Lineage after, BiConsumer<Step, Step> edges) {
        this.current = situation.current();
        this.desired = situation.desired();
        this.after = after;
        this.edges = edges;
    }

    /** What the parent's column passes on comes before the heir's own settings of it; but a NOT NULL of its own the heir has before. */
    void parentColumnFirst(Step step) {
        for (Table heir : after.heirs(Situation.tableOf(step.ref()))) {
            ObjectRef own = ObjectRef.column(heir.ref(), step.ref().name());
            if (!isFirst(own, step.ref())) {
                edges.accept(step, new Step(Act.ALTER, own));
            }
        }
        below(step, Situation.tableOf(step.ref()));
    }

    private void below(Step step, ObjectRef table) {
        for (Table heir : after.heirs(table)) {
            ObjectRef own = ObjectRef.column(heir.ref(), step.ref().name());
            if (isFirst(own, step.ref())) {
                edges.accept(new Step(Act.ALTER, own), step);
            }
            if (Situation.column(current, step.ref()).filter(Column::notNull).isPresent()) {
                // a primary key holds fast the NOT NULL that the heir has from above
                desired.tableObjects(heir.ref()).stream()
                        .filter(o -> o.ref().kind() == ObjectKind.PRIMARY_KEY)
                        .filter(o -> o instanceof KeyConstraint key
                                && key.columns().contains(step.ref().name()))
                        .forEach(key -> edges.accept(step, new Step(Act.CREATE, key.ref())));
            }
            below(step, heir.ref());
        }
    }

    /** Whether the heir has it for itself before it could get the parent's, under another name or without a look at its rows; or stops the parent's until then. */
    private boolean isFirst(ObjectRef own, ObjectRef above) {
        Optional<Column> old = Situation.column(current, own);
        Optional<Column> wanted = Situation.column(desired, own).filter(Column::notNull);
        if (old.isEmpty() || wanted.isEmpty()) {
            return false;
        }
        boolean unproved = Situation.column(desired, above)
                .filter(c -> c.notNull() && !NotNullBelow.isValid(c))
                .isPresent();
        return old.get().notNull()
                ? !NotNullNames.passesOn(old.get()) && NotNullNames.passesOn(wanted.get())
                : NotNullNames.declares(wanted.get()) || unproved && NotNullBelow.isValid(wanted.get());
    }
}
