package dev.countersign.lint;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.lint.Diagnostic.Suppression;
import dev.countersign.lint.LintReport.Linted;
import dev.countersign.progress.Progress;
import dev.countersign.simulate.Refusals;
import dev.countersign.simulate.Stage;
import dev.countersign.source.SqlScript;
import dev.countersign.source.SqlScript.Assertion;
import dev.countersign.source.SqlScript.Check;
import dev.countersign.source.SqlScript.Placed;
import dev.countersign.sql.Directive;
import dev.countersign.sql.ScriptStatement;
import dev.countersign.sql.SqlWords;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks what archives ask before their migrations run, on the rows that the older files leave: CHK101 a question that has no answer of yes or no, CHK102 one that
 * is answered with no. A question that has an answer takes the findings with it that it says it is about: the rows of the day decide then.
 */
final class ArchiveChecks {
    /** Its codes. */
    static final List<String> CODES = List.of("CHK101", "CHK102");

    /** The analyzer, as findings call it. */
    static final String NAME = "checks";

    private static final String NO_ANSWER = CODES.getFirst();
    private static final String NO = CODES.getLast();

    private final SqlScript script;
    private final List<Diagnostic> found = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final Set<Assertion> answered = new HashSet<>();

    /** What it can report of a file. */
    static List<PossibleInFile> possible() {
        return List.of(
                new PossibleInFile(
                        NO_ANSWER, PossibleInFile.Source.QUESTION, true, "when it has no answer of yes or no"),
                new PossibleInFile(
                        NO,
                        PossibleInFile.Source.QUESTION,
                        true,
                        "when it is answered with no on the rows that the older files leave"));
    }

    ArchiveChecks(SqlScript script) {
        this.script = script;
    }

    /** Findings about the questions, with the weight that the policy gives them: errors unless it says otherwise. */
    List<Diagnostic> found(LintSettings settings) {
        return found.stream().map(d -> Linter.weighed(d, settings)).toList();
    }

    /** What the answers are worth, one sentence each. */
    List<String> notices() {
        return notices;
    }

    /** Runs the script with its rows on a copy of its own, as far as that goes, and asks before the statements of each file. */
    void run(Stage stage, Prelude prelude, Progress progress) throws SQLException {
        if (script.checks().isEmpty()) {
            return;
        }
        Set<String> begun = new HashSet<>();
        try (Stage.Copy copy = stage.copyWithRows(progress)) {
            prelude.begin(copy.connection());
            for (Placed placed : script.statements()) {
                progress.checkCancelled();
                if (begun.add(placed.file())) {
                    ask(placed.file(), copy.connection());
                }
                Optional<String> refused = advance(placed, copy.connection());
                if (refused.isPresent()) {
                    notices.add(placed.file() + " line " + placed.statement().line()
                            + ": the checks of later files were asked without this statement, which does not run on these rows: "
                            + refused.get());
                }
            }
            for (Check check : script.checks()) {
                if (begun.add(check.file())) {
                    ask(check.file(), copy.connection());
                }
            }
        }
    }

    /** Puts a connection into the state in which the migration's names mean what they mean when it runs. */
    @FunctionalInterface
    interface Prelude {
        void begin(Connection connection) throws SQLException;
    }

    private static Optional<String> advance(Placed placed, Connection connection) {
        ScriptStatement statement = placed.statement();
        if (statement.kind() != ScriptStatement.Kind.SQL
                || TransactionControl.of(statement.text()).isPresent()) {
            return Optional.empty();
        }
        try (Statement run = connection.createStatement()) {
            run.setEscapeProcessing(false);
            run.execute(statement.text());
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(Refusals.message(e));
        }
    }

