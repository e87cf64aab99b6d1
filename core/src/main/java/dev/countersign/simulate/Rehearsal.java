package dev.countersign.simulate;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Observer;
import dev.countersign.diff.Change;
import dev.countersign.diff.Rename;
import dev.countersign.progress.Progress;
import dev.countersign.simulate.Simulation.Failure;
import dev.countersign.simulate.Simulation.Observation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs statements one by one under an observer and notes what each really changed. */
public final class Rehearsal {
    private final Dialect dialect;

    public Rehearsal(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * A statement to run.
     *
     * @param renames renames that whoever wrote it meant with it
     */
    public record Act(int number, String sql, boolean transactional, List<Rename> renames) {
        public Act {
            renames = List.copyOf(renames);
        }
    }

    /**
     * How it went.
     *
     * @param reached the state after the last statement that ran
     */
    public record Outcome(List<Observation> observations, Optional<Failure> failure, Catalog reached) {}

    /** Runs statements that somebody wrote, as they are, until one is refused. */
    public Outcome run(Observer observer, List<Act> acts, Progress progress) throws SQLException {
        return run(observer, acts, (sql, execution) -> execution.run(sql), progress);
    }

    /** Runs the statements of a plan until one is refused for a reason that lies in itself. */
    Outcome run(Observer observer, List<Act> acts, Assistance assistance, Progress progress) throws SQLException {
        return run(observer, acts, assistance::run, progress);
    }

    @FunctionalInterface
    private interface Way {
        void run(String sql, Assistance.Execution execution) throws SQLException;
    }

    private Outcome run(Observer observer, List<Act> acts, Way way, Progress progress) throws SQLException {
        List<Observation> observations = new ArrayList<>();
        Catalog before = observer.state();
        for (Act act : acts) {
            progress.checkCancelled();
            progress.phase(
                    "Running the plan on the dev database",
                    act.number() - 1L,
                    acts.getLast().number());
            Catalog after;
            Set<ObjectRef> made = new HashSet<>();
            try {
                way.run(act.sql(), sql -> {
                    observer.run(sql, act.transactional(), Progress.none());
                    made.addAll(observer.made());
                });
                after = observer.state();
            } catch (SQLException e) {
                progress.checkCancelled();
                Failure failure = new Failure(act.number(), Refusals.sqlState(e), Refusals.message(e));
                return new Outcome(observations, Optional.of(failure), before);
            }
            List<Change> changes = MadeAgain.split(changes(act, before, after), made, before, after);
            observations.add(new Observation(act.number(), before, after, changes));
            before = after;
        }

        return new Outcome(observations, Optional.empty(), observer.complete(progress));
    }

    private List<Change> changes(Act act, Catalog before, Catalog after) {
        if (before.equals(after)) {
            return List.of();
        }
        List<Rename> renames = new ArrayList<>(act.renames());
        Collection<ObjectRef> touched = after.changedSince(before)
                .<Collection<ObjectRef>>map(
                        refs -> refs.stream().filter(before::contains).toList())
                .orElse(before.objects().keySet());
        RenameText.stated(act.sql(), before, touched, dialect.defaultSchema()).ifPresent(stated -> {
            if (!renames.contains(stated)) {
                renames.add(stated);
            }
        });
        return dialect.diff(before, after, renames).changes();
    }
}
