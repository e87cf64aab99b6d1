package dev.countersign.postgres.oracle;

import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.postgres.PostgresEngine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A database that is emptied and used again, because making one costs more than most of what is done in it. */
final class Workbench implements AutoCloseable {
    /** After that many uses the catalogs are so full of dead rows that a new database is cheaper. */
    private static final int USES = 60;

    private final PostgresEngine.Server server;
    private final boolean privileged;
    private ScratchDatabase database;
    private Connection first;
    private Connection second;
    private int uses = USES;

    /** @param privileged whether scripts run as the superuser; such a database is used once */
    Workbench(PostgresEngine.Server server, boolean privileged) {
        this.server = server;
        this.privileged = privileged;
    }

    /** Runs statements on the first connection, or as the superuser. */
    void run(String sql) throws SQLException {
        if (sql.isBlank()) {
            return;
        }
        if (privileged) {
            database.runPrivileged(List.of(sql));
        } else {
            PostgresEngine.Server.run(first, sql);
        }
    }

    /** A connection to the database, with nothing in it. */
    Connection emptied() throws SQLException {
        if (privileged || uses++ >= USES) {
            close();
            database = server.database().create("pair");
            first = database.openForScripts();
            second = database.openForScripts();
            uses = 1;
            return first;
        }
        if (!first.getAutoCommit()) {
            first.rollback();
            first.setAutoCommit(true);
        }
        try (Statement statement = first.createStatement()) {
            statement.execute("RESET ALL");
            statement.execute("DROP OWNED BY CURRENT_USER CASCADE");
            statement.execute("DISCARD ALL");
        }
        return first;
    }

    /** Another connection to the same database. */
    Connection second() {
        return second;
    }

    @Override
    public void close() throws SQLException {
        if (database != null) {
            first.close();
            second.close();
            database.close();
        }
    }
}
