package dev.countersign.lint;

import dev.countersign.catalog.Catalog;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Observer;
import dev.countersign.dialect.Scope;
import dev.countersign.lint.LintReport.Linted;
import dev.countersign.lint.LintReport.NotRun;
import dev.countersign.lint.preflight.DataFacts;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import dev.countersign.simulate.Refusals;
import dev.countersign.simulate.Rehearsal;
import dev.countersign.simulate.Rehearsal.Act;
import dev.countersign.simulate.Simulation.Failure;
import dev.countersign.simulate.Simulation.Observation;
import dev.countersign.simulate.Stage;
import dev.countersign.source.SqlScript;
import dev.countersign.sql.Directive;
import dev.countersign.sql.PsqlCommand;
import dev.countersign.sql.ScriptStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Runs a migration that somebody wrote on the dev database, statement by statement, and lints what it really does. */
public final class MigrationLinter {
    private final Dialect dialect;
    private final Linter linter;
    private final boolean eachFile;
    private final Optional<Catalog> start;

    /** Somebody who adds to the findings or changes what they mean. */
    @FunctionalInterface
    public interface Judge {
        /** The findings that hold. */
        List<Diagnostic> judge(List<Diagnostic> findings, LintInput input);
    }

    public MigrationLinter(Dialect dialect, Linter linter) {
        this(dialect, linter, false, Optional.empty());
    }

    private MigrationLinter(Dialect dialect, Linter linter, boolean eachFile, Optional<Catalog> start) {
        this.dialect = dialect;
        this.linter = linter;
        this.eachFile = eachFile;
        this.start = start;
    }

    /** The same for the files of a migration directory: each is judged by itself, and its sum file was read. */
    public MigrationLinter ofDirectory() {
        return new MigrationLinter(dialect, linter, true, start);
    }

    /** The same for migrations that find this state, with what is there beside the database, such as roles. */
    public MigrationLinter from(Catalog state) {
        return new MigrationLinter(dialect, linter, eachFile, Optional.of(state));
    }

