package dev.countersign.devdb;

import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One empty database, ours until closed. Connections use an ordinary role that owns the database, never a superuser. */
public interface ScratchDatabase extends AutoCloseable {

    /** Name of the database on its server. */
    String name();

    /** A new connection, in auto-commit mode. The caller closes it. */
    Connection open() throws SQLException;

    /** A new connection that can be made read-only, or is. The caller closes it. */
    default Connection openForReading() throws SQLException {
        return open();
    }

    /**
     * A new connection that sends statement text to the server exactly as given, several statements in one text included, and knows no parameters on
     * the server's side. For text that people wrote.
     */
    Connection openForScripts() throws SQLException;

    /**
     * Installs an extension that an ordinary role may not install, when it is on the list of harmless ones.
     *
     * @param schema where its objects go; empty for the extension's own choice
     * @param version taken where the engine has it; else, and where it is empty, the engine's default is
     * @return false when the extension is not on the list, not delivered with the engine, or this dev database has no means to install it, or no such things
     * @throws SQLException when the server refuses it although it is on the list
     */
    default boolean ensureExtension(String extension, Optional<String> schema, Optional<String> version)
            throws SQLException {
        return false;
    }

    /**
     * Makes a role without login if there is none of that name, so that grants, policies and owners can name it; the connecting role becomes a member.
     *
     * @return false when this dev database may not create roles and the role does not exist
     */
    default boolean ensureRole(String role) throws SQLException {
        return false;
    }

    /**
     * Runs SQL written by us (never by a user) as the engine's own superuser, such as event triggers.
     *
     * @return false when this dev database has no superuser of ours; nothing was run
     */
    default boolean runPrivileged(List<String> statements) throws SQLException {
        return false;
    }

    /**
     * A new connection of the engine's own superuser, which fires no event triggers and finds no names but those of the first schema; for SQL of ours,
     * and for the few statements of users that run no code of theirs. The caller closes it.
     *
     * @return empty when this dev database has no superuser of ours
     */
    default Optional<Connection> openPrivileged() throws SQLException {
        return Optional.empty();
    }

    /**
     * Runs work on a connection of this database with a time limit that the SQL cannot lift: at the limit the statement is cancelled, and when that
     * does not help within a few seconds the session (or the whole engine) is killed.
     *
     * @throws DevDatabaseException when the limit was reached
     * @throws dev.countersign.progress.CancelledException when the user asked to stop
     */
    <T> T within(Duration limit, Connection connection, Progress progress, SqlWork<T> work) throws SQLException;

    /** Drops the database. */
    @Override
    void close();

    /** Something done on a connection. */
    @FunctionalInterface
    interface SqlWork<T> {
        T run() throws SQLException;
    }
}
