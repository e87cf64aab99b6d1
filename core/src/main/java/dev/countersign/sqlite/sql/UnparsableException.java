package dev.countersign.sqlite.sql;

/** A text does not have the shape that was expected; the object it makes is then compared by its whole text. */
public final class UnparsableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param reason what is unexpected, as half a sentence */
    public UnparsableException(String reason) {
        super(reason);
    }
}
