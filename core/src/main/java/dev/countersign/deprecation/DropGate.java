package dev.countersign.deprecation;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.deprecation.Standing.State;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Diagnostic.Suppression;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintStep;
import dev.countersign.lint.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Holds drops to the clock: DST111. A drop whose time has come no longer counts as a destructive change; every other one is refused, whatever allow lists
 * and {@code nolint} say about its name. Only what is not called deprecated may still be let through by an allow list.
 */
public final class DropGate {
    /** Code of the findings. */
    public static final String CODE = "DST111";

    private static final String ANALYZER = "destructive";
    private static final Set<String> DROPS = Set.of("DS101", "DS102", "DS103");

    private final Deprecations deprecations;
    private final Map<ObjectRef, Standing> dropped = new TreeMap<>();

    public DropGate(Deprecations deprecations) {
        this.deprecations = deprecations;
    }

    /** The findings with the clock's own, in order of statement. */
    public List<Diagnostic> judge(List<Diagnostic> findings, LintInput input) {
        Map<Integer, LintStep> steps =
                input.steps().stream().collect(Collectors.toMap(LintStep::number, Function.identity()));
        List<Diagnostic> judged = new ArrayList<>();
        for (Diagnostic finding : findings) {
            LintStep step = steps.get(finding.statement());
            if (!DROPS.contains(finding.code()) || finding.object().isEmpty() || step == null) {
                judged.add(finding);
                continue;
            }
            ObjectRef object = finding.object().get();
            ObjectRef origin = input.history().origin(object, step).orElse(object);
            judge(finding, object, origin, judged);
        }
        return judged;
    }

    /** What the last judgement said of the objects that are dropped, by their names in the current state. */
    public Map<ObjectRef, Standing> dropped() {
        return Map.copyOf(dropped);
    }

    private void judge(Diagnostic finding, ObjectRef object, ObjectRef origin, List<Diagnostic> judged) {
        String prefix = deprecations.terms().prefix();
        if (object.name().startsWith(prefix) && !origin.name().startsWith(prefix)) {
            judged.add(finding);
            judged.add(finding(
                    finding,
                    Severity.ERROR,
                    "The " + object.kind().label() + " \"" + String.join(".", origin.path()) + "\" is renamed to \""
                            + object.name() + "\" and dropped in one plan; the policy asks for "
                            + deprecations.terms().windowText() + " in between ("
                            + deprecations.terms().where() + ")."));
            return;
        }
        Standing standing = deprecations.of(origin);
        dropped.put(origin, standing);
        boolean listed =
                finding.suppression().map(s -> s.by().startsWith("allow_")).orElse(false);
        if (standing.state() == State.NOT_ANNOUNCED && listed) {
            judged.add(finding);
            return;
        }
        if (!standing.open()) {
            judged.add(finding);
            judged.add(finding(finding, Severity.ERROR, standing.text() + remarks(standing)));
            return;
        }
        judged.add(finding.active() ? finding.withSuppression(passed(standing)) : finding);
        boolean inDoubt = deprecations.terms().restartOnRead()
                && standing.usage().quietSince().isEmpty();
        judged.add(finding(finding, inDoubt ? Severity.WARNING : Severity.INFO, standing.text() + remarks(standing)));
    }

    private Suppression passed(Standing standing) {
        return new Suppression(
                "deprecation { window = " + deprecations.terms().windowText() + " }",
                deprecations.terms().where()
                        + standing.record().map(r -> ", " + r.text()).orElse(""));
    }

    private static String remarks(Standing standing) {
        return standing.remarks().isEmpty() ? "" : " " + String.join(" ", standing.remarks());
    }

    private static Diagnostic finding(Diagnostic drop, Severity severity, String message) {
        return new Diagnostic(
                CODE,
                ANALYZER,
                severity,
                drop.statement(),
                drop.range(),
                message,
                drop.object(),
                drop.evidence(),
                List.of(),
                Optional.empty());
    }

    /** Why the plan is refused, one sentence each. */
    public static List<String> refusals(List<Diagnostic> findings) {
        return findings.stream()
                .filter(d -> d.code().equals(CODE) && d.active() && d.severity() == Severity.ERROR)
                .map(Diagnostic::message)
                .toList();
    }
}
