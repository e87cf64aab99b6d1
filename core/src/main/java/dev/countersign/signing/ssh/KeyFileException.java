package dev.countersign.signing.ssh;

import dev.countersign.signing.SigningException;

/** A private key file cannot be used: unreadable, of another format, or the passphrase is wrong. */
public final class KeyFileException extends SigningException {
    private static final long serialVersionUID = 1L;

    /** @param message one clear sentence for the user */
    public KeyFileException(String message) {
        super(message);
    }

    /**
     * @param message one clear sentence for the user
     * @param cause what went wrong underneath
     */
    public KeyFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
