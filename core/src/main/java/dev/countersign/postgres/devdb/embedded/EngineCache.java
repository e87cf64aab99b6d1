package dev.countersign.postgres.devdb.embedded;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where unpacked engines are kept between runs. A folder qualifies only when it is ours and nobody else may write to it, because programs are started
 * from it; a root process also needs one that its unprivileged engine user can read.
 */
final class EngineCache {
    private final Map<String, String> environment;
    private final Path home;
    private final Path temporary;
    private final boolean readableByOthers;

    /** @param readableByOthers whether the engine runs as another user */
    EngineCache(Map<String, String> environment, Path home, Path temporary, boolean readableByOthers) {
        this.environment = Map.copyOf(environment);
        this.home = home;
        this.temporary = temporary;
        this.readableByOthers = readableByOthers;
    }

    /** The first usable folder, made when missing. */
    Path folder() throws IOException {
        List<Path> candidates = new ArrayList<>();
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        if (!xdg.isEmpty() && Path.of(xdg).isAbsolute()) {
            candidates.add(Path.of(xdg, "countersign"));
        }
        String local = environment.getOrDefault("LOCALAPPDATA", "");
        if (!local.isEmpty()) {
            candidates.add(Path.of(local, "countersign", "cache"));
        }
        candidates.add(home.resolve(".cache").resolve("countersign"));
        if (readableByOthers) {
            candidates.add(Path.of("/var/cache/countersign"));
        }
        candidates.add(temporary.resolve("countersign-cache-" + home.getFileName()));
        for (Path candidate : candidates) {
            if (usable(candidate)) {
                return candidate;
            }
        }
        return Files.createTempDirectory(temporary, "countersign-cache");
    }

    private boolean usable(Path folder) {
        try {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(folder.getParent());
                if (posix(folder.getParent())) {
                    Files.createDirectory(
                            folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
                } else {
                    Files.createDirectory(folder);
                }
            }
            return Files.isWritable(folder)
                    && (!posix(folder) || (ours(folder) && (!readableByOthers || reachable(folder.toRealPath()))));
        } catch (FileAlreadyExistsException madeByAnotherProcess) {
            return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && Files.isWritable(folder);
        } catch (IOException notHere) {
            return false;
        }
    }

    private static boolean posix(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix") && Files.exists(path);
    }

    private static boolean ours(Path folder) throws IOException {
        Path probe = Files.createTempFile(folder, ".who", "");
        try {
            Object me = Files.getAttribute(probe, "unix:uid");
            Object owner = Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS);
            return me.equals(owner)
                    && !allowed.contains(PosixFilePermission.OTHERS_WRITE)
                    && !allowed.contains(PosixFilePermission.GROUP_WRITE);
        } finally {
            Files.delete(probe);
        }
    }

    private static boolean reachable(Path folder) throws IOException {
        for (Path at = folder; at != null; at = at.getParent()) {
            if (!Files.getPosixFilePermissions(at).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }
}
