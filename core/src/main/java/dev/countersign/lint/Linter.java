package dev.countersign.lint;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.hcl.NearestName;
import dev.countersign.lint.Diagnostic.Suppression;
import dev.countersign.lint.LintSettings.Allow;
import dev.countersign.lint.LintSettings.AnalyzerRule;
import dev.countersign.lint.LintSettings.CodeRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs the analyzers and lets the policy have its say: severity, allow lists, {@code nolint}, {@code force}. */
public final class Linter {
    private static final String PG103 = "PG103";
    private static final String NOT_ANCHORED = "DST113";

    /** Analyzers whose errors are seen to happen, whatever the policy says of their warnings. */
    private static final Set<String> CERTAIN = Set.of("data_depend", ArchiveChecks.NAME, Checkpoints.NAME);

    private final List<Analyzer> analyzers;

    public Linter(List<Analyzer> analyzers) {
        this.analyzers = List.copyOf(analyzers);
    }

    /** The codes that its analyzers report, and those about migration files and directories. */
    public Set<String> codes() {
        return Stream.concat(FileCodes.all().stream(), analyzers.stream().flatMap(a -> a.codes().stream()))
                .collect(Collectors.toSet());
    }

    /** What the analyzers of a dialect can report of changes that are not there yet, in their order. */
    public List<PossibleFinding> possible(String dialect) {
        return analyzers.stream()
                .filter(a -> a.appliesTo(dialect))
                .flatMap(a -> a.possible(dialect).stream())
                .toList();
    }

    /** What can be reported of migration files and their place, whatever they change. */
    public List<PossibleInFile> possibleInFiles() {
        return FileCodes.possible();
    }

    /** The name of what reports the code; empty when nothing here does. */
    public Optional<String> analyzer(String code) {
        return analyzers.stream()
                .filter(a -> a.codes().contains(code))
                .map(Analyzer::name)
                .findFirst()
                .or(() -> Optional.ofNullable(FileCodes.analyzers().get(code)));
    }

    /** The names of its analyzers. */
    public Set<String> names() {
        return analyzers.stream().map(Analyzer::name).collect(Collectors.toSet());
    }

    /** The findings in order of statement and place. Suppressed ones stay listed with what suppresses them. */
    public List<Diagnostic> lint(LintInput input) {
        if (input.steps().isEmpty()) {
            return List.of();
        }
        List<Diagnostic> found = new ArrayList<>();
        for (Analyzer analyzer : analyzers) {
            if (analyzer.appliesTo(input.dialect())) {
                analyzer.analyze(input).stream()
                        .filter(d -> !alreadyProven(d, found))
                        .forEach(found::add);
            }
        }
        Map<Integer, LintStep> steps =
                input.steps().stream().collect(Collectors.toMap(LintStep::number, Function.identity()));
        boolean onlyTxMode = found.stream()
                .filter(d -> d.analyzer().equals("concurrent_index"))
                .allMatch(d -> d.code().equals(PG103));
        Stream<Diagnostic> judged =
                found.stream().map(d -> judged(d, steps.get(d.statement()), input.settings(), onlyTxMode));
        return Stream.concat(judged, ofPolicy(input.settings()).stream())
                .sorted(Comparator.comparingInt(Diagnostic::statement)
                        .thenComparing(Diagnostic::severity)
                        .thenComparing(Diagnostic::code)
                        .thenComparingInt(d -> d.range().start()))
                .toList();
    }

    /** Findings about the settings themselves: patterns of allow lists trust names; one that matches in the middle of a name lets more pass than it says. */
    public static List<Diagnostic> ofPolicy(LintSettings settings) {
        return Stream.concat(
                        notAnchored("allow_table", settings.allowTables()),
                        notAnchored("allow_column", settings.allowColumns()))
                .map(finding -> ofItsCode(finding, settings))
                .toList();
    }

    private static Stream<Diagnostic> notAnchored(String list, List<Allow> entries) {
        return entries.stream()
                .filter(entry -> !Anchors.atStart(entry.pattern().pattern()))
                .map(entry -> new Diagnostic(
                        NOT_ANCHORED,
                        "destructive",
                        Severity.WARNING,
                        0,
                        new TextRange(0, 0),
                        "The pattern " + Names.quote(entry.shown()) + " of " + list + " (" + entry.where()
                                + ") matches anywhere in a name; write "
                                + Names.quote(Anchors.anchored(entry.shown()))
                                + " when names are meant that begin with it.",
                        Optional.empty(),
                        Diagnostic.Evidence.POLICY,
                        List.of(),
                        Optional.empty()));
    }

    /** What of the policy the analyzers could not evaluate, one sentence each. */
    public List<String> notEvaluated(LintInput input) {
        Stream<String> ofAnalyzers = analyzers.stream()
                .filter(analyzer -> analyzer.appliesTo(input.dialect()))
                .flatMap(analyzer -> analyzer.notEvaluated(input).stream());
        return Stream.concat(checksOfNothing(input.settings()), ofAnalyzers)
                .distinct()
                .toList();
    }

    /** What of the policy was about nothing, one sentence each. */
    public List<String> notices(LintInput input) {
        return analyzers.stream()
                .filter(analyzer -> analyzer.appliesTo(input.dialect()))
                .flatMap(analyzer -> analyzer.notices(input).stream())
                .toList();
    }

