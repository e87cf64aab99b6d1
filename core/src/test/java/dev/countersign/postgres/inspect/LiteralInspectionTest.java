package dev.countersign.postgres.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Dependency;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Inspector;
import dev.countersign.dialect.Scope;
import dev.countersign.plan.PlanOptions;
import dev.countersign.postgres.PostgresDialect;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.postgres.oracle.RandomPair;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is written without asking the server, or asked once for many objects, is what the server says of each. */
@ExtendWith(PostgresEngine.class)
class LiteralInspectionTest {
    private static final int SEEDS = 12;

    private final PostgresEngine.Server server;

    LiteralInspectionTest(PostgresEngine.Server server) {
        this.server = server;
    }

    /** Random schemas of all kinds of objects, of which one is new each time. */
    @Test
    void bothWaysFindTheSameAndPlanTheSame() throws SQLException {
        long fresh = new Random().nextInt(Integer.MAX_VALUE);
        for (long seed : LongStream.concat(LongStream.range(0, SEEDS), LongStream.of(fresh))
                .toArray()) {
            String name = "seed " + seed;
            RandomPair pair = new RandomPair(seed, server.major());
            Both current = read(pair.oldSql());
            Both desired = read(pair.newSql());
            assertSame(current, name);
            assertSame(desired, name);
            assertThat(plan(current.usual(), desired.usual()))
                    .as(name)
                    .isEqualTo(plan(current.literal(), desired.literal()));
        }
    }

    private record Both(Catalog usual, Catalog literal) {}

    private Both read(String script) throws SQLException {
        try (ScratchDatabase scratch = server.database().create("literal");
                Connection connection = scratch.openForScripts()) {
            PostgresEngine.Server.run(connection, script);
            return new Both(
                    new PostgresInspector(1).inspect(connection, scratch::open, Scope.database(), Progress.none()),
                    inspect(PostgresInspector.literal(), connection));
        }
    }

    private static Catalog inspect(Inspector inspector, Connection connection) throws SQLException {
        return inspector.inspect(connection, Scope.database(), Progress.none());
    }

    private static void assertSame(Both both, String name) {
        assertThat(both.usual().objects())
                .as(name)
                .isNotEmpty()
                .isEqualTo(both.literal().objects());
        assertThat(Set.<Dependency>copyOf(both.usual().dependencies()))
                .as(name)
                .isEqualTo(Set.<Dependency>copyOf(both.literal().dependencies()));
        assertThat(both.usual().uncompared()).as(name).isEqualTo(both.literal().uncompared());
    }

    private static String plan(Catalog current, Catalog desired) {
        Dialect dialect = new PostgresDialect();
        return dialect.planner()
                .plan(dialect.diff(current, desired, List.of()), PlanOptions.everything())
                .script();
    }
}
