package dev.countersign.source;

import dev.countersign.dialect.Scope;
import dev.countersign.progress.Progress;

/** Where a schema state comes from. A new kind of source is a new class and one line in {@link Sources}. */
public interface Source {

    /** Short name for people, e.g. {@code shop@db.example} or {@code desired.sql}; never a password. */
    String label();

    /** {@code database} or {@code SQL files}. */
    String kind();

    /**
     * Reads the state.
     *
     * @throws SourceException when it cannot be read; the message says what, where and what now
     */
    LoadedState load(Scope scope, Progress progress);
}
