package dev.countersign.testing;

import dev.countersign.dialect.Dialect;
import dev.countersign.hcl.SourceRange;
import dev.countersign.policy.Outside;
import dev.countersign.policy.OutsideException;
import dev.countersign.policy.TestCase;
import dev.countersign.policy.TestStep;
import dev.countersign.policy.TestStep.Expected;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.Progress;
import dev.countersign.simulate.Stage;
import dev.countersign.source.SqlScript;
import dev.countersign.testing.CaseResult.Failure;
import dev.countersign.testing.CaseResult.Logged;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The database of a case while it runs. For one thread. */
final class Session implements AutoCloseable {
    /** How long one command may take: what people write may hold loops. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Grounds grounds;
    private final Outside outside;
    private final Progress progress;
    private final Sql sql;
    private final FileRun files;
    private final List<Logged> log = new ArrayList<>();
    private final List<String> open = new ArrayList<>();
    private Stage.Copy database;
    private boolean touched;
    private Optional<String> version = Optional.empty();

    Session(TestCase test, Dialect dialect, Grounds grounds, Outside outside, Progress progress) throws SQLException {
        this.grounds = grounds;
        this.outside = outside;
        this.progress = progress;
        this.sql = new Sql(dialect);
        this.files = new FileRun(dialect, sql);
        this.database = grounds.start(test.kind(), progress);
    }

    List<Logged> log() {
        return log;
    }

    /** What of the files that ran is not evaluated. */
    List<String> open() {
        return open;
    }

    /**
     * Runs one command; clean-ups are run when their time has come.
     *
     * @throws CaseFailed when it does not do what it has to
     */
    void run(TestStep step) throws CaseFailed, SQLException {
        switch (step) {
            case TestStep.Exec exec -> exec(exec);
            case TestStep.Catch caught -> refusal(caught);
            case TestStep.Assert assertion -> assertion(assertion);
            case TestStep.Log line -> log.add(new Logged(line.at(), line.message()));
            case TestStep.External external -> external(external);
            case TestStep.Cleanup cleanup -> answers(cleanup.sql(), cleanup.at());
            case TestStep.Migrate migrate -> migrate(migrate);
            case TestStep.Apply apply -> apply(apply);
            case TestStep.State state -> state(state);
        }
    }

    private void exec(TestStep.Exec exec) throws CaseFailed, SQLException {
        List<Sql.Answer> answers = answers(exec.sql(), exec.at());
        if (exec.expected().isEmpty()) {
            return;
        }
        String letters = text(answers, rows -> rows.inLetters(exec.format()));
        if (!Comparison.met(exec.expected().get(), letters, exec.format())) {
            compare(exec.expected().get(), text(answers, rows -> rows.in(exec.format())), exec.format(), exec.at());
        }
    }

    private static String text(List<Sql.Answer> answers, Function<ResultText, String> written) {
        return answers.stream().flatMap(a -> a.rows().stream()).map(written).collect(Collectors.joining("\n"));
    }

    private static void compare(Expected expected, String actual, TestStep.Format format, SourceRange command)
            throws CaseFailed {
        if (!Comparison.met(expected, actual, format)) {
            throw new CaseFailed(new Failure(
                    expected.at(),
                    command.text(),
                    "the output is another one",
                    Optional.of(Comparison.words(expected)),
                    Optional.of(Comparison.trimmed(actual))));
        }
    }

    private void refusal(TestStep.Catch caught) throws CaseFailed, SQLException {
        Optional<SQLException> refused = attempt(caught.sql(), false).refused();
        if (refused.isEmpty()) {
            throw failed(caught.at(), "the SQL was to fail and succeeded");
        }
        Optional<Expected.Match> error = caught.error();
        if (error.isPresent()
                && sql.wordings(refused.get()).stream()
                        .noneMatch(words -> error.get().pattern().matcher(words).find())) {
            throw new CaseFailed(new Failure(
                    error.get().at(),
                    caught.at().text(),
                    "the SQL failed for another reason",
                    Optional.of(Comparison.words(error.get())),
                    Optional.of(sql.words(refused.get()))));
        }
    }

