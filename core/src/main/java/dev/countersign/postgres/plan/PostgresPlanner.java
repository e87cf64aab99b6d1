package dev.countersign.postgres.plan;

import dev.countersign.catalog.Attributes;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.diff.Change;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.Batch;
import dev.countersign.plan.KeepOut;
import dev.countersign.plan.LockSafe;
import dev.countersign.plan.Plan;
import dev.countersign.plan.PlanOptions;
import dev.countersign.plan.Planner;
import dev.countersign.plan.StepGraph;
import dev.countersign.plan.UnplannableException;
import dev.countersign.plan.Wording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Plans for PostgreSQL. Stated renames come first; what is left is compared again, closed over dependents and put in dependency order. Where a view or
 * function would have to change both before and after something else, it is dropped and made again.
 */
public final class PostgresPlanner implements Planner {

    @Override
    public Plan plan(SchemaDiff diff, PlanOptions options) {
        KeepOut keepOut = new KeepOut(diff, options.keepOut(), this::takenNames);
        Renames renames = new Renames(diff, keepOut.planned());
        SchemaDiff rest = MovedExtensions.applied(renames.applied(diff, keepOut.target()));
        refuseForeign(rest);
        VirtualValues.refuseWithHeirs(rest);
        if (!options.standIns()) {
            refuseForeignSecrets(rest);
            refuseChangedSecrets(diff);
        }
        Situation situation = new Situation(rest.current(), rest.desired());
        TooNew.refuse(rest, situation.serverMajor());
        KeptPartitions.refuseNewIndexesAbove(situation, diff.desired());
        List<Draft> drafts = new ArrayList<>(renames.drafts(diff.current()));
        PlanOptions forms = options.locking(options.lockSafe().renamed(renames::map));
        drafts.addAll(ordered(situation, rest, forms, new Carried(keepOut.planned(), renames)));
        if (drafts.isEmpty() && keepOut.keptOut().isEmpty() && !options.standIns()) {
            refuseSilence(rest);
        }
        drafts.sort(Comparator.comparing(Draft::turn));
        List<Batch> batches = new Batches(bodies(diff.desired(), options).made(drafts)).cut();
        return Wording.in(options.wordings(), new Plan(batches, keepOut.keptOut(), Batches.begin(batches)));
    }

    /** What is made for nobody to use is made as it was, whatever the server says against it. */
    private static Bodies bodies(Catalog desired, PlanOptions options) {
        return options.standIns() ? Bodies.asTheyAre(desired) : Bodies.looked(desired);
    }

    @Override
    public Set<String> takenNames(SchemaObject object) {
        return TakenNames.of(object);
    }

    @Override
    public Set<Wording> wordings() {
        return EnumSet.allOf(Wording.class);
    }

    @Override
    public Set<LockSafe.Form> lockSafeForms() {
        return EnumSet.allOf(LockSafe.Form.class);
    }

    /** A plan without a statement says that there is nothing to do. */
    private static void refuseSilence(SchemaDiff diff) {
        if (!diff.changes().isEmpty()) {
            throw new UnplannableException(diff.changes().stream()
                    .map(change -> "No statement is known to "
                            + change.verb().name().toLowerCase(Locale.ROOT) + " " + change.ref()
                            + "; make the two sides equal there by hand, or leave it out of the comparison.")
                    .toList());
        }
    }

    private static void refuseForeign(SchemaDiff diff) {
        List<String> reasons = new ArrayList<>();
        for (Change change : diff.changes()) {
            if (change instanceof Change.ModifyObject m
                    && m.current() instanceof Table before
                    && m.desired() instanceof Table after
                    && !Names.isForeign(before)
                    && Names.isForeign(after)) {
                reasons.add("Table " + before.ref().display()
                        + " would have to become a foreign table, which PostgreSQL cannot do with rows in it: rename it,"
                        + " make the foreign table, then drop the old one when its rows are where they belong.");
            }
        }
        if (!reasons.isEmpty()) {
            throw new UnplannableException(reasons);
        }
    }

