package dev.countersign.source;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.RefusedBodies;
import dev.countersign.catalog.Routine;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Dialect;
import dev.countersign.progress.CountersignException.ExitCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A state whose server can be asked what it says against the bodies of routines. */
final class AskedBodies {
    private AskedBodies() {}

    /** The state of a database that stays for as long as anybody plans with it: it is asked when somebody wants to know. */
    static Catalog later(Catalog state, Dialect dialect, LoadedState.Rows database) {
        return with(state, routines -> {
            try (Connection connection = database.open()) {
                return dialect.refusedBodies(connection, routines);
            } catch (SQLException e) {
                throw new SourceException(
                        ExitCode.FAILED,
                        "The server could not be asked whether it takes the bodies of the functions that are made: "
                                + e.getMessage(),
                        e);
            }
        });
    }

    /** The state of a database that goes now: it is asked about every routine. */
    static Catalog now(Catalog state, Dialect dialect, ScratchDatabase database) throws SQLException {
        if (state.all(Routine.class).isEmpty()) {
            return state;
        }
        try (Connection connection = database.openForReading()) {
            Map<ObjectRef, String> refused = dialect.refusedBodies(connection, state.all(Routine.class));
            return with(
                    state,
                    routines -> routines.stream()
                            .map(Routine::ref)
                            .filter(refused::containsKey)
                            .collect(Collectors.toMap(Function.identity(), refused::get)));
        }
    }

    private static Catalog with(Catalog state, RefusedBodies bodies) {
        return state.in(state.surroundings().withRefusedBodies(bodies));
    }
}
