package dev.countersign.engine;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.deprecation.Deprecations;
import dev.countersign.deprecation.DropGate;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Scope;
import dev.countersign.diff.Rename;
import dev.countersign.diff.RenameDetector;
import dev.countersign.diff.RenameStatement;
import dev.countersign.diff.RenameSuggestion;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.Linter;
import dev.countersign.lint.preflight.DataFacts;
import dev.countersign.lint.preflight.RowProbe;
import dev.countersign.plan.Plan;
import dev.countersign.plan.PlanOptions;
import dev.countersign.plan.ReversePlan;
import dev.countersign.policy.SeedData;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import dev.countersign.review.Coverage;
import dev.countersign.review.Outcome;
import dev.countersign.review.OutcomeRules;
import dev.countersign.review.Review;
import dev.countersign.review.StateInfo;
import dev.countersign.rows.RowPlan;
import dev.countersign.signing.plan.PlanFile;
import dev.countersign.simulate.Simulation;
import dev.countersign.source.LoadedState;
import dev.countersign.source.ObjectFilter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Two loaded states, a stage for simulations, and the policy that is evaluated anew for every choice. */
final class DefaultReviewSession implements ReviewSession {
    /** What a session works with; the session closes it. */
    record Parts(
            Dialect dialect,
            Scope scope,
            LoadedState current,
            LoadedState desired,
            Spelling spelling,
            Simulations.StageMaker stageMaker,
            Policies policies,
            Map<String, List<String>> variables,
            Set<String> inputsTaken,
            Optional<SeedData> seedData,
            Linter linter,
            ObjectFilter filter,
            RolesToDrop rolesToDrop,
            Optional<UnneededRoles> unneededRoles,
            DeprecationClock deprecation,
            DriftGate drift,
            Clock clock,
            Runnable onClose) {}

    /**
     * The difference as it follows from what was decided about renames.
     *
     * @param renames those of the desired state and the confirmed ones
     */
    private record Compared(RenameDecisions decisions, List<Rename> renames, SchemaDiff diff) {
        List<String> idleRenames() {
            return IdleRenames.of(renames, diff);
        }
    }

    private final Parts parts;
    private volatile Compared compared;
    private volatile Policies policies;
    private final DataFacts facts;
    private final TableSizes sizes;
    private final Optional<RowProbe> probe;
    private final Lazy<StateInfo> currentInfo;
    private final Lazy<StateInfo> desiredInfo;
    private final Simulations simulations;
    private final RowDesk rowDesk;

    DefaultReviewSession(Parts parts) {
        this.parts = parts;
        this.policies = parts.policies();
        this.sizes = new TableSizes(parts.dialect(), parts.current());
        this.rowDesk = new RowDesk(parts.dialect(), parts.current(), parts.desired());
        this.compared = compare(RenameDecisions.none());
        this.simulations = new Simulations(parts.dialect(), parts.stageMaker(), compared.diff());
        this.probe = States.probe(parts.current(), parts.clock());
        this.facts = probe.isPresent() ? probe.get() : DataFacts.none();
        // a fingerprint reads every object once more, and a plan alone has none
        this.currentInfo = new Lazy<>(() -> States.info(parts.current()));
        this.desiredInfo = new Lazy<>(() -> States.info(parts.desired()));
    }

