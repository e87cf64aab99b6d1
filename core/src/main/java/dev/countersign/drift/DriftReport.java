package dev.countersign.drift;

import java.util.List;
import java.util.Optional;

/**
 * Whether a database is as what was recorded of it says.
 *
 * @param database the database, for people
 * @param record where it is recorded which migrations ran; empty when it is not
 * @param version the last version that is recorded
 * @param files what the files want: where they are, for people; empty when nobody names any
 * @param migrations every migration file and whether it ran, in the order of the directory
 * @param history what is between the migration files and the record
 * @param divergences about what the three differ
 * @param back SQL that leads from what is there to what is recorded; empty when they are one
 * @param notCompared what was seen and not compared, one sentence each
 * @param notEvaluated what could not be answered, one sentence each
 * @param notices what a reader should know, one sentence each
 */
public record DriftReport(
        String database,
        Optional<String> record,
        Optional<String> version,
        Optional<String> files,
        List<FileStanding> migrations,
        List<HistoryFinding> history,
        List<Divergence> divergences,
        String back,
        List<String> notCompared,
        List<String> notEvaluated,
        List<String> notices) {
    public DriftReport {
        migrations = List.copyOf(migrations);
        history = List.copyOf(history);
        divergences = List.copyOf(divergences);
        notCompared = List.copyOf(notCompared);
        notEvaluated = List.copyOf(notEvaluated);
        notices = List.copyOf(notices);
    }

    /** What the answer is. */
    public enum Status {
        /** The database is as it is recorded, and the record fits the files. */
        OK,
        /** It is not. */
        DRIFT,
        /** Nothing says that it is not, but not everything could be looked at. */
        UNKNOWN
    }

    /** What the answer is. */
    public Status status() {
        boolean wrong =
                !drifted().isEmpty() || history.stream().anyMatch(f -> f.kind().wrong());
        if (wrong) {
            return Status.DRIFT;
        }
        boolean open = !notEvaluated.isEmpty()
                || !notCompared.isEmpty()
                || history.stream().anyMatch(f -> f.kind() == HistoryFinding.Kind.UNKNOWN);
        return open ? Status.UNKNOWN : Status.OK;
    }

    /** What is not as recorded. */
    public List<Divergence> drifted() {
        return divergences.stream().filter(d -> d.back().isPresent()).toList();
    }
}
