package dev.countersign.dialect;

import dev.countersign.connect.ConnectionContext;
import java.util.List;
import java.util.Optional;

/** A database of the user, named by a checked URL. Nothing is connected yet, and its text never holds a secret. */
public interface DatabaseAddress {

    /** Short name for people, e.g. {@code shop@db.example} or {@code shop.db}. */
    String label();

    /** What the database is called on its server; empty where a database is a file. */
    Optional<String> database();

    /** The schemas that the URL limits everything to; empty for the whole database. */
    List<String> schemas();

    /** Whether both lead to one database, as far as their addresses tell. */
    boolean sameDatabase(DatabaseAddress other);

    /**
     * Gets ready to read it. A password that a person has to type is asked for now.
     *
     * @throws dev.countersign.connect.ConnectionException when it is clear already that it cannot be reached; the message names the next step
     */
    LiveDatabase connect(ConnectionContext context);
}
