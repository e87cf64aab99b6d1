package dev.countersign.lint.analyzers;

import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.diff.Change;
import dev.countersign.diff.Change.Verb;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Finding;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintStep;
import dev.countersign.lint.Names;
import dev.countersign.lint.PossibleFinding;
import dev.countersign.lint.RowDemands;
import dev.countersign.lint.Severity;
import dev.countersign.lint.preflight.Answer;
import dev.countersign.lint.preflight.Question;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Statements that fail or not depending on the rows: MF101 unique key over existing columns, MF102 an index that becomes unique, MF103 NOT NULL column without default, MF104 existing
 * column made NOT NULL, which SQLite can only by building the table anew (LT101); and, only when the rows prove it, MFX105 a check that rows violate, MFX106 a foreign key with orphans, MFX107 a primary
 * key over NULLs or duplicates.
 *
 * <p>With rows at hand "may fail" becomes an error with a count, or, on live data, a note that the rows fit.
 */
public final class DataDependAnalyzer implements RowDemands {
    static final String SQLITE = "sqlite";

    @Override
    public String name() {
        return "data_depend";
    }

    @Override
    public List<String> codes() {
        return List.of("MF101", "MF102", "MF103", "MF104", "LT101", "MFX105", "MFX106", "MFX107");
    }

    @Override
    public List<PossibleFinding> possible(String dialect) {
        return List.of(
                new PossibleFinding(
                        "MF101",
                        Verb.ADD,
                        Set.of(ObjectKind.INDEX, ObjectKind.UNIQUE, ObjectKind.PRIMARY_KEY),
                        "when it is unique and its columns are there already"),
                new PossibleFinding(
                        "MF102",
                        Verb.ADD,
                        ObjectKind.INDEX,
                        "when it is unique and took the place of one that was not"),
                new PossibleFinding("MF103", Verb.ADD, ObjectKind.COLUMN, "when it is NOT NULL and has no default"),
                new PossibleFinding(
                        dialect.equals(SQLITE) ? "LT101" : "MF104",
                        Verb.MODIFY,
                        ObjectKind.COLUMN,
                        "when it becomes NOT NULL"));
    }

    @Override
    public List<Diagnostic> analyze(LintInput input) {
        List<Diagnostic> found = new ArrayList<>();
        for (LintStep step : input.steps()) {
            for (Change change : step.changes()) {
                Demanding.object(change).ifPresent(object -> found.addAll(demanded(input, step, object)));
                switch (change) {
                    case Change.AddColumn add ->
                        requiredColumn(input, step, add).ifPresent(found::add);
                    case Change.ModifyColumn modify ->
                        notNull(input, step, modify).ifPresent(found::add);
                    default -> {
                        // does not depend on rows
                    }
                }
            }
        }
        return found;
    }

    private List<Diagnostic> demanded(LintInput input, LintStep step, SchemaObject object) {
        return switch (object) {
            case Index index
            when index.unique() -> uniqueIndex(input, step, index).stream().toList();
            case KeyConstraint key
            when key.ref().kind() == ObjectKind.UNIQUE && key.attachedTo().isEmpty() ->
                uniqueConstraint(input, step, key).stream().toList();
            case KeyConstraint key when key.ref().kind() == ObjectKind.PRIMARY_KEY -> primaryKey(input, step, key);
            case CheckConstraint check -> check(input, step, check).stream().toList();
            case ForeignKey key -> foreignKey(input, step, key).stream().toList();
            default -> List.of();
        };
    }

    private Optional<Diagnostic> uniqueIndex(LintInput input, LintStep step, Index index) {
        List<String> columns = index.parts().stream()
                .filter(p -> !p.expression())
                .map(Index.Part::text)
                .toList();
        if (index.attachedTo().isPresent()) {
            return Optional.empty();
        }
        Supplier<Answer> duplicates = () -> new SharedValues(input, step).in(index);
        return unique(input, step, index.ref(), index.table(), columns, index.predicate(), duplicates);
    }

    private Optional<Diagnostic> uniqueConstraint(LintInput input, LintStep step, KeyConstraint key) {
        Supplier<Answer> duplicates = () -> new SharedValues(input, step).in(key);
        return unique(input, step, key.ref(), key.table(), key.columns(), Optional.empty(), duplicates);
    }

    private Optional<Diagnostic> unique(
            LintInput input,
            LintStep step,
            ObjectRef ref,
            ObjectRef table,
            List<String> columns,
            Optional<String> predicate,
            Supplier<Answer> counting) {
        boolean allNew = !columns.isEmpty() && columns.stream().noneMatch(c -> existingColumn(input, step, table, c));
        if (!input.existing(table, step) || allNew || replacesStricterKey(input, step, table, columns, predicate)) {
            return Optional.empty();
        }
        Answer duplicates = counting.get();
        boolean becomesUnique = wasNotUnique(input, step, ref, table);
        String what = (becomesUnique
                        ? "Making unique index "
                        : "Adding unique " + (ref.kind() == ObjectKind.INDEX ? "index " : "constraint "))
                + Names.quote(ref.name());
        String over = columns.isEmpty() ? "its key" : Names.list(columns);
        if (columns.isEmpty() && !(duplicates instanceof Answer.Counted counted && counted.count() > 0)) {
            return Optional.empty();
        }
        Finding finding = judge(
                becomesUnique ? "MF102" : "MF101",
                step,
                duplicates,
                what + " on existing " + (columns.size() == 1 ? "column " : "columns ") + over
                        + " fails if rows hold duplicate values",
                counted -> what + " fails: " + counted.display() + " duplicate "
                        + (counted.count() == 1 ? "value" : "values") + " in " + over,
                what + ": no duplicates in " + over);
        return Optional.of(finding.about(ref)
                .fix("Remove the duplicates in a statement before this one")
                .build());
    }

