package dev.countersign.postgres.lint;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.Trigger;
import dev.countersign.diff.Change;
import dev.countersign.diff.Change.Verb;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintStep;
import dev.countersign.lint.Names;
import dev.countersign.lint.PossibleFinding;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a table does besides holding rows: PG308 a trigger on a table that was there before, PG314 a replica identity that makes changes heavy or keeps them
 * from being replicated, PG320 a table, old or new, that is no longer vacuumed.
 */
public final class TableSettingsAnalyzer extends StatementAnalyzer {
    private static final String REPLICA_IDENTITY = "replica_identity";
    private static final List<String> AUTOVACUUM = List.of("storage.autovacuum_enabled", "toast.autovacuum_enabled");

    /** How the server lets one write that a setting is off. */
    private static final Set<String> OFF = Set.of("false", "off", "no", "0", "f", "n", "fa", "fal", "fals", "of");

    public TableSettingsAnalyzer() {
        super("pg_lock", "PG308", "PG314", "PG320");
    }

    @Override
    public List<PossibleFinding> possible(String dialect) {
        return List.of(
                new PossibleFinding(
                        "PG314", Verb.MODIFY, ObjectKind.TABLE, "when its replica identity becomes FULL or NOTHING"),
                new PossibleFinding("PG320", Verb.MODIFY, ObjectKind.TABLE, "when autovacuum is turned off"),
                new PossibleFinding("PG308", Verb.ADD, ObjectKind.TRIGGER, ""));
    }

    @Override
    void look(LintInput input, LintStep step, List<Diagnostic> found) {
        for (Change change : step.changes()) {
            switch (change) {
                case Change.AddObject add
                when add.object() instanceof Trigger trigger
                        && trigger.table().kind() == ObjectKind.TABLE
                        && input.existing(trigger.table(), step) -> found.add(trigger(step, trigger));
                case Change.AddObject add
                when add.object() instanceof Table table -> unvacuumed(step, Optional.empty(), table, found);
                case Change.ModifyObject modify
                when modify.current() instanceof Table before && modify.desired() instanceof Table after -> {
                    unvacuumed(step, Optional.of(before), after, found);
                    if (input.existing(before.ref(), step)) {
                        identity(step, before, after).ifPresent(found::add);
                    }
                }
                default -> {
                    // no setting of a table
                }
            }
        }
    }

    private Diagnostic trigger(LintStep step, Trigger trigger) {
        return finding(
                        "PG308",
                        step,
                        "Creating trigger " + Names.quote(trigger.ref().name()) + " waits for every write to "
                                + Names.quote(trigger.table().name())
                                + " that is under way, and those behind it wait for it (SHARE ROW EXCLUSIVE).")
                .about(trigger.ref())
                .fix("Do it in a quiet period, in a short transaction, with a lock_timeout")
                .build();
    }

    private Optional<Diagnostic> identity(LintStep step, Table before, Table after) {
        Optional<String> identity = Optional.ofNullable(after.attributes().get(REPLICA_IDENTITY));
        if (identity.isEmpty()
                || identity.equals(Optional.ofNullable(before.attributes().get(REPLICA_IDENTITY)))) {
            return Optional.empty();
        }
        String means = identity.get().equals("full")
                ? "every update and delete writes the whole old row to the log, and subscribers search for it without a key"
                : "updates and deletes are refused where the table is published";
        return Optional.of(finding(
                        "PG314",
                        step,
                        "With REPLICA IDENTITY " + identity.get().toUpperCase(Locale.ROOT) + " of "
                                + Names.quote(before.ref().name()) + " " + means + ".")
                .about(before.ref())
                .fix("Look at who replicates the table; a unique index over NOT NULL columns is a lighter identity")
                .build());
    }

    private void unvacuumed(LintStep step, Optional<Table> before, Table after, List<Diagnostic> found) {
        boolean turnedOff = AUTOVACUUM.stream()
                .anyMatch(setting -> isOff(after, setting)
                        && before.filter(b -> isOff(b, setting)).isEmpty());
        if (turnedOff) {
            found.add(finding(
                            "PG320",
                            step,
                            "Without autovacuum " + Names.quote(after.ref().name())
                                    + " grows with every update and delete, and its statistics go stale.")
                    .about(after.ref())
                    .fix(
                            "Keep it on and give the table thresholds of its own: autovacuum_vacuum_scale_factor and its kind")
                    .build());
        }
    }

    private static boolean isOff(Table table, String setting) {
        return OFF.contains(table.attributes().getOrDefault(setting, "").toLowerCase(Locale.ROOT));
    }
}
