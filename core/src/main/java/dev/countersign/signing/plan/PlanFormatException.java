package dev.countersign.signing.plan;

import dev.countersign.signing.SigningException;

/** A plan file that is damaged, or content that must not enter one. */
public final class PlanFormatException extends SigningException {
    private static final long serialVersionUID = 1L;

    /** @param message one clear sentence for the user */
    public PlanFormatException(String message) {
        super(message);
    }

    /**
     * @param message one clear sentence for the user
     * @param cause what went wrong underneath
     */
    public PlanFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
