package dev.countersign.app.review;

import dev.countersign.diff.Rename;
import dev.countersign.diff.RenameSuggestion;
import dev.countersign.diff.Renaming;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.engine.RenameDecisions;
import dev.countersign.engine.ReviewSession;
import dev.countersign.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What a session says once it follows what is asked for. */
record Planned(SchemaDiff diff, Plan plan, List<RenameSuggestion> suggestions, RenameDecisions decisions) {

    /** Asks a session that follows the decisions. */
    static Planned of(ReviewSession session, Map<String, String> switches, RenameDecisions decisions) {
        return new Planned(session.diff(), session.plan(switches), session.renameSuggestions(), decisions);
    }

    /** The decisions that can still be meant: states that were read again may have lost what was decided about. */
    static RenameDecisions fitting(RenameDecisions decisions, SchemaDiff diff) {
        Predicate<Rename> fits = r -> Renaming.has(diff.current(), r.from())
                && !Renaming.has(diff.desired(), r.from())
                && Renaming.has(diff.desired(), r.to())
                && !Renaming.has(diff.current(), r.to());
        return new RenameDecisions(
                decisions.confirmed().stream().filter(fits).toList(),
                decisions.rejected().stream().filter(fits).toList());
    }
}
