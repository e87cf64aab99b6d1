package dev.countersign.postgres.oracle;

import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.postgres.PostgresEngine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A database that is emptied and used again, because making one costs more than most of what is done in it. */
final class Workbench implements AutoCloseable {
    /** After that many uses the catalogs are so full of dead rows that a new database is cheaper. */
    private static final int USES = 60;

    private final PostgresEngine.Server server;
    private ScratchDatabase database;
    private Connection first;
    private Connection second;
    private int uses = USES;

    Workbench(PostgresEngine.Server server) {
        this.server = server;
    }

    /** A connection to the database, with nothing in it. */
    Connection emptied() throws SQLException {
        if (uses++ >= USES) {
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
