package dev.countersign.postgres.devdb.embedded;

import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabaseException;
import dev.countersign.devdb.DevDatabaseProvider;
import dev.countersign.devdb.DevUrl;
import dev.countersign.postgres.PostgresDialect;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import java.io.IOException;
import java.util.List;

/** {@code embedded://postgres/18}: the built-in PostgreSQL. */
public final class EmbeddedProvider implements DevDatabaseProvider {
    private static final String MAJOR = "18";

    @Override
    public boolean accepts(DevUrl url) {
        return url.scheme().equals("embedded");
    }

    @Override
    public String dialect() {
        return PostgresDialect.NAME;
    }

    @Override
    public String example() {
        return "embedded://postgres/" + MAJOR;
    }

    @Override
    public DevDatabase open(DevUrl url, Progress progress) {
        if (!url.product().equals("postgres")
                || !(url.path().isEmpty() || url.path().equals(List.of(MAJOR)))) {
            String wanted = String.join("/", url.path());
            throw new DevDatabaseException(
                    ExitCode.UNSUPPORTED,
                    "The built-in engine is PostgreSQL %s, not %s %s; write embedded://postgres/%s, or docker://%s/%s/dev for that version."
                            .formatted(
                                    MAJOR,
                                    url.product(),
                                    wanted,
                                    MAJOR,
                                    url.product(),
                                    wanted.isEmpty() ? "latest" : wanted));
        }
        try {
            return EmbeddedDatabase.start(EmbeddedDatabase.Limits.standard(), progress);
        } catch (IOException e) {
            throw new DevDatabaseException(
                    "The built-in PostgreSQL cannot be set up on this machine: %s".formatted(e.getMessage()), e);
        }
    }
}
