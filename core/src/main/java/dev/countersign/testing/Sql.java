package dev.countersign.testing;

import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Scripts;
import dev.countersign.sql.PsqlCommand;
import dev.countersign.sql.Script;
import dev.countersign.sql.ScriptStatement;
import dev.countersign.sql.StatementHead;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs the SQL of tests on the connection of a case. */
final class Sql {
    /** What an ordinary role may not make and a dev database makes for it. */
    private static final Set<String> LENT = Set.of("extension", "role", "user", "group");

    private final Scripts scripts;

    Sql(Dialect dialect) {
        this.scripts = dialect.scripts();
    }

    /** A statement of a text, and what it returned. */
    record Answer(String statement, Optional<ResultText> rows) {}

    /**
     * Runs every statement of a text, one after the other.
     *
     * @param help whether the dev database lends what an ordinary role lacks; where a refusal is expected it must not
     * @throws SQLException at the first statement that is refused
     */
    List<Answer> run(ScratchDatabase scratch, Connection connection, String text, boolean help) throws SQLException {
        Script script = Script.parse(text, scripts.syntax());
        if (script.statements().isEmpty()) {
            throw new SQLException("the SQL holds no statement");
        }
        List<Answer> answers = new ArrayList<>();
        Scripts.Run lending = scripts.begin(scratch, connection);
        for (ScriptStatement statement : script.statements()) {
            answers.add(new Answer(
                    statement.text(), one(statement, connection, help ? Optional.of(lending) : Optional.empty())));
        }
        return answers;
    }

    /** Runs one statement of a file. */
    void run(ScratchDatabase scratch, Connection connection, ScriptStatement statement) throws SQLException {
        one(statement, connection, Optional.of(scripts.begin(scratch, connection)));
    }

    private Optional<ResultText> one(ScriptStatement statement, Connection connection, Optional<Scripts.Run> lending)
            throws SQLException {
        switch (statement.kind()) {
            case META_COMMAND -> {
                PsqlCommand command = PsqlCommand.of(statement);
                if (!command.withoutEffect()) {
                    throw new SQLException(command.refusal());
                }
                return Optional.empty();
            }
            case COPY_DATA -> {
                if (lending.isEmpty()) {
                    throw new SQLException("COPY with its rows in the text is not run here");
                }
                lending.get().statement(statement);
                return Optional.empty();
            }
            case SQL -> {
                StatementHead head = StatementHead.of(statement);
                if (lending.isPresent() && head.verb().equals("create") && LENT.contains(head.objectKind())) {
                    lending.get().statement(statement);
                    return Optional.empty();
                }
                return scripts.ask(connection, statement.text(), ResultText::read);
            }
        }
        throw new IllegalStateException("every kind is handled");
    }

    /** What the engine says of a refusal, on one line. */
    String words(SQLException refused) {
        return scripts.wordings(refused)
                .getFirst()
                .replaceAll("\\s*\\n\\s*", "; ")
                .strip();
    }

    /** What the engine says of a refusal, in each form in which its users know it. */
    List<String> wordings(SQLException refused) {
        return scripts.wordings(refused);
    }
}
