package dev.countersign.policy;

/** A data source was not asked on purpose; its value is not known then, and that is no failure. */
public final class NotAskedException extends OutsideException {

    private static final long serialVersionUID = 1L;

    /** With the reason as a clause. */
    public NotAskedException(String message) {
        super(message);
    }
}
