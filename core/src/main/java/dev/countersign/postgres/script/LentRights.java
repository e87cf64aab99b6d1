package dev.countersign.postgres.script;

import dev.countersign.devdb.NotLentException;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.postgres.devdb.Subscriptions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * Statements that PostgreSQL leaves to superusers, on an engine of ours whose users are none. A short list of statements of which none makes code of a script
 * run is run by the engine's own superuser, in a session of its own that fires no event triggers; what they made is looked at before it is committed
 * and belongs to the ordinary role afterwards. Everything else stays refused: a superuser can run programs and write files.
 */
public final class LentRights {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final ScratchDatabase scratch;
    private final Connection connection;

    /** @param connection the ordinary role's, on the scratch database */
    public LentRights(ScratchDatabase scratch, Connection connection) {
        this.scratch = scratch;
        this.connection = connection;
    }

    /**
     * Runs the statement when it is one of the list and the scratch database has a superuser of ours. An open transaction of the connection is committed
     * first and another begun afterwards, so that both sessions see the same.
     *
     * @return false when the statement is to be run as usual
     * @throws SQLException when the server refuses it, or it is not as harmless as its kind
     */
    public boolean run(String sql) throws SQLException {
        Optional<DenialHandler> handler = DenialHandler.of(sql);
        if (handler.isPresent()) {
            return handled(handler.get());
        }
        Optional<LeakproofFunction> function = LeakproofFunction.of(sql);
        if (function.isPresent()) {
            return leakproof(function.get());
        }
        Optional<UnbuiltCompression> compression = UnbuiltCompression.of(sql);
        if (compression.isPresent()) {
            return compressed(compression.get(), sql);
        }
        Optional<GivenAway> given = GivenAway.of(sql).filter(away -> !away.isOnlyNoted());
        Optional<SuperuserForm> form = SuperuserForm.of(sql);
        if (given.isEmpty() && form.isEmpty()) {
            return false;
        }
        try (Session session = open()) {
            if (session.superuser().isEmpty()) {
                return false;
            }
            return given.isPresent() ? session.give(given.get()) : session.run(form.orElseThrow(), sql);
        }
    }

    /** Whether a privilege was neither given nor taken because the role has none of its own on the object; a transaction that this ended stays so. */
    boolean isDenied(String sql, SQLException refused) throws SQLException {
        return INSUFFICIENT_PRIVILEGE.equals(refused.getSQLState())
                && SuperuserForm.ofAccess(sql).isPresent()
                && connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.IDLE;
    }

    /**
     * Gives or takes privileges that the ordinary role could not, as the server says with a warning where it has others on the object: the object is of an extension, and so the superuser's.
     *
     * @throws SQLException when there is no superuser of ours, or the privilege is none that everybody has from the start
     */
    void access(String sql, SQLException unheard) throws SQLException {
        try (Session session = open()) {
            Optional<SuperuserForm> form = SuperuserForm.ofAccess(sql);
            if (form.isEmpty() || session.superuser().isEmpty()) {
                throw new NotLentException(unheard.getMessage() + Refusals.HOW, unheard);
            }
            session.run(form.get(), sql);
        }
    }

    /**
     * Runs the block if it is denied nothing that a superuser would not be denied. Where it starts with a statement of the list, that is run first.
     *
     * @return false when it is to be run as usual
     * @throws NotLentException when it would come out in another way than for a superuser
     */
    private boolean handled(DenialHandler block) throws SQLException {
        try (Session session = open()) {
            if (session.superuser().isEmpty()) {
                return false;
            }
            if (block.asksForSuperuser()) {
                throw new NotLentException(
                        "the block asks whether a role is a superuser, and the script's own role is none on the dev database"
                                + Refusals.HOW,
                        new SQLException("", INSUFFICIENT_PRIVILEGE));
            }
            Optional<SQLException> refused = session.attempt(block.raising());
            if (refused.isEmpty()) {
                return true;
            }
            if (!(Refusals.explained(refused.get()) instanceof NotLentException denied)) {
                return false;
            }
            if (block.first().isEmpty() || !lent(session, block.first().get())) {
                throw denied;
            }
            Optional<SQLException> rest = session.attempt(block.withoutFirst());
            if (rest.isPresent()) {
                throw new NotLentException(rest.get().getMessage() + Refusals.HOW, rest.get());
            }
            return true;
        }
    }

    private boolean lent(Session session, String sql) throws SQLException {
        Optional<SuperuserForm> form = SuperuserForm.of(sql);
        return form.isPresent() ? session.run(form.get(), sql) : new BorrowedRights(scratch).installs(sql);
    }

