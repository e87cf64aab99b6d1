package dev.countersign.postgres.script;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Ownership;
import dev.countersign.devdb.ScratchDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** To whom a script gives its subscriptions where they stay those of the engine's superuser. */
final class SubscriptionOwners {
    private final ScratchDatabase scratch;
    private final Connection connection;
    private final Map<String, Optional<String>> owners = new TreeMap<>();

    SubscriptionOwners(ScratchDatabase scratch, Connection connection) {
        this.scratch = scratch;
        this.connection = connection;
    }

    /** Whether the statement gives a subscription to a role, which is noted now instead of done. */
    boolean take(String sql) throws SQLException {
        Optional<GivenAway> given = GivenAway.of(sql).filter(GivenAway::isOnlyNoted);
        if (given.isEmpty()) {
            return false;
        }
        Optional<Connection> superuser = scratch.openPrivileged();
        if (superuser.isEmpty()) {
            return false;
        }
        superuser.get().close();
        if (!names().contains(given.get().name())) {
            return false;
        }
        owners.put(given.get().name(), given.get().role());
        return true;
    }

    /** What was noted of those that are still there. */
    List<Ownership> ownerships() throws SQLException {
        if (owners.isEmpty()) {
            return List.of();
        }
        List<String> there = names();
        List<Ownership> ownerships = new ArrayList<>();
        owners.forEach((name, owner) -> {
            if (owner.isPresent() && there.contains(name)) {
                ownerships.add(Ownership.of(ObjectRef.of(ObjectKind.SUBSCRIPTION, name), owner.get()));
            }
        });
        return ownerships;
    }

    private List<String> names() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT s.subname FROM pg_catalog.pg_subscription s"
                        + " WHERE s.subdbid OPERATOR(pg_catalog.=) (SELECT d.oid FROM pg_catalog.pg_database d"
                        + " WHERE d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database())")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
