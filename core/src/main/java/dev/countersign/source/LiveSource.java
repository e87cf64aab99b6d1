package dev.countersign.source;

import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Scope;
import dev.countersign.progress.Progress;
import java.time.Clock;

/** x. */
final class LiveSource implements Source {
    LiveSource(String url, Dialect dialect, Clock clock) {}
    public String label() { return ""; }
    public String kind() { return "database"; }
    public LoadedState load(Scope scope, Progress progress) { throw new SourceException(dev.countersign.progress.CountersignException.ExitCode.UNSUPPORTED, "not yet"); }
}
