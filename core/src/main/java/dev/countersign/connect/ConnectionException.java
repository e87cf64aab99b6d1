package dev.countersign.connect;

import dev.countersign.progress.CountersignException;

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
