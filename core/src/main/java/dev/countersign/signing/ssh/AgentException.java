package dev.countersign.signing.ssh;

import dev.countersign.signing.SigningException;

/** The SSH agent is not there, refused, or answered something else than an agent would. */
public final class AgentException extends SigningException {
    private static final long serialVersionUID = 1L;

    /** @param message one clear sentence for the user */
    public AgentException(String message) {
        super(message);
    }

    /**
     * @param message one clear sentence for the user
     * @param cause what went wrong underneath
     */
    public AgentException(String message, Throwable cause) {
        super(message, cause);
    }
}
