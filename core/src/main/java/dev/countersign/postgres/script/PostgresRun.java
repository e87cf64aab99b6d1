package dev.countersign.postgres.script;

import dev.countersign.catalog.SchemaObject;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Scripts;
import dev.countersign.postgres.copy.CopyIn;
import dev.countersign.sql.ScriptStatement;
import dev.countersign.sql.SqlWords;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Runs one script. Roles that the script names and nobody created are made on the way, and extensions that an ordinary role may not install are installed
 * for it: neither is part of what is compared.
 */
final class PostgresRun implements Scripts.Run {
    private static final String FEATURE_NOT_SUPPORTED = "0A000";
    private static final Pattern WITHOUT_REFRESH = Pattern.compile("(?i)\\brefresh\\s*=\\s*'?(?:false|off|no|0)\\b");

    private final Connection connection;
    private final RoleStatements roles;
    private final BorrowedRights borrowed;
    private final LentRights lent;
    private final SubscriptionOwners subscriptionOwners;
    /** Refusals that a statement got over, by its place and the server's words. */
    private final Set<String> overcome = new HashSet<>();

    /** Warnings that a privilege was not revoked or not granted, as the role does not own the object (Appendix A of the manual, class 01). */
    private static final Set<String> NOT_DONE = Set.of("01006", "01007");

    PostgresRun(ScratchDatabase scratch, Connection connection) {
        this.borrowed = new BorrowedRights(scratch);
        this.lent = new LentRights(scratch, connection);
        this.subscriptionOwners = new SubscriptionOwners(scratch, connection);
        this.connection = connection;
        this.roles = new RoleStatements(scratch);
    }

    @Override
    public Scripts.Beside beside() throws SQLException {
        List<SchemaObject> objects = new ArrayList<>(roles.roles());
        objects.addAll(subscriptionOwners.ownerships());
        return new Scripts.Beside(objects, roles.uncompared());
    }

    @Override
    public void statement(ScriptStatement statement) throws SQLException {
        if (borrowed.installs(statement.text())
                || startsReplication(statement.text())
                || givesLanguage(statement.text())
                || subscriptionOwners.take(statement.text())
                || roles.take(statement.text(), connection)) {
            return;
        }
        try {
            execute(statement);
        } catch (SQLException refused) {
            if (!connection.getAutoCommit()) {
                throw Refusals.explained(refused);
            }
            again(statement, refused);
        }
    }

    @Override
    public Scripts.Look withoutBody(ScriptStatement statement, SQLException refused) throws SQLException {
        return new RoutineBodies(connection).withoutBody(statement, refused);
    }

    @Override
    public void withBareNames(ScriptStatement statement, SQLException refused) throws SQLException {
        new BareNames(connection).run(statement, refused, this::statement);
    }

    /** Once more with what the statement lacks; a refusal that comes back is meant. */
    private void again(ScriptStatement statement, SQLException refused) throws SQLException {
        List<String> instead = borrowed.instead(statement.text(), refused);
        if (instead.isEmpty() || !overcome.add(statement.offset() + " " + refused.getMessage())) {
            throw Refusals.explained(refused);
        }
        for (String sql : instead) {
            if (sql.equals(statement.text())) {
                try {
                    execute(statement);
                } catch (SQLException next) {
                    again(statement, next);
                }
            } else {
                execute(sql);
            }
        }
    }

    private void execute(ScriptStatement part) throws SQLException {
        switch (part.kind()) {
            case SQL -> {
                if (!lent.run(part.text())) {
                    execute(part.text());
                }
            }
            case COPY_DATA -> CopyIn.run(connection, part.copyCommand(), part.copyData());
            case META_COMMAND -> {
                // has no meaning for the server
            }
        }
    }

    /** Whether the language that every database has from the start is given to somebody, as old dumps do: it is of an extension, and so not compared. */
    private static boolean givesLanguage(String sql) {
        SqlWords words = SqlWords.of(sql);
        return words.startsWith("ALTER", "LANGUAGE", "plpgsql", "OWNER")
                || words.startsWith("ALTER", "PROCEDURAL", "LANGUAGE", "plpgsql", "OWNER");
    }

    /**
     * Whether a subscription would only be started, which is no part of the schema.
     *
     * @throws SQLException when the statement would call another server
     */
    private static boolean startsReplication(String sql) throws SQLException {
        SqlWords words = SqlWords.of(sql);
        boolean calls = words.startsWith("CREATE", "SUBSCRIPTION") && !PublisherCalls.connectsNot(sql)
                || words.startsWith("ALTER", "SUBSCRIPTION")
                        && words.indexOf("REFRESH") > 0
                        && !WITHOUT_REFRESH.matcher(sql).find();
        if (calls) {
            throw new SQLException(
                    "it would call the publisher; a subscription of a desired state is made WITH (connect = false) and never refreshed",
                    FEATURE_NOT_SUPPORTED);
        }
        return words.startsWith("ALTER", "SUBSCRIPTION") && words.indexOf("ENABLE") > 0;
    }

    private void execute(String sql) throws SQLException {
        SQLWarning warning;
        try (Statement statement = connection.createStatement()) {
            // braces and question marks in the text are SQL, not JDBC
            statement.setEscapeProcessing(false);
            statement.execute(sql);
            warning = statement.getWarnings();
        } catch (SQLException refused) {
            if (!lent.isDenied(sql, refused)) {
                throw refused;
            }
            lent.access(sql, refused);
            return;
        }
        while (warning != null) {
            if (NOT_DONE.contains(String.valueOf(warning.getSQLState()))) {
                lent.access(sql, warning);
                return;
            }
            warning = warning.getNextWarning();
        }
    }
}