    @Override
    public Review review(Map<String, String> switches, Progress progress) {
        EffectivePolicy policy = policies.evaluate(parts.variables(), switches);
        progress.phase("Planning", 0, -1);
        // renames may be decided anew while this runs; a review is about one difference throughout
        Compared now = compared;
        SchemaDiff diff = now.diff();
        Planned planned = planned(now, policy);
        Plan plan = planned.plan();
        Simulation simulation = simulations.of(diff, plan, planned.rows(), progress);
        ObservedPlan observed = new ObservedPlan(diff.current(), plan, simulation);
        progress.phase("Looking for risks", 0, -1);
        Optional<Deprecations> waiting = policy.deprecation().map(parts.deprecation()::judge);
        LintInput input = LintInput.of(
                parts.dialect().name(),
                observed.steps(),
                policy.lint(),
                waiting.map(w -> DeprecationClock.sparing(facts, w.terms())).orElse(facts),
                simulation.rowFailure());
        List<Diagnostic> found = parts.linter().lint(input);
        Optional<DropGate> gate = waiting.map(DropGate::new);
        List<Diagnostic> diagnostics = gate.map(g -> g.judge(found, input)).orElse(found);
        progress.checkCancelled();
        List<String> notEvaluated = new ArrayList<>(policy.notEvaluated(parts.inputsTaken()));
        notEvaluated.addAll(planned.rows().problems());
        notEvaluated.addAll(parts.filter().withoutEffect());
        notEvaluated.addAll(parts.current().notEvaluated());
        notEvaluated.addAll(parts.desired().notEvaluated());
        notEvaluated.addAll(parts.linter().notEvaluated(input));
        notEvaluated.addAll(now.idleRenames());
        PlanChecks checks = PlanChecks.of(policy.checks(), plan, parts.drift());
        notEvaluated.addAll(checks.notEvaluated());
        notEvaluated.addAll(SchemaDirectives.notEvaluated(parts.current()));
        notEvaluated.addAll(SchemaDirectives.notEvaluated(parts.desired()));
        Outcome decided = OutcomeRules.decide(
                policy.mode(),
                plan,
                simulation,
                diagnostics,
                notEvaluated,
                Coverage.of(diff.current(), diff.desired()));
        for (String idle : parts.filter().idle()) {
            if (notEvaluated.contains(idle)) {
                continue;
            }
            decided = decided.knowing(new Outcome.Reason(Outcome.Reason.Kind.COMPARISON, false, idle));
        }
        for (String idle : policy.forms()
                .apply(parts.dialect().name())
                .notApplicable(parts.dialect().planner(), parts.dialect().product())) {
            decided = decided.knowing(new Outcome.Reason(Outcome.Reason.Kind.POLICY_NOT_EVALUATED, false, idle));
        }
        decided = decided.refused(DropGate.refusals(diagnostics).stream()
                .map(text -> new Outcome.Reason(Outcome.Reason.Kind.DEPRECATION, true, text))
                .toList());
        decided = decided.refused(checks.refusals());
        for (String notice : Stream.of(
                        policy.notices(), checks.notices(), parts.linter().notices(input))
                .flatMap(List::stream)
                .toList()) {
            decided = decided.knowing(new Outcome.Reason(Outcome.Reason.Kind.NOTICE, false, notice));
        }
        for (String decision : now.decisions().sentences()) {
            decided = decided.knowing(new Outcome.Reason(Outcome.Reason.Kind.RENAMES, false, decision));
        }
        for (Outcome.Reason notice : parts.spelling().notices()) {
            decided = decided.knowing(notice);
        }
        return new Review(
                parts.dialect().name(),
                currentInfo.get(),
                desiredInfo.get(),
                policy.file(),
                policy.environment(),
                policy.variables(),
                policy.mode(),
                diff,
                plan,
                planned.rows().tables(),
                observed.traits(parts.dialect()),
                simulation,
                diagnostics,
                notEvaluated,
                decided);
    }

    @Override
    public Plan plan(Map<String, String> switches) {
        return planned(compared, switches).plan();
    }

    /**
     * The plan, rows included.
     *
     * @param schema without statements about rows
     */
    private record Planned(Plan schema, RowPlan rows) {
        Plan plan() {
            return rows.after(schema);
        }
    }

    private Planned planned(Compared now, Map<String, String> switches) {
        return planned(now, policies.evaluate(parts.variables(), switches));
    }

    private Planned planned(Compared now, EffectivePolicy policy) {
        SchemaDiff diff = now.diff();
        Plan schema = parts.dialect().planner().plan(diff, planOptions(diff, policy));
        return new Planned(schema, rowDesk.plan(policy.seedData(), diff, now.renames(), schema));
    }

    @Override
    public List<String> failingRows(Plan plan) {
        return new FailingRows(parts.dialect().name(), compared.diff(), facts).of(plan);
    }

    private PlanOptions planOptions(SchemaDiff diff, EffectivePolicy policy) {
        return policy.planOptions(diff, sizes).pinning(parts.spelling().pinned());
    }

    private Compared compare(RenameDecisions decisions) {
        List<Rename> renames = Stream.concat(parts.desired().renames().stream(), decisions.confirmed().stream())
                .distinct()
                .toList();
        Catalog current = External.leftOut(
                parts.rolesToDrop()
                        .among(rowDesk.withoutComparedRows(parts.spelling().current(), parts.seedData())),
                parts.desired().external());
        return new Compared(
                decisions,
                renames,
                parts.dialect()
                        .diff(
                                parts.unneededRoles()
                                        .map(roles -> roles.named(current, parts.desired()))
                                        .orElse(current),
                                rowDesk.withoutComparedRows(parts.spelling().desired(), parts.seedData()),
                                renames));
    }

