package dev.countersign.signing.ssh;

import dev.countersign.signing.SigningException;

/** Bytes that should be an SSH key or signature are not. */
public final class SshFormatException extends SigningException {
    private static final long serialVersionUID = 1L;

    /** @param message one clear sentence for the user */
    public SshFormatException(String message) {
        super(message);
    }

    /**
     * @param message one clear sentence for the user
     * @param cause what went wrong underneath
     */
    public SshFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
