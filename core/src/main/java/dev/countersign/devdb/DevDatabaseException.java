package dev.countersign.devdb;

import dev.countersign.progress.CountersignException;

/** A dev database cannot be had or had to be stopped. */
public class DevDatabaseException extends CountersignException {
    private static final long serialVersionUID = 1L;

    public DevDatabaseException(String message) {
        super(ExitCode.FAILED, message);
    }

    public DevDatabaseException(String message, Throwable cause) {
        super(ExitCode.FAILED, message, cause);
    }

    public DevDatabaseException(ExitCode exitCode, String message) {
        super(exitCode, message);
    }
}
