package dev.countersign.postgres.devdb.embedded;

import dev.countersign.devdb.DevDatabaseException;
import java.util.List;
import java.util.Locale;

/**
 * The machine that we run on, as the bundled binaries name it.
 *
 * @param os {@code linux}, {@code darwin} or {@code windows}
 * @param arch {@code x86_64} or {@code arm_64}
 */
record Platform(String os, String arch) {

    static Platform current() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static Platform of(String osName, String osArch) {
        String name = osName.toLowerCase(Locale.ROOT);
        String os = name.startsWith("windows") ? "windows" : name.startsWith("mac") ? "darwin" : "linux";
        String arch = switch (osArch.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default ->
                throw new DevDatabaseException(
                        "There is no built-in PostgreSQL for %s machines; name a dev database: docker://postgres/18/dev or postgres://…"
                                .formatted(osArch));
        };
        return new Platform(os, arch);
    }

    boolean windows() {
        return os.equals("windows");
    }

    /**
     * Names of the archive on the class path, the one that is read quickest first: packaging leaves the compression to the jar, and the library as it is
     * published compresses for size.
     */
    List<String> resources() {
        String name = "postgres-%s-%s".formatted(os, arch);
        return List.of(name + EngineArchive.PLAIN, name + EngineArchive.SMALL);
    }

    String program(String name) {
        return windows() ? name + ".exe" : name;
    }
}
