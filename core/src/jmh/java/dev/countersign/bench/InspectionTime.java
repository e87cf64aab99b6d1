package dev.countersign.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.countersign.catalog.Catalog;
import dev.countersign.dialect.Scope;
import dev.countersign.postgres.inspect.PostgresInspector;
import dev.countersign.progress.Progress;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * How long it takes to read a catalog, the first time in a JVM and later, each turn beside {@code pg_dump --schema-only} of the same database. The first time is
 * what a command pays after its start; to be run with the flags that commands have.
 */
public final class InspectionTime {
    private static final int TURNS = 6;

    private InspectionTime() {}

    /** @param arguments the database as {@code host port name user}; {@code pg_dump} is the one on the PATH */
    public static void main(String... arguments) throws SQLException, IOException, InterruptedException {
        if (arguments.length != 4) {
            throw new IllegalArgumentException("host, port, name and user of a database are needed");
        }
        String url = "jdbc:postgresql://%s:%s/%s?user=%s"
                .formatted(arguments[0], arguments[1], arguments[2], arguments[3]);
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        for (int turn = 0; turn < TURNS; turn++) {
            double dump = dump(arguments);
            long processor = system.getProcessCpuTime();
            long start = System.nanoTime();
            Catalog catalog;
            try (Connection connection = DriverManager.getConnection(url)) {
                catalog = new PostgresInspector()
                        .inspect(connection, () -> DriverManager.getConnection(url), Scope.database(), Progress.none());
            }
            double millis = (System.nanoTime() - start) / 1e6;
            System.out.printf(
                    "%s: %5.0f ms, %.2f x pg_dump (%5.0f ms); %5.0f ms of processor time here; %d objects%n",
                    turn == 0 ? "first" : "later",
                    millis,
                    millis / dump,
                    dump,
                    (system.getProcessCpuTime() - processor) / 1e6,
                    catalog.objects().size());
        }
    }

    private static double dump(String... arguments) throws IOException, InterruptedException {
        File nothing = File.createTempFile("inspection-time", ".sql");
        try {
            long start = System.nanoTime();
            Process dump = new ProcessBuilder(
                            "pg_dump",
                            "--schema-only",
                            "--host=" + arguments[0],
                            "--port=" + arguments[1],
                            "--username=" + arguments[3],
                            "--file=" + nothing,
                            arguments[2])
                    .inheritIO()
                    .start();
            if (!dump.waitFor(10, TimeUnit.MINUTES) || dump.exitValue() != 0) {
                throw new IllegalStateException("pg_dump did not dump");
            }
            return (System.nanoTime() - start) / 1e6;
        } finally {
            nothing.delete();
        }
    }
}
