package dev.countersign.engine;

import dev.countersign.dialect.Dialect;
import dev.countersign.explain.Silence;
import dev.countersign.lint.NoLint;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.source.SqlScript;
import dev.countersign.source.SqlScript.Written;
import dev.countersign.source.directory.MigrationDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The {@code nolint} directives of an environment's migration directory.
 *
 * @param found each with a statement that it is for
 * @param unread why the directory could not be read, one sentence
 */
record WrittenSilences(List<Silence> found, Optional<String> unread) {

    static WrittenSilences of(Project project, Dialect dialect) {
        if (project.policy().migration().isEmpty()) {
            return new WrittenSilences(List.of(), Optional.empty());
        }
        try {
            MigrationDirectory directory = Directories.read(project, Optional.empty(), Optional.empty());
            SqlScript script =
                    directory.script(directory.files(), dialect.scripts().syntax());
            List<Silence> found = new ArrayList<>();
            script.directives().stream()
                    .filter(written -> written.use().directive().name().equals("nolint"))
                    .forEach(written -> add(written, script, found));
            return new WrittenSilences(found, Optional.empty());
        } catch (CountersignException e) {
            if (e.exitCode() == ExitCode.USAGE) {
                // a directory that is not there has no directives, and a wrong setting is named by those who need it
                return new WrittenSilences(List.of(), Optional.empty());
            }
            return new WrittenSilences(
                    List.of(), Optional.of("nolint directives of migrations are not known: " + e.getMessage()));
        }
    }

    private static void add(Written written, SqlScript script, List<Silence> found) {
        NoLint directive = new NoLint(written.use().directive().words(), written.where());
        switch (written.use().place()) {
            case FILE ->
                script.statements().stream()
                        .filter(placed -> placed.file().equals(written.file()))
                        .forEach(placed -> found.add(
                                new Silence(directive, placed.statement().text())));
            case STATEMENT, FIRST_STATEMENT ->
                written.use().statement().ifPresent(s -> found.add(new Silence(directive, s.text())));
            case SPACED, INSIDE, DETACHED -> {
                // hides nothing; linting the file says so
            }
        }
    }
}
