package dev.countersign.postgres.devdb.embedded;

import dev.countersign.devdb.DevDatabaseException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The bundled binaries of one platform, on the class path as one compressed archive. */
final class EngineArchive {
    /** How the names of archives end that only the jar compresses, and of those that are compressed in themselves. */
    static final String PLAIN = ".tar";

    static final String SMALL = ".txz";

    private final URL url;

    EngineArchive(URL url) {
        this.url = url;
    }

    /** @throws DevDatabaseException when this build carries no binaries for the platform */
    static EngineArchive find(Platform platform) {
        return platform.resources().stream()
                .map(EngineArchive.class.getClassLoader()::getResource)
                .filter(Objects::nonNull)
                .findFirst()
                .map(EngineArchive::new)
                .orElseThrow(() -> new DevDatabaseException(
                        "This build carries no PostgreSQL for %s on %s; build it on such a machine, or name a dev database: docker://postgres/18/dev or postgres://…"
                                .formatted(platform.os(), platform.arch())));
    }

    /**
     * Tells one archive from another without reading it: the checksum that the jar's directory already holds. It guards against mixing versions, not
     * against malice: the class path is trusted, and so is the cache folder.
     */
    String identity() throws IOException {
        URLConnection connection = url.openConnection();
        if (connection instanceof JarURLConnection jar) {
            jar.setUseCaches(true);
            long crc = jar.getJarEntry().getCrc();
            long size = jar.getJarEntry().getSize();
            if (crc != -1 && size != -1) {
                return "%08x%07x".formatted(crc, size);
            }
        }
        try (CheckedInputStream in = new CheckedInputStream(url.openStream(), new CRC32())) {
            long size = in.transferTo(OutputStream.nullOutputStream());
            return "%08x%07x".formatted(in.getChecksum().getValue(), size);
        }
    }

    /** Writes every file below the folder, which must exist. One thread unpacks and another writes, because unpacking alone keeps a core busy. */
    void unpack(Path folder) throws IOException {
        Map<Path, Path> links = new HashMap<>();
        try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
            List<Future<Path>> written = read(folder, links, writer);
            for (Future<Path> file : written) {
                file.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DevDatabaseException("Interrupted while unpacking the built-in PostgreSQL.", e);
        }
        for (Map.Entry<Path, Path> link : links.entrySet()) {
            Files.createDirectories(link.getKey().getParent());
            Files.createSymbolicLink(link.getKey(), link.getValue());
        }
    }

    private List<Future<Path>> read(Path folder, Map<Path, Path> links, ExecutorService writer) throws IOException {
        List<Future<Path>> written = new ArrayList<>();
        try (InputStream raw = new BufferedInputStream(url.openStream(), 1 << 16);
                TarArchiveInputStream tar = new TarArchiveInputStream(expanded(raw))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("the archive names a path outside its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    written.add(writer.submit(() -> Files.createDirectories(target)));
                    continue;
                }
                // static libraries are for compiling against the engine
                if (target.toString().endsWith(".a")) {
                    continue;
                }
                if (entry.isSymbolicLink()) {
                    Path pointsTo = target.resolveSibling(entry.getLinkName()).normalize();
                    if (!pointsTo.startsWith(folder)) {
                        throw new IOException("the archive links outside its folder: " + entry.getName());
                    }
                    links.put(target, target.getParent().relativize(pointsTo));
                } else if (entry.isFile()) {
                    byte[] content = new byte[Math.toIntExact(entry.getSize())];
                    if (tar.readNBytes(content, 0, content.length) < content.length) {
                        throw new EOFException("the archive ends within " + entry.getName());
                    }
                    boolean executable = (entry.getMode() & 0100) != 0;
                    written.add(writer.submit(() -> write(target, content, executable)));
                }
            }
        }
        return written;
    }

    private InputStream expanded(InputStream raw) throws IOException {
        return url.getPath().endsWith(SMALL) ? new XZInputStream(raw) : raw;
    }

    private static Path write(Path target, byte[] content, boolean executable) throws IOException {
        Files.createDirectories(target.getParent());
        Files.write(target, content);
        if (executable) {
            target.toFile().setExecutable(true, false);
        }
        return target;
    }
}
