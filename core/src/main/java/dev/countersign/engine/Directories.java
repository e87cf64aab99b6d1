package dev.countersign.engine;

import dev.countersign.hcl.NearestName;
import dev.countersign.policy.DerivedState;
import dev.countersign.policy.Migration;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.source.SqlTemplates;
import dev.countersign.source.directory.DirectoryFormat;
import dev.countersign.source.directory.MigrationDirectory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds the migration directory of a project. */
final class Directories {
    private static final String DEFAULT = "file://migrations";
    private static final String FORMAT = "?format=";

    private Directories() {}

    /**
     * The directory that somebody names, or else the environment's, or else the default one.
     *
     * @param dir its URL, as the caller writes it
     * @param format the name of its layout, where the URL says none
     * @throws CountersignException when there is none, it does not fit its sum file, or it cannot be read
     */
    static MigrationDirectory read(Project project, Optional<String> dir, Optional<String> format) {
        Optional<Migration> migration = project.policy().migration();
        String url = dir.or(() -> migration.map(Directories::said)).orElse(DEFAULT);
        String resolved = project.policy().resolver().apply(url);
        if (project.policy().states().get(resolved) instanceof DerivedState.Templates templates) {
            return templates(project, templates, format.or(() -> migration.flatMap(Migration::format)));
        }
        int query = resolved.indexOf('?');
        String bare = query < 0 ? resolved : resolved.substring(0, query);
        if (bare.contains("://") && !bare.startsWith("file://")) {
            throw new CountersignException(
                    ExitCode.USAGE,
                    "The migration directory " + url + " is no file:// URL; only directories are read.");
        }
        String path = bare.startsWith("file://") ? bare.substring("file://".length()) : bare;
        Path from = dir.isPresent() && resolved.equals(url) ? project.callerDirectory() : project.directory();
        Optional<String> named = query >= 0 && resolved.startsWith(FORMAT, query)
                ? Optional.of(resolved.substring(query + FORMAT.length()))
                : format.or(() -> migration.flatMap(Migration::format));
        return read(from.resolve(path).toAbsolutePath().normalize(), named);
    }

    private static String said(Migration migration) {
        return migration
                .dir()
                .orElseThrow(
                        () -> new CountersignException(
                                ExitCode.USAGE,
                                "The migration directory that the project file names is not known, and no other stands for it; name one with --dir."));
    }

    private static MigrationDirectory templates(
            Project project, DerivedState.Templates templates, Optional<String> format) {
        Path path =
                project.directory().resolve(templates.path()).toAbsolutePath().normalize();
        Map<String, String> texts = new SqlTemplates(templates, path).executed();
        return fitting(MigrationDirectory.read(path, layout(format)).executed(texts));
    }

    /**
     * A directory that fits its sum file, if it has one.
     *
     * @param format the name of its layout; empty for Atlas's
     * @throws CountersignException when it does not fit, or cannot be read
     */
    static MigrationDirectory read(Path path, Optional<String> format) {
        return fitting(MigrationDirectory.read(path, layout(format)));
    }

    private static DirectoryFormat layout(Optional<String> format) {
        return format.map(Directories::format).orElse(DirectoryFormat.ATLAS);
    }

    private static MigrationDirectory fitting(MigrationDirectory directory) {
        directory.mismatch().ifPresent(wrong -> {
            throw new CountersignException(
                    ExitCode.FAILED,
                    "The migration directory " + directory.path() + " is not as it was recorded: " + wrong + ".");
        });
        return directory;
    }

    private static DirectoryFormat format(String name) {
        return DirectoryFormat.of(name)
                .orElseThrow(() -> new CountersignException(
                        ExitCode.USAGE,
                        "There is no format \"" + name + "\" of migration directories; known are "
                                + String.join(", ", DirectoryFormat.names())
                                + NearestName.of(name, DirectoryFormat.names())
                                        .map(n -> "; did you mean \"" + n + "\"?")
                                        .orElse(".")));
    }
}