    /** A changed secret is seen and cannot be written. What a plan drops anyway does not matter. */
    private static void refuseChangedSecrets(SchemaDiff diff) {
        List<String> reasons =
                diff
                        .current()
                        .surroundings()
                        .secrets()
                        .differing(diff.desired().surroundings().secrets())
                        .stream()
                        .filter(secret -> diff.current().contains(secret.object())
                                && diff.desired().contains(secret.object()))
                        .map(
                                secret -> "The " + secret.name() + " of "
                                        + secret.object().kind().label() + " "
                                        + secret.object().display()
                                        + " differs, a secret that is never written into a plan: set it by hand, then plan again, or leave the object out.")
                        .toList();
        if (!reasons.isEmpty()) {
            throw new UnplannableException(reasons);
        }
    }

    private static void refuseForeignSecrets(SchemaDiff diff) {
        for (Table wanted : diff.desired().all(Table.class)) {
            if (Names.isForeign(wanted)) {
                Optional<Table> known = diff.current().find(wanted.ref(), Table.class);
                String name = "The foreign table " + wanted.ref().display();
                ForeignDdl.refuseSecrets(
                        name, known.map(Table::attributes).orElse(Attributes.none()), wanted.attributes());
                for (Column column : wanted.columns()) {
                    ForeignDdl.refuseSecrets(
                            name + ", column " + column.name() + ",",
                            known.flatMap(t -> t.column(column.name()))
                                    .map(Column::attributes)
                                    .orElse(Attributes.none()),
                            column.attributes());
                }
            }
        }
    }

    private static List<Draft> ordered(Situation situation, SchemaDiff diff, PlanOptions options, Carried carried) {
        Set<ObjectRef> rebuilds = new TreeSet<>();
        Set<ObjectRef> loosened = new TreeSet<>();
        Set<ObjectRef> aside = new TreeSet<>();
        boolean hints = true;
        while (true) {
            Fates fates = new Fates(situation, diff, rebuilds, aside);
            PartitionKeys.refuseMadeAgain(situation, fates);
            Steps steps = new Steps(situation, fates, loosened);
            List<Step> order;
            try {
                order = new Ordering(steps, fates, hints).order();
            } catch (StepGraph.CycleException cycle) {
                if (aside.addAll(functionsOfDomains(cycle))) {
                    continue;
                }
                if (hints) {
                    hints = false;
                    continue;
                }
                List<ObjectRef> tables = cycle.steps().stream()
                        .map(s -> ((Step) s).ref())
                        .filter(r -> r.kind() == ObjectKind.TABLE)
                        .toList();
                if (loosened.addAll(tables) || loosened.addAll(views(cycle))) {
                    continue;
                }
                Optional<ObjectRef> way = cycle.steps().stream()
                        .map(Step.class::cast)
                        .filter(s -> s.act() == Step.Act.ALTER)
                        .map(Step::ref)
                        .filter(r -> switch (r.kind()) {
                            case VIEW, FUNCTION, PROCEDURE, POLICY, TRIGGER -> true;
                            default -> false;
                        })
                        .filter(rebuilds::add)
                        .findFirst();
                if (way.isEmpty()) {
                    throw new UnplannableException(List.of("The steps of this migration wait for each other: "
                            + String.join(
                                    ", ",
                                    cycle.steps().stream()
                                            .map(s -> ((Step) s).toString())
                                            .toList())
                            + "; migrate in two steps, one of these objects at a time."));
                }
                continue;
            }
            RowRewrites.refuse(situation, diff, fates);
            // rows are copied in the transaction that takes their table away
            boolean copying = !fates.replacements().tables().isEmpty();
            Rendering rendering = new Rendering(steps, fates, copying ? options.locking(LockSafe.never()) : options);
            List<Draft> drafts = new ArrayList<>();
            for (Step step : order) {
                List<Draft> own = rendering.drafts(step);
                List<Change> changes = carried.by(step, steps, fates);
                if (!own.isEmpty()) {
                    drafts.add(own.getFirst().carrying(changes));
                    own.stream().skip(1).map(d -> d.carrying(changes)).forEach(drafts::add);
                }
            }
            return drafts;
        }
    }

    /** The views of a circle of nothing but views that come or go. */
    private static List<ObjectRef> views(StepGraph.CycleException cycle) {
        List<Step> steps = cycle.steps().stream().map(Step.class::cast).toList();
        boolean views = steps.stream()
                .allMatch(s ->
                        s.ref().kind() == ObjectKind.VIEW && (s.act() == Step.Act.CREATE || s.act() == Step.Act.DROP));
        return views ? steps.stream().map(Step::ref).toList() : List.of();
    }

