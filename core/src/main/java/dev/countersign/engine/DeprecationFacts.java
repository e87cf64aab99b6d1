package dev.countersign.engine;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.deprecation.Deprecations;
import dev.countersign.deprecation.RenameRecord;
import dev.countersign.deprecation.Standing;
import dev.countersign.diff.Change;
import dev.countersign.review.Review;
import dev.countersign.signing.manifest.Deprecation;
import dev.countersign.simulate.Simulation.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What of deprecation goes into a manifest: for each deprecated object that the plan drops, the record and the evidence; for each object that the plan
 * gives a deprecated name, from when it may be dropped if the plan runs now.
 */
final class DeprecationFacts {
    private static final Set<String> DROPS = Set.of("DS101", "DS102", "DS103");

    private DeprecationFacts() {}

    static List<Deprecation> of(Review review, Deprecations deprecations, Instant now) {
        List<Deprecation> facts = new ArrayList<>();
        long days = deprecations.terms().window().toDays();
        review.diagnostics().stream()
                .filter(d -> DROPS.contains(d.code()))
                .flatMap(d -> d.object().stream())
                .distinct()
                .map(deprecations::of)
                .filter(s -> s.state() != Standing.State.NOT_ANNOUNCED)
                .map(standing -> dropped(standing, days))
                .forEach(facts::add);
        review.simulation().observations().stream()
                .map(Observation::changes)
                .flatMap(List::stream)
                .flatMap(change -> announced(change, deprecations.terms().prefix()).stream())
                .distinct()
                .map(ref -> new Deprecation(
                        PlanSealer.touched(ref),
                        Optional.empty(),
                        days,
                        Optional.of(now.plus(deprecations.terms().window())),
                        Optional.empty()))
                .forEach(facts::add);
        return facts;
    }

    private static Deprecation dropped(Standing standing, long days) {
        return new Deprecation(
                PlanSealer.touched(standing.object()),
                standing.record().flatMap(DeprecationFacts::plan),
                days,
                standing.opensAt(),
                standing.usage()
                        .counters()
                        .flatMap(use -> use.countedSince()
                                .map(since -> new Deprecation.Usage(
                                        "table counters of the server", since, use.reads(), use.writes()))));
    }

    private static Optional<Deprecation.DeprecatedBy> plan(RenameRecord record) {
        return record.plan().map(plan -> new Deprecation.DeprecatedBy(plan, record.at(), record.receipt()));
    }

    private static Optional<ObjectRef> announced(Change change, String prefix) {
        Optional<ObjectRef> renamed = switch (change) {
            case Change.RenameObject rename -> Optional.of(rename.newRef());
            case Change.RenameColumn rename -> Optional.of(ObjectRef.column(rename.table(), rename.newName()));
            case Change.AddObject ignored -> Optional.empty();
            case Change.DropObject ignored -> Optional.empty();
            case Change.ModifyObject ignored -> Optional.empty();
            case Change.AddColumn ignored -> Optional.empty();
            case Change.DropColumn ignored -> Optional.empty();
            case Change.ModifyColumn ignored -> Optional.empty();
        };
        return renamed.filter(
                ref -> ref.name().startsWith(prefix) && !change.ref().name().startsWith(prefix));
    }
}
