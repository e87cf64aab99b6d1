package dev.countersign.postgres.observe;

import dev.countersign.postgres.inspect.CatalogRow;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds changed rows of the system catalogs on the pages that the server's log names. A row that was written has an {@code xmin} not older than the
 * transaction; a row that was deleted has an {@code xmax} not older, and is seen by another session until the transaction is over.
 */
final class LoggedTrace implements CatalogTrace {
    private static final String TRANSACTION = "SELECT pg_catalog.txid_current()";

    private static final String NEWER = "pg_catalog.age(r.%s) <= pg_catalog.age('%d'::pg_catalog.xid)";

    /** Of a transaction number with its epoch, those that rows carry. */
    private static final long XID_BITS = 0xffff_ffffL;

    /** With more pieces than this a query costs more than looking through whole catalogs. */
    private static final int MOST_PIECES = 300;

    private static final long NO_TRANSACTION = 0;

    private final Connection connection;
    private final WrittenPages pages;
    private long transaction;

    /** @param pages closed with this */
    LoggedTrace(Connection connection, WrittenPages pages) {
        this.connection = connection;
        this.pages = pages;
    }

    @Override
    public void begin() throws SQLException {
        transaction = transaction();
    }

    @Override
    public Optional<Set<CatalogRow>> touched() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // deferred triggers come before the look, as they may change catalogs as well
            statement.execute("SET CONSTRAINTS ALL IMMEDIATE");
        }
        if (transaction() != transaction) {
            return Optional.empty();
        }
        Optional<WrittenPages.Pages> found = pages.next(transaction);
        if (found.isEmpty() || !areFollowed(found.get())) {
            return Optional.empty();
        }
        Set<CatalogRow> touched = new HashSet<>();
        look(connection, found.get().written(), "xmin", found.get().firstTransaction(), touched);
        look(pages.connection(), found.get().deleted(), "xmax", found.get().firstTransaction(), touched);
        return Optional.of(touched);
    }

    @Override
    public void beginOutside() throws SQLException {
        // all that was written since the last look is looked at
    }

    /** Empty also when rows are gone, which nobody can look at any more. */
    @Override
    public Optional<Set<CatalogRow>> touchedOutside() throws SQLException {
        Optional<WrittenPages.Pages> found = pages.next(NO_TRANSACTION);
        if (found.isEmpty() || !found.get().deleted().isEmpty() || !areFollowed(found.get())) {
            return Optional.empty();
        }
        Set<CatalogRow> touched = new HashSet<>();
        look(connection, found.get().written(), "xmin", found.get().firstTransaction(), touched);
        return Optional.of(touched);
    }

    @Override
    public void close() throws SQLException {
        pages.close();
    }

    private static boolean areFollowed(WrittenPages.Pages pages) {
        return CatalogSources.contain(pages.written().keySet())
                && CatalogSources.contain(pages.deleted().keySet());
    }

    private long transaction() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(TRANSACTION)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void look(
            Connection session, Map<Long, TreeSet<Long>> catalogs, String column, long first, Set<CatalogRow> touched)
            throws SQLException {
        String newer = "r.%s <> '0'::pg_catalog.xid AND ".formatted(column) + NEWER.formatted(column, first & XID_BITS);
        List<String> pieces = new ArrayList<>();
        catalogs.forEach((catalog, written) -> runs(written)
                .forEach(run -> pieces.add(CatalogSources.all().get(catalog).rows(run.condition() + " AND " + newer))));
        if (pieces.size() > MOST_PIECES) {
            pieces.clear();
            catalogs.keySet()
                    .forEach(catalog ->
                            pieces.add(CatalogSources.all().get(catalog).rows(newer)));
        }
        if (!pieces.isEmpty()) {
            CatalogSources.read(session, String.join(" UNION ALL ", pieces), touched);
        }
    }

    /** Pages without a gap, the last one included. */
    private record Run(long first, long last) {
        String condition() {
            return "r.ctid >= '(%d,0)'::pg_catalog.tid AND r.ctid < '(%d,0)'::pg_catalog.tid"
                    .formatted(first, last + 1);
        }
    }

    private static List<Run> runs(TreeSet<Long> pages) {
        List<Run> runs = new ArrayList<>();
        for (long page : pages) {
            if (!runs.isEmpty() && runs.getLast().last() == page - 1) {
                runs.set(runs.size() - 1, new Run(runs.getLast().first(), page));
            } else {
                runs.add(new Run(page, page));
            }
        }
        return runs;
    }
}
