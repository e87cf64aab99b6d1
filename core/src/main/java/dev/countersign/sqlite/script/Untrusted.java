package dev.countersign.sqlite.script;

import dev.countersign.sql.SqlWords;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** Runs SQL that somebody else wrote. */
public final class Untrusted {
    /** Settings that reach beyond the database: files of the process, its memory, and the engine's trust in what a schema says. */
    private static final List<String> KEPT_OUT = List.of(
            "writable_schema",
            "trusted_schema",
            "temp_store_directory",
            "data_store_directory",
            "hard_heap_limit",
            "soft_heap_limit");

    private Untrusted() {}

    /**
     * Runs one statement. It is prepared first, because the driver reads plain statements for commands of its own that copy the database to a file. A
     * {@code VACUUM} is left out: it changes nothing that is looked at, and it attaches a database, which is not allowed here.
     *
     * @throws SQLException when SQLite refuses it, or it sets what reaches beyond the database
     */
    public static void execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql)) {
            if (!isVacuum(SqlWords.of(sql))) {
                statement.execute();
            }
        }
    }

    private static boolean isVacuum(SqlWords words) {
        return words.startsWith("VACUUM");
    }

    /**
     * The statement, ready to run; the caller closes it.
     *
     * @throws SQLException as {@link #execute}
     */
    public static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        requireInside(sql);
        return connection.prepareStatement(sql);
    }

    private static void requireInside(String sql) throws SQLException {
        SqlWords words = SqlWords.of(sql);
        if (isVacuum(words) && words.contains("INTO")) {
            throw new SQLException("VACUUM INTO writes a file and is not run here");
        }
        if (!words.startsWith("PRAGMA") && !words.startsWith("EXPLAIN")) {
            return;
        }
        // the name may stand in any quotes, and some settings take effect when they are only explained
        String text = sql.toLowerCase(Locale.ROOT);
        for (String setting : KEPT_OUT) {
            if (text.contains(setting)) {
                throw new SQLException("PRAGMA " + setting + " reaches beyond the database and is not run here");
            }
        }
    }
}
