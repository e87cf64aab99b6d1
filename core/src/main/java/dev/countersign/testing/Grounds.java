package dev.countersign.testing;

import dev.countersign.policy.TestKind;
import dev.countersign.progress.Progress;
import dev.countersign.simulate.Stage;
import dev.countersign.source.SqlScript;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What cases stand on. Safe for several threads. */
public interface Grounds {

    /** What is missing for tests of that kind, one sentence each; none of them can run while there is any. */
    List<String> missing(TestKind kind, Progress progress);

    /**
     * The database that a case of that kind starts with, for it alone.
     *
     * @throws dev.countersign.progress.CountersignException when it cannot be had
     */
    Stage.Copy start(TestKind kind, Progress progress) throws SQLException;

    /**
     * A database in the state that a URL names.
     *
     * @throws dev.countersign.progress.CountersignException when it cannot be read
     */
    State state(String url, Progress progress) throws SQLException;

    /**
     * A database in a state.
     *
     * @param open what of the state's files is not evaluated, one sentence each
     */
    record State(Stage.Copy database, List<String> open) {
        /** Copies the list. */
        public State {
            open = List.copyOf(open);
        }
    }

    /**
     * The statements of the plan that a URL names.
     *
     * @throws dev.countersign.progress.CountersignException when it cannot be read
     */
    SqlScript plan(String url);

    /**
     * The files of the migration directory that lead from one version to another.
     *
     * @param from the version that the database is at; empty when it is empty
     * @throws dev.countersign.progress.CountersignException when there is no such version, or it is older
     */
    List<SqlScript> migrations(Optional<String> from, String to);
}
