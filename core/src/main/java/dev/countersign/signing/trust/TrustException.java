package dev.countersign.signing.trust;

import dev.countersign.signing.SigningException;

/** The trust folder cannot be used; nothing may be trusted by it. */
public final class TrustException extends SigningException {
    private static final long serialVersionUID = 1L;

    /** @param message one clear sentence for the user */
    public TrustException(String message) {
        super(message);
    }

    /**
     * @param message one clear sentence for the user
     * @param cause what went wrong underneath
     */
    public TrustException(String message, Throwable cause) {
        super(message, cause);
    }
}
