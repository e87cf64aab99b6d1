package dev.countersign.postgres.connect;

import dev.countersign.connect.ConnectionContext;
import dev.countersign.dialect.DatabaseAddress;
import dev.countersign.dialect.LiveDatabase;
import java.util.List;
import java.util.Optional;

/** A database on a PostgreSQL server. */
public record PostgresAddress(ConnectionFields fields) implements DatabaseAddress {

    /**
     * @param url {@code postgres://user@host:port/database?…}
     * @throws dev.countersign.connect.ConnectionException when it is no such URL, or names a parameter that is not allowed
     */
    public static PostgresAddress parse(String url) {
        return new PostgresAddress(ConnectionFields.parse(url));
    }

    @Override
    public String label() {
        return fields.database() + "@" + fields.host();
    }

    @Override
    public Optional<String> database() {
        return Optional.of(fields.database());
    }

    @Override
    public List<String> schemas() {
        return fields.searchPath();
    }

    @Override
    public boolean sameDatabase(DatabaseAddress other) {
        return other instanceof PostgresAddress address && fields.sameDatabase(address.fields);
    }

    @Override
    public LiveDatabase connect(ConnectionContext context) {
        return new Connections(context).live(fields);
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
