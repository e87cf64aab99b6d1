package dev.countersign.postgres.devdb;

import dev.countersign.postgres.access.ScriptsRole;
import java.sql.Connection;
import java.sql.SQLException;

/** A server that was started for us alone: it has a superuser of ours and an ordinary role that runs what users wrote. */
public interface OwnServer {
    /** Owner of every scratch database; runs what users wrote. */
    String DEV_ROLE = ScriptsRole.DEV_ROLE;

    /** What a script may have set for its database must not lead sessions of our superuser to its functions. */
    String SUPERUSER_OPTIONS = "-c search_path=\"$user\",public";

    /** The same from version 17, which can keep event triggers from firing in a session: they would run as our superuser. */
    String SILENT_SUPERUSER_OPTIONS = SUPERUSER_OPTIONS + " -c event_triggers=off";

    /**
     * @param superuser as our superuser instead of {@link #DEV_ROLE}
     * @param scripts send statement text exactly as given
     */
    Connection connect(String database, boolean superuser, boolean scripts) throws SQLException;

    /** Our superuser's session in the maintenance database. */
    Administration administration();

    /** Stops the engine at once. */
    void kill();

    /** Why the engine is gone, as half a sentence; empty while it runs. */
    String reasonGone();

    /** What it is, for people. */
    String describe();
}
