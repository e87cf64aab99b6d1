package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.postgres.plan.Step.Act;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * The order between a parent and its heirs or partitions: who leaves does so before the parent changes, who joins does so after; a bound is free before
 * another partition takes it; checks of heirs are there before the parent's checks of the same name meet them.
 */
final class LineageOrder {
    private final Catalog current;
    private final Catalog desired;
    private final Fates fates;
    private final Steps steps;
    private final BiConsumer<Step, Step> edges;
    private final Lineage before;
    private final Lineage after;
    private final NotNullOrder notNulls;
    private final boolean hints;
    private final Map<ObjectRef, List<Step>> columnSteps = new HashMap<>();
    private final Map<ObjectRef, List<Step>> leavers = new HashMap<>();

    /** @param hints whether to follow what is sensible but not required in every case */
    LineageOrder(Steps steps, Fates fates, BiConsumer<Step, Step> edges, boolean hints) {
        this.hints = hints;
        this.current = steps.situation().current();
        this.desired = steps.situation().desired();
        this.fates = fates;
        this.steps = steps;
        this.edges = edges;
        this.before = new Lineage(current);
        this.after = new Lineage(desired);
        this.notNulls = new NotNullOrder(steps.situation(), after, edges);
        for (Step step : steps.all()) {
            if (step.ref().kind() == ObjectKind.COLUMN) {
                columnSteps
                        .computeIfAbsent(Situation.tableOf(step.ref()), t -> new ArrayList<>())
                        .add(step);
            }
        }
    }

    void everything() {
        for (Step step : steps.all()) {
            switch (step.act()) {
                case DETACH -> leaving(step);
                case ATTACH -> joining(step);
                case SET_ASIDE -> {
                    if (step.ref().kind() == ObjectKind.TABLE) {
                        parents(current, step.ref()).forEach(p -> columnSteps(p).forEach(s -> edges.accept(step, s)));
                    }
                }
                case CREATE -> {
                    if (step.ref().kind() == ObjectKind.CHECK) {
                        heirsFirst(step);
                    } else if (step.ref().kind() == ObjectKind.COLUMN) {
                        ownColumnFirst(step);
                    } else if (step.ref().kind() == ObjectKind.TABLE) {
                        // an heir copies what the parent's columns are when it is made, those that it has from above
                        // too
                        above(desired, step.ref()).forEach(p -> columnSteps(p).forEach(s -> edges.accept(s, step)));
                    }
                }
                case DROP -> {
                    ownAfterAll(step);
                    if (steps.handsOver(step.ref())) {
                        edges.accept(new Step(Act.DETACH, step.ref()), step);
                        takersFirst(step);
                        keys(desired, step.ref()).forEach(k -> edges.accept(step, new Step(Act.CREATE, k)));
                    } else if (step.ref().kind() == ObjectKind.TABLE) {
                        dividedBefore(step);
                    }
                    current.find(step.ref(), CheckConstraint.class)
                            .ifPresent(check -> heirsAfter(step, check, check.table()));
                }
                case ALTER -> {
                    if (step.ref().kind() == ObjectKind.COLUMN) {
                        notNulls.parentColumnFirst(step);
                    }
                    ownAfterAll(step);
                }
                case RETYPE -> {
                    ownAfterAll(step);
                    if (hints) {
                        leaversFirst(step, Situation.tableOf(step.ref()));
                    }
                }
                case RENAME ->
                    InheritedChecks.renamedWith(step.ref(), fates, steps.situation())
                            .ifPresent(check -> edges.accept(new Step(Act.RENAME, check), step));
                case DROP_DEFAULT, TO_TEXT, COPY, OWN -> {
                    // ordered by what depends on them
                }
            }
        }
        desired.all(Table.class).forEach(this::boundIsFree);
    }

    /** Heirs have a check of theirs fast as long as one above has it. */
    private void heirsAfter(Step drop, CheckConstraint check, ObjectRef table) {
        for (Table heir : before.heirs(table)) {
            before.check(heir.ref(), check).ifPresent(own -> {
                edges.accept(drop, new Step(Act.DROP, own.ref()));
                heirsAfter(drop, check, heir.ref());
            });
        }
    }

