package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.postgres.plan.Step.Act;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Names are free before they are taken. Relations of a schema share one set of names, so do types, routines, and the constraints of a table. */
final class NameOrder {
    private final Catalog current;
    private final Catalog desired;
    private final Fates fates;
    private final Steps steps;
    private final BiConsumer<Step, Step> edges;
    private final boolean hints;

    /** @param hints whether a name of routines is free only when none of that name is left, whatever their arguments */
    NameOrder(Steps steps, Fates fates, BiConsumer<Step, Step> edges, boolean hints) {
        this.current = steps.situation().current();
        this.desired = steps.situation().desired();
        this.fates = fates;
        this.steps = steps;
        this.edges = edges;
        this.hints = hints;
    }

    void everything() {
        Map<List<String>, List<Step>> freed = new HashMap<>();
        for (Map.Entry<ObjectRef, Fate> entry : fates.all().entrySet()) {
            ObjectRef ref = entry.getKey();
            if (entry.getValue().goes()) {
                Step step = fates.isSetAside(ref)
                        ? new Step(Act.SET_ASIDE, ref)
                        : steps.removal(ref).orElseThrow();
                spaces(current, ref)
                        .forEach(n ->
                                freed.computeIfAbsent(n, k -> new ArrayList<>()).add(step));
            } else if (entry.getValue() == Fate.RENAME) {
                spaces(current, ref)
                        .forEach(n ->
                                freed.computeIfAbsent(n, k -> new ArrayList<>()).add(new Step(Act.RENAME, ref)));
            }
        }
        for (Step step : steps.all()) {
            if (step.ref().kind() == ObjectKind.COLUMN && (step.act() == Act.DROP_DEFAULT || step.act() == Act.ALTER)) {
                identitySequence(current, step.ref())
                        // an identity that goes has gone with the default; one that stays gives its old name back
                        .filter(name -> step.act() == Act.DROP_DEFAULT
                                || identitySequence(desired, step.ref())
                                        .filter(other -> !other.equals(name))
                                        .isPresent())
                        .ifPresent(name -> freed.computeIfAbsent(name, k -> new ArrayList<>())
                                .add(step));
            }
        }
        for (Step step : steps.all()) {
            if (step.ref().kind() == ObjectKind.COLUMN && (step.act() == Act.ALTER || step.act() == Act.CREATE)) {
                identitySequence(desired, step.ref())
                        .filter(name -> !identitySequence(current, step.ref())
                                .filter(name::equals)
                                .isPresent())
                        .ifPresent(name -> takeNames(List.of(name), freed, step));
            }
        }
        for (Map.Entry<ObjectRef, Fate> entry : fates.all().entrySet()) {
            ObjectRef ref = entry.getKey();
            if (entry.getValue().comes()) {
                steps.creation(ref).ifPresent(step -> takeNames(spaces(desired, ref), freed, step));
                takeNames(spaces(desired, ref), freed, new Step(Act.DECLARE, ref));
            } else if (entry.getValue() == Fate.RENAME) {
                takeNames(spaces(desired, fates.newNames().get(ref)), freed, new Step(Act.RENAME, ref));
            }
        }
    }

    private void takeNames(List<List<String>> names, Map<List<String>, List<Step>> freed, Step taking) {
        names.forEach(n -> freed.getOrDefault(n, List.of()).forEach(s -> edges.accept(s, taking)));
    }

    /** The name of the sequence behind an identity column. */
    private static Optional<List<String>> identitySequence(Catalog catalog, ObjectRef column) {
        return Situation.column(catalog, column)
                .filter(c -> c.identity().isPresent())
                .map(c -> IdentitySequences.ref(Situation.tableOf(column), c))
                .map(sequence -> List.of("relation", sequence.schema(), sequence.name()));
    }

    /** From one encoding to another, a schema has one conversion only that is the default, whatever it is called. */
    private static Optional<List<String>> defaultConversion(Catalog catalog, ObjectRef conversion) {
        return catalog.find(conversion, DefinedObject.class)
                .map(DefinedObject::create)
                .filter(create -> create.startsWith("CREATE DEFAULT "))
                .map(create -> create.substring(create.lastIndexOf(" FOR '"), create.lastIndexOf(" FROM ")))
                .map(encodings -> List.of("default conversion", conversion.schema(), encodings));
    }

    private List<List<String>> spaces(Catalog catalog, ObjectRef ref) {
        List<List<String>> names = new ArrayList<>();
        ObjectKind kind = ref.kind();
        if (Names.isRelation(kind)) {
            names.add(List.of("relation", ref.path().get(0), ref.path().get(1)));
        }
        if (Names.isType(kind)) {
            names.add(List.of("type", ref.path().get(0), ref.path().get(1)));
        }
        switch (kind) {
            case PRIMARY_KEY, UNIQUE, EXCLUDE -> {
                if (kind == ObjectKind.PRIMARY_KEY) {
                    // a table has one only, whatever it is called
                    names.add(
                            List.of("primary key", ref.path().get(0), ref.path().get(1)));
                }
                names.add(List.of("relation", ref.path().get(0), ref.path().get(2)));
                names.add(List.of(
                        "constraint",
                        ref.path().get(0),
                        ref.path().get(1),
                        ref.path().get(2)));
            }
            case CONVERSION -> defaultConversion(catalog, ref).ifPresent(names::add);
            case CHECK, FOREIGN_KEY ->
                names.add(List.of(
                        "constraint",
                        ref.path().get(0),
                        ref.path().get(1),
                        ref.path().get(2)));
            case FUNCTION, PROCEDURE, AGGREGATE -> {
                List<String> routine = new ArrayList<>(List.of("routine"));
                routine.addAll(ref.path());
                names.add(routine);
                if (hints) {
                    names.add(List.of("overload", ref.path().get(0), ref.path().get(1)));
                }
            }
            default -> {
                // every other kind has names of its own, and two of one name are the same object
            }
        }
        return names;
    }
}
