package dev.countersign.postgres.inspect;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Surroundings;
import dev.countersign.catalog.Uncompared;
import dev.countersign.dialect.Inspector;
import dev.countersign.dialect.Scope;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Inspects PostgreSQL 12 to 18. */
public final class PostgresInspector implements Inspector {
    /** Name of the dialect in catalogs. */
    public static final String DIALECT = "postgres";

    /**
     * Settings that decide how the server prints names and values; local to the transaction, so they go with it. With this search path every name
     * outside {@code pg_catalog} comes out qualified and nothing in the database can stand in front of a catalog; an empty one would search temporary
     * tables first. The others make the same constant print the same in every session, and spare the server compilers and helpers that cost it more
     * than such queries: a large catalog is read by several connections anyway, and its joins should not go through files.
     */
    private static final String SETTINGS = """
            SET LOCAL search_path = pg_catalog, pg_temp;
            SET LOCAL datestyle = 'ISO';
            SET LOCAL intervalstyle = 'postgres';
            SET LOCAL timezone = 'UTC';
            SET LOCAL extra_float_digits = 3;
            SET LOCAL bytea_output = 'hex';
            SET LOCAL quote_all_identifiers = off;
            SET LOCAL standard_conforming_strings = on;
            SET LOCAL jit = off;
            SET LOCAL work_mem = '32MB';
            SET LOCAL max_parallel_workers_per_gather = 0""";

    private static final Logger LOG = LoggerFactory.getLogger(PostgresInspector.class);

    /** So many relations (tables, indexes, sequences, views) are worth a second connection. */
    private static final int LARGE = 4_000;

    /** How often a database is read when objects are dropped meanwhile. */
    private static final int ATTEMPTS = 4;

    /**
     * What the server says when its printing functions, which look at the present, are asked about an object that only the snapshot still shows: "could not
     * open relation" and "cache lookup failed" (internal_error), or that a table, type, function or schema does not exist. A new snapshot knows better.
     */
    private static final Set<String> GONE = Set.of("XX000", "42P01", "42704", "42883", "3F000");

    private final PreparedQueries prepared;
    private final int large;
    private final boolean literal;

    /** Reads any database; every inspection may have another connection. */
    public PostgresInspector() {
        this(LARGE);
    }

    /** @param large how many relations are worth a second connection */
    PostgresInspector(int large) {
        this(PreparedQueries.none(), large, false);
    }

    private PostgresInspector(PreparedQueries prepared, int large, boolean literal) {
        this.prepared = prepared;
        this.large = large;
        this.literal = literal;
    }

    /** An inspector that has the server print every definition of every object. It finds the same and takes longer: what the others are measured against. */
    static PostgresInspector literal() {
        return new PostgresInspector(PreparedQueries.none(), Integer.MAX_VALUE, true);
    }

    /** An inspector that reads one connection again and again: from the second time on the server need not plan its queries. Not for several threads. */
    public PostgresInspector ofOneConnection() {
        return new PostgresInspector(PreparedQueries.ofOneSession(), large, literal);
    }

    @Override
    public Catalog inspect(Connection connection, Scope scope, Progress progress) throws SQLException {
        return inspect(connection, Optional.empty(), scope, progress);
    }

    @Override
    public Catalog inspect(Connection connection, Connector another, Scope scope, Progress progress)
            throws SQLException {
        try {
            return inspect(connection, Optional.of(another), scope, progress);
        } catch (SnapshotException e) {
            LOG.debug("reading once more, with one connection", e);
            return inspect(connection, scope, progress);
        }
    }

    private Catalog inspect(Connection connection, Optional<Connector> another, Scope scope, Progress progress)
            throws SQLException {
        return readFully(connection, another, scope, progress).catalog();
    }

    /** What a complete reading found, and the reading itself for those who want to follow. */
    record Read(Catalog catalog, Reading reading) {}

