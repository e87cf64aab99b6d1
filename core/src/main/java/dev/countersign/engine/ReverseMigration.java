package dev.countersign.engine;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.dialect.Dialect;
import dev.countersign.diff.Change;
import dev.countersign.diff.Rename;
import dev.countersign.diff.Renaming;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.KeptOut;
import dev.countersign.plan.Plan;
import dev.countersign.plan.PlanOptions;
import dev.countersign.plan.ReversePlan;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plans the way back of a migration. What the migration leaves out is left out on the way back as well. */
final class ReverseMigration {
    private ReverseMigration() {}

    static ReversePlan of(
            Dialect dialect, SchemaDiff diff, Collection<Rename> renames, Plan forward, PlanOptions options) {
        Renaming renaming = Renaming.effective(renames, diff.current(), diff.desired());
        List<Rename> back = renaming.renames().stream()
                .map(r -> new Rename(r.to(), r.from()))
                .toList();
        Set<ObjectRef> kept = new HashSet<>();
        for (KeptOut out : forward.keptOut()) {
            kept.add(out.change().ref());
            kept.add(renaming.map(out.change().ref()));
        }
        SchemaDiff reversed = dialect.diff(diff.desired(), diff.current(), back);
        PlanOptions reverse = new PlanOptions(
                options.lockSafe(),
                change -> keptOut(change, kept),
                options.wordings(),
                extension -> false,
                options.standIns());
        return ReversePlan.of(dialect.planner().plan(reversed, reverse));
    }

    private static Optional<String> keptOut(Change change, Set<ObjectRef> kept) {
        return kept.contains(change.ref()) ? Optional.of("was not part of the migration") : Optional.empty();
    }
}