    private void ask(String file, Connection connection) throws SQLException {
        for (Check check : script.checks()) {
            if (!check.file().equals(file)) {
                continue;
            }
            Map<Assertion, Boolean> answers = new HashMap<>();
            for (Assertion assertion : check.assertions()) {
                answer(check, assertion, connection).ifPresent(yes -> answers.put(assertion, yes));
            }
            boolean enough = check.oneOf() && answers.containsValue(true);
            answers.forEach((assertion, yes) -> {
                answered.add(assertion);
                if (!yes && !enough) {
                    add(
                            NO,
                            check,
                            assertion,
                            "is answered with no on the rows that the older files leave,"
                                    + " so the migration would not run there.");
                } else if (yes) {
                    notices.add(
                            where(check, assertion)
                                    + ": the check holds for the rows that the older files leave; live rows are asked when the migration runs.");
                }
            });
        }
    }

    /** The answer, given in a transaction that is taken back. */
    private Optional<Boolean> answer(Check check, Assertion assertion, Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            if (!statement.execute(assertion.statement().text())) {
                add(NO_ANSWER, check, assertion, "asks nothing: it returns no rows.");
                return Optional.empty();
            }
            try (ResultSet rows = statement.getResultSet()) {
                Optional<Boolean> answer = rows.getMetaData().getColumnCount() == 1 && rows.next()
                        ? yes(rows.getObject(1))
                        : Optional.empty();
                if (answer.isEmpty() || rows.next()) {
                    add(NO_ANSWER, check, assertion, "must return one row of one column that is true or false.");
                    return Optional.empty();
                }
                return answer;
            }
        } catch (SQLException e) {
            add(NO_ANSWER, check, assertion, "does not run: " + Refusals.message(e) + ".");
            return Optional.empty();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static Optional<Boolean> yes(Object value) {
        return switch (value) {
            case null -> Optional.of(false);
            case Boolean bool -> Optional.of(bool);
            case Number number -> Optional.of(number.doubleValue() != 0);
            default -> Optional.empty();
        };
    }

    private static String where(Check check, Assertion assertion) {
        return check.file() + " line " + assertion.statement().line();
    }

    private void add(String code, Check check, Assertion assertion, String what) {
        int number = 0;
        for (int i = script.statements().size() - 1; i >= 0; i--) {
            number = script.statements().get(i).file().equals(check.file()) ? i + 1 : number;
        }
        TextRange range = number == 0
                ? new TextRange(0, 0)
                : Locator.firstWord(
                        script.statements().get(number - 1).statement().text());
        found.add(new Diagnostic(
                code,
                NAME,
                Severity.ERROR,
                number,
                range,
                "The check in " + where(check, assertion) + " (" + check.name() + ") " + what,
                Optional.empty(),
                Diagnostic.Evidence.DEV_DATABASE,
                List.of(),
                Optional.empty()));
    }

    /** The same findings, without those that a check is about which has an answer. */
    List<Diagnostic> without(List<Diagnostic> findings, List<Linted> statements) {
        return script.checks().isEmpty()
                ? findings
                : findings.stream().map(d -> answered(d, statements)).toList();
    }

    private Diagnostic answered(Diagnostic finding, List<Linted> statements) {
        if (finding.statement() == 0 || !finding.active()) {
            return finding;
        }
        String file = statements.get(finding.statement() - 1).file();
        for (Check check : script.checks()) {
            for (Assertion assertion : check.file().equals(file) ? check.assertions() : List.<Assertion>of()) {
                Optional<Directive> about = assertion.about(finding.code());
                if (about.isPresent() && answered.contains(assertion) && names(assertion, finding)) {
                    return finding.withSuppression(new Suppression(
                            "atlas:assert " + finding.code(),
                            check.file() + " line " + about.get().line() + ", asked when the migration runs"));
                }
            }
        }
        return finding;
    }

    /** Whether the question is about the table of the finding, by its words. */
    private static boolean names(Assertion assertion, Diagnostic finding) {
        return finding.object()
                .map(ref -> SqlWords.of(assertion.statement().text()).contains(table(ref)))
                .orElse(true);
    }

    private static String table(ObjectRef ref) {
        List<String> path = ref.path();
        return ref.kind() == ObjectKind.COLUMN ? path.get(path.size() - 2) : ref.name();
    }
}
