package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.postgres.PostgresEngine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A database of the test engine in the role of one that people work with. */
record LiveDatabase(ScratchDatabase scratch, String url) implements AutoCloseable {

    /** A new database after a script of an ordinary role, and statements of the superuser before it. */
    static LiveDatabase of(PostgresEngine.Server server, List<String> privileged, String script) throws SQLException {
        ScratchDatabase scratch = server.database().create("live");
        try (Connection connection = scratch.openForScripts()) {
            String grant = "GRANT pg_read_all_settings TO \""
                    + connection.getMetaData().getUserName() + '"';
            assertThat(scratch.runPrivileged(List.of(grant))).isTrue();
            assertThat(scratch.runPrivileged(privileged)).isTrue();
            PostgresEngine.Server.run(connection, script);
            try (Statement statement = connection.createStatement();
                    ResultSet where = statement.executeQuery("SELECT current_user, current_database(),"
                            + " current_setting('unix_socket_directories'), current_setting('port')")) {
                where.next();
                return new LiveDatabase(
                        scratch,
                        "postgres://" + where.getString(1) + "@/" + where.getString(2) + "?host=" + where.getString(3)
                                + "&port=" + where.getString(4));
            }
        }
    }

    static LiveDatabase of(PostgresEngine.Server server, String script) throws SQLException {
        return of(server, List.of(), script);
    }

    /** Its URL in the scope of one schema. */
    String url(String schema) {
        return url + "&search_path=" + schema;
    }

    @Override
    public void close() {
        scratch.close();
    }
}
