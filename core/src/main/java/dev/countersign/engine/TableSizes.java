package dev.countersign.engine;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.dialect.Dialect;
import dev.countersign.plan.LockSafe;
import dev.countersign.source.LoadedState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Estimated sizes of the current state's tables, asked once and only when policy distinguishes by size. */
final class TableSizes {
    private static final Logger LOG = LoggerFactory.getLogger(TableSizes.class);

    private final Dialect dialect;
    private final LoadedState current;
    private Optional<Map<ObjectRef, Long>> known = Optional.empty();

    TableSizes(Dialect dialect, LoadedState current) {
        this.dialect = dialect;
        this.current = current;
    }

    /** The same with sizes, where they matter and a live database can tell them; a size that nobody knows counts as large. */
    synchronized LockSafe in(LockSafe lockSafe) {
        if (lockSafe.fromRows() == 0 || lockSafe.forms().isEmpty()) {
            return lockSafe;
        }
        if (known.isEmpty()) {
            known = Optional.of(asked());
        }
        return lockSafe.knowing(known.get());
    }

    private Map<ObjectRef, Long> asked() {
        Optional<LoadedState.Rows> live = current.rows().filter(LoadedState.Rows::live);
        if (live.isEmpty()) {
            return Map.of();
        }
        try (Connection connection = live.get().open()) {
            return dialect.rowEstimates(connection);
        } catch (SQLException e) {
            LOG.warn("sizes of tables are not known, so all count as large: {}", e.getMessage());
            return Map.of();
        }
    }
}
