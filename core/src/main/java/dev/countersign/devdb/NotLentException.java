package dev.countersign.devdb;

import java.sql.SQLException;

/** A statement needs what the dev database does not have, or a right that it lends to no script: nothing is wrong with the statement, and what it would make is not known. */
public final class NotLentException extends SQLException {
    private static final long serialVersionUID = 1L;

    /** @param cause what the server said */
    public NotLentException(String message, SQLException cause) {
        super(message, cause.getSQLState(), cause);
    }
}
