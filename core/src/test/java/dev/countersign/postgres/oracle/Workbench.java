package dev.countersign.postgres.oracle;

import dev.countersign.catalog.Catalog;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Scope;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.postgres.inspect.PostgresInspector;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.SortedSet;

/** A database that is emptied and used again, because making one costs more than most of what is done in it. */
final class Workbench implements AutoCloseable {
    /** After that many uses the catalogs are so full of dead rows that a new database is cheaper. */
    private static final int USES = 60;

    private final PostgresEngine.Server server;
    private final boolean privileged;
    private ScratchDatabase database;
    private Connection first;
    private Connection second;
    private PostgresInspector inspector = new PostgresInspector();
    private PostgresInspector secondInspector = new PostgresInspector();
    private DatabasePrint print;
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
            if (!privileged) {
                inspector = new PostgresInspector().ofOneConnection();
                secondInspector = new PostgresInspector().ofOneConnection();
            }
            print = new DatabasePrint(first, server.major());
            uses = 1;
            return first;
        }
        if (!first.getAutoCommit()) {
            first.rollback();
            first.setAutoCommit(true);
        }
        try (Statement statement = first.createStatement()) {
            // prepared statements stay: planning the queries of an inspection costs more than running them
            statement.execute("RESET ALL; DROP OWNED BY CURRENT_USER CASCADE; DISCARD TEMP; DISCARD SEQUENCES");
        }
        return first;
    }

    /** What the inspector finds. */
    Catalog inspect() throws SQLException {
        return inspector.inspect(first, Scope.database(), Progress.none());
    }

    /** What an inspector finds that has another connection to the same database and knows nothing of the first. */
    Catalog inspectFromOutside() throws SQLException {
        return secondInspector.inspect(second, Scope.database(), Progress.none());
    }

    /** What the database holds, without the inspector. */
    SortedSet<String> print() throws SQLException {
        return print.lines();
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