    @Override
    public void confirmRenames(List<String> statements) {
        if (statements.isEmpty()) {
            return;
        }
        Catalog current = parts.spelling().current();
        Catalog desired = parts.spelling().desired();
        List<Rename> confirmed = new ArrayList<>();
        try {
            statements.forEach(s -> confirmed.addAll(new RenameStatement(s).resolve(current, desired)));
        } catch (IllegalArgumentException e) {
            throw new CountersignException(ExitCode.USAGE, e.getMessage(), e);
        }
        decideRenames(new RenameDecisions(confirmed.stream().distinct().toList(), List.of()));
    }

    @Override
    public void decideRenames(RenameDecisions decisions) {
        if (decisions.equals(compared.decisions())) {
            return;
        }
        RenameDecisions.conflict(Stream.concat(parts.desired().renames().stream(), decisions.confirmed().stream())
                        .toList())
                .ifPresent(conflict -> {
                    throw new CountersignException(ExitCode.USAGE, conflict);
                });
        Compared decided = compare(decisions);
        compared = decided;
        simulations.about(decided.diff());
    }

    @Override
    public List<RenameSuggestion> renameSuggestions() {
        Compared now = compared;
        return new RenameDetector().suggest(now.diff(), now.decisions().rejected());
    }

    @Override
    public Optional<String> actor() {
        return policies.actor();
    }

    @Override
    public void actAs(Optional<String> actor) {
        policies = parts.policies().by(Actor.of(actor, System.getenv()));
    }

    @Override
    public ReversePlan reverse(Map<String, String> switches) {
        Compared now = compared;
        Planned planned = planned(now, switches);
        return ReverseMigration.of(
                        parts.dialect(),
                        now.diff(),
                        now.renames(),
                        planned.schema(),
                        planOptions(now.diff(), policies.evaluate(parts.variables(), switches)))
                .with(RowDesk.staying(planned.rows()));
    }

    @Override
    public SchemaDiff diff() {
        return compared.diff();
    }

    @Override
    public List<String> idlePatterns() {
        return parts.filter().idle();
    }

    @Override
    public List<String> notices() {
        List<String> notices =
                new ArrayList<>(policies.evaluate(parts.variables(), Map.of()).notEvaluated(parts.inputsTaken()));
        notices.addAll(parts.filter().withoutEffect());
        notices.addAll(parts.filter().idle());
        notices.addAll(parts.current().notEvaluated());
        notices.addAll(parts.desired().notEvaluated());
        parts.spelling().notices().forEach(notice -> notices.add(notice.text()));
        notices.addAll(ColumnOrder.notices(diff().current(), diff().desired()));
        return List.copyOf(notices);
    }

    @Override
    public List<String> gaps() {
        SchemaDiff diff = compared.diff();
        List<String> gaps =
                new ArrayList<>(Coverage.of(diff.current(), diff.desired()).gapSentences());
        gaps.addAll(parts.current().notEvaluated());
        gaps.addAll(parts.desired().notEvaluated());
        gaps.addAll(rowProblems());
        gaps.addAll(compared.idleRenames());
        return List.copyOf(gaps);
    }

    /** Why rows do not follow although the environment says so; without such a block nothing is planned for it. */
    private List<String> rowProblems() {
        return parts.seedData().isEmpty()
                ? List.of()
                : planned(compared, Map.of()).rows().problems();
    }

    @Override
    public boolean planComplete() {
        return rowProblems().isEmpty()
                && Coverage.of(diff().current(), diff().desired()).oneSided().isEmpty()
                && parts.current().notEvaluated().isEmpty()
                && parts.desired().notEvaluated().isEmpty()
                && compared.idleRenames().isEmpty();
    }

    @Override
    public StateInfo currentInfo() {
        return currentInfo.get();
    }

    @Override
    public StateInfo desiredInfo() {
        return desiredInfo.get();
    }

    @Override
    public String currentDefinition(ObjectRef ref) {
        return parts.dialect().definitions().definition(parts.spelling().current(), ref);
    }

    @Override
    public String desiredDefinition(ObjectRef ref) {
        return parts.dialect().definitions().definition(parts.spelling().desired(), ref);
    }

    @Override
    public PlanFile seal(Review review, SealRequest request) {
        Compared now = compared;
        if (review.diff() != now.diff()) {
            throw new CountersignException(
                    ExitCode.FAILED, "This review belongs to states that were read before; review again, then sign.");
        }
        SealFacts facts = new SealFacts(
                parts.dialect(),
                parts.current(),
                parts.scope(),
                probe.map(RowProbe::counted).orElse(List.of()),
                policies.evaluate(parts.variables(), SealFacts.switches(review))
                        .deprecation()
                        .map(parts.deprecation()::judge),
                now.decisions());
        return new PlanSealer(parts.clock()).seal(review, facts, request);
    }

    @Override
    public void close() {
        simulations.close();
        parts.current().close();
        parts.desired().close();
        parts.onClose().run();
    }
}
