package dev.countersign.postgres.oracle;

import dev.countersign.catalog.Catalog;
import dev.countersign.connect.ConnectionContext;
import dev.countersign.connect.PasswordPrompt;
import dev.countersign.ddl.HclText;
import dev.countersign.devdb.DevDatabase;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Scope;
import dev.countersign.diff.Change;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.Progress;
import dev.countersign.source.LoadedState;
import dev.countersign.source.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A catalog written as HCL and loaded again is the same, but for what the text says it leaves out. */
public final class HclRoundTrip {
    private final Dialect dialect;
    private final DevDatabase engine;
    private final Path folder;

    public HclRoundTrip(Dialect dialect, DevDatabase engine, Path folder) {
        this.dialect = dialect;
        this.engine = engine;
        this.folder = folder;
    }

    /** Everything that is wrong, one line each. */
    public List<String> complaints(Catalog catalog) throws IOException {
        HclText hcl = dialect.schemaLanguage().write(catalog);
        Files.writeString(folder.resolve("schema.hcl"), hcl.text());
        List<String> wrong = new ArrayList<>();
        try (LoadedState state = load("schema.hcl")) {
            wrong.addAll(state.notEvaluated());
            List<Change> changes =
                    dialect.diff(catalog, state.catalog(), List.of()).changes();
            // what is left out takes along what depends on it, such as the columns of heirs
            if (hcl.missing().isEmpty()) {
                changes.forEach(change -> wrong.add(change.toString()));
            }
        } catch (CountersignException e) {
            wrong.add(e.getMessage());
        }
        return wrong;
    }

    public LoadedState load(String file) {
        return new Sources(
                        folder,
                        new Sources.Terms(dialect, dialect, Optional.empty(), Optional.empty()),
                        Optional.of(engine),
                        ConnectionContext.ofThisProcess(PasswordPrompt.nobody()),
                        Clock.systemUTC(),
                        Map.of())
                .of(List.of("file://" + file), false)
                .load(Scope.database(), Progress.none());
    }
}
