package dev.countersign.devdb;

/** A running engine that gives out empty databases. Safe to use from several threads. */
public interface DevDatabase extends AutoCloseable {

    /** Version in the server's words, e.g. {@code 18.6}. */
    String serverVersion();

    /** What it is, for people, without any secret, e.g. {@code built-in PostgreSQL 18.6}. */
    String describe();

    /**
     * An empty database.
     *
     * @param purpose a word for people who look at the server, e.g. {@code desired}; need not be unique
     * @throws DevDatabaseException when the engine cannot give one
     */
    ScratchDatabase create(String purpose);

    /** Stops the engine at once, whatever it is doing; every open connection breaks. */
    void kill();

    /** Drops what was created and stops what was started. Never throws for an engine that is already gone. */
    @Override
    void close();
}
