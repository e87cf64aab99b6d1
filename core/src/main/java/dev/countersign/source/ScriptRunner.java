package dev.countersign.source;

import dev.countersign.ddl.DdlStatement;
import dev.countersign.devdb.NotLentException;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Scripts;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.SourceRange;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import dev.countersign.sql.PsqlCommand;
import dev.countersign.sql.ScriptStatement;
import dev.countersign.sql.StatementHead;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs a script on a scratch database, in the way of its dialect. */
public final class ScriptRunner {
    private static final int SHOWN = 120;

    /** What follows these words in a statement may be a password. */
    private static final Pattern SECRETS = Pattern.compile("(?i)\\b(OPTIONS|CONNECTION|PASSWORD)\\b.*");

    private static final int SHOWN_ERRORS = 20;

    /** How PostgreSQL and SQLite say that something is not there. */
    private static final Pattern MISSING = Pattern.compile(
            "\"([^\"]+)\" does not exist|(?:function|type) ([^\\s(]+)\\S* does not exist|no such table: (\\S+)");

    /** How long a script may take, however short it is: what people write may hold loops. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** How much longer it may take for each of its statements, so that large schemas load on slow servers too. */
    private static final Duration LIMIT_PER_STATEMENT = Duration.ofMillis(20);

    private static final int STATEMENTS_PER_REPORT = 64;

    private final Scripts scripts;
    private final Duration limit;

    /** Gives each script the time that it may need. */
    public ScriptRunner(Dialect dialect) {
        this(dialect, LIMIT);
    }

    /** @param limit how long a script may take, beside what is added for each of its statements */
    ScriptRunner(Dialect dialect, Duration limit) {
        this.scripts = dialect.scripts();
        this.limit = limit;
    }

    /**
     * What running a script came to.
     *
     * @param beside what it does beside the database, such as making roles
     * @param notEvaluated what it says and nobody could look at, one sentence each
     */
    public record Ran(Scripts.Beside beside, List<String> notEvaluated) {
        public Ran {
            notEvaluated = List.copyOf(notEvaluated);
        }
    }

    /**
     * Runs every statement, each by itself unless the script opens transactions.
     *
     * @param phase what this is, for {@code progress}, which is told how many statements have run
     * @throws SourceException when the server refuses a statement: file, line, statement and the server's words
     */
    public Ran run(String phase, SqlScript script, ScratchDatabase scratch, Progress progress) throws SQLException {
        List<SqlScript.Placed> statements = script.statements();
        Duration allowed = limit.plus(LIMIT_PER_STATEMENT.multipliedBy(statements.size()));
        try (Connection connection = scratch.openForScripts()) {
            Scripts.Run run = scripts.begin(scratch, connection);
            return scratch.within(allowed, connection, progress, () -> {
                List<Refused> waiting = new ArrayList<>();
                List<Refused> rows = new ArrayList<>();
                for (int i = 0; i < statements.size(); i++) {
                    progress.checkCancelled();
                    if (i % STATEMENTS_PER_REPORT == 0) {
                        progress.phase(phase, i, statements.size());
                    }
                    SqlScript.Placed placed = statements.get(i);
                    if (placed.origin().isPresent()) {
                        attempt(placed, run).ifPresent(refused -> (refused.isRow() ? rows : waiting).add(refused));
                    } else {
                        run(placed, run);
                    }
                }
                List<String> notEvaluated = runWaiting(waiting, rows, run, progress);
                close(script, scratch, connection);
                return new Ran(run.beside(), notEvaluated);
            });
        }
    }

    /** A statement that could not run yet, and what the engine said. */
    private record Refused(SqlScript.Placed placed, SQLException error) {
        /** Whether this is a row that its table does not take: a later try, among triggers, would say something else. */
        boolean isRow() {
            return placed.origin().flatMap(DdlStatement::unseen).isPresent()
                    && !MISSING.matcher(Objects.requireNonNullElse(error.getMessage(), ""))
                            .find();
        }
    }

    private static Optional<Refused> attempt(SqlScript.Placed placed, Scripts.Run run) {
        try {
            run.statement(placed.statement());
            return Optional.empty();
        } catch (SQLException refused) {
            return Optional.of(new Refused(placed, refused));
        }
    }

