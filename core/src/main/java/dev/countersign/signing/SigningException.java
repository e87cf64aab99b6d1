package dev.countersign.signing;

import dev.countersign.progress.CountersignException;

/** Something about a key, a signature, a plan file or the trust folder is wrong; the message says what, where and what to do. */
public class SigningException extends CountersignException {
    private static final long serialVersionUID = 1L;

    /** @param message one clear sentence for the user */
    public SigningException(String message) {
        super(ExitCode.FAILED, message);
    }

    /**
     * @param message one clear sentence for the user
     * @param cause what went wrong underneath
     */
    public SigningException(String message, Throwable cause) {
        super(ExitCode.FAILED, message, cause);
    }
}