    /**
     * Lints the script on a fresh copy of the stage's state.
     *
     * @param judge has a say in the findings after the analyzers
     * @param notEvaluated what the policy file says that has no effect, for the report
     */
    public LintReport lint(
            Stage stage,
            SqlScript script,
            LintSettings settings,
            List<String> notEvaluated,
            DataFacts facts,
            Judge judge,
            Progress progress) {
        if (!stage.problems().isEmpty()) {
            throw new CountersignException(
                    ExitCode.UNSUPPORTED,
                    "The migration cannot be linted because "
                            + stage.problems().getFirst().why() + ".");
        }
        List<Linted> statements = new ArrayList<>();
        List<LintStep> steps = new ArrayList<>();
        List<NotRun> notRun = new ArrayList<>();
        List<String> notFollowed = new ArrayList<>();
        Optional<Failure> failure = Optional.empty();
        Rehearsal rehearsal = new Rehearsal(dialect);
        ArchiveChecks checks = new ArchiveChecks(script);
        try (Stage.Copy copy = stage.copy(progress);
                Observer observer =
                        dialect.observer().start(copy.scratch(), copy.connection(), stage.scope(), progress)) {
            begin(stage.scope(), copy.connection());
            FollowedServer server = new FollowedServer(dialect, start.orElseGet(observer::state), copy.scratch());
            Transactions transactions = new Transactions();
            for (SqlScript.Placed placed : script.statements()) {
                ScriptStatement statement = placed.statement();
                transactions.enter(placed);
                int number = statements.size() + 1;
                statements.add(
                        new Linted(number, placed.file(), statement.line(), statement.offset(), statement.text()));
                progress.phase(
                        "Running the migration on the dev database",
                        number,
                        script.statements().size());
                if (statement.kind() == ScriptStatement.Kind.COPY_DATA) {
                    notRun.add(new NotRun(number, "the rows of COPY are not loaded on the dev database"));
                    steps.add(unchanged(number, placed, transactions.wrapping(placed), observer.state()));
                }
                if (passedOver(placed)) {
                    continue;
                }
                Optional<TransactionControl> control = transactions.control(placed);
                if (control.isPresent()) {
                    steps.add(unchanged(number, placed, transactions.wrapping(placed), observer.state()));
                    if (control.get() == TransactionControl.ROLLBACK) {
                        notRun.add(new NotRun(number, "what is in front of it is judged as if it were not taken back"));
                    }
                    continue;
                }
                int shared = transactions.open(placed);
                Catalog standing = server.beside(observer.state());
                Optional<FollowedServer.Taken> taken =
                        server.take(number, statement.text(), copy.connection(), observer.state());
                if (taken.isPresent()) {
                    failure = taken.get().failure();
                    if (failure.isPresent()) {
                        break;
                    }
                    for (String why : taken.get().unknown()) {
                        notRun.add(new NotRun(number, why));
                        notFollowed.add(placed.file() + " line " + statement.line() + ": " + why
                                + ", so rules and ownership cannot be judged by it");
                    }
                    steps.add(new LintStep(
                            number,
                            statement.text(),
                            shared,
                            standing,
                            server.beside(observer.state()),
                            taken.get().changes(),
                            nolint(placed)));
                    continue;
                }
                Act act = new Act(
                        number,
                        statement.text(),
                        shared != 0 && !TransactionControl.refusedIn(statement.text()),
                        List.of());
                Rehearsal.Outcome outcome = rehearsal.run(observer, List.of(act), Progress.none());
                progress.checkCancelled();
                if (outcome.failure().isPresent()) {
                    Failure refused = outcome.failure().get();
                    if (Refusals.ofData(refused.sqlState())) {
                        notRun.add(new NotRun(number, refused.message()));
                        steps.add(unchanged(number, placed, shared, outcome.reached()));
                        continue;
                    }
                    failure = Optional.of(refused);
                    break;
                }
                Observation seen = outcome.observations().getFirst();
                steps.add(new LintStep(
                        number,
                        statement.text(),
                        shared,
                        server.beside(seen.before()),
                        server.beside(seen.after()),
                        seen.changes(),
                        nolint(placed)));
            }
            checks.run(stage, connection -> begin(stage.scope(), connection), progress);
        } catch (SQLException e) {
            progress.checkCancelled();
            throw new CountersignException(
                    ExitCode.FAILED, "The dev database could not be used: " + Refusals.message(e) + ".", e);
        }
        LintInput input = LintInput.of(
                dialect.name(), new TableRebuilds(dialect).folded(steps), settings, facts, Optional.empty());
        List<String> all = new ArrayList<>(notEvaluated);
        all.addAll(script.notEvaluated());
        all.addAll(linter.notEvaluated(input));
        if (!settings.rules().isEmpty() || settings.ownership().isPresent()) {
            all.addAll(notFollowed);
        }
        List<Diagnostic> linted = eachFile ? byFile(input, statements) : linter.lint(input);
        List<Diagnostic> found = judge.judge(checks.without(linted, statements), input);
        DirectiveAudit audit = new DirectiveAudit(linter, script, eachFile ? Set.of("sum", "checkpoint") : Set.of());
        audit.check(found, settings);
        return new LintReport(
                stage.engine(),
                statements,
                inOrder(found, checks.found(settings), audit.found(settings)),
                failure,
                notRun,
                Stream.concat(all.stream(), audit.notEvaluated().stream())
                        .distinct()
                        .toList(),
                Stream.concat(checks.notices().stream(), linter.notices(input).stream())
                        .toList(),
                run(steps));
    }

    private LintRun run(List<LintStep> steps) {
        if (steps.isEmpty()) {
            return LintRun.none();
        }
        return new LintRun(
                dialect.name(),
                "",
                "",
                Map.of(),
                steps.stream().mapToInt(step -> step.changes().size()).sum(),
                () -> dialect.schemaLanguage().write(steps.getFirst().before()).text(),
                () -> dialect.schemaLanguage().write(steps.getLast().after()).text());
    }

