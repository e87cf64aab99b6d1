package dev.countersign.source;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.DatabaseIdentity;
import dev.countersign.dialect.Dialect;
import dev.countersign.diff.Rename;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A state that was read, and what is needed to work with it further. Closing it gives back connections and scratch databases.
 *
 * @param renames renames that the source states with {@code renamed_from}; {@code to} names objects of this catalog
 * @param label short name for people
 * @param kind kind of source, for people
 * @param server the server that read it, e.g. {@code PostgreSQL 18.6}
 * @param readAt when it was read
 * @param script the statements that make it, when it came from SQL; they also carry its rows
 * @param rows access to its rows, when there are any to look at
 * @param identity which server and database it is, when it is a live one
 */
public record LoadedState(
        Catalog catalog,
        List<Rename> renames,
        String label,
        String kind,
        String server,
        Instant readAt,
        Optional<SqlScript> script,
        Optional<Rows> rows,
        Optional<DatabaseIdentity> identity,
        Runnable onClose)
        implements AutoCloseable {
    public LoadedState {
        renames = List.copyOf(renames);
    }

    /** What its files say that has no effect, one sentence each: no verdict may look as if it had one. */
    public List<String> notEvaluated() {
        return script.map(SqlScript::notEvaluated).orElse(List.of());
    }

    /** What its files name as there and made by somebody else: a plan that leads to this state neither changes nor drops it. */
    public Set<ObjectRef> external() {
        return script.map(SqlScript::external).orElse(Set.of());
    }

    /** The same where the server that holds it, if one does, can be asked about bodies of routines until this is closed. */
    public LoadedState askedThrough(Dialect dialect) {
        return rows.map(database -> withCatalog(AskedBodies.later(catalog, dialect, database)))
                .orElse(this);
    }

    /** The same state, of which something else is known. */
    public LoadedState withCatalog(Catalog known) {
        return new LoadedState(known, renames, label, kind, server, readAt, script, rows, identity, onClose);
    }

    @Override
    public void close() {
        onClose.run();
    }

    /** Opens connections to the rows of a state. */
    public interface Rows {

        /** A connection on which nothing but reading happens; the caller closes it. */
        Connection open() throws SQLException;

        /** Whether these are the rows of a live database, not of a sample. */
        boolean live();

        /** The scratch database that holds the whole state, when it is one. */
        default Optional<ScratchDatabase> scratch() {
            return Optional.empty();
        }
    }
}
