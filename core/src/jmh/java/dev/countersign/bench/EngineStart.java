package dev.countersign.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabases;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.progress.Progress;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * How long the built-in PostgreSQL takes to start: the first time, when it has to be unpacked, and later. Each start has a process of its own, as with the
 * command line, and all share a folder for unpacked engines that is empty before the first.
 */
public final class EngineStart {
    private static final int LATER = 5;

    private EngineStart() {}

    /** @param arguments none; {@code once} in the processes that it starts */
    public static void main(String... arguments) throws IOException, InterruptedException, SQLException {
        if (List.of(arguments).equals(List.of("once"))) {
            once();
            return;
        }
        Path cache = Files.createTempDirectory(
                "engine-start", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        for (int i = 0; i <= LATER; i++) {
            ProcessBuilder start = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    EngineStart.class.getName(),
                    "once");
            start.environment().put("XDG_CACHE_HOME", cache.toString());
            System.out.print(i == 0 ? "first start: " : "later start: ");
            System.out.flush();
            int exit = start.inheritIO().start().waitFor();
            if (exit != 0) {
                throw new IllegalStateException("the engine did not start");
            }
        }
    }

    private static void once() throws SQLException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long processor = system.getProcessCpuTime();
        long start = System.nanoTime();
        try (DevDatabase engine = DevDatabases.installed().open("embedded://postgres/18", Progress.none())) {
            long open = System.nanoTime();
            try (ScratchDatabase scratch = engine.create("start");
                    Connection connection = scratch.openForScripts()) {
                if (!connection.isValid(1)) {
                    throw new SQLException("the scratch database does not answer");
                }
                System.out.printf(
                        "%5.0f ms until it answers, %4.0f ms more for a scratch database; %5.0f ms of processor time here%n",
                        (open - start) / 1e6,
                        (System.nanoTime() - open) / 1e6,
                        (system.getProcessCpuTime() - processor) / 1e6);
            }
        }
    }
}
