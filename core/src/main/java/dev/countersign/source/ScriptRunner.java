package dev.countersign.source;

import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.postgres.copy.CopyIn;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import dev.countersign.sql.PsqlCommand;
import dev.countersign.sql.ScriptStatement;
import dev.countersign.sql.SqlWords;
import dev.countersign.sql.postgres.Ident;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a script on a scratch database. Roles that the script names and nobody created are made on the way, and extensions that an ordinary role may
 * not install are installed for it: neither is part of what is compared.
 */
public final class ScriptRunner {
    private static final String UNDEFINED_OBJECT = "42704";
    private static final Pattern MISSING_ROLE = Pattern.compile("role \"((?:[^\"]|\"\")+)\" does not exist");
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final Pattern DENIED_SCHEMA = Pattern.compile("permission denied for schema (\\S+)");
    private static final int SHOWN = 120;

    private final Duration limit;

    /** @param limit how long the whole script may take */
    public ScriptRunner(Duration limit) {
        this.limit = limit;
    }

    /**
     * Runs every statement, each by itself unless the script opens transactions.
     *
     * @throws SourceException when the server refuses a statement: file, line, statement and the server's words
     */
    public void run(SqlScript script, ScratchDatabase scratch, Progress progress) throws SQLException {
        try (Connection connection = scratch.openForScripts()) {
            Set<String> made = new HashSet<>();
            scratch.within(limit, connection, progress, () -> {
                for (SqlScript.Placed placed : script.statements()) {
                    progress.checkCancelled();
                    run(placed, scratch, connection, made);
                }
                return null;
            });
        }
    }

    private static void run(SqlScript.Placed placed, ScratchDatabase scratch, Connection connection, Set<String> made)
            throws SQLException {
        if (placed.statement().kind() == ScriptStatement.Kind.META_COMMAND) {
            requireWithoutEffect(placed);
            return;
        }
        if (extensionInstalled(placed.statement().text(), scratch)) {
            return;
        }
        while (true) {
            try {
                execute(placed.statement(), connection);
                return;
            } catch (SQLException refused) {
                Optional<NewOwner> owner = newOwner(placed.statement().text(), refused);
                if (owner.isPresent() && connection.getAutoCommit()) {
                    executeFor(owner.get(), placed, connection);
                    return;
                }
                Optional<String> role = missingRole(refused).filter(made::add);
                if (role.isEmpty() || !connection.getAutoCommit() || !scratch.ensureRole(role.get())) {
                    throw explained(placed, refused);
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
    private static void executeFor(NewOwner owner, SqlScript.Placed placed, Connection connection) throws SQLException {
        String privilege = " CREATE ON SCHEMA " + Ident.quote(owner.schema());
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute("GRANT" + privilege + " TO " + Ident.quote(owner.role()));
            execute(placed.statement(), connection);
            statement.execute("REVOKE" + privilege + " FROM " + Ident.quote(owner.role()));
        } catch (SQLException refused) {
            throw explained(placed, refused);
        }
    }

    private static void execute(ScriptStatement part, Connection connection) throws SQLException {
        switch (part.kind()) {
            case SQL -> {
                try (Statement statement = connection.createStatement()) {
                    // braces and question marks in the text are SQL, not JDBC
                    statement.setEscapeProcessing(false);
                    statement.execute(part.text());
                }
            }
            case COPY_DATA -> CopyIn.run(connection, part.copyCommand(), part.copyData());
            case META_COMMAND -> {
                // passed over by run
            }
        }
    }

    private static void requireWithoutEffect(SqlScript.Placed placed) {
        PsqlCommand command = PsqlCommand.of(placed.statement());
        if (!command.withoutEffect()) {
            throw new SourceException(
                    ExitCode.UNSUPPORTED,
                    placed.file() + " line " + placed.statement().line() + ": " + command.refusal());
        }
    }

    private static boolean extensionInstalled(String sql, ScratchDatabase scratch) throws SQLException {
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

    private static SourceException explained(SqlScript.Placed placed, SQLException refused) {
        String words = refused.getMessage().replaceFirst("^ERROR: ", "").replaceAll("\\s*\\n\\s*", "; ");
        return new SourceException(
                ExitCode.FAILED,
                placed.file() + " line " + placed.statement().line() + ": the dev database refuses \""
                        + shown(placed.statement().text()) + "\": " + words + " (SQLSTATE " + refused.getSQLState()
                        + ").",
                refused);
    }

    private static String shown(String sql) {
        String line = sql.strip().replaceAll("\\s+", " ");
        return line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
    }
}