    private List<Diagnostic> byFile(LintInput input, List<Linted> statements) {
        Map<String, List<LintStep>> files = new LinkedHashMap<>();
        for (LintStep step : input.steps()) {
            files.computeIfAbsent(statements.get(step.number() - 1).file(), f -> new ArrayList<>())
                    .add(step);
        }
        return files.values().stream()
                .flatMap(
                        steps -> linter
                                .lint(LintInput.of(
                                        dialect.name(), steps, input.settings(), input.facts(), Optional.empty()))
                                .stream())
                .distinct()
                .toList();
    }

    private static List<Diagnostic> inOrder(
            List<Diagnostic> findings, List<Diagnostic> aboutChecks, List<Diagnostic> aboutDirectives) {
        return Stream.of(findings, aboutChecks, aboutDirectives)
                .flatMap(List::stream)
                .sorted(Comparator.comparingInt(Diagnostic::statement))
                .toList();
    }

    /** In the scope of one schema a migration's names without a schema mean that one. */
    private void begin(Scope scope, Connection connection) throws SQLException {
        String prelude = scope.home()
                .map(schema -> dialect.scripts().inSchema(schema, true))
                .orElse("");
        if (!prelude.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(prelude);
            }
        }
    }

    private static LintStep unchanged(int number, SqlScript.Placed placed, int transaction, Catalog state) {
        ScriptStatement statement = placed.statement();
        String sql = statement.kind() == ScriptStatement.Kind.COPY_DATA ? statement.copyCommand() : statement.text();
        return new LintStep(number, sql, transaction, state, state, List.of(), nolint(placed));
    }

    /** Whether it is no SQL for the engine. What would bring statements of its own is refused. */
    private static boolean passedOver(SqlScript.Placed placed) {
        return switch (placed.statement().kind()) {
            case SQL -> false;
            case COPY_DATA -> true;
            case META_COMMAND -> {
                PsqlCommand command = PsqlCommand.of(placed.statement());
                if (!command.withoutEffect()) {
                    throw new CountersignException(
                            ExitCode.UNSUPPORTED,
                            placed.file() + " line " + placed.statement().line() + ": " + command.refusal());
                }
                yield true;
            }
        };
    }

    /** The directives that are for a statement, those of its own first. */
    static List<NoLint> nolint(SqlScript.Placed placed) {
        List<NoLint> found = new ArrayList<>();
        for (Directive directive : placed.statement().directives("nolint")) {
            found.add(new NoLint(directive.words(), placed.file() + " line " + directive.line()));
        }
        for (Directive directive : placed.fileDirectives()) {
            if (directive.name().equals("nolint")) {
                found.add(new NoLint(directive.words(), "top of " + placed.file()));
            }
        }
        return found;
    }

    /** Follows which statements share a transaction: all of a file unless it says {@code txmode none}, and between BEGIN and COMMIT. */
    private static final class Transactions {
        private boolean begun;
        private String file = "";
        private int number;

        /** Another file is another transaction. */
        void enter(SqlScript.Placed placed) {
            if (!file.equals(placed.file())) {
                file = placed.file();
                number++;
            }
        }

        /** What the statement does to the transaction, when that is all it does; such statements are not run. */
        Optional<TransactionControl> control(SqlScript.Placed placed) {
            Optional<TransactionControl> control =
                    TransactionControl.of(placed.statement().text());
            control.ifPresent(c -> {
                begun = c == TransactionControl.BEGIN;
                number++;
            });
            return control;
        }

        /** The number of the transaction that the statement runs in; 0 for none. */
        int open(SqlScript.Placed placed) {
            return begun || wraps(placed) ? number : 0;
        }

        /** The number of the transaction that the file itself runs in; 0 for none. */
        int wrapping(SqlScript.Placed placed) {
            return wraps(placed) ? number : 0;
        }

        private static boolean wraps(SqlScript.Placed placed) {
            return placed.fileDirectives().stream()
                    .noneMatch(d -> d.name().equals("txmode") && d.argument().equals("none"));
        }
    }
}
