package dev.countersign.postgres.devdb.embedded;

import dev.countersign.devdb.DevDatabaseException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running engine: a process tree that ends with us, in a private folder with its data and its socket. */
final class EngineProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineProcess.class);
    private static final int PORT = 5432;
    private static final int KEPT_LINES = 40;

    /** How long a start may take on a machine that is busy. */
    private static final int START_SECONDS = 60;

    private static final int STOP_SECONDS = 8;

    private final Process process;
    private final Path folder;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    private EngineProcess(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
        Thread.ofVirtual().name("engine log").start(this::readLog);
    }

    /**
     * @param folder private folder of this run, already owned by the engine's user
     * @param settings server settings as {@code name=value}
     * @param memoryKib address space that each of the engine's processes may use, in KiB
     */
    static EngineProcess start(
            EngineFiles files, Platform platform, EngineUser user, Path folder, List<String> settings, long memoryKib)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script(), "countersign-engine"));
        command.addAll(List.of(folder.toString(), files.template().toString(), Long.toString(memoryKib)));
        command.addAll(List.of(
                files.programs()
                        .resolve("bin")
                        .resolve(platform.program("postgres"))
                        .toString(),
                "-D",
                folder.resolve("data").toString()));
        for (String setting : settings) {
            command.addAll(List.of("-c", setting));
        }
        ProcessBuilder builder = new ProcessBuilder(user.command(command)).redirectErrorStream(true);
        builder.directory(Path.of("/").toFile());
        EngineFiles.environment(builder.environment());
        EngineProcess engine = new EngineProcess(builder.start(), folder);
        engine.awaitReady();
        return engine;
    }

    private static String script() throws IOException {
        try (InputStream in = EngineProcess.class.getResourceAsStream("engine.sh")) {
            if (in == null) {
                throw new IOException("engine.sh is missing from the build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void readLog() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                synchronized (lastLines) {
                    lastLines.addLast(line);
                    if (lastLines.size() > KEPT_LINES) {
                        lastLines.removeFirst();
                    }
                }
                if (line.contains("database system is ready to accept connections")) {
                    ready.complete(null);
                }
            }
            ready.completeExceptionally(new IOException("the engine ended"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    private void awaitReady() {
        try {
            ready.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw new DevDatabaseException("Interrupted while starting the built-in PostgreSQL.", e);
        } catch (ExecutionException | TimeoutException e) {
            String said = lastWords();
            kill();
            throw new DevDatabaseException(
                    "The built-in PostgreSQL does not start%s; name another dev database with --dev-url if this machine forbids it."
                            .formatted(said.isEmpty() ? "" : ": " + said),
                    e);
        }
    }

    /** The last lines of the engine's log, without statement text. */
    String lastWords() {
        synchronized (lastLines) {
            return String.join(" | ", lastLines);
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    Path socket() {
        return folder.resolve(".s.PGSQL." + PORT);
    }

    Path data() {
        return folder.resolve("data");
    }

    /** Ends the whole process tree without waiting for anything it does. */
    void kill() {
        List<ProcessHandle> tree = process.descendants().toList();
        process.destroyForcibly();
        tree.forEach(ProcessHandle::destroyForcibly);
        removeFolder(tree);
    }

    /** Only when nobody writes any more can the folder be emptied. */
    private void removeFolder(List<ProcessHandle> writers) {
        try {
            process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
            for (ProcessHandle writer : writers) {
                writer.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
            }
            EngineFiles.delete(folder);
        } catch (IOException | ExecutionException | TimeoutException e) {
            LOG.warn("left behind: {}", folder, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS) || Files.exists(folder)) {
                kill();
            }
        } catch (IOException e) {
            kill();
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }
}
