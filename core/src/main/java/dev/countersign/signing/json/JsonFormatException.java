package dev.countersign.signing.json;

import dev.countersign.signing.SigningException;

/** Signed JSON that is damaged, ambiguous, or holds something this version does not know. */
public final class JsonFormatException extends SigningException {
    private static final long serialVersionUID = 1L;

    /** @param message one clear sentence for the user */
    public JsonFormatException(String message) {
        super(message);
    }

    /**
     * @param message one clear sentence for the user
     * @param cause what went wrong underneath
     */
    public JsonFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
