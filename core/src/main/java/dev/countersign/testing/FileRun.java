package dev.countersign.testing;

import dev.countersign.dialect.Dialect;
import dev.countersign.simulate.Stage;
import dev.countersign.source.SqlScript;
import dev.countersign.source.SqlScript.Assertion;
import dev.countersign.source.SqlScript.Check;
import dev.countersign.source.SqlScript.Placed;
import dev.countersign.sql.Directive;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Runs files of migrations and plans as they are meant to run: in one transaction each, unless they say otherwise, and only when their questions are answered with yes. */
final class FileRun {
    private final Dialect dialect;
    private final Sql sql;

    FileRun(Dialect dialect, Sql sql) {
        this.dialect = dialect;
        this.sql = sql;
    }

    /** @return what went wrong, as a sentence; empty when everything ran */
    Optional<String> run(SqlScript script, Stage.Copy database) throws SQLException {
        Connection connection = database.connection();
        for (Check check : script.checks()) {
            Optional<String> no = ask(check, connection);
            if (no.isPresent()) {
                return no;
            }
        }
        boolean together = script.statements().stream()
                .noneMatch(s -> s.fileDirectives().stream().anyMatch(FileRun::withoutTransaction));
        connection.setAutoCommit(!together);
        try {
            for (Placed placed : script.statements()) {
                Optional<String> refused = run(placed, database);
                if (refused.isPresent()) {
                    if (together) {
                        connection.rollback();
                    }
                    return refused;
                }
            }
            if (together) {
                connection.commit();
            }
            return Optional.empty();
        } catch (SQLException refused) {
            return Optional.of("the transaction cannot be ended: " + sql.words(refused));
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static boolean withoutTransaction(Directive directive) {
        return directive.name().equals("txmode") && directive.argument().equals("none");
    }

    private Optional<String> run(Placed placed, Stage.Copy database) {
        try {
            sql.run(database.scratch(), database.connection(), placed.statement());
            return Optional.empty();
        } catch (SQLException refused) {
            return Optional.of(placed.file() + " line " + placed.statement().line()
                    + ": the dev database refuses this: " + sql.words(refused));
        }
    }

    private Optional<String> ask(Check check, Connection connection) {
        Optional<String> no = Optional.empty();
        boolean yes = false;
        for (Assertion assertion : check.assertions()) {
            Optional<String> wrong = ask(check, assertion, connection);
            yes |= wrong.isEmpty();
            no = no.or(() -> wrong);
        }
        return check.oneOf() && yes ? Optional.empty() : no;
    }

    private Optional<String> ask(Check check, Assertion assertion, Connection connection) {
        String where = check.file() + " line " + assertion.statement().line() + ": the check in " + check.name();
        try {
            List<List<String>> rows = dialect.scripts()
                    .ask(connection, assertion.statement().text(), ResultText::read)
                    .map(ResultText::rows)
                    .orElse(List.of());
            boolean one = rows.size() == 1 && rows.getFirst().size() == 1;
            return one && List.of("true", "1").contains(rows.getFirst().getFirst())
                    ? Optional.empty()
                    : Optional.of(where + " is not answered with yes");
        } catch (SQLException refused) {
            return Optional.of(where + " has no answer: " + sql.words(refused));
        }
    }
}
