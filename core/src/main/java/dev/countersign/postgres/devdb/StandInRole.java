package dev.countersign.postgres.devdb;

import dev.countersign.postgres.inspect.RoleReader;
import dev.countersign.sql.postgres.Ident;
import dev.countersign.sql.postgres.Literal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;

/** A role without login that stands in a dev database for one that is named there. Roles belong to the whole server, so others may make it meanwhile. */
public final class StandInRole {
    /** Duplicate object; unique violation, which is what the server says when both made it at once. */
    private static final Set<String> IS_THERE = Set.of("42710", "23505");

    /** What there is on the server. */
    public enum Found {
        MADE,
        ORDINARY,
        SUPERUSER
    }

    private StandInRole() {}

    /**
     * Finds the role or makes it, in one go with the mark that keeps readers from taking it for a role of the server.
     *
     * @param role its name, as it is
     * @param thenGrant what is granted with it, such as {@code %s TO somebody}, where {@code %s} is the role; nothing when it is there
     */
    public static Found ensure(Statement statement, String role, Optional<String> thenGrant) throws SQLException {
        Optional<Found> there = find(statement, role);
        if (there.isPresent()) {
            return there.get();
        }
        String quoted = Ident.quote(role);
        try {
            statement.execute("CREATE ROLE %1$s NOLOGIN; COMMENT ON ROLE %1$s IS %2$s%3$s"
                    .formatted(
                            quoted,
                            Literal.quote(RoleReader.OURS),
                            thenGrant.map(g -> "; GRANT " + g.formatted(quoted)).orElse("")));
            return Found.MADE;
        } catch (SQLException refused) {
            Optional<Found> meanwhile = isThere(refused) ? find(statement, role) : Optional.empty();
            return meanwhile.orElseThrow(() -> refused);
        }
    }

    /** Whether a server refuses to make a role because somebody has made it. */
    public static boolean isThere(SQLException refused) {
        return IS_THERE.contains(String.valueOf(refused.getSQLState()));
    }

    /** A role of the server or one that stands in already; empty when there is none of that name. */
    public static Optional<Found> find(Statement statement, String role) throws SQLException {
        try (ResultSet existing =
                statement.executeQuery("SELECT rolsuper FROM pg_roles WHERE rolname = " + Literal.quote(role))) {
            if (!existing.next()) {
                return Optional.empty();
            }
            return Optional.of(existing.getBoolean(1) ? Found.SUPERUSER : Found.ORDINARY);
        }
    }
}
