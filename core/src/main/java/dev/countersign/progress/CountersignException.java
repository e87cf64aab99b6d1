package dev.countersign.progress;

/**
 * Something the user can act on went wrong. The message is one sentence: what, where, what now; it holds no secret. Rooms derive their own exceptions
 * from it where callers must tell them apart.
 */
public class CountersignException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final ExitCode exitCode;

    public CountersignException(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public CountersignException(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** How the command line ends. */
    public ExitCode exitCode() {
        return exitCode;
    }

    /** Exit codes of the command line below the signing codes. */
    public enum ExitCode {
        /** Policy says no, or the work failed. */
        FAILED(1),
        /** The request cannot be understood. */
        USAGE(2),
        /** Understood, but not supported; the message says what and where. */
        UNSUPPORTED(3),
        /** The project asks to run a program that nobody has consented to. */
        CONSENT(4);

        private final int code;

        ExitCode(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }
    }
}
