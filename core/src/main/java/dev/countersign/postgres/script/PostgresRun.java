package dev.countersign.postgres.script;

import dev.countersign.catalog.SchemaObject;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Scripts;
import dev.countersign.postgres.copy.CopyIn;
import dev.countersign.sql.ScriptStatement;
import dev.countersign.sql.SqlWords;
import dev.countersign.sql.postgres.Ident;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs one script. Roles that the script names and nobody created are made on the way, and extensions that an ordinary role may not install are installed
 * for it: neither is part of what is compared.
 */
final class PostgresRun implements Scripts.Run {
    private static final String UNDEFINED_OBJECT = "42704";
    private static final Pattern MISSING_ROLE = Pattern.compile("role \"((?:[^\"]|\"\")+)\" does not exist");
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final Pattern DENIED_SCHEMA = Pattern.compile("permission denied for schema (\\S+)");

    private static final String FEATURE_NOT_SUPPORTED = "0A000";
    private static final Pattern WITHOUT_CONNECTION =
            Pattern.compile("(?i)\\bconnect\\s*=\\s*'?(?:false|off|no|0)\\b");
    private static final Pattern WITHOUT_REFRESH =
            Pattern.compile("(?i)\\brefresh\\s*=\\s*'?(?:false|off|no|0)\\b");

    private final ScratchDatabase scratch;
    private final Connection connection;
    private final RoleStatements roles;
    private final LentRights rights;
    private final Set<String> made = new HashSet<>();

    PostgresRun(ScratchDatabase scratch, Connection connection) {
        this.scratch = scratch;
        this.connection = connection;
        this.roles = new RoleStatements(scratch);
        this.rights = new LentRights(scratch, connection);
    }

    @Override
    public List<SchemaObject> beside() throws SQLException {
        return roles.roles();
    }

    @Override
    public void statement(ScriptStatement statement) throws SQLException {
        if (extensionInstalled(statement.text())
                || startsReplication(statement.text())
                || roles.take(statement.text(), connection)) {
            return;
        }
        while (true) {
            try {
                execute(statement);
                return;
            } catch (SQLException refused) {
                Optional<NewOwner> owner = newOwner(statement.text(), refused);
                if (owner.isPresent() && connection.getAutoCommit()) {
                    executeFor(owner.get(), statement);
                    return;
                }
                Optional<String> role = missingRole(refused).filter(made::add);
                if (role.isEmpty() || !connection.getAutoCommit() || !scratch.ensureRole(role.get())) {
                    throw LentRights.explained(refused);
                }
            }
        }
    }

    /** A role that is to own something and may not create anything in its schema. */
    private record NewOwner(String role, String schema) {}

    /** {@code ALTER TABLE}, Notes: the new owner must have CREATE on the schema. Dumps name such owners before they grant anything. */
    private static Optional<NewOwner> newOwner(String sql, SQLException refused) {
        Matcher schema = DENIED_SCHEMA.matcher(String.valueOf(refused.getMessage()));
        SqlWords words = SqlWords.of(sql);
        int owner = words.indexOf("OWNER");
        boolean stated = words.startsWith("ALTER") && owner > 0 && owner + 2 < words.size();
        return stated && INSUFFICIENT_PRIVILEGE.equals(refused.getSQLState()) && schema.find()
                ? Optional.of(new NewOwner(words.get(owner + 2), schema.group(1)))
                : Optional.empty();
    }

    /** Lends the privilege for this one statement, so that the privileges of the state stay as the script has them. */
    private void executeFor(NewOwner owner, ScriptStatement part) throws SQLException {
        String privilege = " CREATE ON SCHEMA " + Ident.quote(owner.schema());
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute("GRANT" + privilege + " TO " + Ident.quote(owner.role()));
            execute(part);
            statement.execute("REVOKE" + privilege + " FROM " + Ident.quote(owner.role()));
        }
    }

    private void execute(ScriptStatement part) throws SQLException {
        switch (part.kind()) {
            case SQL -> {
                if (rights.run(part.text())) {
                    return;
                }
                try (Statement statement = connection.createStatement()) {
                    // braces and question marks in the text are SQL, not JDBC
                    statement.setEscapeProcessing(false);
                    statement.execute(part.text());
                }
            }
            case COPY_DATA -> CopyIn.run(connection, part.copyCommand(), part.copyData());
            case META_COMMAND -> {
                // has no meaning for the server
            }
        }
    }

    /**
     * Whether a subscription would only be started, which is no part of the schema.
     *
     * @throws SQLException when the statement would call another server
     */
    private static boolean startsReplication(String sql) throws SQLException {
        SqlWords words = SqlWords.of(sql);
        boolean calls = words.startsWith("CREATE", "SUBSCRIPTION")
                        && !WITHOUT_CONNECTION.matcher(sql).find()
                || words.startsWith("ALTER", "SUBSCRIPTION") && words.indexOf("REFRESH") > 0;
        if (calls && !WITHOUT_REFRESH.matcher(sql).find()) {
            throw new SQLException(
                    "it would call the publisher; a subscription of a desired state is made WITH (connect = false) and never refreshed",
                    FEATURE_NOT_SUPPORTED);
        }
        return words.startsWith("ALTER", "SUBSCRIPTION") && words.indexOf("ENABLE") > 0;
    }

    private boolean extensionInstalled(String sql) throws SQLException {
        SqlWords words = SqlWords.of(sql);
        if (!words.startsWith("CREATE", "EXTENSION")) {
            return false;
        }
        int name = words.startsWith("CREATE", "EXTENSION", "IF", "NOT", "EXISTS") ? 5 : 2;
        int schema = words.indexOf("SCHEMA");
        return words.size() > name
                && scratch.ensureExtension(
                        words.get(name),
                        schema > name && schema + 1 < words.size()
                                ? Optional.of(words.get(schema + 1))
                                : Optional.empty(),
                        Optional.empty());
    }

    private static Optional<String> missingRole(SQLException refused) {
        if (!UNDEFINED_OBJECT.equals(refused.getSQLState())) {
            return Optional.empty();
        }
        Matcher role = MISSING_ROLE.matcher(refused.getMessage());
        return role.find() ? Optional.of(role.group(1).replace("\"\"", "\"")) : Optional.empty();
    }
}
