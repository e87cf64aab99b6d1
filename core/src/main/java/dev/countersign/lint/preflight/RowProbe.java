package dev.countersign.lint.preflight;

import dev.countersign.lint.Diagnostic.Evidence;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts rows with read-only queries that give up after a time limit. It keeps every answer, so that the same question is asked once, and says
 * afterwards what was asked: a signed plan names the counts it relied on.
 */
public final class RowProbe implements DataFacts {
    /** Counting stops here: that there are many is all a reviewer needs to know. */
    public static final long CAP = 10_001;

    private final ConnectionSupplier connections;
    private final Evidence evidence;
    private final Duration timeout;
    private final Clock clock;
    private final Map<Question, Answer> answers = new LinkedHashMap<>();

    /**
     * @param connections opens a connection to the rows; the probe closes it
     * @param evidence whose rows they are
     * @param timeout time limit of each query, whole seconds
     */
    public RowProbe(ConnectionSupplier connections, Evidence evidence, Duration timeout, Clock clock) {
        this.connections = connections;
        this.evidence = evidence;
        this.timeout = timeout;
        this.clock = clock;
    }

    @Override
    public synchronized Answer ask(Question question) {
        Answer known = answers.get(question);
        if (known == null) {
            known = count(question);
            answers.put(question, known);
        }
        return known;
    }

    /** A question and what was counted. */
    public record Asked(Question question, Answer.Counted answer) {}

    /** Everything that was counted so far, in the order it was asked. */
    public synchronized List<Asked> counted() {
        List<Asked> counted = new ArrayList<>();
        answers.forEach((question, answer) -> {
            if (answer instanceof Answer.Counted c) {
                counted.add(new Asked(question, c));
            }
        });
        return counted;
    }

    private Answer count(Question question) {
        String sql = ProbeSql.of(question);
        try (Connection connection = connections.open()) {
            // SQLite's connections are read-only from the start and cannot be told so later
            boolean readOnly = connection.isReadOnly();
            if (!readOnly) {
                connection.setReadOnly(true);
            }
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setQueryTimeout(Math.toIntExact(timeout.toSeconds()));
                try (ResultSet result = statement.executeQuery(sql)) {
                    result.next();
                    return new Answer.Counted(result.getLong(1), sql, evidence, clock.instant());
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
                if (!readOnly) {
                    connection.setReadOnly(false);
                }
            }
        } catch (SQLException e) {
            return new Answer.Unknown("counting rows of " + question.table().display() + " failed: " + e.getMessage());
        }
    }

    /** Opens a connection. */
    @FunctionalInterface
    public interface ConnectionSupplier {
        Connection open() throws SQLException;
    }
}