    /** The ordinary role makes the function, so that nothing that is read while it is made runs as somebody else; the superuser adds one word to it. */
    private boolean leakproof(LeakproofFunction function) throws SQLException {
        try (Session session = open()) {
            if (session.superuser().isEmpty()) {
                return false;
            }
            session.begin();
            Optional<Long> made = Optional.empty();
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                statement.execute(function.withoutIt());
                try (ResultSet row = statement.executeQuery("SELECT p.oid FROM pg_catalog.pg_proc p WHERE p."
                        + SuperuserForm.NEW + " AND p.prokind OPERATOR(pg_catalog.=) 'f'")) {
                    while (row.next()) {
                        if (made.isPresent()) {
                            throw new SQLException(
                                    "permission denied: only a superuser may make a LEAKPROOF function, and this statement touches several functions",
                                    INSUFFICIENT_PRIVILEGE);
                        }
                        made = Optional.of(row.getLong(1));
                    }
                }
            } catch (SQLException refused) {
                session.undo();
                throw refused;
            }
            session.commit();
            if (made.isPresent()) {
                session.mark(made.get());
            }
            return true;
        }
    }

    private boolean compressed(UnbuiltCompression compression, String sql) throws SQLException {
        try (Session session = open()) {
            if (session.superuser().isEmpty()) {
                return false;
            }
            Optional<SQLException> refused = session.attempt(sql);
            if (refused.isEmpty()) {
                return true;
            }
            if (!UnbuiltCompression.isLacking(refused.get())) {
                throw refused.get();
            }
            session.begin();
            String columns;
            try {
                columns = compression.run(connection);
            } catch (SQLException other) {
                session.undo();
                throw other;
            }
            session.commit();
            compression.mark(session.superuser().get(), columns);
            return true;
        }
    }

    private Session open() throws SQLException {
        return new Session(scratch.openPrivileged());
    }

    /** The superuser's session beside the connection's own transaction. */
    private final class Session implements AutoCloseable {
        private final Optional<Connection> superuser;
        private final boolean inTransaction;
        private boolean begun;

        Session(Optional<Connection> superuser) throws SQLException {
            this.superuser = superuser;
            this.inTransaction = connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.OPEN;
        }

        Optional<Connection> superuser() {
            return superuser;
        }

        void begin() throws SQLException {
            if (connection.getAutoCommit() && !inTransaction) {
                plain("BEGIN");
                begun = true;
            }
        }

        void undo() throws SQLException {
            if (begun) {
                plain("ROLLBACK");
            }
        }

        /** Makes what the connection did visible to the other session. */
        void commit() throws SQLException {
            if (!connection.getAutoCommit()) {
                connection.commit();
            } else if (inTransaction || begun) {
                plain("COMMIT");
            }
        }

        /** Runs it as the ordinary role; when it is refused, everything is as before. */
        Optional<SQLException> attempt(String sql) throws SQLException {
            boolean within = !connection.getAutoCommit()
                    || connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.OPEN;
            if (within) {
                plain("SAVEPOINT countersign");
            }
            try {
                plain(sql);
                if (within) {
                    plain("RELEASE SAVEPOINT countersign");
                }
                return Optional.empty();
            } catch (SQLException refused) {
                if (within) {
                    plain("ROLLBACK TO SAVEPOINT countersign");
                    plain("RELEASE SAVEPOINT countersign");
                }
                return Optional.of(refused);
            }
        }

        private void plain(String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                statement.execute(sql);
            }
        }

        void mark(long function) throws SQLException {
            Connection ours = superuser.orElseThrow();
            try (Statement statement = ours.createStatement()) {
                statement.execute("SET search_path = pg_catalog");
                String name;
                try (ResultSet row = statement.executeQuery("SELECT " + function + "::regprocedure::text")) {
                    row.next();
                    name = row.getString(1);
                }
                statement.execute("ALTER FUNCTION " + name + " LEAKPROOF");
            }
        }

        boolean run(SuperuserForm form, String sql) throws SQLException {
            String path;
            String role;
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT pg_catalog.array_to_string(ARRAY(SELECT pg_catalog.quote_ident(s::pg_catalog.text)"
                                    + " FROM pg_catalog.unnest(pg_catalog.current_schemas(false)) s), ', '), current_user")) {
                row.next();
                path = row.getString(1);
                role = row.getString(2);
            }
            Connection ours = superuser.orElseThrow();
            commit();
            ours.setAutoCommit(false);
            try (Statement statement = ours.createStatement()) {
                if (form == SuperuserForm.EVENT_TRIGGER && !silent(statement)) {
                    return false;
                }
                if (form != SuperuserForm.WRAPPER) {
                    searchPath(ours, path);
                }
                statement.setEscapeProcessing(false);
                Optional<String> dropped = PublisherCalls.dropped(sql);
                if (dropped.isPresent()) {
                    Subscriptions.letGo(statement, dropped.get());
                }
                statement.execute(sql);
                statement.execute("SET LOCAL search_path = pg_catalog");
                Optional<String> why = form.harm(statement);
                if (why.isPresent()) {
                    ours.rollback();
                    if (form == SuperuserForm.CAST) {
                        return false;
                    }
                    throw new SQLException(
                            "permission denied: only a superuser may run it, " + why.get(), INSUFFICIENT_PRIVILEGE);
                }
                if (form == SuperuserForm.LINKED_FUNCTION || form == SuperuserForm.AGGREGATE) {
                    NewOwners.giveRoutine(statement, role);
                } else {
                    NewOwners.give(statement, role);
                }
                ours.commit();
                return true;
            } catch (SQLException refused) {
                ours.rollback();
                throw refused;
            }
        }

        boolean give(GivenAway given) throws SQLException {
            String role;
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT current_user")) {
                row.next();
                role = row.getString(1);
            }
            commit();
            Connection ours = superuser.orElseThrow();
            ours.setAutoCommit(false);
            try {
                boolean done = given.give(ours, role);
                ours.commit();
                return done;
            } catch (SQLException refused) {
                ours.rollback();
                throw refused;
            }
        }

        /** Only where the superuser's sessions can be kept from firing event triggers may a script make one: from version 17. */
        private static boolean silent(Statement statement) throws SQLException {
            try (ResultSet row = statement.executeQuery("SELECT current_setting('event_triggers', true)")) {
                return row.next() && "off".equals(row.getString(1));
            }
        }

        private static void searchPath(Connection ours, String path) throws SQLException {
            try (PreparedStatement statement =
                    ours.prepareStatement("SELECT pg_catalog.set_config('search_path', ?, true)")) {
                statement.setString(1, path);
                statement.execute();
            }
        }

        @Override
        public void close() throws SQLException {
            if (superuser.isPresent()) {
                superuser.get().close();
                if (inTransaction
                        && connection.getAutoCommit()
                        && connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.IDLE) {
                    plain("BEGIN");
                }
            }
        }
    }
}
