package dev.countersign.postgres;

import dev.countersign.catalog.Catalog;
import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabases;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Scope;
import dev.countersign.postgres.inspect.PostgresInspector;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests one built-in PostgreSQL that lives as long as the test run. */
public final class PostgresEngine implements ParameterResolver {
    /** Another engine, such as {@code postgres://...} of another version, can be named to run the same tests on it. */
    private static final String URL = System.getProperty("countersign.test.engine", "embedded://postgres/18");

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Server.class;
    }

    @Override
    public Server resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(PostgresEngine.class))
                .computeIfAbsent(
                        Server.class,
                        key -> new Server(DevDatabases.installed().open(URL, Progress.none())),
                        Server.class);
    }

    /** The running engine. */
    public record Server(DevDatabase database) implements AutoCloseable {

        /** The engine's major version. */
        public int major() {
            return Integer.parseInt(database.serverVersion().split("[^0-9]", 2)[0]);
        }

        /** What the inspector finds in a new database after the script. */
        public Catalog inspect(String script) throws SQLException {
            return inspect(List.of(), script, Scope.database());
        }

        /** The same after statements of the superuser. */
        public Catalog inspect(List<String> privileged, String script, Scope scope) throws SQLException {
            try (ScratchDatabase scratch = database.create("inspect");
                    Connection connection = scratch.openForScripts()) {
                run(connection, script);
                if (!privileged.isEmpty() && !scratch.runPrivileged(privileged)) {
                    throw new IllegalStateException("the built-in engine has a superuser");
                }
                return new PostgresInspector().inspect(connection, scope, Progress.none());
            }
        }

        /** Runs a script. */
        public static void run(Connection connection, String script) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                statement.execute(script);
            }
        }

        @Override
        public void close() {
            database.close();
        }
    }
}
