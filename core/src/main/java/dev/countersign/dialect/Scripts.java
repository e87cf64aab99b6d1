package dev.countersign.dialect;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Uncompared;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.sql.ScriptStatement;
import dev.countersign.sql.Syntax;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** How SQL that people wrote is cut into statements and run on a scratch database. */
public interface Scripts {

    /** The lexical rules by which files are cut. */
    Syntax syntax();

    /**
     * Statements that make names without a schema mean this one, to be run before a script.
     *
     * @param made whether the script creates the schema itself
     * @return empty when they mean it already
     */
    String inSchema(String schema, boolean made);

    /** Statements after which names without a schema mean what they mean at the start; empty when they always do. */
    default String inDefaultSchema() {
        return "";
    }

    /** Begins to run one script on a connection of {@link ScratchDatabase#openForScripts()}. */
    Run begin(ScratchDatabase scratch, Connection connection);

    /**
     * Runs one statement of a plan or migration on a scratch database, in the transaction of the connection if one is open.
     *
     * @throws SQLException when the engine refuses it
     */
    default void execute(ScratchDatabase scratch, Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // braces and question marks in the text are SQL, not JDBC
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    /**
     * Runs one statement that somebody wrote and reads the rows that it returns.
     *
     * @return what was read; empty when it returns none
     * @throws SQLException when the engine refuses it
     */
    default <T> Optional<T> ask(Connection connection, String sql, Reading<T> reading) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // braces and question marks in the text are SQL, not JDBC
            statement.setEscapeProcessing(false);
            if (!statement.execute(sql)) {
                return Optional.empty();
            }
            try (ResultSet rows = statement.getResultSet()) {
                return Optional.of(reading.read(rows));
            }
        }
    }

    /** Reads rows. */
    @FunctionalInterface
    interface Reading<T> {
        T read(ResultSet rows) throws SQLException;
    }

    /** What the engine itself says of a refusal, without what the driver adds, in each of the forms in which its users know it. */
    default List<String> wordings(SQLException refused) {
        return List.of(Objects.requireNonNullElse(refused.getMessage(), ""));
    }

    /** The offset in a statement that a refusal is about, in UTF-16 units; empty when the engine does not say. */
    default OptionalInt position(SQLException refused, String statement) {
        return OptionalInt.empty();
    }

    /** The versions that a script demands of extensions, by their names; what it says last counts. What it leaves to the server is not among them. */
    default Map<String, String> extensionVersions(List<ScriptStatement> statements) {
        return Map.of();
    }

    /** Deletes all rows of a scratch database, whatever refers to them. */
    void emptyTables(Connection connection, Catalog catalog) throws SQLException;

    /**
     * What to run on a scratch database instead of a planned statement that it refused only because it has not the roles or rights of the database that
     * the plan is for. It leads to what the statement leads to there.
     *
     * @return empty when the refusal has another reason
     */
    default List<String> instead(ScratchDatabase scratch, String sql, SQLException refused) throws SQLException {
        return List.of();
    }

    /** A statement that gives a schema of a scratch database another name; one of that name that holds nothing gives way. */
    default String renameSchema(String schema, String newName) {
        throw new UnsupportedOperationException("there is one schema only");
    }

    /**
     * Follows what a migration does to the whole server, such as to its roles. A dev database may be on a server that people work with, so statements about
     * nothing else are not run there.
     *
     * @param made statements that make what is there before the migration
     * @return empty when no statement of this dialect is about the whole server
     */
    default Optional<OfServer> ofServer(ScratchDatabase scratch, List<String> made) {
        return Optional.empty();
    }

    /** What a migration does to the whole server, so far. */
    interface OfServer {

        /**
         * Takes a statement, and sees to it that what it makes can be named on the connection.
         *
         * @return whether it is about nothing else, so that it is not to be run
         */
        boolean take(String sql, Connection connection) throws SQLException;

        /** What the statements taken so far come to. */
        Reached reached() throws SQLException;

        /**
         * @param beside what is there now
         * @param refused why the server will not take the last statement
         */
        record Reached(Beside beside, Optional<SQLException> refused) {}
    }

    /** A script under way. */
    interface Run {

        /**
         * Runs one statement.
         *
         * @throws SQLException when the engine refuses it
         */
        void statement(ScriptStatement statement) throws SQLException;

        /**
         * Makes a routine that the engine refused only for what its body names and the engine does not see from where it looks.
         *
         * @return looks at the body, once everything is made that it may name
         * @throws SQLException when the statement makes no routine, or is refused for something else too
         */
        default Look withoutBody(ScriptStatement statement, SQLException refused) throws SQLException {
            throw refused;
        }

        /**
         * Runs a statement that the engine refused for a name without a schema that it does not see: such a name means what is in the schema of what the
         * statement makes, else the only thing of that name that there is.
         *
         * @throws SQLException when that is not why it was refused, or when several things have that name
         */
        default void withBareNames(ScriptStatement statement, SQLException refused) throws SQLException {
            throw refused;
        }

        /** What the script makes beside the database, such as roles: objects of the whole server, told after the last statement. */
        default Beside beside() throws SQLException {
            return Beside.nothing();
        }
    }

    /** A look at the body of a routine that was made without one. */
    interface Look {
        /** What the engine does not find that the body names, even seen from the routine's own schema; empty when it is all right. */
        Optional<SQLException> missing() throws SQLException;
    }

    /**
     * What a script does to the whole server.
     *
     * @param objects what it makes there
     * @param uncompared what else it says about the server, of which nothing is compared
     */
    record Beside(List<SchemaObject> objects, List<Uncompared> uncompared) {
        public Beside {
            objects = List.copyOf(objects);
            uncompared = List.copyOf(uncompared);
        }

        /** The script is about its database only. */
        public static Beside nothing() {
            return new Beside(List.of(), List.of());
        }
    }
}
