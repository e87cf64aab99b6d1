package dev.countersign.postgres.lint;

import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.diff.Change;
import dev.countersign.diff.Change.Verb;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintStep;
import dev.countersign.lint.Names;
import dev.countersign.lint.PossibleFinding;
import dev.countersign.lint.analyzers.Checks;
import dev.countersign.postgres.locks.FillWork;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Long work under a lock that stops others: PG301 a type change that writes the table anew, PG303 NOT NULL that reads the whole table, PG305 a check
 * and PG306 a foreign key that read it while they are added. Tables the plan creates are silent.
 */
public final class LockAnalyzer extends StatementAnalyzer {
    private static final Pattern TIME_ZONE = Pattern.compile(
            "(?is)\\s*SET\\s+(?:SESSION\\s+|LOCAL\\s+)?TIME\\s?ZONE\\s*(?:=|TO)?\\s*'?([\\w/+-]+)'?\\s*;?\\s*");
    private static final Set<String> UTC = Set.of("UTC", "GMT", "ETC/UTC", "UCT", "ZULU");
    private static final Set<ObjectKind> INDEXED =
            Set.of(ObjectKind.INDEX, ObjectKind.PRIMARY_KEY, ObjectKind.UNIQUE, ObjectKind.EXCLUDE);

    public LockAnalyzer() {
        super("pg_lock", "PG301", "PG303", "PG305", "PG306");
    }

    @Override
    public List<PossibleFinding> possible(String dialect) {
        return List.of(
                new PossibleFinding("PG301", Verb.MODIFY, ObjectKind.COLUMN, "when its new type rewrites the table"),
                new PossibleFinding("PG303", Verb.MODIFY, ObjectKind.COLUMN, "when it becomes NOT NULL without proof"),
                new PossibleFinding("PG305", Verb.ADD, ObjectKind.CHECK, "when it is not added NOT VALID"),
                new PossibleFinding("PG306", Verb.ADD, ObjectKind.FOREIGN_KEY, "when it is not added NOT VALID"));
    }

    @Override
    void look(LintInput input, LintStep step, List<Diagnostic> found) {
        for (Change change : step.changes()) {
            switch (change) {
                case Change.ModifyColumn modify -> {
                    typeChange(input, step, modify).ifPresent(found::add);
                    notNull(input, step, modify).ifPresent(found::add);
                }
                case Change.ModifyObject modify
                when modify.current() instanceof Table before
                        && modify.desired() instanceof Table after
                        && !before.partitionBy().equals(after.partitionBy())
                        && input.existing(before.ref(), step) -> found.add(repartition(step, before));
                case Change.AddObject add
                when add.object() instanceof CheckConstraint check ->
                    check(input, step, check).ifPresent(found::add);
                case Change.AddObject add
                when add.object() instanceof ForeignKey key ->
                    foreignKey(input, step, key).ifPresent(found::add);
                default -> {
                    // short lock
                }
            }
        }
    }

    private Optional<Diagnostic> typeChange(LintInput input, LintStep step, Change.ModifyColumn modify) {
        Column from = modify.current();
        Column to = modify.desired();
        if (!from.stored() || from.inherited() || !existingColumn(input, step, modify)) {
            return Optional.empty();
        }
        if (from.type().equals(to.type()) || !writesAnew(input, step, from, to)) {
            return indexes(step, modify);
        }
        return Optional.of(finding(
                        "PG301",
                        step,
                        "Changing " + Names.quote(modify.table().name() + "." + from.name()) + " from " + from.type()
                                + " to " + to.type()
                                + " writes the whole table and its indexes anew under ACCESS EXCLUSIVE, which blocks reads and writes.")
                .about(modify.ref())
                .fix("Add a column of the new type, fill it in batches, then swap the names")
                .build());
    }

    private static boolean writesAnew(LintInput input, LintStep step, Column from, Column to) {
        boolean stored = new FillWork(step.after()).isStoredAnew(from, to) && !sameInstant(input, step, from, to);
        return stored || FillWork.computes(step.sql(), from.name());
    }

    /** With and without time zone is the same instant where the session's time zone is UTC, which only the migration itself can say. */
    private static boolean sameInstant(LintInput input, LintStep step, Column from, Column to) {
        boolean zones = Set.of(from.type(), to.type())
                .equals(Set.of("timestamp without time zone", "timestamp with time zone"));
        return zones
                && input.before(step).reversed().stream()
                        .map(s -> TIME_ZONE.matcher(s.sql()))
                        .filter(Matcher::matches)
                        .findFirst()
                        .filter(m -> UTC.contains(m.group(1).toUpperCase(Locale.ROOT)))
                        .isPresent();
    }

    /** Another collation leaves the rows where they are, but orders them otherwise. */
    private Optional<Diagnostic> indexes(LintStep step, Change.ModifyColumn modify) {
        boolean indexed = step.before().dependents(modify.ref()).stream()
                .map(ObjectRef::kind)
                .anyMatch(INDEXED::contains);
        if (!indexed || modify.current().collation().equals(modify.desired().collation())) {
            return Optional.empty();
        }
        return Optional.of(finding(
                        "PG301",
                        step,
                        "Another collation of "
                                + Names.quote(modify.table().name() + "."
                                        + modify.current().name())
                                + " builds its indexes anew under ACCESS EXCLUSIVE, which blocks reads and writes.")
                .about(modify.ref())
                .fix(
                        "Add a column with the new collation, fill it in batches, build its indexes concurrently, then swap the names")
                .build());
    }

