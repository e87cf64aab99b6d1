package dev.countersign.postgres.lint;

import dev.countersign.catalog.Column;
import dev.countersign.catalog.Generated;
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
import dev.countersign.postgres.locks.FillWork;
import java.util.List;
import java.util.Optional;

/**
 * Changes other than of a type after which every row of a table stands elsewhere, under a lock that stops readers too: columns that are added with a volatile
 * default (PG302), as stored generated column (PG309), as identity (PG310) or of a domain with checks (LCK205), a table that becomes logged or unlogged
 * (PG307) or gets another access method (PG311). Tables the plan creates are silent, and partitioned ones, which hold no rows, where only those count.
 */
public final class RewriteAnalyzer extends StatementAnalyzer {
    private static final String UNDER_LOCK =
            " writes the whole table and its indexes anew under ACCESS EXCLUSIVE, which blocks reads and writes.";

    public RewriteAnalyzer() {
        super("pg_lock", "PG302", "PG307", "PG309", "PG310", "PG311", "LCK205");
    }

    @Override
    public List<PossibleFinding> possible(String dialect) {
        return List.of(
                new PossibleFinding(
                        "PG302", Verb.ADD, ObjectKind.COLUMN, "when its default is another value for every row"),
                new PossibleFinding("PG309", Verb.ADD, ObjectKind.COLUMN, "when it is generated and stored"),
                new PossibleFinding("PG310", Verb.ADD, ObjectKind.COLUMN, "when it is an identity column"),
                new PossibleFinding(
                        "LCK205", Verb.ADD, ObjectKind.COLUMN, "when its type is a domain with constraints"),
                new PossibleFinding("PG307", Verb.MODIFY, ObjectKind.TABLE, "when it becomes logged or unlogged"),
                new PossibleFinding("PG311", Verb.MODIFY, ObjectKind.TABLE, "when it gets another access method"));
    }

    @Override
    void look(LintInput input, LintStep step, List<Diagnostic> found) {
        for (Change.AddColumn add : step.changes(Change.AddColumn.class)) {
            if (!add.column().inherited() && input.existing(add.table(), step)) {
                column(step, add).ifPresent(found::add);
            }
        }
        for (Change.ModifyObject modify : step.changes(Change.ModifyObject.class)) {
            if (modify.current() instanceof Table before
                    && modify.desired() instanceof Table after
                    && before.partitionBy().isEmpty()
                    && input.existing(before.ref(), step)) {
                table(step, before, after, found);
            }
        }
    }

    private Optional<Diagnostic> column(LintStep step, Change.AddColumn add) {
        Column column = add.column();
        FillWork work = new FillWork(step.after());
        if (column.generated()
                .filter(g -> g.storage() == Generated.Storage.STORED)
                .isPresent()) {
            return Optional.of(
                    column(
                            "PG309",
                            step,
                            add,
                            " that is generated and stored",
                            "Add a plain column, fill it in batches and keep it up to date by a trigger, or make it VIRTUAL where the server can"));
        }
        if (column.identity().isPresent()) {
            return Optional.of(column(
                    "PG310",
                    step,
                    add,
                    " as identity",
                    "Add a plain column, fill it in batches, make it NOT NULL, then ADD GENERATED AS IDENTITY"));
        }
        if (work.hasVolatileDefault(column)) {
            return Optional.of(
                    column(
                            "PG302",
                            step,
                            add,
                            " with default " + column.defaultExpression().orElseThrow()
                                    + ", which is another value for every row,",
                            "Add the column without a default, set the default in a statement of its own, then fill the rows in batches"));
        }
        return work.isOfCheckedDomain(column)
                ? Optional.of(
                        column(
                                "LCK205",
                                step,
                                add,
                                " of domain " + column.type() + ", whose constraints the server looks at row by row,",
                                "Add the column with the domain's base type and a check that is NOT VALID, and validate it later"))
                : Optional.empty();
    }

    private Diagnostic column(String code, LintStep step, Change.AddColumn add, String how, String instead) {
        return of(
                code,
                step,
                add.ref(),
                "Adding column "
                        + Names.quote(add.table().name() + "." + add.column().name()) + how + UNDER_LOCK,
                instead);
    }

    private void table(LintStep step, Table before, Table after, List<Diagnostic> found) {
        String table = Names.quote(before.ref().name());
        if (differs("persistence", before, after)) {
            found.add(of(
                    "PG307",
                    step,
                    before.ref(),
                    "Making " + table + (after.attributes().containsKey("persistence") ? " unlogged" : " logged")
                            + UNDER_LOCK,
                    "Fill a table of another name in batches, then swap the names"));
        }
        if (differs("access_method", before, after)) {
            found.add(of(
                    "PG311",
                    step,
                    before.ref(),
                    "Giving " + table + " the access method "
                            + after.attributes().getOrDefault("access_method", "heap") + UNDER_LOCK,
                    "Fill a table of another name in batches, then swap the names"));
        }
    }

    private static boolean differs(String attribute, Table before, Table after) {
        return !Optional.ofNullable(before.attributes().get(attribute))
                .equals(Optional.ofNullable(after.attributes().get(attribute)));
    }

    private Diagnostic of(String code, LintStep step, ObjectRef about, String message, String instead) {
        return finding(code, step, message).about(about).fix(instead).build();
    }
}