    /**
     * What refers to something that was not there yet is tried again as long as that gets anything further.
     *
     * @param rows what no further try can help
     * @return the bodies that could not be looked at
     */
    private List<String> runWaiting(List<Refused> first, List<Refused> rows, Scripts.Run run, Progress progress)
            throws SQLException {
        Map<Refused, Scripts.Look> bodies = new LinkedHashMap<>();
        List<Refused> waiting = first;
        while (!waiting.isEmpty()) {
            List<Refused> still = new ArrayList<>();
            for (Refused refused : waiting) {
                progress.checkCancelled();
                attempt(refused.placed(), run).ifPresent(still::add);
            }
            if (still.size() == waiting.size()) {
                still = withoutBodies(still, run, bodies);
                if (still.size() == waiting.size()) {
                    still = withBareNames(still, run);
                }
                if (still.size() == waiting.size()) {
                    throw explained(Stream.concat(still.stream(), rows.stream()).toList());
                }
            }
            waiting = still;
        }
        if (!rows.isEmpty()) {
            throw explained(rows);
        }
        List<String> notEvaluated = new ArrayList<>();
        for (Map.Entry<Refused, Scripts.Look> body : bodies.entrySet()) {
            body.getValue()
                    .missing()
                    .ifPresent(missing -> notEvaluated.add(
                            place(body.getKey()) + ": the body of this routine is not evaluated: " + words(missing)));
        }
        return notEvaluated;
    }

    /** Those of the statements that are refused for more than what the body of a routine names. */
    private static List<Refused> withoutBodies(
            List<Refused> waiting, Scripts.Run run, Map<Refused, Scripts.Look> bodies) {
        List<Refused> still = new ArrayList<>();
        for (Refused refused : waiting) {
            try {
                bodies.put(refused, run.withoutBody(refused.placed().statement(), refused.error()));
            } catch (SQLException more) {
                still.add(refused);
            }
        }
        return still;
    }

    /** Those of the statements whose names without a schema mean nothing either in the schema that they stand in. */
    private static List<Refused> withBareNames(List<Refused> waiting, Scripts.Run run) {
        List<Refused> still = new ArrayList<>();
        for (Refused refused : waiting) {
            try {
                run.withBareNames(refused.placed().statement(), refused.error());
            } catch (SQLException more) {
                still.add(new Refused(refused.placed(), more));
            }
        }
        return still;
    }

    /** Every statement that has no way out; what only waits for one of them fails for its sake and is counted. */
    private SourceException explained(List<Refused> refused) {
        List<Refused> causes =
                refused.stream().filter(r -> !waitsFor(r, refused)).toList();
        // names that wait for each other in a circle have no first cause
        List<Refused> told = causes.isEmpty() ? refused : causes;
        String messages = told.stream()
                .limit(SHOWN_ERRORS)
                .map(this::problem)
                .map(HclProblem::render)
                .distinct()
                .collect(Collectors.joining("\n"));
        int more = refused.size() - Math.min(told.size(), SHOWN_ERRORS);
        boolean unsupported = told.stream().allMatch(r -> r.error() instanceof NotLentException);
        return new SourceException(
                unsupported ? ExitCode.UNSUPPORTED : ExitCode.FAILED,
                messages + (more == 0 ? "" : "\n(and " + more + " more that may need it)"),
                refused.getFirst().error());
    }

    private HclProblem problem(Refused refused) {
        return HclProblem.at(place(refused), "the dev database refuses this: " + words(refused.error()));
    }

    private SourceRange place(Refused refused) {
        DdlStatement origin = refused.placed().origin().orElseThrow();
        OptionalInt position = scripts.position(refused.error(), origin.sql());
        return position.isPresent() ? origin.at(position.getAsInt()) : origin.range();
    }

    /** Whether the engine misses something that another refused statement would have made. */
    private static boolean waitsFor(Refused refused, List<Refused> all) {
        Matcher missing =
                MISSING.matcher(Objects.requireNonNullElse(refused.error().getMessage(), ""));
        if (!missing.find()) {
            return false;
        }
        String name = Stream.of(missing.group(1), missing.group(2), missing.group(3))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
        String last = name.substring(name.lastIndexOf('.') + 1);
        return all.stream()
                .filter(other -> other != refused)
                .map(other -> StatementHead.of(other.placed().statement()))
                .filter(head -> head.verb().equals("create"))
                .flatMap(head -> head.name().stream())
                .anyMatch(made -> made.name().equals(last));
    }

    private static void close(SqlScript script, ScratchDatabase scratch, Connection connection) throws SQLException {
        if (script.closing().isEmpty() || scratch.runPrivileged(script.closing())) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : script.closing()) {
                statement.execute(sql);
            }
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
        return new SourceException(
                refused instanceof NotLentException ? ExitCode.UNSUPPORTED : ExitCode.FAILED,
                placed.file() + " line " + placed.statement().line() + ": the dev database refuses \""
                        + shown(placed.statement().text()) + "\": " + words(refused) + ".",
                refused);
    }

    private static String words(SQLException refused) {
        String words = refused.getMessage().replaceFirst("^ERROR: ", "").replaceAll("\\s*\\n\\s*", "; ");
        return words
                + Optional.ofNullable(refused.getSQLState())
                        .filter(code -> !code.isEmpty())
                        .map(code -> " (SQLSTATE " + code + ")")
                        .orElse("");
    }

    private static String shown(String sql) {
        String line = SECRETS.matcher(sql.strip().replaceAll("\\s+", " ")).replaceFirst("$1 ...");
        return line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
    }
}