    Read readFully(Connection connection, Optional<Connector> another, Scope scope, Progress progress)
            throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return inTransaction(
                        connection,
                        (rows, versionText, version) -> read(rows, versionText, version, another, scope, progress));
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !GONE.contains(String.valueOf(e.getSQLState()))) {
                    throw e;
                }
                LOG.debug("an object went away while it was read; reading once more", e);
            }
        }
    }

    /** Something to read in one snapshot. */
    @FunctionalInterface
    interface SnapshotWork<T> {
        /** @param version the server's version as a number, e.g. 180006 for 18.6 */
        T read(DirectRows rows, String versionText, int version) throws SQLException;
    }

    /** Reads in a read-only snapshot in which the server prints everything the same way, and leaves the connection as it was. */
    <T> T inTransaction(Connection connection, SnapshotWork<T> work) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        if (!autoCommit) {
            throw new IllegalStateException("the connection must be outside any transaction");
        }
        int isolation = connection.getTransactionIsolation();
        boolean readOnly = connection.isReadOnly();
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        try {
            T result = withSettings(connection, work);
            connection.rollback();
            return result;
        } catch (SQLException | RuntimeException e) {
            try {
                connection.rollback();
            } catch (SQLException second) {
                e.addSuppressed(second);
            }
            throw e;
        } finally {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
                connection.setReadOnly(readOnly);
                connection.setTransactionIsolation(isolation);
            }
        }
    }

    private <T> T withSettings(Connection connection, SnapshotWork<T> work) throws SQLException {
        String versionText;
        int version;
        try (Statement statement = connection.createStatement()) {
            statement.execute(SETTINGS);
            prepared.start(statement);
            try (ResultSet row = statement.executeQuery(
                    "SELECT pg_catalog.current_setting('server_version'), pg_catalog.current_setting('server_version_num')")) {
                row.next();
                versionText = row.getString(1).split(" ", 2)[0];
                version = row.getInt(2);
            }
        }
        T result = work.read(new DirectRows(connection, prepared), versionText, version);
        try (Statement statement = connection.createStatement()) {
            prepared.end(statement);
        }
        return result;
    }

    /** The queries that this inspector keeps prepared. */
    PreparedQueries prepared() {
        return prepared;
    }

    private Read read(
            DirectRows direct,
            String versionText,
            int version,
            Optional<Connector> another,
            Scope scope,
            Progress progress)
            throws SQLException {
        List<Uncompared> uncompared = new ArrayList<>();
        try (ReadAhead rows = new ReadAhead(direct, progress)) {
            Reading reading = new Reading(
                    new Session(rows, version, progress, uncompared),
                    scope.schemas().isEmpty(),
                    prepared.isEnabled(),
                    literal,
                    uncompared);
            List<Step> steps = steps(reading);
            progress.phase("Reading schemas", 0, steps.size() + 1L);
            new SchemaReader(reading).read(scope.schemas());
            if (another.isPresent() && direct.connection().isWrapperFor(PGConnection.class) && isLarge(reading)) {
                readAhead(rows, direct.connection(), another.get(), reading);
            }
            for (int i = 0; i < steps.size(); i++) {
                progress.phase(steps.get(i).phase(), i + 1L, steps.size() + 1L);
                steps.get(i).work().run();
            }
            progress.phase(steps.getLast().phase(), steps.size() + 1L, steps.size() + 1L);
            Surroundings surroundings = new RoleReader(reading.session())
                    .read()
                    .withSecrets(reading.secrets().marks());
            return new Read(
                    new Catalog(
                            DIALECT,
                            versionText,
                            reading.objects(),
                            reading.dependencies(),
                            reading.uncompared(),
                            surroundings),
                    reading);
        }
    }

    /** What is read once the schemas are known. */
    private static List<Step> steps(Reading reading) {
        return List.of(
                new Step("Reading types", () -> new TypeReader(reading).read()),
                new Step("Reading tables and views", () -> new RelationReader(reading).read()),
                new Step("Reading constraints", () -> new ConstraintReader(reading).read()),
                new Step("Reading indexes", () -> new IndexReader(reading).read()),
                new Step("Reading functions", () -> new RoutineReader(reading).read()),
                new Step("Reading triggers and policies", () -> new TableObjectReader(reading).read()),
                new Step("Reading operators, casts and publications", () -> new DefinedReader(reading).read()),
                new Step("Reading owners and privileges", () -> {
                    new OwnerReader(reading).read();
                    new PrivilegeReader(reading).read();
                }),
                new Step(
                        "Reading dependencies",
                        () -> new UncomparedReader(reading).read(new DependencyReader(reading).read())));
    }

    /** Whether a second connection would pay; a small database is read before it would be open. */
    private boolean isLarge(Reading reading) throws SQLException {
        AtomicLong relations = new AtomicLong();
        reading.session()
                .query(
                        "SELECT pg_catalog.count(*) FROM pg_catalog.pg_class c WHERE c.relnamespace IN "
                                + reading.namespaceList(),
                        row -> relations.set(row.getLong(1)));
        return relations.get() >= large;
    }

    /** Readers that get no rows tell which queries they are going to ask. */
    private static void readAhead(ReadAhead rows, Connection connection, Connector another, Reading reading)
            throws SQLException {
        String snapshot = exportedSnapshot(connection);
        Recording recording = new Recording();
        Session session = reading.session();
        for (Step step : steps(
                reading.unread(new Session(recording, session.version(), session.progress(), new ArrayList<>())))) {
            step.work().run();
        }
        rows.start(
                another,
                joining -> {
                    try (Statement statement = joining.createStatement()) {
                        statement.execute("SET TRANSACTION SNAPSHOT '" + snapshot + "'");
                        statement.execute(SETTINGS);
                    }
                },
                recording.queries());
    }

    /** The name under which another transaction can see what this one sees. */
    private static String exportedSnapshot(Connection connection) throws SnapshotException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_export_snapshot()")) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new SnapshotException(e);
        }
    }

    /** The server does not let anybody share its snapshot. */
    private static final class SnapshotException extends SQLException {
        private static final long serialVersionUID = 1L;

        SnapshotException(SQLException cause) {
            super(cause);
        }
    }

    /** One part of the reading, with what to tell the user. */
    private record Step(String phase, Work work) {}

    @FunctionalInterface
    private interface Work {
        void run() throws SQLException;
    }
}
