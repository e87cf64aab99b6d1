package dev.countersign.engine;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.drift.Divergence;
import dev.countersign.drift.DriftReport;
import dev.countersign.drift.History;
import dev.countersign.drift.HistoryFinding;
import dev.countersign.drift.OtherRecord;
import dev.countersign.drift.Revisions;
import dev.countersign.plan.PlanOptions;
import dev.countersign.plan.UnplannableException;
import dev.countersign.policy.ApplyCheck;
import dev.countersign.policy.Migration;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import dev.countersign.review.Coverage;
import dev.countersign.source.LoadedState;
import dev.countersign.source.ObjectFilter;
import dev.countersign.source.Source;
import dev.countersign.source.Sources;
import dev.countersign.source.SqlScript;
import dev.countersign.source.directory.MigrationDirectory;
import dev.countersign.source.directory.MigrationFile;
import dev.countersign.sql.Syntax;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares a live database with what its own record of migrations says that it should be: the recorded files are run on the dev database, in the order of the
 * directory, and what they make is held against what is there and against what the files want now.
 */
final class DriftLook {
    private final Project project;
    private final Setup setup;
    private final Sources sources;
    private final RolesToDrop roles;
    private final DriftRequest request;

    /** @param sources reads files on a dev database */
    DriftLook(Project project, Setup setup, Sources sources, RolesToDrop roles, DriftRequest request) {
        this.project = project;
        this.setup = setup;
        this.sources = sources;
        this.roles = roles;
        this.request = request;
    }

    /** The patterns of what may drift, as the checks of the environment say. */
    static List<String> mayDrift(Project project) {
        return project.policy().checks().stream()
                .map(ApplyCheck::drift)
                .flatMap(Optional::stream)
                .flatMap(drift -> drift.exclude().stream())
                .distinct()
                .toList();
    }

    /**
     * @param live the database, read
     * @param desired what the files want; empty for the migration directory to its end
     * @param exclude patterns of what may drift
     * @throws CountersignException when the record or the directory cannot be read
     */
    DriftReport look(LoadedState live, Optional<Source> desired, List<String> exclude, Progress progress) {
        Revisions revisions = revisions(live);
        Optional<MigrationDirectory> directory = directory();
        if (directory.isEmpty() || revisions.rows().isEmpty()) {
            return unrecorded(live, revisions, directory);
        }
        History history = new History(
                directory.get(), revisions.rows(), project.policy().migration().flatMap(Migration::execOrder));
        Answer answer = new Answer();
        answer.notEvaluated.addAll(live.notEvaluated());
        answer.notEvaluated.addAll(directory.get().notEvaluated());
        if (history.replayable()) {
            try (LoadedState recorded = sources.of(
                            "version " + history.current().orElseThrow(), recorded(directory.get(), history))
                    .load(setup.scope(), progress)) {
                answer.compare(
                        spelled(live, recorded, answer, progress),
                        recorded,
                        mayDrift(exclude, revisions, recorded),
                        wanted(desired, directory.get(), history, answer, progress));
            }
            if (history.findings().stream().anyMatch(f -> f.kind() == HistoryFinding.Kind.EDITED)) {
                answer.notices.add(
                        "What is recorded was made from the files as they are now, also those that were edited.");
            }
        } else {
            answer.notEvaluated.add(
                    "What is recorded cannot be made again, because not every version has one file, so the"
                            + " database is compared with nothing.");
        }
        if (!directory.get().hasSum()) {
            answer.notices.add("There is no atlas.sum in " + directory.get().path() + ".");
        }
        return answer.report(live, revisions, Optional.of(directory.get()), history);
    }

    /** The database as the dev database, which made what is recorded, spells it. */
    private LoadedState spelled(LoadedState live, LoadedState recorded, Answer answer, Progress progress) {
        return sources.devDatabase()
                .map(devDatabase -> Spelling.of(devDatabase, setup, live, recorded, progress))
                .map(spelling -> {
                    spelling.notices().forEach(notice -> answer.notices.add(notice.text()));
                    return live.withCatalog(spelling.current());
                })
                .orElse(live);
    }

    /** Besides what may drift, a schema that is there for the record only. */
    private ObjectFilter mayDrift(List<String> exclude, Revisions revisions, LoadedState recorded) {
        List<String> all = new ArrayList<>(exclude);
        revisions
                .schema()
                .filter(schema -> !recorded.catalog().contains(ObjectRef.of(ObjectKind.SCHEMA, schema)))
                .filter(schema -> setup.scope().schemas().isEmpty())
                .ifPresent(schema -> all.add(schema + "[type=schema]"));
        return ObjectFilter.of(List.of(), all, setup.oneSchema())
                .inScopeOf(setup.scope().home());
    }

