package dev.countersign.postgres.inspect;

import dev.countersign.catalog.Uncompared;

/** An object exists and the server cannot say what it is, because somebody drops it at this moment or because it is broken. */
final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Uncompared uncompared;

    UnreadableException(String kind, String name) {
        super(kind + " " + name);
        this.uncompared = new Uncompared(kind, name, "the server could not print its definition");
    }

    Uncompared uncompared() {
        return uncompared;
    }
}
