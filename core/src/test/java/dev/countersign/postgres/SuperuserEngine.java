package dev.countersign.postgres;

import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabases;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.progress.Progress;
import dev.countersign.sql.postgres.Ident;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests a built-in PostgreSQL whose ordinary role is a superuser, for the objects that only superusers make. */
public final class SuperuserEngine implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == PostgresEngine.Server.class;
    }

    @Override
    public PostgresEngine.Server resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SuperuserEngine.class))
                .computeIfAbsent(PostgresEngine.Server.class, key -> start(), PostgresEngine.Server.class);
    }

    private static PostgresEngine.Server start() {
        PostgresEngine.Server server =
                new PostgresEngine.Server(DevDatabases.installed().open("embedded://postgres/18", Progress.none()));
        try {
            promote(server.database());
            return server;
        } catch (IllegalStateException e) {
            server.close();
            throw e;
        }
    }

    /** Makes the engine's ordinary role a superuser. */
    public static void promote(DevDatabase engine) {
        try (ScratchDatabase scratch = engine.create("promotion");
                Connection connection = scratch.open();
                Statement statement = connection.createStatement();
                ResultSet role = statement.executeQuery("SELECT current_user")) {
            role.next();
            scratch.runPrivileged(List.of(
                    "ALTER ROLE " + Ident.quote(role.getString(1)) + " SUPERUSER",
                    "CREATE ROLE alice",
                    "CREATE ROLE \"Bob's\""));
        } catch (SQLException e) {
            throw new IllegalStateException("the built-in engine has a superuser", e);
        }
    }
}