    private void assertion(TestStep.Assert assertion) throws CaseFailed, SQLException {
        String said = assertion.message().map(m -> ": " + m).orElse("");
        for (Sql.Answer answer : answers(assertion.sql(), assertion.at())) {
            List<List<String>> rows = answer.rows().map(ResultText::rows).orElse(List.of());
            if (rows.size() != 1 || rows.getFirst().size() != 1) {
                throw new CaseFailed(new Failure(
                        assertion.at(),
                        assertion.at().text(),
                        "the query must return one row with one value" + said,
                        Optional.of("true"),
                        Optional.of(answer.rows()
                                .map(r -> r.in(TestStep.Format.CSV))
                                .filter(text -> !text.isEmpty())
                                .orElse("no rows"))));
            }
            String value = rows.getFirst().getFirst();
            if (!value.equals("true") && !value.equals("1")) {
                throw new CaseFailed(new Failure(
                        assertion.at(),
                        assertion.at().text(),
                        "the answer is not true" + said,
                        Optional.of("true"),
                        Optional.of(value)));
            }
        }
    }

    private void external(TestStep.External external) throws CaseFailed {
        try {
            String printed = outside.run(external.program());
            if (external.expected().isPresent()) {
                compare(external.expected().get(), printed, TestStep.Format.CSV, external.at());
            }
        } catch (OutsideException e) {
            throw failed(external.at(), e.getMessage());
        }
    }

    private void migrate(TestStep.Migrate migrate) throws CaseFailed, SQLException {
        List<SqlScript> scripts;
        try {
            scripts = grounds.migrations(version, migrate.to());
        } catch (CountersignException e) {
            throw failed(migrate.at(), e.getMessage());
        }
        touched = true;
        for (SqlScript script : scripts) {
            run(script, migrate.at());
        }
        version = Optional.of(migrate.to());
    }

    private void apply(TestStep.Apply apply) throws CaseFailed, SQLException {
        touched = true;
        try {
            run(grounds.plan(apply.url()), apply.at());
        } catch (CountersignException e) {
            throw failed(apply.at(), e.getMessage());
        }
    }

    private void run(SqlScript script, SourceRange at) throws CaseFailed, SQLException {
        open.addAll(script.notEvaluated());
        Optional<String> wrong =
                database.scratch().within(LIMIT, database.connection(), progress, () -> files.run(script, database));
        if (wrong.isPresent()) {
            throw failed(at, wrong.get());
        }
    }

    private void state(TestStep.State state) throws CaseFailed, SQLException {
        if (touched) {
            throw failed(state.at(), "\"schema\" must come before every command that changes or asks the database");
        }
        try {
            Grounds.State wanted = grounds.state(state.url(), progress);
            open.addAll(wanted.open());
            Stage.Copy empty = database;
            database = wanted.database();
            empty.close();
        } catch (CountersignException e) {
            throw failed(state.at(), e.getMessage());
        }
        touched = true;
    }

    private List<Sql.Answer> answers(String text, SourceRange at) throws CaseFailed, SQLException {
        Attempt attempt = attempt(text, true);
        if (attempt.refused().isPresent()) {
            throw failed(
                    at,
                    "the dev database refuses this: "
                            + sql.words(attempt.refused().get()));
        }
        return attempt.answers();
    }

    /** What running a text came to: answers, or a refusal. */
    private record Attempt(List<Sql.Answer> answers, Optional<SQLException> refused) {}

    private Attempt attempt(String text, boolean help) throws SQLException {
        touched = true;
        return database.scratch().within(LIMIT, database.connection(), progress, () -> {
            try {
                return new Attempt(sql.run(database.scratch(), database.connection(), text, help), Optional.empty());
            } catch (SQLException e) {
                return new Attempt(List.of(), Optional.of(e));
            }
        });
    }

    private static CaseFailed failed(SourceRange at, String message) {
        return new CaseFailed(Failure.of(at, at.text(), message.replaceAll("\\.$", "")));
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
