package dev.countersign.postgres.inspect;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * The queries of an inspection, kept prepared in one session: planning them costs the server more than running them, which shows when a state is read
 * after every statement. They are prepared with SQL, because a connection that sends text exactly as given prepares nothing by itself.
 */
final class PreparedQueries {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What the session keeps under our names, down to the moment of preparing. */
    private static final String KEPT = "SELECT pg_catalog.count(*) || ':' || COALESCE(pg_catalog.sum("
            + "pg_catalog.hashtextextended(name || ' ' || prepare_time || ' ' || statement, 0)), 0)"
            + " FROM pg_catalog.pg_prepared_statements WHERE pg_catalog.starts_with(name, '%s')";

    private final boolean enabled;
    private final Map<String, String> names = new HashMap<>();
    private String prefix = "";
    private String kept = "";

    private PreparedQueries(boolean enabled) {
        this.enabled = enabled;
    }

    /** Queries are sent as they are. */
    static PreparedQueries none() {
        return new PreparedQueries(false);
    }

    /** For inspections on one and the same connection. */
    static PreparedQueries ofOneSession() {
        return new PreparedQueries(true);
    }

    /** Whether queries are kept prepared. */
    boolean isEnabled() {
        return enabled;
    }

    /** To be called in each inspection's transaction: statements run in between may have thrown our queries away or put others in their place. */
    void start(Statement statement) throws SQLException {
        if (!enabled) {
            return;
        }
        if (names.isEmpty() || !kept(statement).equals(kept)) {
            names.clear();
            byte[] random = new byte[8];
            RANDOM.nextBytes(random);
            prefix = "countersign_" + HexFormat.of().formatHex(random) + "_";
        }
    }

    /** To be called when an inspection is through. */
    void end(Statement statement) throws SQLException {
        if (enabled) {
            kept = kept(statement);
        }
    }

    /** The text to send for a query. */
    String text(Statement statement, String query) throws SQLException {
        if (!enabled) {
            return query;
        }
        String name = names.get(query);
        if (name == null) {
            name = prefix + names.size();
            statement.execute("PREPARE " + name + " AS " + query);
            names.put(query, name);
        }
        return "EXECUTE " + name;
    }

    private String kept(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(KEPT.formatted(prefix))) {
            row.next();
            return row.getString(1);
        }
    }
}
