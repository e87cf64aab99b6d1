package dev.countersign.source.directory;

import dev.countersign.policy.OutsideException;
import dev.countersign.policy.ProgramCall;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.source.ProgramConsent;
import dev.countersign.source.Programs;
import dev.countersign.source.SourceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which files a branch adds, asked of the {@code git} program on the PATH with arguments of ours; no shell, and nothing a project could name runs. */
public final class AddedInGit {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path workTree;

    /** @param workTree a directory in the work tree */
    public AddedInGit(Path workTree) {
        this.workTree = workTree;
    }

    /**
     * The files below a directory that are in the checked out commit and not in the base, as paths.
     *
     * @param base a branch, tag or commit
     * @throws SourceException when there is no git program, or it does not know the base or the work tree
     */
    public Set<Path> since(String base, Path directory) {
        if (base.isBlank() || base.startsWith("-")) {
            throw new SourceException(
                    ExitCode.USAGE, "The git base \"" + base + "\" is not the name of a branch, tag or commit.");
        }
        Path root = Path.of(git(List.of("git", "rev-parse", "--show-toplevel")).strip());
        String added = git(List.of(
                "git",
                "diff",
                "--name-only",
                "--diff-filter=A",
                "--no-renames",
                "--no-ext-diff",
                "-z",
                base,
                "HEAD",
                "--",
                directory.toAbsolutePath().normalize().toString()));
        Set<Path> files = new HashSet<>();
        Arrays.stream(added.split("\0"))
                .filter(name -> !name.isEmpty())
                .forEach(name -> files.add(root.resolve(name).normalize()));
        return files;
    }

    private String git(List<String> arguments) {
        ProgramCall call = new ProgramCall(arguments, workTree);
        try {
            return new Programs(ProgramConsent.none().allowing(List.of(call.line())), LIMIT).run(call);
        } catch (OutsideException e) {
            throw new SourceException(
                    ExitCode.FAILED, "New migration files cannot be found with git: " + e.getMessage() + ".", e);
        }
    }
}
