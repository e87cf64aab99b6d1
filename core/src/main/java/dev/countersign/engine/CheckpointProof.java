package dev.countersign.engine;

import dev.countersign.diff.SchemaDiff;
import dev.countersign.lint.Checkpoints;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.LintSettings;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.Progress;
import dev.countersign.source.LoadedState;
import dev.countersign.source.Sources;
import dev.countersign.source.directory.MigrationFile;
import java.util.ArrayList;
import java.util.List;

/** Holds new checkpoints against what the files before them make: a new database begins with the one, and older ones have the other. */
final class CheckpointProof {
    private final Setup setup;
    private final Sources sources;

    /** @param sources reads files on a dev database */
    CheckpointProof(Setup setup, Sources sources) {
        this.setup = setup;
        this.sources = sources;
    }

    /** What differs, as findings. */
    List<Diagnostic> findings(NewMigrations migrations, LintSettings settings, Progress progress) {
        List<Diagnostic> found = new ArrayList<>();
        for (MigrationFile checkpoint : migrations.checkpoints()) {
            try (LoadedState older = load(
                            migrations,
                            migrations.before(checkpoint),
                            "the files before " + checkpoint.name(),
                            progress);
                    LoadedState own = load(migrations, List.of(checkpoint), checkpoint.name(), progress)) {
                SchemaDiff diff = setup.dialect().diff(own.catalog(), older.catalog(), List.of());
                Checkpoints.finding(checkpoint.name(), diff, settings).ifPresent(found::add);
            } catch (CountersignException e) {
                progress.checkCancelled();
                found.add(Checkpoints.refused(checkpoint.name(), e.getMessage(), settings));
            }
        }
        return found;
    }

    private LoadedState load(NewMigrations migrations, List<MigrationFile> files, String label, Progress progress) {
        return sources.of(
                        label,
                        migrations
                                .directory()
                                .script(files, setup.dialect().scripts().syntax()))
                .load(setup.scope(), progress);
    }
}
