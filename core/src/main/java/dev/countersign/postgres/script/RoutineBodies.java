package dev.countersign.postgres.script;

import dev.countersign.dialect.Scripts;
import dev.countersign.sql.ScriptStatement;
import dev.countersign.sql.StatementHead;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;

/**
 * Makes routines whose bodies need another search path than the script has. A body that is a string is looked at when the routine is made and again when it
 * runs, then with the caller's search path; a database may well hold one that was made with a path that nobody wrote down.
 */
final class RoutineBodies {
    /** Schemas, tables, columns, functions and other things that are not there. */
    private static final Set<String> NOT_THERE = Set.of("3F000", "42P01", "42703", "42883", "42704");

    private static final Set<String> KINDS = Set.of("function", "procedure");

    /** How the routine of this transaction is looked at from its own schema; null when it says its search path itself. */
    private static final String LOOK = """
            SELECT CASE WHEN EXISTS (SELECT FROM unnest(p.proconfig) s WHERE s LIKE 'search\\_path=%') THEN NULL ELSE
              pg_catalog.format('SET LOCAL search_path = %s; SELECT %s(%s)',
                pg_catalog.concat_ws(', ', pg_catalog.quote_ident(n.nspname), NULLIF(pg_catalog.current_setting('search_path'), '')),
                l.lanvalidator::pg_catalog.regproc, p.oid) END
            FROM pg_catalog.pg_proc p
            JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
            JOIN pg_catalog.pg_language l ON l.oid = p.prolang
            WHERE l.lanvalidator <> 0 AND p.""" + SuperuserForm.NEW;

    private final Connection connection;

    RoutineBodies(Connection connection) {
        this.connection = connection;
    }

    /** See {@link Scripts.Run#withoutBody}. */
    Scripts.Look withoutBody(ScriptStatement statement, SQLException refused) throws SQLException {
        StatementHead head = StatementHead.of(statement);
        boolean routine = head.verb().equals("create") && KINDS.contains(head.objectKind());
        if (!routine || !NOT_THERE.contains(refused.getSQLState()) || !connection.getAutoCommit()) {
            throw refused;
        }
        Optional<String> look = inTransaction(server -> {
            server.execute("SET LOCAL check_function_bodies = off");
            server.execute(statement.text());
            Optional<String> found = look(server);
            connection.commit();
            return found;
        });
        return () -> look.isEmpty() ? Optional.of(refused) : inTransaction(server -> seen(server, look.get()));
    }

    /** Something to do with the server. */
    private interface Work<T> {
        T with(Statement server) throws SQLException;
    }

    private <T> T inTransaction(Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement server = connection.createStatement()) {
            server.setEscapeProcessing(false);
            return work.with(server);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static Optional<String> look(Statement server) throws SQLException {
        try (ResultSet row = server.executeQuery(LOOK)) {
            return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
        }
    }

    private static Optional<SQLException> seen(Statement server, String look) {
        try {
            server.execute(look);
            return Optional.empty();
        } catch (SQLException unseen) {
            return Optional.of(unseen);
        }
    }
}
