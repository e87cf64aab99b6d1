package dev.countersign.engine;

import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.source.Source;
import dev.countersign.source.Sources;
import dev.countersign.source.SqlScript;
import dev.countersign.source.directory.DirectorySum;
import dev.countersign.source.directory.MigrationDirectory;
import dev.countersign.source.directory.MigrationFile;
import dev.countersign.sql.Syntax;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds the source of a state. A folder with a sum file, or one whose URL says a layout or a version, is a migration directory: the state is what its files make,
 * from the newest checkpoint on.
 */
final class StateSources {
    private static final String FORMAT = "format";
    private static final String VERSION = "version";

    private final Sources sources;
    private final Path directory;
    private final Syntax syntax;

    /** @param sources finds every other source */
    StateSources(Project project, Setup setup, Sources sources) {
        this.sources = sources;
        this.directory = project.directory();
        this.syntax = setup.dialect().scripts().syntax();
    }

    /**
     * The source of several URLs, which together make one state.
     *
     * @param keepRows whether rows are kept to be asked about
     * @throws CountersignException when nobody knows a URL's form, or a migration directory cannot be read or does not fit its sum file
     */
    Source of(List<String> urls, boolean keepRows) {
        Optional<String> alone = urls.size() == 1 ? Optional.of(urls.getFirst()) : Optional.empty();
        return alone.filter(this::isDirectory).map(this::migrations).orElseGet(() -> sources.of(urls, keepRows));
    }

    /**
     * What the files of a state say, without running it.
     *
     * @return empty where they are migrations, and where the state is no file
     * @throws CountersignException when a file is missing or cannot be read
     */
    Optional<SqlScript> written(List<String> urls) {
        return urls.stream().anyMatch(this::isDirectory) ? Optional.empty() : sources.written(urls);
    }

    private boolean isDirectory(String url) {
        if (!Sources.scheme(url).equals("file")) {
            return false;
        }
        Path path = path(url);
        return Files.isDirectory(path)
                && (setting(url, FORMAT).isPresent()
                        || setting(url, VERSION).isPresent()
                        || Files.isRegularFile(path.resolve(DirectorySum.FILE)));
    }

    private Source migrations(String url) {
        MigrationDirectory migrations = Directories.read(path(url), setting(url, FORMAT));
        Optional<String> version = setting(url, VERSION);
        List<MigrationFile> all = migrations.files();
        List<MigrationFile> files = version.map(v -> upTo(migrations, v)).orElse(all);
        return sources.of(
                migrations.path().getFileName()
                        + version.map(v -> " at version " + v).orElse(""),
                migrations.script(MigrationFile.sinceCheckpoint(files), syntax));
    }

    private static List<MigrationFile> upTo(MigrationDirectory migrations, String version) {
        List<MigrationFile> all = migrations.files();
        for (int i = all.size() - 1; i >= 0; i--) {
            if (migrations.version(all.get(i)).equals(version)) {
                return all.subList(0, i + 1);
            }
        }
        throw new CountersignException(
                ExitCode.USAGE, "There is no version " + version + " in " + migrations.path() + ".");
    }

    private Path path(String url) {
        String bare = url.startsWith("file://") ? url.substring("file://".length()) : url;
        int query = bare.indexOf('?');
        return directory.resolve(query < 0 ? bare : bare.substring(0, query)).normalize();
    }

    private static Optional<String> setting(String url, String name) {
        int query = url.indexOf('?');
        return query < 0
                ? Optional.empty()
                : Arrays.stream(url.substring(query + 1).split("&"))
                        .filter(part -> part.startsWith(name + "="))
                        .map(part -> URLDecoder.decode(part.substring(name.length() + 1), StandardCharsets.UTF_8))
                        .findFirst();
    }
}