    /** Whether an index of that name on that table, which was not unique, has made way for this one. */
    private static boolean wasNotUnique(LintInput input, LintStep step, ObjectRef ref, ObjectRef table) {
        return input.steps().stream()
                .filter(s -> s.number() <= step.number())
                .flatMap(s -> s.changes(Change.DropObject.class).stream())
                .anyMatch(drop -> drop.object() instanceof Index old
                        && !old.unique()
                        && old.ref().equals(ref)
                        && old.table().equals(table));
    }

    private List<Diagnostic> primaryKey(LintInput input, LintStep step, KeyConstraint key) {
        String what = "Adding primary key " + Names.quote(key.ref().name()) + " fails: ";
        return new PrimaryKeyRows(input, step, key)
                .demands().stream()
                        .flatMap(demand -> proven(
                                demand.answer(),
                                counted -> Finding.of(
                                                "MFX107", name(), step, what + demand.broken(counted) + whose(counted))
                                        .about(key.ref())
                                        .fix(demand.fix()))
                                .stream())
                        .toList();
    }

    private Optional<Diagnostic> requiredColumn(LintInput input, LintStep step, Change.AddColumn add) {
        Column column = add.column();
        if (!column.notNull()
                || column.defaultExpression().isPresent()
                || column.generated().isPresent()
                || column.identity().isPresent()
                || column.inherited()
                || !input.existing(add.table(), step)
                || new KeptValues(input, step, add.table()).numbersRows(column.name())) {
            return Optional.empty();
        }
        Answer rows = input.facts().ask(new Question.Rows(origin(input, step, add.table())));
        String what = "Adding NOT NULL column " + Names.quote(add.table().name() + "." + column.name())
                + " without a default";
        Finding finding = judge(
                "MF103",
                step,
                rows,
                what + " fails if the table holds rows",
                counted -> what + " fails: the table holds " + counted.display()
                        + (counted.count() == 1 ? " row" : " rows"),
                what + ": the table is empty");
        return Optional.of(finding.about(add.ref())
                .fix("Give the column a default, or add it nullable, fill it, then set NOT NULL")
                .build());
    }

    private Optional<Diagnostic> notNull(LintInput input, LintStep step, Change.ModifyColumn modify) {
        String column = modify.current().name();
        KeptValues kept = new KeptValues(input, step, modify.table());
        if (modify.current().notNull()
                || !modify.desired().notNull()
                || modify.current().inherited()
                || !existingColumn(input, step, modify.table(), column)
                || becomesKey(step, modify)
                || kept.numbersRows(modify.desired().name())
                || Checks.excludeNull(step.before(), modify.table(), column)
                || Backfill.happened(input.before(step), modify.table(), column)
                || Backfill.copied(input.steps(), modify.table(), column)) {
            return Optional.empty();
        }
        boolean rebuilt = input.dialect().equals(SQLITE);
        ObjectRef table = origin(input, step, modify.table());
        String original =
                input.history().origin(modify.ref(), step).map(ObjectRef::name).orElse(column);
        Answer nulls = kept.nulls(column)
                ? input.facts().ask(new Question.Nulls(table, original))
                : new Answer.Unknown("the plan gives the column other values");
        String what = "Making column " + Names.quote(modify.table().name() + "." + column) + " NOT NULL";
        Finding finding = judge(
                rebuilt ? "LT101" : "MF104",
                step,
                nulls,
                what + " fails if rows hold NULL",
                counted -> what + " fails: " + counted.display()
                        + (counted.count() == 1 ? " row holds NULL" : " rows hold NULL"),
                what + ": no row holds NULL");
        if (rebuilt) {
            finding.fix("Put something in the place of NULL where the rows are copied: SELECT ifnull("
                    + Names.quote(column) + ", ...)");
        }
        return Optional.of(finding.about(modify.ref())
                .fix(
                        "Fill the NULLs before this statement",
                        "UPDATE " + Names.quote(modify.table()) + " SET " + Names.quote(column) + " = "
                                + modify.desired().defaultExpression().orElse("...") + " WHERE "
                                + Names.quote(column) + " IS NULL;\n" + step.sql())
                .build());
    }

