package dev.countersign.engine;

import dev.countersign.catalog.Extension;
import dev.countersign.catalog.Fingerprint;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.TableObject;
import dev.countersign.dialect.StatementTraits;
import dev.countersign.plan.Batch;
import dev.countersign.plan.Statement;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.review.Coverage;
import dev.countersign.review.Outcome;
import dev.countersign.review.Review;
import dev.countersign.signing.Digest;
import dev.countersign.signing.manifest.Approval;
import dev.countersign.signing.manifest.Identity;
import dev.countersign.signing.manifest.Manifest;
import dev.countersign.signing.manifest.Origin;
import dev.countersign.signing.manifest.PolicyFacts;
import dev.countersign.signing.manifest.Rollback;
import dev.countersign.signing.manifest.Session;
import dev.countersign.signing.manifest.SimulationFacts;
import dev.countersign.signing.manifest.StatementEntry;
import dev.countersign.signing.manifest.States;
import dev.countersign.signing.manifest.Target;
import dev.countersign.signing.plan.PlanFile;
import dev.countersign.signing.plan.PlanSql;
import dev.countersign.signing.record.Seal;
import dev.countersign.signing.record.SignedRecord;
import dev.countersign.simulate.Simulation;
import dev.countersign.simulate.Simulation.Observation;
import dev.countersign.simulate.Simulator;
import dev.countersign.source.ObjectPattern;
import dev.countersign.sql.StatementHead;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes the plan file of a review: the manifest says what the reviewer was shown, the SQL is exactly the plan's. */
final class PlanSealer {
    private final Clock clock;

    PlanSealer(Clock clock) {
        this.clock = clock;
    }

    /**
     * @throws CountersignException when the review is blocked or there is nothing to do
     */
    PlanFile seal(Review review, SealFacts facts, SealRequest request) {
        refuseBlocked(review);
        Instant now = clock.instant();
        List<StatementEntry> entries = new ArrayList<>();
        List<PlanSql> texts = new ArrayList<>();
        statements(review, entries, texts);
        Manifest manifest = new Manifest(
                Manifest.FORMAT,
                identity(review, request, now),
                origin(review, request, now),
                target(review, facts),
                states(review),
                new Session(
                        Optional.empty(),
                        facts.dialect()
                                .session(
                                        facts.scope().schemas().size() == 1
                                                ? Optional.of(
                                                        facts.scope().schemas().getFirst())
                                                : Optional.empty())),
                entries,
                policy(review, facts),
                LintRecords.facts(review),
                simulation(review),
                LintRecords.preconditions(review, facts.asked()),
                facts.deprecations()
                        .map(d -> DeprecationFacts.of(review, d, now))
                        .orElse(List.of()),
                List.of(),
                rollback(review),
                new Approval(
                        Optional.empty(), List.of(), Optional.empty(), now.plus(request.validFor()), Optional.empty()));
        PlanFile file = PlanFile.assemble(manifest, texts);
        return request.signer()
                .map(signer -> file.with(
                        SignedRecord.sign(new Seal(file.digest(), request.author(), now, request.comment()), signer)))
                .orElse(file);
    }

    private static void refuseBlocked(Review review) {
        if (review.plan().isEmpty()) {
            throw new CountersignException(ExitCode.FAILED, "There is nothing to sign: the plan has no statements.");
        }
        if (review.outcome().verdict() == Outcome.Verdict.BLOCKED) {
            String why = review.outcome().reasons().stream()
                    .filter(Outcome.Reason::blocking)
                    .map(Outcome.Reason::text)
                    .findFirst()
                    .orElse("the review is blocked.");
            throw new CountersignException(ExitCode.FAILED, "This plan cannot be signed: " + why);
        }
    }