    /**
     * Functions that wait for a domain to go whose columns wait for its successor, which waits for theirs: the old ones can keep another name until then. No call
     * can mean both.
     */
    private static List<ObjectRef> functionsOfDomains(StepGraph.CycleException cycle) {
        List<Step> steps = cycle.steps().stream().map(Step.class::cast).toList();
        return steps.stream().noneMatch(s -> s.ref().kind() == ObjectKind.DOMAIN)
                ? List.of()
                : steps.stream()
                        .filter(s -> s.act() == Step.Act.DROP && s.ref().kind() == ObjectKind.FUNCTION)
                        .map(Step::ref)
                        .toList();
    }

    /** Which differences a step carries: its own object's, and those of everything that comes or goes with it. */
    private static final class Carried {
        private final Map<ObjectRef, List<Change>> byRef = new LinkedHashMap<>();
        private Optional<Map<Step, List<Change>>> cameAlong = Optional.empty();
        private Optional<Map<Step, List<Change>>> wentAlong = Optional.empty();

        Carried(List<Change> planned, Renames renames) {
            for (Change change : planned) {
                ObjectRef ref = change.verb() == Change.Verb.ADD ? change.ref() : renames.map(change.ref());
                byRef.computeIfAbsent(ref, r -> new ArrayList<>()).add(change);
            }
        }

        List<Change> by(Step step, Steps steps, Fates fates) {
            if (step.act() == Step.Act.DROP && fates.of(step.ref()) == Fate.DROP) {
                List<Change> changes = new ArrayList<>(byRef.getOrDefault(step.ref(), List.of()));
                changes.addAll(goingAlong(step, steps));
                return changes;
            }
            if (step.act() == Step.Act.COPY || fates.isReplaced(step.ref())) {
                return step.act() == Step.Act.CREATE ? withColumns(step.ref()) : List.of();
            }
            Fate fate = fates.of(step.ref());
            boolean helper = step.act() == Step.Act.SET_ASIDE || step.act() == Step.Act.DECLARE;
            if (helper) {
                return List.of();
            }
            List<Change> changes = new ArrayList<>(byRef.getOrDefault(step.ref(), List.of()));
            changes.addAll(comingAlong(step, steps));
            return changes;
        }

        /** What the server makes by itself with the step's own object: the parts that the partitions get of a key. */
        private List<Change> comingAlong(Step step, Steps steps) {
            if (cameAlong.isEmpty()) {
                cameAlong = Optional.of(along(
                        steps::creation,
                        list -> list.stream()
                                .filter(c -> c.verb() == Change.Verb.ADD)
                                .toList()));
            }
            return cameAlong.get().getOrDefault(step, List.of());
        }

        /** What the server drops by itself with the step's own object. */
        private List<Change> goingAlong(Step step, Steps steps) {
            if (wentAlong.isEmpty()) {
                wentAlong = Optional.of(along(
                        steps::removal,
                        list -> list.stream().anyMatch(c -> c.verb() == Change.Verb.DROP) ? list : List.of()));
            }
            return wentAlong.get().getOrDefault(step, List.of());
        }

        /** The differences that another object's step carries, by that step; made once, because there may be as many steps as differences. */
        private Map<Step, List<Change>> along(
                Function<ObjectRef, Optional<Step>> stepOf, UnaryOperator<List<Change>> ofThese) {
            Map<Step, List<Change>> found = new HashMap<>();
            byRef.forEach((ref, list) -> {
                List<Change> changes = ofThese.apply(list);
                if (!changes.isEmpty()) {
                    stepOf.apply(ref)
                            .filter(step -> !step.ref().equals(ref))
                            .ifPresent(step -> found.computeIfAbsent(step, s -> new ArrayList<>())
                                    .addAll(changes));
                }
            });
            return found;
        }

        private List<Change> withColumns(ObjectRef table) {
            return byRef.entrySet().stream()
                    .filter(e -> e.getKey().equals(table)
                            || e.getKey().kind() == ObjectKind.COLUMN
                                    && Situation.tableOf(e.getKey()).equals(table))
                    .flatMap(e -> e.getValue().stream())
                    .toList();
        }
    }
}
