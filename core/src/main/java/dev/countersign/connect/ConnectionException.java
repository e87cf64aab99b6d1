package dev.countersign.connect;

import dev.countersign.progress.CountersignException;
import java.util.Optional;

/** A connection cannot be described or made. The message names the next step and never holds a password. */
public final class ConnectionException extends CountersignException {
    private static final long serialVersionUID = 1L;
    private final Reason reason;

    public ConnectionException(Reason reason, String message) {
        super(reason == Reason.URL ? ExitCode.USAGE : ExitCode.FAILED, message);
        this.reason = reason;
    }

    public ConnectionException(Reason reason, String message, Throwable cause) {
        super(reason == Reason.URL ? ExitCode.USAGE : ExitCode.FAILED, message, cause);
        this.reason = reason;
    }

    /** The first of these among a failure and its causes; pools and drivers wrap what is already explained. */
    public static Optional<ConnectionException> among(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectionException explained) {
                return Optional.of(explained);
            }
        }
        return Optional.empty();
    }

    /** What kind of failure it is. */
    public Reason reason() {
        return reason;
    }

    /** Kinds of failure, each with its own next step. */
    public enum Reason {
        /** The URL cannot be understood. */
        URL,
        /** The password is wrong or missing. */
        PASSWORD,
        /** Nothing answers there. */
        ADDRESS,
        /** The encrypted connection cannot be made as demanded. */
        TLS,
        /** The database does not exist or the user may not use it. */
        PRIVILEGE,
        /** The server refuses for another reason. */
        SERVER
    }
}