    private static void statements(Review review, List<StatementEntry> entries, List<PlanSql> texts) {
        Map<Integer, Observation> observed = review.simulation().observations().stream()
                .collect(Collectors.toMap(Observation::number, Function.identity()));
        int group = 0;
        for (Batch batch : review.plan().batches()) {
            group++;
            for (Statement statement : batch.statements()) {
                StatementTraits traits = review.traits().get(statement.number());
                entries.add(StatementEntry.unplaced(
                        group,
                        batch.transactional(),
                        StatementHead.of(statement.sql()).title(),
                        statement.objects().stream()
                                .map(ref -> touched(review, ref))
                                .toList(),
                        statement.destructive(),
                        Optional.ofNullable(traits).map(StatementTraits::lock).filter(l -> !l.equals("none")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.ofNullable(observed.get(statement.number()))
                                .map(o -> o.fingerprint().value()),
                        Optional.empty()));
                texts.add(new PlanSql(statement.sql(), statement.undo()));
                if (!batch.transactional()) {
                    group++;
                }
            }
        }
    }

    /** An index is named with its table, as everything else inside a table: who owns the table, owns it. */
    private static StatementEntry.TouchedObject touched(Review review, ObjectRef ref) {
        return review.desired()
                .find(ref)
                .or(() -> review.current().find(ref))
                .filter(TableObject.class::isInstance)
                .map(inside -> touched(new ObjectRef(ref.kind(), ObjectPattern.path(inside))))
                .orElseGet(() -> touched(ref));
    }

    static StatementEntry.TouchedObject touched(ObjectRef ref) {
        boolean inSchema = ref.path().size() > 1;
        List<String> parts = inSchema ? ref.path().subList(1, ref.path().size()) : ref.path();
        return new StatementEntry.TouchedObject(
                ref.kind().label(), inSchema ? ref.schema() : "", TouchedNames.join(parts));
    }

    private static Identity identity(Review review, SealRequest request, Instant now) {
        int count = review.plan().statements().size();
        String title = request.title().isBlank()
                ? review.currentInfo().label() + " to " + review.desiredInfo().label() + ": " + count
                        + (count == 1 ? " statement" : " statements")
                : request.title();
        return new Identity(PlanIds.next(now), title, request.reason(), Optional.empty(), Optional.empty(), false);
    }

    private static Origin origin(Review review, SealRequest request, Instant now) {
        String version = Optional.ofNullable(PlanSealer.class.getPackage().getImplementationVersion())
                .orElse("development");
        String kind = review.desiredInfo().kind().equals("database") ? "db" : "sql";
        return new Origin(
                new Origin.Created(now, request.author()),
                new Origin.Tool("countersign", version, Optional.empty()),
                new Origin.Source(kind, review.desiredInfo().label(), Optional.empty(), Optional.empty()));
    }

    private static Target target(Review review, SealFacts facts) {
        String version = facts.current().catalog().serverVersion();
        return new Target(
                review.environment(),
                review.dialect(),
                version,
                facts.dialect().versionNumber(version),
                facts.current()
                        .identity()
                        .map(i -> i.database())
                        .orElse(review.currentInfo().label()),
                facts.current().identity().map(i -> new Target.TargetIdentity(i.kind(), i.value())),
                facts.scope().schemas(),
                facts.current().catalog().all(Extension.class).stream()
                        .map(e -> new Target.Extension(e.ref().name(), e.version()))
                        .toList());
    }

    /** The plan leads to what the simulation reached: the desired state and what was kept out of the plan. */
    private static States states(Review review) {
        Fingerprint reached = Simulator.reached(review.simulation())
                .orElse(review.currentInfo().fingerprint());
        return new States(
                new States.From(
                        review.currentInfo().fingerprint().value(),
                        review.currentInfo().objects(),
                        review.currentInfo().readAt()),
                new States.To(reached.value()),
                Fingerprint.ALGORITHM);
    }

    private static PolicyFacts policy(Review review, SealFacts facts) {
        RenameDecisions renames = facts.renames();
        Map<String, String> effective = new TreeMap<>();
        effective.put("lint.review", review.mode().name());
        Setup.oneSchema(facts.dialect(), facts.scope())
                .ifPresent(schema -> effective.put(PolicyFacts.ONE_SCHEMA, schema));
        review.policyFile()
                .ifPresent(file -> file.read()
                        .forEach((path, sha256) -> effective.put(PolicyFacts.FILE + path, "sha256:" + sha256)));
        review.plan()
                .keptOut()
                .forEach(kept -> effective.put(
                        "kept out: " + kept.change().verb().name().toLowerCase(Locale.ROOT) + " "
                                + kept.change().ref(),
                        kept.reason()));
        Coverage.of(review.current(), review.desired())
                .gaps()
                .forEach(gap -> effective.put("not compared: " + gap.kind() + " " + gap.name(), gap.reason()));
        renames.confirmed()
                .forEach(r ->
                        effective.put("renamed: " + r.from(), "to " + r.to().display() + ", confirmed in the review"));
        renames.rejected()
                .forEach(r -> effective.put(
                        "not renamed: " + r.from() + " to " + r.to().display(), "rejected in the review"));
        return new PolicyFacts(
                review.policyFile().map(Review.PolicyFile::path),
                review.policyFile().map(f -> new Digest(f.sha256())),
                review.variables().stream()
                        .map(v -> new PolicyFacts.VariableValue(
                                v.name(),
                                v.type(),
                                v.value(),
                                v.defaultValue(),
                                v.setBy(),
                                v.value().equals(ProjectPolicies.HIDDEN)))
                        .toList(),
                effective);
    }

    private static SimulationFacts simulation(Review review) {
        Simulation simulation = review.simulation();
        return new SimulationFacts(
                simulation.engine(),
                simulation.arrives() ? "reached" : simulation.failure().isPresent() ? "failed" : "differs",
                Simulator.reached(simulation).map(Fingerprint::value),
                Optional.empty(),
                simulation.millis(),
                simulation.notSimulated().stream()
                        .map(n -> new SimulationFacts.NotSimulated(n.number(), n.why()))
                        .toList());
    }

    private static Rollback rollback(Review review) {
        List<Statement> statements = review.plan().statements();
        if (statements.stream().anyMatch(Statement::destructive)) {
            return new Rollback("restore", Optional.of("The plan drops data; only a backup brings it back."));
        }
        boolean undoable = statements.stream().allMatch(s -> s.undo().isPresent());
        return undoable
                ? new Rollback("undo", Optional.of("Every statement has its own undo; run them in reverse order."))
                : new Rollback(
                        "forward-fix", Optional.of("Some statements have no undo; plan the way back from there."));
    }
}
