package dev.countersign.engine;

import dev.countersign.hcl.NearestName;
import dev.countersign.policy.ChangeDetector;
import dev.countersign.policy.Migration;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.source.directory.AddedInGit;
import dev.countersign.source.directory.DirectoryFormat;
import dev.countersign.source.directory.MigrationDirectory;
import dev.countersign.source.directory.MigrationFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The files of a migration directory: those that make the state to start from, and the new ones.
 *
 * @param base the files before the new ones, from the last checkpoint on
 * @param fresh the new files without checkpoints
 * @param transactions which part of the files runs in one transaction, FILE, ALL or NONE, if the project file says
 * @param notEvaluated what is not judged, one sentence each
 * @param notices what a reader should know, one sentence each
 */
record NewMigrations(
        MigrationDirectory directory,
        List<MigrationFile> base,
        List<MigrationFile> fresh,
        Optional<String> transactions,
        List<String> notEvaluated,
        List<String> notices) {
    private static final String DEFAULT = "file://migrations";
    private static final String FORMAT = "?format=";

    NewMigrations {
        base = List.copyOf(base);
        fresh = List.copyOf(fresh);
        notEvaluated = List.copyOf(notEvaluated);
        notices = List.copyOf(notices);
    }

    /**
     * @throws CountersignException when nothing says which files are new, the directory does not fit its sum file, or it cannot be read
     */
    static NewMigrations of(Project project, DirectoryRequest request) {
        MigrationDirectory directory = directory(project, request);
        directory.mismatch().ifPresent(wrong -> {
            throw new CountersignException(
                    ExitCode.FAILED,
                    "The migration directory " + directory.path() + " is not as it was recorded: " + wrong + ".");
        });
        List<MigrationFile> all = directory.files();
        int first = first(directory, project, request);
        List<MigrationFile> fresh = all.subList(first, all.size());
        Optional<String> transactions = project.policy().migration().flatMap(Migration::txMode);
        List<String> notEvaluated = new ArrayList<>();
        if (transactions.equals(Optional.of("ALL")) && fresh.size() > 1) {
            notEvaluated.add(
                    "tx_mode = all is not evaluated: it runs the new files in one transaction, and each of them"
                            + " is judged by itself.");
        }
        fresh.stream()
                .filter(MigrationFile::isCheckpoint)
                .map(
                        f -> "The new checkpoint " + f.name()
                                + " is not evaluated: it holds a whole schema, which is not compared with what the files before it make.")
                .forEach(notEvaluated::add);
        List<MigrationFile> base = sinceCheckpoint(all.subList(0, first));
        return new NewMigrations(
                directory,
                base,
                fresh.stream().filter(f -> !f.isCheckpoint()).toList(),
                transactions,
                notEvaluated,
                notices(directory, base, fresh));
    }

    private static List<String> notices(
            MigrationDirectory directory, List<MigrationFile> base, List<MigrationFile> fresh) {
        List<String> notices = new ArrayList<>();
        if (!directory.hasSum() && !directory.files().isEmpty()) {
            notices.add("There is no atlas.sum in " + directory.path()
                    + ", so nothing says whether older files were edited.");
        }
        notices.add(
                fresh.isEmpty()
                        ? "No file of " + directory.path() + " is new."
                        : "New: " + names(fresh)
                                + (base.isEmpty()
                                        ? ", starting from nothing."
                                        : ", starting from version "
                                                + base.getLast().version() + "."));
        return notices;
    }

    private static String names(List<MigrationFile> files) {
        return files.stream().map(MigrationFile::name).collect(Collectors.joining(", "));
    }

    private static List<MigrationFile> sinceCheckpoint(List<MigrationFile> before) {
        for (int i = before.size() - 1; i >= 0; i--) {
            if (before.get(i).isCheckpoint()) {
                return before.subList(i, before.size());
            }
        }
        return before;
    }

    private static MigrationDirectory directory(Project project, DirectoryRequest request) {
        Optional<Migration> migration = project.policy().migration();
        String url = request.dir().or(() -> migration.map(Migration::dir)).orElse(DEFAULT);
        String resolved = project.policy().resolver().apply(url);
        int query = resolved.indexOf('?');
        String bare = query < 0 ? resolved : resolved.substring(0, query);
        if (bare.contains("://") && !bare.startsWith("file://")) {
            throw new CountersignException(
                    ExitCode.USAGE,
                    "The migration directory " + url + " is no file:// URL; only directories are read.");
        }
        String path = bare.startsWith("file://") ? bare.substring("file://".length()) : bare;
        Path from = request.dir().isPresent() && resolved.equals(url) ? project.callerDirectory() : project.directory();
        Optional<String> format = query >= 0 && resolved.startsWith(FORMAT, query)
                ? Optional.of(resolved.substring(query + FORMAT.length()))
                : request.format().or(() -> migration.flatMap(Migration::format));
        return MigrationDirectory.read(
                from.resolve(path).toAbsolutePath().normalize(),
                format.map(NewMigrations::format).orElse(DirectoryFormat.ATLAS));
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

    /** The index of the first new file. */
    private static int first(MigrationDirectory directory, Project project, DirectoryRequest request) {
        if (request.latest().isPresent() && request.gitBase().isPresent()) {
            throw new CountersignException(ExitCode.USAGE, "--latest and --git-base exclude each other.");
        }
        ChangeDetector detector = asked(request)
                .or(() -> project.policy().detector())
                .orElseThrow(() -> new CountersignException(
                        ExitCode.USAGE,
                        "--latest or --git-base is required: which files of the migration directory are new? lint { latest = 1 } or"
                                + " lint { git { base = \"main\" } } in the project file says it once."));
        return switch (detector) {
            case ChangeDetector.Latest(long count) ->
                (int) Math.max(0, directory.files().size() - count);
            case ChangeDetector.Git(String base, String dir) ->
                inGit(
                        directory,
                        base,
                        request.gitDir()
                                .map(d -> project.callerDirectory().resolve(d))
                                .orElseGet(() -> project.directory().resolve(dir)));
        };
    }

    private static Optional<ChangeDetector> asked(DirectoryRequest request) {
        return request.latest()
                .filter(count -> count > 0)
                .<ChangeDetector>map(ChangeDetector.Latest::new)
                .or(() -> request.gitBase().map(base -> new ChangeDetector.Git(base, ".")));
    }

    private static int inGit(MigrationDirectory directory, String base, Path workTree) {
        List<MigrationFile> all = directory.files();
        if (all.isEmpty()) {
            return 0;
        }
        Set<Path> added = new AddedInGit(workTree).since(base, directory.path());
        for (int i = 0; i < all.size(); i++) {
            if (added.contains(real(all.get(i).path()))) {
                return i;
            }
        }
        return all.size();
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new CountersignException(ExitCode.FAILED, file + " cannot be found any more.", e);
        }
    }
}
