package dev.countersign.postgres.lint;

import dev.countersign.catalog.Column;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
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
import dev.countersign.lint.analyzers.Checks;
import java.util.List;
import java.util.Optional;

/**
 * Indexes that are built while others wait, on tables that were there before: PG104 by a primary key, PG312 by one that takes the place of another, PG105 by
 * a unique and PG109 by an exclusion constraint, PG108 on a partitioned table, where CONCURRENTLY is refused. PG304 is a primary key whose columns may be
 * NULL, so that the rows are read once more. A key that takes over an index builds none.
 */
public final class KeyAnalyzer extends StatementAnalyzer {
    private static final String MEANWHILE =
            " builds its index under ACCESS EXCLUSIVE, which blocks reads and writes of ";

    public KeyAnalyzer() {
        super("pg_lock", "PG104", "PG105", "PG108", "PG109", "PG304", "PG312");
    }

    @Override
    public List<PossibleFinding> possible(String dialect) {
        return List.of(
                new PossibleFinding("PG104", Verb.ADD, ObjectKind.PRIMARY_KEY, "when no index is there to take over"),
                new PossibleFinding(
                        "PG312",
                        Verb.ADD,
                        ObjectKind.PRIMARY_KEY,
                        "when it takes the place of another one and builds its index"),
                new PossibleFinding("PG304", Verb.ADD, ObjectKind.PRIMARY_KEY, "when its columns may be NULL"),
                new PossibleFinding("PG105", Verb.ADD, ObjectKind.UNIQUE, "when no index is there to take over"),
                new PossibleFinding("PG109", Verb.ADD, ObjectKind.EXCLUDE, ""),
                new PossibleFinding("PG108", Verb.ADD, ObjectKind.INDEX, "when its table has partitions"));
    }

    @Override
    void look(LintInput input, LintStep step, List<Diagnostic> found) {
        for (Change.AddObject add : step.changes(Change.AddObject.class)) {
            switch (add.object()) {
                case KeyConstraint key
                when key.attachedTo().isEmpty() && input.existing(key.table(), step) -> {
                    built(input, step, key).ifPresent(found::add);
                    nullable(step, key).ifPresent(found::add);
                }
                case Index index
                when index.attachedTo().isEmpty() && index.valid() && input.existing(index.table(), step) ->
                    onPartitions(step, index).ifPresent(found::add);
                default -> {
                    // builds no index
                }
            }
        }
    }

    private Optional<Diagnostic> built(LintInput input, LintStep step, KeyConstraint key) {
        if (takesOverIndex(step, key)) {
            return Optional.empty();
        }
        String name = Names.quote(key.ref().name());
        String table = Names.quote(key.table().name());
        if (key.ref().kind() == ObjectKind.EXCLUDE) {
            return Optional.of(finding(
                            "PG109",
                            step,
                            "Adding exclusion constraint " + name + MEANWHILE + table
                                    + ", and there is neither NOT VALID nor an index to take over for it.")
                    .about(key.ref())
                    .fix(
                            "Fill a table of another name that has the constraint, then swap the names, or do it when nobody waits")
                    .build());
        }
        boolean primary = key.ref().kind() == ObjectKind.PRIMARY_KEY;
        boolean again = primary && hadPrimaryKey(input, step, key.table());
        String what = again ? "Redefining primary key " : primary ? "Adding primary key " : "Adding unique constraint ";
        Finding finding = finding(
                        again ? "PG312" : primary ? "PG104" : "PG105",
                        step,
                        what + name + MEANWHILE + table + " until it is done.")
                .about(key.ref());
        return Optional.of(
                key.columns().stream().anyMatch(String::isEmpty)
                        ? finding.build()
                        : finding.fix(
                                        "Build a unique index concurrently first, outside a transaction, and let the key take it over",
                                        concurrently(key, primary, again))
                                .build());
    }

    /** The key as index and takeover, without what was written beside it in the same statement. */
    private static String concurrently(KeyConstraint key, boolean primary, boolean again) {
        String columns = String.join(
                ", ", key.columns().stream().map(c -> Names.quote(c)).toList());
        String name = Names.quote(key.ref().name());
        String index = Names.quote(key.ref().name() + (again ? "_new" : ""));
        return "CREATE UNIQUE INDEX CONCURRENTLY " + index + " ON " + Names.quote(key.table()) + " (" + columns
                + ");\nALTER TABLE " + Names.quote(key.table()) + (again ? " DROP CONSTRAINT " + name + "," : "")
                + " ADD CONSTRAINT " + name + (primary ? " PRIMARY KEY" : " UNIQUE") + " USING INDEX " + index + ";";
    }

    /** The server makes the index that {@code USING INDEX} names a part of the constraint, so that it is no index by itself any more. */
    private static boolean takesOverIndex(LintStep step, KeyConstraint key) {
        return step.changes(Change.DropObject.class).stream()
                .anyMatch(drop -> drop.object() instanceof Index index
                        && index.unique()
                        && index.table().equals(key.table())
                        && index.parts().stream().map(Index.Part::text).toList().equals(key.columns()));
    }

    private static boolean hadPrimaryKey(LintInput input, LintStep step, ObjectRef table) {
        return input.steps().stream()
                .filter(s -> s.number() <= step.number())
                .flatMap(s -> s.changes(Change.DropObject.class).stream())
                .anyMatch(drop -> drop.ref().kind() == ObjectKind.PRIMARY_KEY
                        && drop.object() instanceof KeyConstraint old
                        && old.table().equals(table));
    }

    private Optional<Diagnostic> nullable(LintStep step, KeyConstraint key) {
        if (key.ref().kind() != ObjectKind.PRIMARY_KEY) {
            return Optional.empty();
        }
        List<String> nullable = step.before().find(key.table(), Table.class).stream()
                .flatMap(table -> table.columns().stream())
                .filter(c -> key.columns().contains(c.name()) && !c.notNull())
                .map(Column::name)
                .filter(c -> !Checks.excludeNull(step.before(), key.table(), c))
                .toList();
        if (nullable.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(finding(
                        "PG304",
                        step,
                        "Primary key " + Names.quote(key.ref().name()) + " makes " + Names.list(nullable)
                                + " NOT NULL, which reads the whole table "
                                + Names.quote(key.table().name())
                                + " under ACCESS EXCLUSIVE, and fails if rows hold NULL.")
                .about(key.ref())
                .fix("Set NOT NULL first, on the proof of a validated check, so that no scan is left under the lock")
                .build());
    }

    private Optional<Diagnostic> onPartitions(LintStep step, Index index) {
        boolean partitioned = step.before()
                .find(index.table(), Table.class)
                .flatMap(Table::partitionBy)
                .isPresent();
        boolean holdsRows = step.before().all(Table.class).stream()
                .flatMap(t -> t.partitionOf().stream())
                .anyMatch(p -> p.parent().equals(index.table()));
        if (!partitioned || !holdsRows) {
            return Optional.empty();
        }
        return Optional.of(finding(
                        "PG108",
                        step,
                        "Building index " + Names.quote(index.ref().name()) + " on partitioned table "
                                + Names.quote(index.table().name())
                                + " blocks writes to all its partitions until every one has its index.")
                .about(index.ref())
                .fix(
                        "Create it ON ONLY the partitioned table, build one per partition concurrently, then attach each of them")
                .build());
    }
}
