package dev.countersign.postgres.observe;

import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Observer;
import dev.countersign.dialect.Scope;
import dev.countersign.postgres.inspect.PostgresInspector;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.SQLException;

/** How an observer finds changed rows of the catalogs: by what the server counts, as any role can, or on the pages that its log names. */
enum Way {
    COUNTS,
    LOG;

    Observer start(ScratchDatabase scratch, Connection connection) throws SQLException {
        Observer.Factory factory = PostgresObserver.factory(new PostgresInspector());
        return switch (this) {
            case COUNTS -> factory.start(connection, Scope.database(), Progress.none());
            case LOG -> factory.start(scratch, connection, Scope.database(), Progress.none());
        };
    }
}
