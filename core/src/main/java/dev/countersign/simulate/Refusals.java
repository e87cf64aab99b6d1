package dev.countersign.simulate;

import java.sql.SQLException;

/** Reads what a server says when it refuses a statement. */
public final class Refusals {
    private Refusals() {}

    /** The SQLSTATE, or {@code HY000} (general error) when there is none. */
    public static String sqlState(SQLException refused) {
        return refused.getSQLState() == null ? "HY000" : refused.getSQLState();
    }

    /** The server's words on one line, without the driver's decoration of severity. */
    public static String message(SQLException refused) {
        String text = refused.getMessage() == null ? refused.getClass().getSimpleName() : refused.getMessage();
        String words = text.startsWith("ERROR: ") ? text.substring("ERROR: ".length()) : text;
        return words.replaceAll("\\s*\\n\\s*", "; ").strip();
    }

    /** Whether the rows are at fault, not the statement: class 23 (constraint violation) or 22 (data exception). */
    public static boolean ofData(String sqlState) {
        return sqlState.startsWith("23") || sqlState.startsWith("22");
    }
}
