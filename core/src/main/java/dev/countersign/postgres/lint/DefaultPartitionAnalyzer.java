package dev.countersign.postgres.lint;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.diff.Change;
import dev.countersign.diff.Change.Verb;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Finding;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintStep;
import dev.countersign.lint.Names;
import dev.countersign.lint.PossibleFinding;
import dev.countersign.lint.Severity;
import dev.countersign.lint.preflight.Answer;
import dev.countersign.lint.preflight.Question;
import dev.countersign.postgres.plan.PartitionBound;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * MFX112 a partition joins while the default partition may hold rows that belong to it: the server refuses it then (documentation of {@code ALTER TABLE},
 * {@code ATTACH PARTITION}). When a statement before takes such rows out, it says how many.
 */
public final class DefaultPartitionAnalyzer extends StatementAnalyzer {
    private static final String CODE = "MFX112";
    private static final String DEFAULT = "DEFAULT";

    public DefaultPartitionAnalyzer() {
        super("data_depend", CODE);
    }

    @Override
    public List<PossibleFinding> possible(String dialect) {
        return List.of(new PossibleFinding(
                CODE,
                Verb.ADD,
                ObjectKind.TABLE,
                "when it is a partition and rows of the default partition belong to it"));
    }

    @Override
    void look(LintInput input, LintStep step, List<Diagnostic> found) {
        for (Change change : step.changes()) {
            joined(change).flatMap(table -> judge(input, step, table)).ifPresent(found::add);
        }
    }

    private static Optional<Table> joined(Change change) {
        return switch (change) {
            case Change.AddObject add when add.object() instanceof Table table -> Optional.of(table);
            case Change.ModifyObject modify
            when modify.current() instanceof Table before
                    && modify.desired() instanceof Table after
                    && !before.partitionOf().equals(after.partitionOf()) -> Optional.of(after);
            default -> Optional.empty();
        };
    }

    private Optional<Diagnostic> judge(LintInput input, LintStep step, Table joining) {
        Optional<Table.PartitionOf> place =
                joining.partitionOf().filter(p -> !p.bound().equals(DEFAULT));
        return place.flatMap(p -> defaultBelow(step.before(), p.parent()))
                .flatMap(source -> input.history().origin(source, step).map(origin -> {
                    Optional<String> condition = step.before()
                            .find(place.get().parent(), Table.class)
                            .flatMap(Table::partitionBy)
                            .flatMap(by ->
                                    PartitionBound.condition(by, place.get().bound()));
                    boolean taken = isEmptiedBefore(input, step, source);
                    Answer rows = condition
                            .map(c -> input.facts().ask(new Question.Matches(origin, c, !taken)))
                            .orElse(new Answer.Unknown("the bound has a form that cannot be asked"));
                    return finding(step, joining.ref(), source, rows, taken);
                }));
    }

    private static Optional<ObjectRef> defaultBelow(Catalog catalog, ObjectRef whole) {
        return catalog.all(Table.class).stream()
                .filter(t -> t.partitionOf()
                        .filter(p -> p.parent().equals(whole) && p.bound().equals(DEFAULT))
                        .isPresent())
                .map(Table::ref)
                .findFirst();
    }

    /** Whether a statement before takes rows out of the table; which ones, only the server can say. */
    private static boolean isEmptiedBefore(LintInput input, LintStep step, ObjectRef table) {
        Pattern taking = Pattern.compile(
                "\\bDELETE\\s+FROM\\s+(ONLY\\s+)?(" + Pattern.quote(table.schema()) + "\\.)?"
                        + Pattern.quote(table.name()) + "(?![\\w.])",
                Pattern.CASE_INSENSITIVE);
        return input.before(step).stream()
                .anyMatch(s -> taking.matcher(s.sql().replace("\"", "")).find());
    }

    private Diagnostic finding(LintStep step, ObjectRef joining, ObjectRef source, Answer rows, boolean taken) {
        String which = " of default partition " + Names.quote(source.name());
        String joins = "Partition " + Names.quote(joining.name());
        Finding finding = switch (rows) {
            case Answer.Counted counted
            when counted.count() > 0 -> {
                String many = counted.display()
                        + (counted.count() == 1 ? " row" : " rows")
                        + which
                        + (counted.count() == 1 ? " belongs to it" : " belong to it")
                        + (counted.live() ? "" : " (sample rows)");
                yield finding(
                                CODE,
                                step,
                                joins
                                        + (taken ? " takes rows over: " : " cannot join: ")
                                        + many
                                        + (taken ? ", and a statement before moves them." : "."))
                        .severity(taken ? Severity.INFO : Severity.ERROR)
                        .known(counted.evidence());
            }
            case Answer.Counted counted
            when counted.live() ->
                finding(CODE, step, joins + ": no row" + which + " belongs to it at " + counted.at() + ".")
                        .severity(Severity.INFO)
                        .known(counted.evidence());
            case Answer.Counted ignored -> mayFail(step, joins, which, taken);
            case Answer.Unknown ignored -> mayFail(step, joins, which, taken);
        };
        Finding about = finding.about(joining);
        return (taken ? about : about.fix("Move these rows in a statement before this one")).build();
    }

    private Finding mayFail(LintStep step, String joins, String which, boolean taken) {
        return finding(
                        CODE,
                        step,
                        joins
                                + (taken
                                        ? " takes over what rows" + which + " belong to it."
                                        : " cannot join if rows" + which + " belong to it."))
                .severity(taken ? Severity.INFO : Severity.WARNING);
    }
}
