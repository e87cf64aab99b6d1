package dev.countersign.engine;

import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.policy.TestKind;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import dev.countersign.simulate.ScratchStage;
import dev.countersign.simulate.Stage;
import dev.countersign.source.LoadedState;
import dev.countersign.source.Sources;
import dev.countersign.source.SqlScript;
import dev.countersign.source.directory.MigrationDirectory;
import dev.countersign.source.directory.MigrationFile;
import dev.countersign.sql.Syntax;
import dev.countersign.testing.Grounds;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What the cases of a project stand on: its desired state, its migration directory, and the states and plans that cases name. */
final class ProjectGrounds implements Grounds, AutoCloseable {
    private final Setup setup;
    private final DevDatabase devDatabase;
    private final StateSources states;
    private final Path directory;
    private final Supplier<List<String>> desired;
    private final Lazy<MigrationDirectory> migrations;
    private Optional<Loaded> loaded = Optional.empty();

    /**
     * @param states finds the sources of states
     * @param directory where relative paths of plans start
     * @param desired URLs of the tested schema
     * @param migrations the migration directory
     */
    ProjectGrounds(
            Setup setup,
            DevDatabase devDatabase,
            StateSources states,
            Path directory,
            Supplier<List<String>> desired,
            Supplier<MigrationDirectory> migrations) {
        this.setup = setup;
        this.devDatabase = devDatabase;
        this.states = states;
        this.directory = directory;
        this.desired = desired;
        this.migrations = new Lazy<>(migrations);
    }

    /** A state that was read and can be copied. */
    private record Loaded(LoadedState state, Stage stage) implements AutoCloseable {
        @Override
        public void close() {
            stage.close();
            state.close();
        }
    }

    private Loaded load(List<String> urls, Progress progress) {
        LoadedState state = states.of(urls, true).load(setup.scope(), progress);
        try {
            return new Loaded(
                    state,
                    ScratchStage.of(devDatabase, setup.dialect(), setup.beyond(), state, setup.scope(), progress));
        } catch (RuntimeException e) {
            state.close();
            throw e;
        }
    }

    private synchronized Loaded desired(Progress progress) {
        if (loaded.isEmpty()) {
            loaded = Optional.of(load(desired.get(), progress));
        }
        return loaded.get();
    }

    /** What of the tested schema's files is not evaluated, as far as it was read. */
    synchronized List<String> notEvaluated() {
        return loaded.map(l -> l.state().notEvaluated()).orElse(List.of());
    }

    @Override
    public List<String> missing(TestKind kind, Progress progress) {
        return kind == TestKind.SCHEMA ? problems(desired(progress)) : List.of();
    }

    private static List<String> problems(Loaded state) {
        return state.stage().problems().stream().map(p -> p.why() + ".").toList();
    }

    @Override
    public Stage.Copy start(TestKind kind, Progress progress) throws SQLException {
        return kind == TestKind.SCHEMA ? copy(desired(progress), progress) : empty();
    }

    /** One copy at a time: nobody may be connected to what is copied. */
    private synchronized Stage.Copy copy(Loaded state, Progress progress) throws SQLException {
        Stage.Copy copy = state.stage().copyWithRows(progress);
        return inSchema(copy, true);
    }

    private Stage.Copy empty() throws SQLException {
        ScratchDatabase scratch = devDatabase.create("test");
        try {
            return inSchema(new Empty(scratch, scratch.openForScripts()), false);
        } catch (SQLException e) {
            scratch.close();
            throw e;
        }
    }

    /** Names without a schema mean the one in whose scope everything happens. */
    private Stage.Copy inSchema(Stage.Copy copy, boolean made) throws SQLException {
        List<String> schemas = setup.scope().schemas();
        String prelude = schemas.size() == 1 ? setup.dialect().scripts().inSchema(schemas.getFirst(), made) : "";
        if (prelude.isEmpty()) {
            return copy;
        }
        try (Statement statement = copy.connection().createStatement()) {
            statement.execute(prelude);
            return copy;
        } catch (SQLException e) {
            copy.close();
            throw e;
        }
    }

    private record Empty(ScratchDatabase scratch, Connection connection) implements Stage.Copy {
        @Override
        public void close() throws SQLException {
            try (scratch) {
                connection.close();
            }
        }
    }

    @Override
    public State state(String url, Progress progress) throws SQLException {
        try (Loaded state = load(List.of(url), progress)) {
            List<String> problems = problems(state);
            if (!problems.isEmpty()) {
                throw new CountersignException(ExitCode.UNSUPPORTED, String.join(" ", problems));
            }
            return new State(copy(state, progress), state.state().notEvaluated());
        }
    }

    @Override
    public SqlScript plan(String url) {
        if (!Sources.scheme(url).equals("file")) {
            throw new CountersignException(
                    ExitCode.UNSUPPORTED, "Plans are read from files, file://NAME.plan.hcl or file://NAME.sql.");
        }
        String path = url.startsWith("file://") ? url.substring("file://".length()) : url;
        return Sources.script(List.of(directory.resolve(path)), setup.dialect());
    }

    @Override
    public List<SqlScript> migrations(Optional<String> from, String to) {
        MigrationDirectory all = migrations.get();
        int done = from.map(version -> place(all, version) + 1).orElse(0);
        int wanted = place(all, to) + 1;
        if (wanted < done) {
            throw new CountersignException(
                    ExitCode.USAGE,
                    "The database is at version " + from.orElse("") + " already, and nothing leads back to " + to
                            + ".");
        }
        List<MigrationFile> files = all.files().subList(done, wanted);
        List<MigrationFile> run = from.isEmpty()
                ? MigrationFile.sinceCheckpoint(files)
                : files.stream().filter(file -> !file.isCheckpoint()).toList();
        Syntax syntax = setup.dialect().scripts().syntax();
        return run.stream().map(file -> all.script(List.of(file), syntax)).toList();
    }

    private static int place(MigrationDirectory all, String version) {
        List<MigrationFile> files = all.files();
        for (int i = files.size() - 1; i >= 0; i--) {
            if (all.version(files.get(i)).equals(version)) {
                return i;
            }
        }
        throw new CountersignException(ExitCode.USAGE, "There is no version " + version + " in " + all.path() + ".");
    }

    @Override
    public synchronized void close() {
        loaded.ifPresent(Loaded::close);
    }
}
