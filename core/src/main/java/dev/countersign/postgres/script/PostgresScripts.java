package dev.countersign.postgres.script;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Table;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Scripts;
import dev.countersign.sql.Syntax;
import dev.countersign.sql.postgres.Ident;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.postgresql.util.PSQLException;

/** PostgreSQL's scripts, psql's and pg_dump's included. */
public final class PostgresScripts implements Scripts {
    /** Where names without a schema go in a new database. */
    public static final String DEFAULT_SCHEMA = "public";

    @Override
    public Syntax syntax() {
        return Syntax.standard();
    }

    @Override
    public String inSchema(String schema, boolean made) {
        if (schema.equals(DEFAULT_SCHEMA)) {
            return "";
        }
        String quoted = Ident.quote(schema);
        return (made ? "" : "CREATE SCHEMA " + quoted + ";\n") + "SET search_path = " + quoted + ";";
    }

    @Override
    public Run begin(ScratchDatabase scratch, Connection connection) {
        return new PostgresRun(scratch, connection);
    }

    @Override
    public void execute(ScratchDatabase scratch, Connection connection, String sql) throws SQLException {
        if (new LentRights(scratch, connection).run(sql)) {
            return;
        }
        try {
            Scripts.super.execute(scratch, connection, sql);
        } catch (SQLException refused) {
            throw LentRights.explained(refused);
        }
    }

    @Override
    public OptionalInt position(SQLException refused, String statement) {
        if (refused instanceof PSQLException said && said.getServerErrorMessage() != null) {
            int position = said.getServerErrorMessage().getPosition();
            if (position > 0 && position <= statement.codePointCount(0, statement.length())) {
                return OptionalInt.of(statement.offsetByCodePoints(0, position - 1));
            }
        }
        return OptionalInt.empty();
    }

    /** All tables at once, so that foreign keys between them do not matter. */
    @Override
    public void emptyTables(Connection connection, Catalog catalog) throws SQLException {
        // a foreign table's rows are not here
        String tables = catalog.all(Table.class).stream()
                .filter(table -> !table.attributes().containsKey("foreign_server"))
                .map(table -> table.ref().path().stream()
                        .map(name -> '"' + name.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(".")))
                .collect(Collectors.joining(", "));
        if (!tables.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("TRUNCATE " + tables + " CASCADE");
            }
        }
    }
}
