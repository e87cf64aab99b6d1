package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.postgres.plan.Step.Act;
import java.util.List;
import java.util.function.BiConsumer;

/** An event trigger that is switched off is so before the rest of the plan, which it might forbid. Those that come or are switched on do so last, by their rank. */
final class EventTriggerOrder {
    private EventTriggerOrder() {}

    static void everything(Steps steps, BiConsumer<Step, Step> edges) {
        Catalog desired = steps.situation().desired();
        List<Step> off = steps.all().stream()
                .filter(step -> step.act() == Act.ALTER && isOff(desired, step.ref()))
                .toList();
        for (Step first : off) {
            steps.all().stream()
                    .filter(step -> step.ref().kind() != ObjectKind.EVENT_TRIGGER
                            && !desired.references(first.ref()).contains(step.ref()))
                    .forEach(step -> edges.accept(first, step));
        }
    }

    private static boolean isOff(Catalog desired, ObjectRef ref) {
        return ref.kind() == ObjectKind.EVENT_TRIGGER
                && desired.find(ref, DefinedObject.class).stream()
                        .flatMap(trigger -> trigger.parts().stream())
                        .anyMatch(part -> part.add().endsWith(" DISABLE"));
    }
}
