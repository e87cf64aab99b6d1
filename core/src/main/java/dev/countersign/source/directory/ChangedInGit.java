package dev.countersign.source.directory;

import dev.countersign.policy.OutsideException;
import dev.countersign.policy.ProgramCall;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.source.ProgramConsent;
import dev.countersign.source.Programs;
import dev.countersign.source.SourceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What distinguishes a directory of a work tree from a base commit, asked of the {@code git} program on the PATH with arguments of ours; no shell, and nothing a
 * project could name runs.
 */
public final class ChangedInGit {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path workTree;

    /**
     * What differs, as paths.
     *
     * @param base the branch, tag or commit
     * @param added files of the checked out commit that the base does not have
     * @param edited files of the base that are another text in the work tree
     * @param missing files of the base that the work tree does not have
     */
    public record Changes(String base, Set<Path> added, Set<Path> edited, Set<Path> missing) {
        public Changes {
            added = Set.copyOf(added);
            edited = Set.copyOf(edited);
            missing = Set.copyOf(missing);
        }
    }

    /** @param workTree a directory in the work tree */
    public ChangedInGit(Path workTree) {
        this.workTree = workTree;
    }

    /**
     * What differs below a directory.
     *
     * @param base a branch, tag or commit
     * @throws SourceException when there is no git program, or it does not know the base or the work tree
     */
    public Changes since(String base, Path directory) {
        if (base.isBlank() || base.startsWith("-")) {
            throw new SourceException(
                    ExitCode.USAGE, "The git base \"" + base + "\" is not the name of a branch, tag or commit.");
        }
        Path root = Path.of(git(List.of("git", "rev-parse", "--show-toplevel")).strip());
        // what is new is what was committed; what is judged and hashed are the files as they are
        return new Changes(
                base,
                differing(root, "A", directory, base, "HEAD"),
                differing(root, "MT", directory, base),
                differing(root, "D", directory, base));
    }

    private Set<Path> differing(Path root, String filter, Path directory, String... commits) {
        List<String> line = new ArrayList<>(List.of(
                "git", "diff", "--name-only", "--diff-filter=" + filter, "--no-renames", "--no-ext-diff", "-z"));
        line.addAll(List.of(commits));
        line.addAll(List.of("--", directory.toAbsolutePath().normalize().toString()));
        return Arrays.stream(git(line).split("\0"))
                .filter(name -> !name.isEmpty())
                .map(name -> root.resolve(name).normalize())
                .collect(Collectors.toSet());
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
