package dev.countersign.engine;

import dev.countersign.policy.ChangeDetector;
import dev.countersign.policy.Migration;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.source.directory.ChangedInGit;
import dev.countersign.source.directory.MigrationDirectory;
import dev.countersign.source.directory.MigrationFile;
import dev.countersign.source.directory.NonAdditive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The files of a migration directory: those that make the state to start from, and the new ones.
 *
 * @param base the files before the new ones, from the last checkpoint on
 * @param fresh the new files without checkpoints
 * @param checkpoints the new checkpoints
 * @param nonAdditive what is done to files of the git base; empty when there is none
 * @param transactions which part of the files runs in one transaction, FILE, ALL or NONE, if the project file says
 * @param notEvaluated what is not judged, one sentence each
 * @param notices what a reader should know, one sentence each
 */
record NewMigrations(
        MigrationDirectory directory,
        List<MigrationFile> base,
        List<MigrationFile> fresh,
        List<MigrationFile> checkpoints,
        List<NonAdditive> nonAdditive,
        Optional<String> transactions,
        List<String> notEvaluated,
        List<String> notices) {
    NewMigrations {
        base = List.copyOf(base);
        fresh = List.copyOf(fresh);
        checkpoints = List.copyOf(checkpoints);
        notEvaluated = List.copyOf(notEvaluated);
        nonAdditive = List.copyOf(nonAdditive);
        notices = List.copyOf(notices);
    }

    /** The index of the first new file, and what was done to others. */
    private record Found(int first, List<NonAdditive> nonAdditive) {}

    /**
     * @throws CountersignException when nothing says which files are new, the directory does not fit its sum file, or it cannot be read
     */
    static NewMigrations of(Project project, DirectoryRequest request) {
        MigrationDirectory directory = Directories.read(project, request.dir(), request.format());
        List<MigrationFile> all = directory.files();
        ChangeDetector detector = detector(project, request);
        Found found = found(directory, detector, project, request);
        List<MigrationFile> fresh = all.subList(found.first(), all.size());
        Optional<String> transactions = project.policy().migration().flatMap(Migration::txMode);
        List<String> notEvaluated = new ArrayList<>(directory.notEvaluated());
        if (transactions.equals(Optional.of("ALL")) && fresh.size() > 1) {
            notEvaluated.add(
                    "tx_mode = all is not evaluated: it runs the new files in one transaction, and each of them"
                            + " is judged by itself.");
        }
        if (detector instanceof ChangeDetector.Latest) {
            project.policy()
                    .lint()
                    .nonLinear()
                    .where()
                    .ifPresent(where -> notEvaluated.add(where
                            + ": non_linear is not evaluated: the last files count as new, and nothing says what was"
                            + " there before them; name a git base."));
        }
        List<MigrationFile> base = MigrationFile.sinceCheckpoint(all.subList(0, found.first()));
        return new NewMigrations(
                directory,
                base,
                fresh.stream().filter(f -> !f.isCheckpoint()).toList(),
                fresh.stream().filter(MigrationFile::isCheckpoint).toList(),
                found.nonAdditive(),
                transactions,
                notEvaluated,
                notices(directory, base, fresh));
    }

    /** The files before a checkpoint that a replay runs, from the checkpoint before it on. */
    List<MigrationFile> before(MigrationFile checkpoint) {
        return MigrationFile.sinceCheckpoint(
                directory.files().subList(0, directory.files().indexOf(checkpoint)));
    }

    /** The texts of the new files, by name. */
    Map<String, String> texts() {
        return fresh.stream().collect(Collectors.toMap(MigrationFile::name, MigrationFile::text));
    }

    /** Whether there is nothing to run. */
    boolean isEmpty() {
        return fresh.isEmpty() && checkpoints.isEmpty();
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
                                        : ", starting from version " + directory.version(base.getLast()) + "."));
        return notices;
    }

    private static String names(List<MigrationFile> files) {
        return files.stream().map(MigrationFile::name).collect(Collectors.joining(", "));
    }

    private static ChangeDetector detector(Project project, DirectoryRequest request) {
        if (request.latest().isPresent() && request.gitBase().isPresent()) {
            throw new CountersignException(ExitCode.USAGE, "--latest and --git-base exclude each other.");
        }
        return asked(request)
                .or(() -> project.policy().detector())
                .orElseThrow(() -> new CountersignException(
                        ExitCode.USAGE,
                        "--latest or --git-base is required: which files of the migration directory are new? lint { latest = 1 } or"
                                + " lint { git { base = \"main\" } } in the project file says it once."));
    }

    private static Found found(
            MigrationDirectory directory, ChangeDetector detector, Project project, DirectoryRequest request) {
        return switch (detector) {
            case ChangeDetector.Latest(long count) ->
                new Found((int) Math.max(0, directory.files().size() - count), List.of());
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

    private static Found inGit(MigrationDirectory directory, String base, Path workTree) {
        ChangedInGit.Changes changes = new ChangedInGit(workTree).since(base, directory.path());
        try {
            List<NonAdditive> nonAdditive = NonAdditive.of(directory, changes);
            List<MigrationFile> all = directory.files();
            int first = 0;
            while (first < all.size()
                    && !changes.added().contains(all.get(first).path().toRealPath())) {
                first++;
            }
            return new Found(first, nonAdditive);
        } catch (IOException e) {
            throw new CountersignException(
                    ExitCode.FAILED, "A file of " + directory.path() + " cannot be found any more.", e);
        }
    }
}
