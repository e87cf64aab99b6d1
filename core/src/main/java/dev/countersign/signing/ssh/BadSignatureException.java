package dev.countersign.signing.ssh;

import dev.countersign.signing.SigningException;

/** A well-formed signature that must not be accepted: it does not match its text, or its algorithm is too weak. */
public final class BadSignatureException extends SigningException {
    private static final long serialVersionUID = 1L;

    /** @param message one clear sentence for the user */
    public BadSignatureException(String message) {
        super(message);
    }

    /**
     * @param message one clear sentence for the user
     * @param cause what went wrong underneath
     */
    public BadSignatureException(String message, Throwable cause) {
        super(message, cause);
    }
}
