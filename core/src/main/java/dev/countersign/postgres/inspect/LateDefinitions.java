package dev.countersign.postgres.inspect;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Objects that wait for the server to print their definitions, so that it prints only those that have to be asked for. */
final class LateDefinitions {
    private final Map<Long, Waiting> waiting = new LinkedHashMap<>();

    /** Makes the object when its definition is there. */
    @FunctionalInterface
    interface Maker {
        void make(String definition);
    }

    private record Waiting(String kind, String name, Maker maker) {}

    /**
     * Lets an object wait.
     *
     * @param kind what it is, for people, should it have gone away when the server is asked
     */
    void add(long oid, String kind, String name, Maker maker) {
        waiting.put(oid, new Waiting(kind, name, maker));
    }

    /**
     * Asks the server and makes the objects.
     *
     * @param function the printing function of the server, which takes an OID
     */
    void read(Session session, String function) throws SQLException {
        if (waiting.isEmpty()) {
            return;
        }
        String oids = waiting.keySet().stream().map(String::valueOf).collect(Collectors.joining(","));
        session.query(
                "SELECT o.oid, pg_catalog." + function + "(o.oid) AS definition FROM pg_catalog.unnest('{" + oids
                        + "}'::pg_catalog.oid[]) o (oid)",
                row -> {
                    Waiting object = waiting.get(row.getLong("oid"));
                    object.maker().make(Values.definition(row, "definition", object.kind(), object.name()));
                });
        waiting.clear();
    }
}
