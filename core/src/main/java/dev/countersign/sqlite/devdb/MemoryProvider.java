package dev.countersign.sqlite.devdb;

import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabaseException;
import dev.countersign.devdb.DevDatabaseProvider;
import dev.countersign.devdb.DevUrl;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import java.util.Arrays;

/** {@code sqlite://dev?mode=memory}: the SQLite that comes with the program, in memory. */
public final class MemoryProvider implements DevDatabaseProvider {
    /** The URL to use when nobody names one. */
    public static final String URL = "sqlite://dev?mode=memory";

    @Override
    public boolean accepts(DevUrl url) {
        return url.scheme().equals("sqlite");
    }

    @Override
    public String dialect() {
        return "sqlite";
    }

    @Override
    public String example() {
        return URL;
    }

    @Override
    public DevDatabase open(DevUrl url, Progress progress) {
        if (!Arrays.asList(url.query().split("&")).contains("mode=memory")) {
            throw new DevDatabaseException(
                    ExitCode.USAGE,
                    "A SQLite dev database lives in memory; write " + URL + ", or leave --dev-url out.");
        }
        return MemoryDatabase.open();
    }
}
