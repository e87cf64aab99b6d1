package dev.countersign.postgres.inspect;

import dev.countersign.progress.Progress;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One query that runs on some connection's thread while another thread takes its rows. */
final class Fetch {
    private static final int LINES_PER_BATCH = 256;
    private static final long LOOK_UP_MILLIS = 100;

    private final String sql;
    private final boolean mayBeRefused;
    private final BlockingQueue<Batch> batches = new LinkedBlockingQueue<>();
    private List<byte[]> lines = new ArrayList<>(LINES_PER_BATCH);

    /** Some lines, or how it ended. */
    private record Batch(List<byte[]> lines, Optional<End> end) {}

    private record End(boolean allowed, Optional<Exception> failure) {}

    /** @param mayBeRefused whether the server may refuse it to this role, which is no failure */
    Fetch(String sql, boolean mayBeRefused) {
        this.sql = sql;
        this.mayBeRefused = mayBeRefused;
    }

    /** Runs the query; a failure goes to whoever reads the rows. */
    void run(DirectRows connection) {
        End end;
        try {
            boolean allowed = true;
            if (mayBeRefused) {
                allowed = connection.ifAllowed(() -> connection.copy(sql, this::take));
            } else {
                connection.copy(sql, this::take);
            }
            end = new End(allowed, Optional.empty());
        } catch (SQLException | RuntimeException e) {
            end = new End(true, Optional.of(e));
        }
        batches.add(new Batch(lines, Optional.of(end)));
    }

    private void take(byte[] line) {
        lines.add(line);
        if (lines.size() == LINES_PER_BATCH) {
            batches.add(new Batch(lines, Optional.empty()));
            lines = new ArrayList<>(LINES_PER_BATCH);
        }
    }

    /**
     * Gives the rows to the consumer as they come.
     *
     * @return whether the server allowed the query
     */
    boolean read(RowSource.RowConsumer consumer, Progress progress) throws SQLException {
        CopyRow.Lines rows = new CopyRow.Lines();
        while (true) {
            Batch batch = next(progress);
            for (byte[] line : batch.lines()) {
                Optional<CopyRow> row = rows.next(line);
                if (row.isPresent()) {
                    consumer.accept(row.get());
                }
            }
            if (batch.end().isPresent()) {
                return allowed(batch.end().get());
            }
        }
    }

    private static boolean allowed(End end) throws SQLException {
        if (end.failure().isPresent()) {
            switch (end.failure().get()) {
                case SQLException e -> throw e;
                case RuntimeException e -> throw e;
                case Exception e -> throw new IllegalStateException(e);
            }
        }
        return end.allowed();
    }

    private Batch next(Progress progress) throws SQLException {
        try {
            while (true) {
                Batch batch = batches.poll(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
                if (batch != null) {
                    return batch;
                }
                progress.checkCancelled();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while rows were being read", e);
        }
    }
}
