package dev.countersign.source;

import dev.countersign.catalog.SchemaObject;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Scripts;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import dev.countersign.sql.PsqlCommand;
import dev.countersign.sql.ScriptStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Runs a script on a scratch database, in the way of its dialect. */
public final class ScriptRunner {
    private static final int SHOWN = 120;

    /** What follows these words in a statement may be a password. */
    private static final Pattern SECRETS = Pattern.compile("(?i)\\b(OPTIONS|CONNECTION|PASSWORD)\\b.*");

    private final Scripts scripts;
    private final Duration limit;

    /** @param limit how long the whole script may take */
    public ScriptRunner(Dialect dialect, Duration limit) {
        this.scripts = dialect.scripts();
        this.limit = limit;
    }

    /**
     * Runs every statement, each by itself unless the script opens transactions.
     *
     * @return what the script makes beside the database, such as roles
     * @throws SourceException when the server refuses a statement: file, line, statement and the server's words
     */
    public List<SchemaObject> run(SqlScript script, ScratchDatabase scratch, Progress progress) throws SQLException {
        try (Connection connection = scratch.openForScripts()) {
            Scripts.Run run = scripts.begin(scratch, connection);
            return scratch.within(limit, connection, progress, () -> {
                for (SqlScript.Placed placed : script.statements()) {
                    progress.checkCancelled();
                    run(placed, run);
                }
                return run.beside();
            });
        }
    }

    private static void run(SqlScript.Placed placed, Scripts.Run run) {
        if (placed.statement().kind() == ScriptStatement.Kind.META_COMMAND) {
            requireWithoutEffect(placed);
            return;
        }
        try {
            run.statement(placed.statement());
        } catch (SQLException refused) {
            throw explained(placed, refused);
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

    private static SourceException explained(SqlScript.Placed placed, SQLException refused) {
        String words = refused.getMessage().replaceFirst("^ERROR: ", "").replaceAll("\\s*\\n\\s*", "; ");
        String state = Optional.ofNullable(refused.getSQLState())
                .filter(code -> !code.isEmpty())
                .map(code -> " (SQLSTATE " + code + ")")
                .orElse("");
        return new SourceException(
                ExitCode.FAILED,
                placed.file() + " line " + placed.statement().line() + ": the dev database refuses \""
                        + shown(placed.statement().text()) + "\": " + words + state + ".",
                refused);
    }

    private static String shown(String sql) {
        String line = SECRETS.matcher(sql.strip().replaceAll("\\s+", " ")).replaceFirst("$1 ...");
        return line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
    }
}
