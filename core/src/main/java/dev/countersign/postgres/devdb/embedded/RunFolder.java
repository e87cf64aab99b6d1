package dev.countersign.postgres.devdb.embedded;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the data of a running engine lies. It is thrown away at the end, and a small schema already has a thousand files: they are kept in memory where the
 * machine has plenty of it, as making files on a disk is then most of what loading a schema takes.
 *
 * @param temporary folder for temporary files of this process
 * @param shared where the system keeps files in memory ({@code /dev/shm} on Linux); need not exist
 * @param freeBytes memory that nobody uses
 */
record RunFolder(Path temporary, Path shared, long freeBytes) {
    /** The longest folder name that still leaves room for the socket's name: 104 bytes is the shortest limit of all systems (macOS). */
    private static final int LONGEST = 80;

    private static final Path USUAL = Path.of("/tmp");

    /** What must be free for each byte that the engine's data may grow to. */
    private static final int PLENTY = 2;

    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");

    static RunFolder ofThisMachine() {
        return new RunFolder(
                Path.of(System.getProperty("java.io.tmpdir")),
                Path.of("/dev/shm"),
                available(Path.of("/proc/meminfo")));
    }

    /** Bytes of memory that programs could still have, as Linux says; none elsewhere. */
    private static long available(Path memory) {
        try {
            Matcher said = AVAILABLE.matcher(Files.readString(memory));
            return said.find() ? Long.parseLong(said.group(1)) << 10 : 0;
        } catch (IOException notLinux) {
            return 0;
        }
    }

    /**
     * Makes a folder that only this user can read.
     *
     * @param dataBytes what the data may grow to
     * @throws IOException when it cannot be made
     */
    Path make(long dataBytes) throws IOException {
        return Files.createTempDirectory(
                base(dataBytes),
                "countersign-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** A temporary folder that somebody chose is taken as it is; the usual one gives way to memory. */
    Path base(long dataBytes) throws IOException {
        if (temporary.equals(USUAL) && freeBytes / PLENTY >= dataBytes && holdsInMemory(PLENTY * dataBytes)) {
            return shared;
        }
        Path base = temporary.toRealPath();
        return base.toString().length() > LONGEST ? USUAL.toRealPath() : base;
    }

    private boolean holdsInMemory(long bytes) {
        try {
            FileStore store = Files.getFileStore(shared);
            return store.type().equals("tmpfs") && store.getUsableSpace() >= bytes && Files.isWritable(shared);
        } catch (IOException notThere) {
            return false;
        }
    }
}
