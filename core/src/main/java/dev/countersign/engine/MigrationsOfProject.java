package dev.countersign.engine;

import dev.countersign.dialect.Dialect;
import dev.countersign.explain.Inquiry;
import dev.countersign.explain.Silence;
import dev.countersign.explain.WrittenMigrations;
import dev.countersign.lint.NoLint;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.source.SqlScript;
import dev.countersign.source.SqlScript.Written;
import dev.countersign.source.directory.MigrationDirectory;
import dev.countersign.source.directory.MigrationFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an environment's migration directory says about objects beside its statements.
 *
 * @param found its {@code nolint} directives, each with a statement that it is for, what it asks, and its checkpoints
 * @param unread why the directory could not be read, one sentence
 */
record MigrationsOfProject(WrittenMigrations found, Optional<String> unread) {

    static MigrationsOfProject of(Project project, Dialect dialect) {
        if (project.policy().migration().isEmpty()) {
            return new MigrationsOfProject(WrittenMigrations.none(), Optional.empty());
        }
        try {
            MigrationDirectory directory = Directories.read(project, Optional.empty(), Optional.empty());
            SqlScript script =
                    directory.script(directory.files(), dialect.scripts().syntax());
            List<Silence> found = new ArrayList<>();
            script.directives().stream()
                    .filter(written -> written.use().directive().name().equals("nolint"))
                    .forEach(written -> add(written, script, found));
            List<Inquiry> inquiries = new ArrayList<>();
            for (SqlScript.Check check : script.checks()) {
                check.assertions().forEach(assertion -> inquiries.add(inquiry(check, assertion)));
            }
            List<String> checkpoints = directory.files().stream()
                    .filter(MigrationFile::isCheckpoint)
                    .map(MigrationFile::name)
                    .toList();
            return new MigrationsOfProject(new WrittenMigrations(found, inquiries, checkpoints), Optional.empty());
        } catch (CountersignException e) {
            if (e.exitCode() == ExitCode.USAGE) {
                // a directory that is not there has no directives, and a wrong setting is named by those who need it
                return new MigrationsOfProject(WrittenMigrations.none(), Optional.empty());
            }
            return new MigrationsOfProject(
                    WrittenMigrations.none(),
                    Optional.of("What is written in migrations is not known: " + e.getMessage()));
        }
    }

    private static Inquiry inquiry(SqlScript.Check check, SqlScript.Assertion assertion) {
        return new Inquiry(
                check.file() + " line " + assertion.statement().line(),
                assertion.statement().text(),
                assertion.directives().stream()
                        .filter(d -> d.name().equals(SqlScript.Assertion.DIRECTIVE))
                        .flatMap(d -> d.words().stream())
                        .toList());
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