    private void leaving(Step detach) {
        ObjectRef table = detach.ref();
        keys(current, table).forEach(key -> edges.accept(new Step(Act.DROP, key), detach));
        List<ObjectRef> later = parents(desired, table);
        for (ObjectRef parent : parents(current, table)) {
            if (steps.handsOver(table)) {
                columnSteps(parent).forEach(s -> edges.accept(s, detach));
            } else if (steps.comesBack(table)) {
                for (Step s : wholesColumnSteps(current, table, parent)) {
                    // what becomes NOT NULL reaches the partition while it is there
                    boolean away = s.act() == Act.ALTER && steps.leavesForName(table) && staysNotNull(s.ref());
                    edges.accept(away ? detach : s, away ? s : detach);
                }
                columnSteps(table).stream()
                        .filter(s -> s.act() == Act.ALTER && steps.leavesForName(table))
                        .forEach(s -> edges.accept(detach, s));
            } else if (!later.contains(parent)) {
                columnSteps(parent).forEach(s -> edges.accept(detach, s));
                columnSteps(table).stream().filter(s -> s.act() == Act.DROP).forEach(s -> edges.accept(detach, s));
            }
        }
        if (steps.handsOver(table)) {
            return;
        }
        // what goes with the whole while its partition is away would stay there as the partition's own
        boolean back = steps.comesBack(table);
        for (TableObject child : current.tableObjects(table)) {
            Optional<ObjectRef> whole = Situation.attachedTo(current, child.ref());
            if (whole.isPresent() || child instanceof CheckConstraint check && check.inherited()) {
                steps.removal(child.ref()).ifPresent(s -> edges.accept(back ? s : detach, back ? detach : s));
            }
            whole.flatMap(steps::removal).ifPresent(s -> edges.accept(back ? s : detach, back ? detach : s));
        }
    }

    /** Whether rows of the default partition are moved into the table before it joins. */
    private boolean takesFromDefault(ObjectRef table) {
        return fates.comes(table)
                && desired.find(table, Table.class)
                        .filter(t -> t.partitionBy().isPresent())
                        .filter(t -> !steps.rowsFromDefault(t).isEmpty())
                        .isPresent();
    }

    /** Who takes rows must be there, with everything below, before the one that has them joins again or goes. */
    private void takersFirst(Step last) {
        for (Table taker : steps.leavingRows().takers(last.ref())) {
            edges.accept(new Step(Act.CREATE, taker.ref()), last);
            for (ObjectRef part : CopyOrder.below(desired, taker.ref())) {
                edges.accept(new Step(Act.CREATE, part), last);
                edges.accept(new Step(Act.ATTACH, part), last);
            }
        }
    }

    /** Foreign keys that mean rows of the partition; one that goes need not be in the desired state. */
    private Stream<ObjectRef> keys(Catalog catalog, ObjectRef partition) {
        Set<ObjectRef> tables = MovedRows.withThoseAbove(current, partition);
        tables.addAll(MovedRows.withThoseAbove(desired, partition));
        return catalog.all(ForeignKey.class).stream()
                .filter(key -> tables.contains(key.referencedTable()))
                .map(ForeignKey::ref);
    }

    /** A partition that is divided by a column from above goes before that column does. */
    private void dividedBefore(Step drop) {
        Optional<String> key = current.find(drop.ref(), Table.class).flatMap(Table::partitionBy);
        if (fates.isReplaced(drop.ref()) || key.isEmpty()) {
            return;
        }
        for (ObjectRef parent : above(current, drop.ref())) {
            for (Step step : columnSteps(parent)) {
                if (step.act() == Act.DROP && key.get().contains(Names.own(step.ref()))) {
                    edges.accept(drop, step);
                }
            }
        }
    }

    private void joining(Step attach) {
        ObjectRef table = attach.ref();
        List<ObjectRef> earlier = parents(current, table);
        boolean partition =
                desired.find(table, Table.class).flatMap(Table::partitionOf).isPresent();
        if (partition) {
            takersFirst(attach);
            if (takesFromDefault(table)) {
                CopyOrder.below(desired, table).forEach(part -> edges.accept(new Step(Act.CREATE, part), attach));
            }
            keys(desired, table).forEach(key -> edges.accept(attach, new Step(Act.CREATE, key)));
        }
        for (ObjectRef parent : parents(desired, table)) {
            if (steps.rejoins(table) || fates.comes(table) && fates.comes(parent)) {
                Step parentJoins = new Step(Act.ATTACH, parent);
                boolean takes = takesFromDefault(parent);
                edges.accept(takes ? attach : parentJoins, takes ? parentJoins : attach);
            }
            if (steps.leavesForName(table)) {
                wholesColumnSteps(desired, table, parent).forEach(s -> edges.accept(s, attach));
            }
            if (steps.comesBack(table)) {
                checks(desired, parent).forEach(check -> edges.accept(attach, new Step(Act.CREATE, check.ref())));
            }
            if (!earlier.contains(parent)) {
                columnSteps(parent).forEach(s -> edges.accept(s, attach));
                for (CheckConstraint check : checks(desired, parent)) {
                    Step made = new Step(Act.CREATE, check.ref());
                    Optional<CheckConstraint> own = this.after.check(table, check);
                    if (!partition && own.filter(CheckConstraint::inherited).isPresent()) {
                        edges.accept(attach, made);
                    } else if (own.isPresent()) {
                        edges.accept(made, attach);
                    }
                }
                for (CheckConstraint check : checks(current, parent)) {
                    edges.accept(new Step(Act.DROP, check.ref()), attach);
                }
            }
        }
    }

