package dev.countersign.postgres.oracle;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
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
            changes.stream()
                    .filter(change -> !isNamed(change.ref(), hcl.missing()))
                    .forEach(change -> wrong.add(change.toString()));
            String again = dialect.schemaLanguage().write(state.catalog()).text();
            if (hcl.missing().isEmpty() && !again.equals(hcl.text())) {
                wrong.add("written once more it reads:\n" + again);
            }
        } catch (CountersignException e) {
            wrong.add(e.getMessage());
        }
        return wrong;
    }

    /** Whether the text says of the object, or of the one it is in, that something is missing. */
    private static boolean isNamed(ObjectRef ref, List<String> missing) {
        ObjectRef whole = AccessRule.target(ref).orElse(ref);
        List<String> path = whole.path();
        String named = String.join(".", path.subList(0, Math.min(2, path.size())));
        return missing.stream().anyMatch(clause -> clause.contains(named) || clause.startsWith(ref + ":"));
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
