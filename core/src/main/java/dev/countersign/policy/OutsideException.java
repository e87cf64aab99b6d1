package dev.countersign.policy;

import dev.countersign.progress.CountersignException;

/** A data source did not answer; the message is a clause that names what failed and holds no secret. */
public class OutsideException extends CountersignException {

    private static final long serialVersionUID = 1L;

    /** With the reason as a clause. */
    public OutsideException(String message) {
        super(ExitCode.FAILED, message);
    }

    /** With the reason as a clause and what caused it. */
    public OutsideException(String message, Throwable cause) {
        super(ExitCode.FAILED, message, cause);
    }
}
