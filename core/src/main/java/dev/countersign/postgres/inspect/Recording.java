package dev.countersign.postgres.inspect;

import java.util.LinkedHashMap;
import java.util.Map;

/** Notes the queries that readers ask for and gives no rows. */
final class Recording implements RowSource {
    private final Map<String, Boolean> queries = new LinkedHashMap<>();

    @Override
    public void read(String sql, RowConsumer consumer) {
        queries.put(sql, false);
    }

    @Override
    public boolean readIfAllowed(String sql, RowConsumer consumer) {
        queries.put(sql, true);
        return true;
    }

    /** The queries in order, and of each whether the server may refuse it. */
    Map<String, Boolean> queries() {
        return queries;
    }
}
