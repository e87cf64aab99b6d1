package dev.countersign.source;

import dev.countersign.progress.CountersignException;

/** A state cannot be read: a script fails, a server does not answer, a file is missing. */
public final class SourceException extends CountersignException {
    private static final long serialVersionUID = 1L;

    public SourceException(ExitCode exitCode, String message) {
        super(exitCode, message);
    }

    public SourceException(ExitCode exitCode, String message, Throwable cause) {
        super(exitCode, message, cause);
    }
}
