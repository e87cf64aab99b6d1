package dev.countersign.policy;

import dev.countersign.hcl.HclValue;
import java.nio.file.Path;
import java.util.List;

/**
 * A question of a project file to a live database.
 *
 * @param url the database; may carry a password
 * @param sql the query
 * @param arguments values for its parameters
 * @param directory against which relative paths in the URL are resolved
 */
public record SqlQuery(String url, String sql, List<HclValue> arguments, Path directory) {

    /** Copies the list. */
    public SqlQuery {
        arguments = List.copyOf(arguments);
    }

    /** Without the URL: it may hold a password. */
    @Override
    public String toString() {
        return "SQL query of " + sql.length() + " characters";
    }
}