    /** An heir that goes need not take the new type, which its rows or its default may not fit. */
    private void leaversFirst(Step retype, ObjectRef table) {
        for (Table heir : before.heirs(table)) {
            if (!fates.isReplaced(heir.ref()) && !steps.handsOver(heir.ref())) {
                edges.accept(new Step(Act.DROP, heir.ref()), retype);
                leaversFirst(retype, heir.ref());
            }
        }
    }

    /** A check that is the heir's own must be there before the parent's, and one that is no longer its own must be gone. */
    private void heirsFirst(Step step) {
        desired.find(step.ref(), CheckConstraint.class).ifPresent(check -> {
            for (Table heir : after.heirs(check.table())) {
                after.check(heir.ref(), check)
                        .filter(own -> !own.inherited())
                        .ifPresent(own -> edges.accept(new Step(Act.CREATE, own.ref()), step));
                before.check(heir.ref(), check)
                        .flatMap(own -> steps.removal(own.ref()))
                        .ifPresent(gone -> edges.accept(gone, step));
                after.check(heir.ref(), check)
                        .filter(own -> own.inherited() && own.validated() && !check.validated())
                        .ifPresent(own -> edges.accept(step, new Step(Act.CREATE, own.ref())));
                if (heir.partitionOf().isEmpty()) {
                    // passed on to an heir that is there, it is as unchecked as the parent's
                    after.check(heir.ref(), check)
                            .filter(own -> own.inherited() && !own.validated())
                            .ifPresent(own -> edges.accept(new Step(Act.CREATE, heir.ref()), step));
                }
            }
        });
    }

    /** A column that the heir declares itself is there, of its type, before the parent's would be passed on. */
    private void ownColumnFirst(Step step) {
        for (Table heir : after.heirs(Situation.tableOf(step.ref()))) {
            ObjectRef own = ObjectRef.column(heir.ref(), step.ref().name());
            heir.column(own.name())
                    .filter(c -> !c.inherited())
                    .ifPresent(c -> edges.accept(new Step(Act.CREATE, own), step));
            edges.accept(new Step(Act.RETYPE, own), step);
        }
    }

    /** A column that comes from above cannot be changed by itself before the parent's is gone. */
    private void ownAfterAll(Step step) {
        if (step.ref().kind() == ObjectKind.COLUMN) {
            for (ObjectRef parent : above(current, Situation.tableOf(step.ref()))) {
                edges.accept(
                        new Step(Act.DROP, ObjectRef.column(parent, step.ref().name())), step);
            }
        }
    }

    private boolean staysNotNull(ObjectRef column) {
        return Situation.column(current, column).filter(Column::notNull).isPresent()
                && Situation.column(desired, column).filter(Column::notNull).isPresent();
    }

    private void boundIsFree(Table table) {
        if (table.partitionOf().isEmpty()
                || fates.isReplaced(table.partitionOf().get().parent())) {
            return;
        }
        ObjectRef whole = table.partitionOf().get().parent();
        Step joins = new Step(
                fates.comes(table.ref()) && steps.madeAsPartition(table) ? Act.CREATE : Act.ATTACH, table.ref());
        if (!steps.exists(joins)) {
            return;
        }
        for (Step leaves : leavers.computeIfAbsent(whole, this::whatLeaves)) {
            if (!leaves.ref().equals(table.ref())) {
                edges.accept(leaves, joins);
            }
        }
    }

    /** The steps by which partitions leave the whole. */
    private List<Step> whatLeaves(ObjectRef whole) {
        return before.heirs(whole).stream()
                .flatMap(t -> Stream.of(
                        new Step(Act.DETACH, t.ref()),
                        new Step(fates.isReplaced(t.ref()) ? Act.SET_ASIDE : Act.DROP, t.ref())))
                .filter(s -> steps.exists(s) && !(s.act() == Act.DROP && steps.handsOver(s.ref())))
                .toList();
    }

    /** The steps of the parent's columns, and of those of tables further above that rename what the partition has while it is away. */
    private List<Step> wholesColumnSteps(Catalog catalog, ObjectRef table, ObjectRef parent) {
        return steps.leavesForName(table)
                ? above(catalog, table).stream()
                        .flatMap(t -> columnSteps(t).stream())
                        .toList()
                : columnSteps(parent);
    }

    private List<Step> columnSteps(ObjectRef table) {
        return columnSteps.getOrDefault(table, List.of());
    }

    private static List<CheckConstraint> checks(Catalog catalog, ObjectRef table) {
        return catalog.tableObjects(table).stream()
                .filter(CheckConstraint.class::isInstance)
                .map(CheckConstraint.class::cast)
                .toList();
    }

    /** The parents and theirs. */
    private static Set<ObjectRef> above(Catalog catalog, ObjectRef table) {
        Set<ObjectRef> above = new LinkedHashSet<>();
        for (ObjectRef parent : parents(catalog, table)) {
            if (above.add(parent)) {
                above.addAll(above(catalog, parent));
            }
        }
        return above;
    }

    private static List<ObjectRef> parents(Catalog catalog, ObjectRef table) {
        return catalog.find(table, Table.class).map(Situation::parents).orElseGet(ArrayList::new);
    }
}
