package dev.countersign.postgres.devdb;

import dev.countersign.devdb.DevDatabaseException;
import dev.countersign.devdb.ScratchDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the scratch databases of a server that is ours alone, under numbers that are used once. */
public final class OwnDatabases {
    private static final Logger LOG = LoggerFactory.getLogger(OwnDatabases.class);

    /** The first version that knows {@code CREATE DATABASE … STRATEGY}; before, files are copied anyway. */
    private static final int STRATEGY_SINCE = 15;

    private final OwnServer server;
    private final int serverMajor;
    private final String strategy;
    private final List<String> moreExtensions;
    private final AtomicInteger created = new AtomicInteger();

    /** @param moreExtensions that may be installed beside the harmless ones of PostgreSQL itself */
    public OwnDatabases(OwnServer server, int serverMajor, List<String> moreExtensions) {
        this.server = server;
        this.serverMajor = serverMajor;
        // 2 to 4 times faster than by the write-ahead log, where nothing has to survive a crash
        this.strategy = serverMajor >= STRATEGY_SINCE ? " STRATEGY file_copy" : "";
        this.moreExtensions = moreExtensions;
    }

    /** @throws DevDatabaseException when the server makes none */
    public ScratchDatabase create(String purpose) {
        try {
            return create("template0", purpose);
        } catch (SQLException e) {
            throw new DevDatabaseException(
                    "The dev database, %s, cannot make a database for %s: %s"
                            .formatted(server.describe(), purpose, e.getMessage()),
                    e);
        }
    }

    /** A database with all that the original holds; empty while somebody uses the original. */
    public Optional<ScratchDatabase> copy(ScratchDatabase original, String purpose) {
        try {
            return Optional.of(create(original.name(), purpose));
        } catch (SQLException inUse) {
            LOG.debug("no copy of {}", original.name(), inUse);
            return Optional.empty();
        }
    }

    private ScratchDatabase create(String template, String purpose) throws SQLException {
        String name = "scratch_%d_%s".formatted(created.incrementAndGet(), OwnScratch.word(purpose));
        server.administration()
                .run("CREATE DATABASE %s OWNER %s TEMPLATE %s%s"
                        .formatted(name, OwnServer.DEV_ROLE, template, strategy));
        return new OwnScratch(server, serverMajor, name, moreExtensions);
    }
}