    private Optional<Diagnostic> check(LintInput input, LintStep step, CheckConstraint check) {
        if (!check.validated()
                || check.inherited()
                || !input.existing(check.table(), step)
                || !check.columns().stream().allMatch(new KeptValues(input, step, check.table())::whole)) {
            return Optional.empty();
        }
        Answer violations = Checks.condition(check.definition())
                .map(condition ->
                        input.facts().ask(new Question.Violations(origin(input, step, check.table()), condition)))
                .orElse(new Answer.Unknown("the condition has a form that cannot be asked"));
        return proven(
                violations,
                counted -> Finding.of(
                                "MFX105",
                                name(),
                                step,
                                "Adding check constraint "
                                        + Names.quote(check.ref().name()) + " fails: "
                                        + counted.display()
                                        + (counted.count() == 1 ? " row violates it" : " rows violate it")
                                        + whose(counted))
                        .about(check.ref())
                        .fix("Correct the rows first, or add the constraint NOT VALID and validate it later"));
    }

    private Optional<Diagnostic> foreignKey(LintInput input, LintStep step, ForeignKey key) {
        if (!key.validated()
                || !input.existing(key.table(), step)
                || !key.columns().stream().allMatch(c -> unchangedColumn(input, step, key.table(), c))) {
            return Optional.empty();
        }
        return proven(
                new Orphans(input, step, key).counted(),
                counted -> Finding.of(
                                "MFX106",
                                name(),
                                step,
                                "Adding foreign key " + Names.quote(key.ref().name()) + " fails: " + counted.display()
                                        + (counted.count() == 1 ? " row points" : " rows point") + " to nothing in "
                                        + Names.quote(key.referencedTable().name()) + whose(counted))
                        .about(key.ref())
                        .fix("Remove or correct the orphaned rows first"));
    }

    /** The three answers: proved to fail, proved safe on live rows, unknown. Sample rows that fit prove nothing. */
    private Finding judge(
            String code,
            LintStep step,
            Answer answer,
            String unknown,
            Function<Answer.Counted, String> fails,
            String safe) {
        return switch (answer) {
            case Answer.Counted counted
            when counted.count() > 0 ->
                Finding.of(code, name(), step, fails.apply(counted) + whose(counted))
                        .severity(Severity.ERROR)
                        .known(counted.evidence());
            case Answer.Counted counted
            when counted.live() ->
                Finding.of(code, name(), step, safe + " at " + counted.at() + ".")
                        .severity(Severity.INFO)
                        .known(counted.evidence());
            case Answer.Counted ignored -> Finding.of(code, name(), step, unknown + ".");
            case Answer.Unknown ignored -> Finding.of(code, name(), step, unknown + ".");
        };
    }

    private static Optional<Diagnostic> proven(Answer answer, Function<Answer.Counted, Finding> finding) {
        return answer instanceof Answer.Counted counted && counted.count() > 0
                ? Optional.of(finding.apply(counted)
                        .severity(Severity.ERROR)
                        .known(counted.evidence())
                        .build())
                : Optional.empty();
    }

    private static String whose(Answer.Counted counted) {
        return counted.live() ? "." : " (sample rows).";
    }

    static ObjectRef origin(LintInput input, LintStep step, ObjectRef table) {
        return input.history().origin(table, step).orElse(table);
    }

    private static boolean existingColumn(LintInput input, LintStep step, ObjectRef table, String column) {
        return input.history()
                .originalColumn(table, column, step, input.steps().getFirst().before())
                .isPresent();
    }

    /** Whether the column existed under the same name, so that the current rows can be asked. */
    static boolean unchangedColumn(LintInput input, LintStep step, ObjectRef table, String column) {
        return input.history()
                .originalColumn(table, column, step, input.steps().getFirst().before())
                .filter(c -> c.name().equals(column))
                .isPresent();
    }

    /** Setting NOT NULL is a part of adding a primary key; the key has its own findings. */
    private static boolean becomesKey(LintStep step, Change.ModifyColumn modify) {
        return step.changes(Change.AddObject.class).stream()
                .anyMatch(a -> a.object() instanceof KeyConstraint key
                        && key.ref().kind() == ObjectKind.PRIMARY_KEY
                        && key.columns().contains(modify.current().name()));
    }

    /** A unique key over fewer of the same columns was there until this plan dropped it, so duplicates cannot exist. */
    private static boolean replacesStricterKey(
            LintInput input, LintStep step, ObjectRef table, List<String> columns, Optional<String> predicate) {
        Set<String> wanted = new HashSet<>(columns);
        return input.steps().stream()
                .filter(s -> s.number() <= step.number())
                .flatMap(s -> s.changes(Change.DropObject.class).stream())
                .anyMatch(drop -> switch (drop.object()) {
                    case Index old ->
                        old.unique()
                                && old.table().equals(table)
                                && (old.predicate().isEmpty() || old.predicate().equals(predicate))
                                && old.parts().stream().noneMatch(Index.Part::expression)
                                && wanted.containsAll(old.parts().stream()
                                        .map(Index.Part::text)
                                        .toList());
                    case KeyConstraint old ->
                        old.ref().kind() != ObjectKind.EXCLUDE
                                && old.table().equals(table)
                                && wanted.containsAll(old.columns());
                    default -> false;
                });
    }
}
