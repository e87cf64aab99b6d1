package dev.countersign.postgres.lint;

import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.diff.Change;
import dev.countersign.lint.Analyzer;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Finding;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintStep;
import dev.countersign.lint.Names;
import dev.countersign.lint.analyzers.Checks;
import dev.countersign.postgres.locks.StoredType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Long work under a lock that stops others: PG301 a type change that writes the table anew, PG303 NOT NULL that reads the whole table, PG305 a check
 * and PG306 a foreign key that read it while they are added. Tables the plan creates are silent.
 */
public final class LockAnalyzer implements Analyzer {

    @Override
    public String name() {
        return "pg_lock";
    }

    @Override
    public List<String> codes() {
        return List.of("PG301", "PG303", "PG305", "PG306");
    }

    @Override
    public boolean appliesTo(String dialect) {
        return dialect.equals("postgres");
    }

    @Override
    public List<Diagnostic> analyze(LintInput input) {
        List<Diagnostic> found = new ArrayList<>();
        for (LintStep step : input.steps()) {
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
        return found;
    }

    private Optional<Diagnostic> typeChange(LintInput input, LintStep step, Change.ModifyColumn modify) {
        Column from = modify.current();
        Column to = modify.desired();
        boolean changes = !from.type().equals(to.type());
        if (!changes
                || !from.stored()
                || from.inherited()
                || !StoredType.of(from.type()).rewrittenAs(StoredType.of(to.type()))
                || !existingColumn(input, step, modify)) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                        "PG301",
                        name(),
                        step,
                        "Changing " + Names.quote(modify.table().name() + "." + from.name()) + " from " + from.type()
                                + " to " + to.type()
                                + " writes the whole table and its indexes anew under ACCESS EXCLUSIVE, which blocks reads and writes.")
                .about(modify.ref())
                .fix("Add a column of the new type, fill it in batches, then swap the names")
                .build());
    }

    private Diagnostic repartition(LintStep step, Table table) {
        return Finding.of(
                        "PG301",
                        name(),
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
        return Optional.of(Finding.of(
                        "PG303",
                        name(),
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
        return Optional.of(Finding.of(
                        "PG305",
                        name(),
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
        if (!key.validated()
                || !input.existing(key.table(), step)
                || key.columns().stream()
                        .allMatch(c -> input.history()
                                .origin(ObjectRef.column(key.table(), c), step)
                                .isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                        "PG306",
                        name(),
                        step,
                        "Adding foreign key " + Names.quote(key.ref().name())
                                + " checks every row and blocks writes to "
                                + Names.list(List.of(
                                        key.table().name(),
                                        key.referencedTable().name()))
                                + " meanwhile.")
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
