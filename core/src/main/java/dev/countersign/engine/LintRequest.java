package dev.countersign.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Migrations that somebody wrote, to be run on the dev database and judged.
 *
 * @param project the project file, environment and variables; its {@code from} (or the environment's {@code url}) is the state the migration starts
 *     from; without either it starts from nothing
 * @param migrations SQL files or directories, in the order in which they run
 * @param directory which files of a migration directory to judge instead; they start from the state that the files before them make
 */
public record LintRequest(ReviewRequest project, List<Path> migrations, Optional<DirectoryRequest> directory) {
    public LintRequest {
        migrations = List.copyOf(migrations);
    }

    /** Files that start from the current state. */
    public LintRequest(ReviewRequest project, List<Path> migrations) {
        this(project, migrations, Optional.empty());
    }

    /** The new files of a migration directory. */
    public LintRequest(ReviewRequest project, DirectoryRequest directory) {
        this(project, List.of(), Optional.of(directory));
    }
}