    private Diagnostic repartition(LintStep step, Table table) {
        return finding(
                        "PG301",
                        step,
                        "Partitioning " + Names.quote(table.ref())
                                + " differently makes the table anew and copies every row under ACCESS EXCLUSIVE, which blocks"
                                + " reads and writes.")
                .about(table.ref())
                .fix("Fill a table of another name in batches while a trigger keeps it up to date, then swap the names")
                .build();
    }

    private Optional<Diagnostic> notNull(LintInput input, LintStep step, Change.ModifyColumn modify) {
        String column = modify.current().name();
        if (modify.current().notNull()
                || !modify.desired().notNull()
                || modify.current().inherited()
                || modify.desired().attributes().containsKey("not_null_valid")
                || becomesKey(step, modify)
                || Checks.excludeNull(step.before(), modify.table(), column)
                || !existingColumn(input, step, modify)) {
            return Optional.empty();
        }
        String table = Names.quote(modify.table());
        String constraint = Names.quote(modify.table().name() + "_" + column + "_not_null");
        String name = Names.quote(column);
        return Optional.of(finding(
                        "PG303",
                        step,
                        "Setting NOT NULL on " + Names.quote(modify.table().name() + "." + column)
                                + " reads the whole table under ACCESS EXCLUSIVE, which blocks reads and writes.")
                .about(modify.ref())
                .fix(
                        "Validate a NOT NULL check first, so that no scan is left under the lock",
                        "ALTER TABLE " + table + " ADD CONSTRAINT " + constraint + " CHECK (" + name
                                + " IS NOT NULL) NOT VALID;\nALTER TABLE " + table + " VALIDATE CONSTRAINT "
                                + constraint + ";\nALTER TABLE " + table + " ALTER COLUMN " + name
                                + " SET NOT NULL;\nALTER TABLE " + table + " DROP CONSTRAINT " + constraint + ";")
                .build());
    }

    private Optional<Diagnostic> check(LintInput input, LintStep step, CheckConstraint check) {
        if (!check.validated()
                || check.inherited()
                || check.definition().endsWith("NOT ENFORCED")
                || !input.existing(check.table(), step)) {
            return Optional.empty();
        }
        return Optional.of(finding(
                        "PG305",
                        step,
                        "Adding check constraint " + Names.quote(check.ref().name())
                                + " reads the whole table under ACCESS EXCLUSIVE, which blocks reads and writes.")
                .about(check.ref())
                .fix(
                        "Add it NOT VALID and validate it in a later transaction",
                        twoSteps(check.table(), check.ref(), check.definition()))
                .build());
    }

    private Optional<Diagnostic> foreignKey(LintInput input, LintStep step, ForeignKey key) {
        if (!key.validated() || !input.existing(key.table(), step)) {
            return Optional.empty();
        }
        boolean holdsNothing = step.changes(Change.AddColumn.class).stream()
                .filter(add -> add.table().equals(key.table())
                        && add.column().defaultExpression().isEmpty()
                        && add.column().generated().isEmpty())
                .map(add -> add.column().name())
                .anyMatch(key.columns()::contains);
        return Optional.of(finding(
                        "PG306",
                        step,
                        "Adding foreign key " + Names.quote(key.ref().name())
                                + (holdsNothing ? " blocks writes to " : " checks every row and blocks writes to ")
                                + Names.list(Stream.of(key.table(), key.referencedTable())
                                        .map(ObjectRef::name)
                                        .distinct()
                                        .toList())
                                + (holdsNothing ? " until the transaction ends." : " meanwhile."))
                .about(key.ref())
                .fix(
                        "Add it NOT VALID and validate it in a later transaction",
                        twoSteps(key.table(), key.ref(), key.definition()))
                .build());
    }

    private static String twoSteps(ObjectRef table, ObjectRef constraint, String definition) {
        return "ALTER TABLE " + Names.quote(table) + " ADD CONSTRAINT " + Names.quote(constraint.name()) + " "
                + definition + " NOT VALID;\nALTER TABLE " + Names.quote(table) + " VALIDATE CONSTRAINT "
                + Names.quote(constraint.name()) + ";";
    }

    private static boolean existingColumn(LintInput input, LintStep step, Change.ModifyColumn modify) {
        return input.history()
                .originalColumn(
                        modify.table(),
                        modify.current().name(),
                        step,
                        input.steps().getFirst().before())
                .isPresent();
    }

    private static boolean becomesKey(LintStep step, Change.ModifyColumn modify) {
        return step.changes(Change.AddObject.class).stream()
                .anyMatch(a -> a.object() instanceof KeyConstraint key
                        && key.ref().kind() == ObjectKind.PRIMARY_KEY
                        && key.columns().contains(modify.current().name()));
    }
}
