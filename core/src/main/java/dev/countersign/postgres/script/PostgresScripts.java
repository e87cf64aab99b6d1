package dev.countersign.postgres.script;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Scripts;
import dev.countersign.sql.ScriptStatement;
import dev.countersign.sql.Syntax;
import dev.countersign.sql.postgres.Ident;
import dev.countersign.sql.postgres.Literal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.postgresql.util.PSQLException;

/** PostgreSQL's scripts, psql's and pg_dump's included. */
public final class PostgresScripts implements Scripts {
    /** Where names without a schema go in a new database. */
    public static final String DEFAULT_SCHEMA = "public";

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

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
    public String inDefaultSchema() {
        return "RESET search_path;";
    }

    @Override
    public Run begin(ScratchDatabase scratch, Connection connection) {
        return new PostgresRun(scratch, connection);
    }

    @Override
    public Optional<OfServer> ofServer(ScratchDatabase scratch, List<String> made) {
        return Optional.of(new RolesOfMigration(scratch, made));
    }

    @Override
    public void execute(ScratchDatabase scratch, Connection connection, String sql) throws SQLException {
        if (new LentRights(scratch, connection).run(sql)) {
            return;
        }
        try {
            Scripts.super.execute(scratch, connection, sql);
        } catch (SQLException refused) {
            throw Refusals.explained(refused);
        }
    }

    /** As the server says it, as drivers print it with its severity, and as the driver that Atlas uses does. */
    @Override
    public List<String> wordings(SQLException refused) {
        String said = Objects.requireNonNullElse(refused.getMessage(), "");
        String words = refused instanceof PSQLException server && server.getServerErrorMessage() != null
                ? Objects.requireNonNullElse(server.getServerErrorMessage().getMessage(), said)
                : said;
        return List.of(words, said, "pq: " + words);
    }

    @Override
    public Map<String, String> extensionVersions(List<ScriptStatement> statements) {
        Map<String, String> versions = new TreeMap<>();
        for (ScriptStatement statement : statements) {
            ExtensionStatement.of(statement.text())
                    .ifPresent(said -> said.version()
                            .ifPresentOrElse(
                                    version -> versions.put(said.extension(), version),
                                    () -> versions.remove(said.extension())));
        }
        return versions;
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

    @Override
    public List<String> instead(ScratchDatabase scratch, String sql, SQLException refused) throws SQLException {
        BorrowedRights rights = new BorrowedRights(scratch);
        // the observer looks again after a statement that does nothing
        return INSUFFICIENT_PRIVILEGE.equals(refused.getSQLState()) && rights.installs(sql)
                ? List.of("SELECT 1")
                : rights.instead(sql, refused);
    }

    /** Extensions stay where they are, as far as they can: they are no part of the schema that they live in. */
    @Override
    public String renameSchema(String schema, String newName) {
        return """
                DO $countersign$ DECLARE extension text; own text[]; BEGIN
                  PERFORM pg_catalog.set_config('lock_timeout', '10s', true);
                  own := ARRAY(SELECT e.extname FROM pg_catalog.pg_extension e
                    JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE n.nspname = %3$s AND e.extrelocatable);
                  IF EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = %4$s) THEN
                    ALTER SCHEMA %2$s RENAME TO countersign_aside;
                  END IF;
                  ALTER SCHEMA %1$s RENAME TO %2$s;
                  IF pg_catalog.cardinality(own) > 0 THEN
                    CREATE SCHEMA %1$s;
                    GRANT USAGE ON SCHEMA %1$s TO PUBLIC;
                    FOREACH extension IN ARRAY own LOOP
                      EXECUTE pg_catalog.format('ALTER EXTENSION %%I SET SCHEMA %%I', extension, %3$s);
                    END LOOP;
                  END IF;
                  IF EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'countersign_aside') THEN
                    FOR extension IN SELECT e.extname FROM pg_catalog.pg_extension e
                      JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
                      WHERE n.nspname = 'countersign_aside' AND e.extrelocatable LOOP
                      EXECUTE pg_catalog.format('ALTER EXTENSION %%I SET SCHEMA %%I', extension, %4$s);
                    END LOOP;
                    DROP SCHEMA countersign_aside;
                  END IF;
                END $countersign$;
                """.formatted(Ident.quote(schema), Ident.quote(newName), Literal.quote(schema), Literal.quote(newName));
    }

    /**
     * All tables at once, so that foreign keys between them do not matter; but only those that have pages: in a rebuilt state of thousands of tables there are
     * none, and truncating each would take minutes.
     */
    @Override
    public void emptyTables(Connection connection, Catalog catalog) throws SQLException {
        Set<ObjectRef> filled = new LinkedHashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery("""
                        SELECT n.nspname, c.relname
                        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                        WHERE c.relkind = 'r' AND c.oid >= 16384 AND pg_catalog.pg_relation_size(c.oid) > 0
                        ORDER BY 1, 2""")) {
            while (tables.next()) {
                filled.add(ObjectRef.of(ObjectKind.TABLE, tables.getString(1), tables.getString(2)));
            }
        }
        String tables = filled.stream()
                .filter(catalog::contains)
                .map(table -> Ident.qualified(table.schema(), table.name()))
                .collect(Collectors.joining(", "));
        if (!tables.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("TRUNCATE " + tables + " CASCADE");
            }
        }
    }
}