    private Revisions revisions(LoadedState live) {
        LoadedState.Rows rows = live.rows()
                .filter(LoadedState.Rows::live)
                .orElseThrow(() -> new CountersignException(
                        ExitCode.USAGE, "Drift is that of a live database; name one with --from or url."));
        try (Connection connection = rows.open()) {
            return Revisions.read(
                    connection,
                    request.revisionsSchema()
                            .or(() -> project.policy().migration().flatMap(Migration::revisionsSchema)),
                    setup.scope().home());
        } catch (SQLException e) {
            throw new CountersignException(
                    ExitCode.FAILED, "The database " + live.label() + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private Optional<MigrationDirectory> directory() {
        return request.dir().isPresent() || project.policy().migration().isPresent()
                ? Optional.of(Directories.read(project, request.dir(), request.format()))
                : Optional.empty();
    }

    private DriftReport unrecorded(LoadedState live, Revisions revisions, Optional<MigrationDirectory> directory) {
        String why = revisions
                .where()
                .filter(where -> !revisions.rows().isEmpty())
                .map(
                        where -> where + " of " + live.label()
                                + " records migrations, and nobody names their directory: migration { dir = \"file://migrations\" } or --dir.")
                .orElseGet(() -> "Nothing in " + live.label()
                        + " records which migrations ran, so nothing says what it should be; countersign diff compares it with files."
                        + others(live));
        Optional<History> nothingRan = directory.map(d -> new History(d, List.of(), Optional.empty()));
        return new DriftReport(
                live.label(),
                revisions.where().filter(where -> !revisions.rows().isEmpty()),
                Optional.empty(),
                directory.map(d -> d.path().toString()),
                nothingRan.map(History::standings).orElse(List.of()),
                nothingRan.map(History::findings).orElse(List.of()),
                List.of(),
                "",
                List.of(),
                List.of(why),
                List.of());
    }

    private static String others(LoadedState live) {
        List<String> others = OtherRecord.in(live.catalog()).stream()
                .map(OtherRecord::toString)
                .toList();
        return others.isEmpty()
                ? ""
                : " The record of another tool is there and not evaluated: " + String.join(", ", others) + ".";
    }

    private SqlScript recorded(MigrationDirectory directory, History history) {
        List<MigrationFile> files = history.recorded();
        SqlScript script = script(directory, files);
        OptionalLong ran = history.ranOfLast();
        if (ran.isEmpty()) {
            return script;
        }
        String last = files.getLast().name();
        Map<Boolean, List<String>> ofLast = script.statements().stream()
                .collect(Collectors.partitioningBy(
                        s -> s.file().equals(last),
                        Collectors.mapping(s -> s.statement().text(), Collectors.toList())));
        history.comparePart(ofLast.get(true));
        long before = ofLast.get(false).size();
        return script.first(before + ran.getAsLong());
    }

    private SqlScript script(MigrationDirectory directory, List<MigrationFile> files) {
        Syntax syntax = setup.dialect().scripts().syntax();
        return directory.script(files, syntax);
    }

    private Optional<Source> wanted(Optional<Source> desired, MigrationDirectory directory, History history) {
        boolean more = history.findings().stream()
                .anyMatch(f -> f.kind() == HistoryFinding.Kind.PENDING || f.kind() == HistoryFinding.Kind.UNFINISHED);
        return desired.or(() -> more
                ? Optional.of(sources.of(
                        "all files of " + directory.path().getFileName(),
                        script(directory, MigrationFile.sinceCheckpoint(directory.files()))))
                : Optional.empty());
    }

    /** What the files want; empty when that is what is recorded, or when it cannot be had, which is noted. */
    private Optional<LoadedState> wanted(
            Optional<Source> desired, MigrationDirectory directory, History history, Answer answer, Progress progress) {
        Optional<Source> source = wanted(desired, directory, history);
        answer.files = source.map(Source::label);
        try {
            return source.map(s -> s.load(setup.scope(), progress));
        } catch (CountersignException e) {
            progress.checkCancelled();
            answer.notEvaluated.add(
                    "What the files want cannot be made, so it is not known what is pending: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** What is found on the way. */
    private final class Answer {
        private final List<String> notEvaluated = new ArrayList<>();
        private final List<String> notCompared = new ArrayList<>();
        private final List<String> notices = new ArrayList<>();
        private List<Divergence> divergences = List.of();
        private Optional<String> files = Optional.empty();
        private String back = "";

        void compare(LoadedState live, LoadedState recorded, ObjectFilter mayDrift, Optional<LoadedState> wanted) {
            try {
                Catalog there = mayDrift.apply(roles.among(live.catalog()));
                Catalog noted = mayDrift.apply(recorded.catalog());
                Catalog asked = wanted.map(w -> mayDrift.apply(w.catalog())).orElse(noted);
                divergences = Divergence.between(setup.dialect(), asked, noted, there);
                notices.addAll(mayDrift.idle());
                notEvaluated.addAll(recorded.notEvaluated());
                wanted.ifPresent(w -> notEvaluated.addAll(w.notEvaluated()));
                Coverage.of(there, noted)
                        .gaps()
                        .forEach(gap ->
                                notCompared.add(gap.kind() + " " + gap.name() + " not compared: " + gap.reason()));
                if (divergences.stream().anyMatch(d -> d.back().isPresent())) {
                    back = wayBack(there, noted);
                }
            } finally {
                wanted.ifPresent(LoadedState::close);
            }
        }

        private String wayBack(Catalog there, Catalog noted) {
            try {
                return setup.dialect()
                        .planner()
                        .plan(setup.dialect().diff(there, noted, List.of()), PlanOptions.everything())
                        .script();
            } catch (UnplannableException e) {
                notices.add("No SQL leads back to what is recorded: " + String.join(" ", e.reasons()));
                return "";
            }
        }

        DriftReport report(
                LoadedState live, Revisions revisions, Optional<MigrationDirectory> directory, History history) {
            return new DriftReport(
                    live.label(),
                    revisions.where(),
                    history.current(),
                    files.or(() -> directory.map(d -> d.path().toString())),
                    history.standings(),
                    history.findings(),
                    divergences,
                    back,
                    notCompared,
                    notEvaluated.stream().distinct().toList(),
                    Stream.concat(setup.filter().idle().stream(), notices.stream())
                            .toList());
        }
    }
}
