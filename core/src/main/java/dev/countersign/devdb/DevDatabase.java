package dev.countersign.devdb;

import java.util.Optional;

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

    /** Whether {@link #copy} works here, as long as nobody is connected to the original. */
    default boolean copies() {
        return false;
    }

    /**
     * A database with everything that the original holds, rows included; much cheaper than running its script once more. Nobody may be connected to the
     * original meanwhile.
     *
     * @param original a scratch database of this dev database
     * @param purpose as for {@link #create}
     * @return empty when the engine cannot copy this one now; a new database and its script lead to the same then
     */
    default Optional<ScratchDatabase> copy(ScratchDatabase original, String purpose) {
        return Optional.empty();
    }

    /** Stops the engine at once, whatever it is doing; every open connection breaks. */
    void kill();

    /** Drops what was created and stops what was started. Never throws for an engine that is already gone. */
    @Override
    void close();
}
