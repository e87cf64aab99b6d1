package dev.countersign.postgres.plan;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.Trigger;
import dev.countersign.postgres.name.TriggerState;
import dev.countersign.postgres.plan.Step.Act;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Triggers that a partition has from above, enabled otherwise there. Whoever makes or alters the trigger of the whole does so in every partition
 * ({@code ALTER TABLE}, {@code ENABLE TRIGGER}), and whoever joins gets it as the whole has it, so that the partition's own way is said after that.
 */
final class TriggersOfPartitions {
    private final Situation situation;
    private final Steps steps;
    private final Fates fates;

    TriggersOfPartitions(Steps steps, Fates fates) {
        this.situation = steps.situation();
        this.steps = steps;
        this.fates = fates;
    }

    /** What the partitions have otherwise, after the trigger of the whole has been made or altered. */
    List<String> below(Trigger whole) {
        List<String> sql = new ArrayList<>();
        for (Table part : differing(whole)) {
            state(part, key(whole.ref())).ifPresent(how -> sql.add(said(part, whole.ref(), how)));
        }
        return sql;
    }

    /** Partitions must be there when the trigger comes or changes; one that leaves for a while must have joined again. */
    void order(Trigger whole, Step step, BiConsumer<Step, Step> edges) {
        for (Table part : differing(whole)) {
            edges.accept(new Step(Act.CREATE, part.ref()), step);
            edges.accept(new Step(Act.ATTACH, part.ref()), step);
        }
    }

    /** What a table that has become a partition has otherwise, and what is below it. */
    List<String> joined(Table partition) {
        List<String> sql = new ArrayList<>(changed(Optional.empty(), partition));
        for (ObjectRef part : CopyOrder.below(situation.desired(), partition.ref())) {
            if (!fates.comes(part) && !steps.exists(Act.ATTACH, part)) {
                sql.addAll(changed(Optional.empty(), Situation.table(situation.desired(), part)));
            }
        }
        return sql;
    }

    /** What changes in a partition alone. */
    List<String> changed(Optional<Table> before, Table after) {
        SortedSet<String> keys = new TreeSet<>(after.attributes().keySet());
        before.ifPresent(table -> keys.addAll(table.attributes().keySet()));
        List<String> sql = new ArrayList<>();
        for (String key : keys) {
            Optional<String> old = before.flatMap(table -> state(table, key));
            if (key.startsWith(TriggerState.OF_PARTITION) && (before.isEmpty() || !old.equals(state(after, key)))) {
                whole(after, key.substring(TriggerState.OF_PARTITION.length()))
                        .filter(trigger -> !fates.comes(trigger.ref()) && fates.of(trigger.ref()) != Fate.ALTER)
                        .ifPresent(trigger -> sql.add(
                                said(after, trigger.ref(), state(after, key).orElse(trigger.enabled()))));
            }
        }
        return sql;
    }

    private List<Table> differing(Trigger whole) {
        return CopyOrder.below(situation.desired(), whole.table()).stream()
                .map(part -> Situation.table(situation.desired(), part))
                .filter(part -> state(part, key(whole.ref())).isPresent())
                .toList();
    }

    private Optional<Trigger> whole(Table partition, String name) {
        return MovedRows.withThoseAbove(situation.desired(), partition.ref()).stream()
                .filter(table -> !table.equals(partition.ref()))
                .flatMap(table ->
                        situation.desired().find(table.child(ObjectKind.TRIGGER, name), Trigger.class).stream())
                .findFirst();
    }

    private static Optional<String> state(Table table, String key) {
        Map<String, String> attributes = table.attributes();
        return Optional.ofNullable(attributes.get(key));
    }

    private static String key(ObjectRef trigger) {
        return TriggerState.OF_PARTITION + trigger.name();
    }

    private static String said(Table table, ObjectRef trigger, String state) {
        return "ALTER TABLE ONLY " + Names.qualified(table.ref()) + " " + TriggerState.enabling(state) + " TRIGGER "
                + Ident.quote(trigger.name()) + ";";
    }
}