    /** {@code check} blocks about codes that no analyzer here reports, so that they have no effect. A published code that is only to be skipped is satisfied. */
    public Stream<String> checksOfNothing(LintSettings settings) {
        Set<String> own = codes();
        Set<String> published = new KnownCodes(own).all();
        Stream<String> ofRefusals = settings.codes().entrySet().stream()
                .filter(e -> FileCodes.refusals().containsKey(e.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .map(e ->
                        "check " + Names.quote(e.getKey()) + " (" + e.getValue().where() + ") has no effect: "
                                + FileCodes.refusals().get(e.getKey()) + " decides.");
        return Stream.concat(ofRefusals, ofUnreported(settings, own, published));
    }

    private static Stream<String> ofUnreported(LintSettings settings, Set<String> own, Set<String> published) {
        return settings.codes().entrySet().stream()
                .filter(e -> !own.contains(e.getKey()))
                .filter(e -> !published.contains(e.getKey())
                        || !e.getValue().skip()
                        || e.getValue().error().isPresent())
                .sorted(Map.Entry.comparingByKey())
                .map(e ->
                        "check " + Names.quote(e.getKey()) + " (" + e.getValue().where() + ") has no effect: "
                                + (published.contains(e.getKey())
                                        ? "no analyzer here reports that code."
                                        : "there is no such code"
                                                + NearestName.of(e.getKey(), published)
                                                        .map(near -> "; did you mean " + near + "?")
                                                        .orElse(".")));
    }

    /** One finding per cause: what counting rows proved needs no second word from the rehearsal on them. */
    private static boolean alreadyProven(Diagnostic finding, List<Diagnostic> found) {
        return finding.object().isEmpty()
                && finding.analyzer().equals("data_depend")
                && found.stream()
                        .anyMatch(d -> d.statement() == finding.statement()
                                && (d.code().equals(finding.code()) || sameKey(d, finding))
                                && d.severity() == Severity.ERROR);
    }

    /** Rows only show that a key cannot be made, not what was there before it. */
    private static boolean sameKey(Diagnostic proven, Diagnostic finding) {
        return proven.code().equals("MF102") && finding.code().equals("MF101");
    }

    private static Diagnostic judged(Diagnostic finding, LintStep step, LintSettings settings, boolean onlyTxMode) {
        Diagnostic weighed = finding.withSeverity(severity(finding, settings, onlyTxMode));
        Optional<Suppression> allowed = allowed(weighed, settings).or(() -> skipped(weighed, settings));
        if (allowed.isPresent()) {
            return weighed.withSuppression(allowed.get());
        }
        Optional<NoLint> directive =
                step.nolint().stream().filter(n -> n.covers(weighed)).findFirst();
        if (directive.isEmpty()) {
            return weighed;
        }
        AnalyzerRule rule = settings.of(finding.analyzer());
        if (rule.force()) {
            return weighed.withMessage(
                    weighed.message() + " The directive " + directive.get().text() + " ("
                            + directive.get().where() + ") has no effect: the policy forces this check.");
        }
        return weighed.withSuppression(
                new Suppression(directive.get().text(), directive.get().where()));
    }

    /** A finding about no statement, with the weight that the policy gives it. */
    static Diagnostic weighed(Diagnostic finding, LintSettings settings) {
        Diagnostic weighed = finding.withSeverity(severity(finding, settings, false));
        return skipped(weighed, settings).map(weighed::withSuppression).orElse(weighed);
    }

    /** A finding whose weight only a {@code check} of its own code changes. */
    static Diagnostic ofItsCode(Diagnostic finding, LintSettings settings) {
        Diagnostic weighed = Optional.ofNullable(settings.codes().get(finding.code()))
                .flatMap(CodeRule::error)
                .map(error -> finding.withSeverity(error ? Severity.ERROR : Severity.WARNING))
                .orElse(finding);
        return skipped(weighed, settings).map(weighed::withSuppression).orElse(weighed);
    }

    private static Severity severity(Diagnostic finding, LintSettings settings, boolean onlyTxMode) {
        CodeRule code = settings.codes().get(finding.code());
        if (code != null && code.error().isPresent()) {
            return code.error().get() ? Severity.ERROR : Severity.WARNING;
        }
        boolean certain = finding.severity() == Severity.ERROR && CERTAIN.contains(finding.analyzer());
        if (finding.severity() == Severity.INFO || certain) {
            return finding.severity();
        }
        if (finding.analyzer().equals("concurrent_index") && onlyTxMode) {
            return Severity.WARNING;
        }
        return settings.isError(finding.analyzer()) ? Severity.ERROR : Severity.WARNING;
    }

    private static Optional<Suppression> allowed(Diagnostic finding, LintSettings settings) {
        return switch (finding.code()) {
            case "DS102" -> allowed("allow_table", settings.allowTables(), finding);
            case "DS103" -> allowed("allow_column", settings.allowColumns(), finding);
            default -> Optional.empty();
        };
    }

    private static Optional<Suppression> allowed(String list, List<Allow> entries, Diagnostic finding) {
        String name = finding.object().map(ObjectRef::name).orElse("");
        return entries.stream()
                .filter(entry -> entry.pattern().matcher(name).find())
                .findFirst()
                .map(entry -> new Suppression(
                        list + " " + Names.quote(entry.shown()), entry.where() + ", matches " + Names.quote(name)));
    }

    private static Optional<Suppression> skipped(Diagnostic finding, LintSettings settings) {
        return Optional.ofNullable(settings.codes().get(finding.code()))
                .filter(CodeRule::skip)
                .map(rule -> new Suppression("check \"" + finding.code() + "\" { skip = true }", rule.where()));
    }
}
