package dev.countersign.postgres.devdb;

import java.sql.Connection;
import java.sql.SQLException;

/** A server that was started for us alone: it has a superuser of ours and an ordinary role that runs what users wrote. */
public interface OwnServer {
    /** Owner of every scratch database; runs what users wrote. */
    String DEV_ROLE = "countersign_dev";

    /**
     * @param superuser as our superuser instead of {@link #DEV_ROLE}
     * @param scripts send statement text exactly as given
     */
    Connection connect(String database, boolean superuser, boolean scripts) throws SQLException;

    /** Runs statements of ours as the superuser in the maintenance database. */
    void administer(String... statements) throws SQLException;

    /** Ends one session that does not listen to a cancel. */
    boolean terminate(int backend) throws SQLException;

    /** Stops the engine at once. */
    void kill();

    /** Why the engine is gone, as half a sentence; empty while it runs. */
    String reasonGone();

    /** What it is, for people. */
    String describe();
}
