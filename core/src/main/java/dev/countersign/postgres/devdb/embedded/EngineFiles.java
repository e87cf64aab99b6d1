package dev.countersign.postgres.devdb.embedded;

import dev.countersign.devdb.DevDatabaseException;
import dev.countersign.postgres.devdb.OwnServer;
import dev.countersign.progress.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * An unpacked engine and a data directory that is initialised once and copied for each run.
 *
 * @param programs folder with {@code bin}, {@code lib} and {@code share}
 * @param template initialised data directory, never run
 */
record EngineFiles(Path programs, Path template) {
    /** The engine's own superuser. Nothing that a user wrote ever runs as it. */
    static final String BOOTSTRAP_ROLE = "countersign_engine";

    /** Raise when the way a template is made changes, so that old caches are left alone. */
    private static final String TEMPLATE_REVISION = "3";

    static EngineFiles prepare(Platform platform, Path cache, EngineUser user, Progress progress) throws IOException {
        EngineArchive archive = EngineArchive.find(platform);
        Path home = cache.resolve("postgres-" + archive.identity() + "-" + TEMPLATE_REVISION);
        EngineFiles files = new EngineFiles(home.resolve("engine"), home.resolve("template"));
        if (!Files.isDirectory(home)) {
            progress.phase("Unpacking PostgreSQL", 0, -1);
            Path staging = Files.createTempDirectory(cache, ".unpack-");
            try {
                files.fill(staging, archive, platform, user, progress);
                Files.move(staging, home, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileSystemException e) {
                // another process was quicker: its folder is as good as ours, and a complete one is only ever moved
                // into place
                if (!Files.isDirectory(home)) {
                    throw e;
                }
            } finally {
                delete(staging);
            }
        }
        return files;
    }

    private void fill(Path staging, EngineArchive archive, Platform platform, EngineUser user, Progress progress)
            throws IOException {
        Path engine = Files.createDirectory(staging.resolve("engine"));
        archive.unpack(engine);
        open(staging);
        progress.phase("Initialising PostgreSQL", 0, -1);
        Path data = Files.createDirectory(staging.resolve("template"));
        user.own(data);
        Path bin = engine.resolve("bin");
        run(
                user.command(List.of(
                        bin.resolve(platform.program("initdb")).toString(),
                        "--pgdata=" + data,
                        "--username=" + BOOTSTRAP_ROLE,
                        "--auth=reject",
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--locale=C",
                        "--no-data-checksums",
                        "--wal-segsize=1",
                        "--no-sync",
                        "--no-instructions")),
                "");
        String postgres = bin.resolve(platform.program("postgres")).toString();
        // secrets that are in an engine of ours came with the script that is loaded there; every database is a copy of
        // this one
        run(
                user.command(List.of(postgres, "--single", "-D", data.toString(), "-F", "template0")),
                "CREATE ROLE " + OwnServer.DEV_ROLE + " LOGIN CREATEDB;\n"
                        + "GRANT SELECT ON pg_catalog.pg_user_mapping, pg_catalog.pg_subscription TO "
                        + OwnServer.DEV_ROLE + ";\n");
        takeBack(data);
        open(data);
    }

    /** Runs one of the engine's programs to its end. */
    static void run(List<String> command, String input) throws IOException {
        Path output = Files.createTempFile("countersign", ".log");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            environment(builder.environment());
            builder.directory(output.getParent().toFile());
            Process process = builder.start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            boolean ended = process.waitFor(60, TimeUnit.SECONDS);
            if (!ended || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new DevDatabaseException("The built-in PostgreSQL cannot be initialised (%s): %s"
                        .formatted(
                                ended ? "exit code " + process.exitValue() : "no answer within a minute",
                                Files.readString(output).strip()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DevDatabaseException("Interrupted while initialising the built-in PostgreSQL.", e);
        } finally {
            Files.delete(output);
        }
    }

    /** Nothing of ours reaches the engine: no tokens, no agent sockets, no PG* settings. */
    static void environment(Map<String, String> environment) {
        Map<String, String> before = Map.copyOf(environment);
        environment.clear();
        for (String name : List.of("PATH", "TMPDIR", "SystemRoot", "TEMP", "TMP")) {
            if (before.containsKey(name)) {
                environment.put(name, before.get(name));
            }
        }
        environment.put("LC_ALL", "C");
        environment.put("TZ", "UTC");
    }

    /** The engine's user could otherwise change the template of later runs. */
    private static void takeBack(Path folder) throws IOException {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return;
        }
        UserPrincipal us = Files.getOwner(folder.getParent());
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) throws IOException {
                Files.setOwner(dir, us);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.setOwner(file, us);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Readable by the engine's user. */
    private static void open(Path folder) throws IOException {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> folders = PosixFilePermissions.fromString("rwxr-xr-x");
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) throws IOException {
                Files.setPosixFilePermissions(dir, folders);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    Set<PosixFilePermission> mode = EnumSet.copyOf(Files.getPosixFilePermissions(file));
                    mode.add(PosixFilePermission.GROUP_READ);
                    mode.add(PosixFilePermission.OTHERS_READ);
                    Files.setPosixFilePermissions(file, mode);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Deletes a folder and what is in it, never through a link; a file that vanished meanwhile is fine. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
                Files.deleteIfExists(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
