package dev.countersign.engine;

import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabases;
import dev.countersign.drift.DriftReport;
import dev.countersign.engine.WrittenLint.SourcesOf;
import dev.countersign.progress.Progress;
import dev.countersign.source.LoadedState;
import dev.countersign.source.Sources;
import java.util.List;
import java.util.Optional;

/** Reads the live database that somebody names and looks for its drift. */
final class LiveDrift {
    private final Setups setups;
    private final DevDatabases devDatabases;
    private final SourcesOf sources;

    LiveDrift(Setups setups, DevDatabases devDatabases, SourcesOf sources) {
        this.setups = setups;
        this.devDatabases = devDatabases;
        this.sources = sources;
    }

    DriftReport look(Project project, DriftRequest request, Progress progress) {
        List<String> from = project.from();
        List<String> to = project.statedTo().orElse(List.of());
        Setup setup = setups.of(project, from, to);
        try (DevDatabase devDatabase = devDatabases.onDemand(setup.devUrl(), progress)) {
            Sources read = sources.of(project, setup, Optional.of(devDatabase));
            try (LoadedState live = read.of(from, false).load(setup.scope(), progress)) {
                ScopeCheck.require(setup.scope(), setup.dialect(), live, Optional.empty());
                return new DriftLook(project, setup, read, RolesToDrop.of(project, setup, from), request)
                        .look(
                                live,
                                to.isEmpty()
                                        ? Optional.empty()
                                        : Optional.of(new StateSources(project, setup, read).of(to, false)),
                                DriftLook.mayDrift(project),
                                progress);
            }
        }
    }
}
