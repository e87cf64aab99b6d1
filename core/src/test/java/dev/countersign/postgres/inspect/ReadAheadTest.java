package dev.countersign.postgres.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.catalog.Catalog;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Scope;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.progress.CancelledException;
import dev.countersign.progress.Progress;
import dev.countersign.samples.GeneratedSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresEngine.class)
class ReadAheadTest {
    private static final PostgresInspector ALWAYS = new PostgresInspector(0);

    private ScratchDatabase scratch;
    private Connection connection;

    @BeforeEach
    void makeSchema(PostgresEngine.Server server) throws SQLException {
        scratch = server.database().create("ahead");
        try (Connection scripts = scratch.openForScripts()) {
            for (String script : new GeneratedSchema(120, 5).scripts()) {
                PostgresEngine.Server.run(scripts, script);
            }
        }
        connection = scratch.open();
    }

    @AfterEach
    void drop() throws SQLException {
        connection.close();
        scratch.close();
    }

    @Test
    void whatIsReadDoesNotDependOnTheSecondConnection() throws SQLException {
        Catalog alone = new PostgresInspector().inspect(connection, Scope.database(), Progress.none());
        List<Connection> opened = Collections.synchronizedList(new ArrayList<>());
        Catalog together = ALWAYS.inspect(
                connection,
                () -> {
                    Connection second = scratch.open();
                    opened.add(second);
                    return second;
                },
                Scope.database(),
                Progress.none());
        Catalog withoutHelp = ALWAYS.inspect(
                connection,
                () -> {
                    throw new SQLException("no room");
                },
                Scope.database(),
                Progress.none());
        assertSame(together, alone);
        assertSame(withoutHelp, alone);
        assertThat(opened).hasSize(1);
        assertThat(opened.getFirst().isClosed()).isTrue();
        assertThat(connection.getAutoCommit()).isTrue();
    }

    @Test
    void theSecondConnectionSeesTheFirstOnesMoment() throws SQLException {
        Catalog before = new PostgresInspector().inspect(connection, Scope.database(), Progress.none());
        Catalog read = ALWAYS.inspect(
                connection,
                () -> {
                    try (Connection other = scratch.openForScripts()) {
                        PostgresEngine.Server.run(other, "CREATE TABLE meanwhile (id integer PRIMARY KEY)");
                    }
                    return scratch.open();
                },
                Scope.database(),
                Progress.none());
        assertSame(read, before);
    }

    @Test
    void stoppingLeavesTheConnectionUsable() throws SQLException {
        AtomicInteger looks = new AtomicInteger();
        Progress impatient = new Progress() {
            @Override
            public void phase(String phase, long done, long total) {
                looks.incrementAndGet();
            }

            @Override
            public boolean cancelled() {
                return looks.get() > 3;
            }

            @Override
            public void onCancel(Runnable action) {
                // asked for when looked
            }
        };
        assertThatThrownBy(() -> ALWAYS.inspect(connection, scratch::open, Scope.database(), impatient))
                .isInstanceOf(CancelledException.class);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT 1")) {
            assertThat(row.next()).isTrue();
        }
    }

    private static void assertSame(Catalog actual, Catalog expected) {
        assertThat(actual).isEqualTo(expected);
        assertThat(actual.dependencies()).containsExactlyInAnyOrderElementsOf(expected.dependencies());
        assertThat(actual.uncompared()).isEqualTo(expected.uncompared());
    }
}
