package dev.countersign.bench;

import dev.countersign.catalog.Catalog;
import com.sun.management.OperatingSystemMXBean;
import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabases;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Observer;
import dev.countersign.dialect.Scope;
import dev.countersign.postgres.PostgresDialect;
import dev.countersign.progress.Progress;
import dev.countersign.samples.GeneratedSchema;
import dev.countersign.simulate.Rehearsal;
import dev.countersign.simulate.Rehearsal.Act;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a further statement costs a simulation in schemas of different size: processor time of this process and of the built-in server, because wall time
 * says little on a machine with other work. A program of its own, as JMH measures wall time only.
 */
public final class SimulationCost {
    private static final int WARM_UP = 40;
    private static final int MEASURED = 60;

    private SimulationCost() {}

    /** @param arguments numbers of tables */
    public static void main(String... arguments) throws SQLException {
        try (DevDatabase engine = DevDatabases.installed().open("embedded://postgres/18", Progress.none())) {
            for (String tables : arguments) {
                measure(engine, new GeneratedSchema(Integer.parseInt(tables), 1), Integer.parseInt(tables));
            }
        }
    }

    private static void measure(DevDatabase engine, GeneratedSchema schema, int tables) throws SQLException {
        Dialect dialect = new PostgresDialect();
        try (ScratchDatabase scratch = engine.create("cost");
                Connection connection = scratch.openForScripts()) {
            try (Statement statement = connection.createStatement()) {
                for (String script : schema.scripts()) {
                    statement.execute(script);
                }
            }
            List<Act> acts = acts(schema, tables);
            try (Observer observer =
                    dialect.observer().start(scratch, connection, Scope.database(), Progress.none())) {
                Rehearsal rehearsal = new Rehearsal(dialect);
                for (Act act : acts.subList(0, WARM_UP)) {
                    step(rehearsal, observer, act);
                }
                Duration server = server();
                long client = client();
                long start = System.nanoTime();
                for (Act act : acts.subList(WARM_UP, WARM_UP + MEASURED)) {
                    step(rehearsal, observer, act);
                }
                System.out.printf(
                        "%6d tables: a statement costs %6.2f ms of the client and %6.2f ms of the server, %6.2f ms of wall time%n",
                        tables,
                        (client() - client) / 1e6 / MEASURED,
                        server().minus(server).toNanos() / 1e6 / MEASURED,
                        (System.nanoTime() - start) / 1e6 / MEASURED);
            }
        }
    }

    /** What {@code Rehearsal.run} does for one statement, without the complete reading at its end. */
    private static void step(Rehearsal rehearsal, Observer observer, Act act) throws SQLException {
        Rehearsal.Outcome outcome = rehearsal.run(new StatesOnly(observer), List.of(act), Progress.none());
        Optional<String> refused = outcome.failure().map(f -> act.sql() + ": " + f.message());
        if (refused.isPresent()) {
            throw new SQLException(refused.get());
        }
    }

    /** An observer that does not read everything at the end. */
    private record StatesOnly(Observer observer) implements Observer {
        @Override
        public Catalog state() {
            return observer.state();
        }

        @Override
        public Catalog run(String sql, boolean transactional, Progress progress)
                throws SQLException {
            return observer.run(sql, transactional, progress);
        }

        @Override
        public void close() {
            // the observer goes on
        }
    }

    private static List<Act> acts(GeneratedSchema schema, int tables) {
        List<Act> acts = new ArrayList<>();
        for (int i = 0; acts.size() < WARM_UP + MEASURED; i++) {
            String table = schema.name((13 + 7 * i) % tables);
            String added = "added_" + i;
            Stream.of(
                            "ALTER TABLE " + table + " ADD COLUMN " + added + " int DEFAULT 3",
                            "COMMENT ON COLUMN " + table + "." + added + " IS 'new'",
                            "CREATE INDEX ON " + table + " (" + added + ")",
                            "ALTER TABLE " + table + " ADD CHECK (" + added + " > 0)",
                            "CREATE TABLE " + table + "_more_" + i + " (id bigint PRIMARY KEY, n text)")
                    .forEach(sql -> acts.add(new Act(acts.size() + 1, sql, true, List.of())));
        }
        return acts;
    }

    private static long client() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** Processes of the server that are alive, which those are that do the work. */
    private static Duration server() {
        return ProcessHandle.current()
                .descendants()
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }
}
