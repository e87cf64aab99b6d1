package dev.countersign.simulate;

import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Scripts;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Runs statements of a plan where the roles and rights are missing that the plan's own database has. */
final class Assistance {
    private final Scripts scripts;
    private final ScratchDatabase scratch;

    Assistance(Scripts scripts, ScratchDatabase scratch) {
        this.scripts = scripts;
        this.scratch = scratch;
    }

    /** Runs one statement; when it is refused, nothing of it may be left behind. */
    @FunctionalInterface
    interface Execution {
        void run(String sql) throws SQLException;
    }

    /**
     * @throws SQLException when the statement is refused for a reason that lies in itself
     */
    void run(String sql, Execution execution) throws SQLException {
        run(sql, execution, new HashSet<>());
    }

    private void run(String sql, Execution execution, Set<String> overcome) throws SQLException {
        try {
            execution.run(sql);
        } catch (SQLException refused) {
            List<String> instead = scripts.instead(scratch, sql, refused);
            if (instead.isEmpty() || !overcome.add(String.valueOf(refused.getMessage()))) {
                throw refused;
            }
            for (String next : instead) {
                run(next, execution, overcome);
            }
        }
    }

    /** Runs statements on a connection; inside a transaction a refused one is taken back alone. */
    Execution on(Connection connection) {
        return sql -> {
            if (connection.getAutoCommit()) {
                scripts.execute(scratch, connection, sql);
                return;
            }
            // not released: what is run with lent rights ends the transaction, and the savepoint with it
            Savepoint before = connection.setSavepoint();
            try {
                scripts.execute(scratch, connection, sql);
            } catch (SQLException refused) {
                takeBack(connection, before, refused);
                throw refused;
            }
        };
    }

    private static void takeBack(Connection connection, Savepoint before, SQLException refused) throws SQLException {
        try {
            connection.rollback(before);
        } catch (SQLException over) {
            refused.addSuppressed(over);
            connection.rollback();
        }
    }
}
