package dev.countersign.engine;

import dev.countersign.drift.Divergence;
import dev.countersign.drift.DriftReport;
import dev.countersign.drift.HistoryFinding;
import dev.countersign.policy.ApplyCheck;
import dev.countersign.progress.Progress;
import dev.countersign.source.LoadedState;
import dev.countersign.source.Sources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers the {@code drift} blocks of checks for a review: the database is looked at once for each list of what may drift. */
final class DriftGate {
    private static final int SHOWN = 3;

    private final Optional<Function<List<String>, DriftReport>> look;
    private final Map<List<String>, DriftReport> known = new HashMap<>();

    /** @param look what a look gives, given the patterns of what may drift; empty when the current state is no live database */
    DriftGate(Optional<Function<List<String>, DriftReport>> look) {
        this.look = look;
    }

    /**
     * Of the current state of a review. A list of what may drift stands in place of the environment's {@code exclude}, so with one the database is read once
     * more with what that leaves out.
     *
     * @param from the URLs of the current state
     * @param sources reads files and databases as a setup sees them
     */
    static DriftGate of(
            Project project,
            Setup setup,
            List<String> from,
            Function<Setup, Sources> sources,
            RolesToDrop roles,
            LoadedState current) {
        return new DriftGate(current.rows().filter(LoadedState.Rows::live).map(rows -> exclude -> {
            if (exclude.isEmpty() || !setup.filter().excludes()) {
                return look(project, setup, sources.apply(setup), roles, current, exclude);
            }
            Setup seeing = setup.withoutExclusions();
            Sources read = sources.apply(seeing);
            try (LoadedState whole = read.of(from, false).load(seeing.scope(), Progress.none())) {
                return look(project, seeing, read, roles, whole, exclude);
            }
        }));
    }

    private static DriftReport look(
            Project project, Setup setup, Sources sources, RolesToDrop roles, LoadedState live, List<String> exclude) {
        DriftRequest request =
                new DriftRequest(project.request(), Optional.empty(), Optional.empty(), Optional.empty());
        return new DriftLook(project, setup, sources, roles, request)
                .look(live, Optional.empty(), exclude, Progress.none());
    }

    /** What a drift block says. */
    sealed interface Answer {
        /** It is in the way. */
        record Drifted(String text) implements Answer {}

        /** Nobody can tell. */
        record Undecided(String text) implements Answer {}

        /** In nobody's way, and to be known. */
        record Told(String text) implements Answer {}

        /** As it should be. */
        record Fine() implements Answer {}
    }

    /** @param kind {@code schema_apply} or {@code migrate_apply} */
    synchronized Answer answer(String kind, ApplyCheck.Drift terms) {
        String where = terms.range() + ": check \"" + kind + "\" drift";
        if (look.isEmpty()) {
            return new Answer.Undecided(where + " is not evaluated: the current state is no live database.");
        }
        if (kind.equals("schema_apply")) {
            return new Answer.Told(
                    where
                            + ": the plan is made from the database itself as it was just read, so nothing differs between the two yet.");
        }
        DriftReport report = known.computeIfAbsent(terms.exclude(), look.get());
        if (report.record().isEmpty()
                || report.version().isEmpty() && report.notEvaluated().isEmpty()) {
            return new Answer.Told(
                    where + ": nothing is recorded of " + report.database() + " that it could differ from.");
        }
        return switch (report.status()) {
            case OK -> new Answer.Fine();
            case DRIFT -> {
                String text = where + ": " + report.database() + " is not as recorded: " + what(report) + ".";
                yield terms.stops() ? new Answer.Drifted(text) : new Answer.Told(text);
            }
            case UNKNOWN -> {
                String text = where + " is not evaluated: " + why(report);
                yield terms.stops() ? new Answer.Undecided(text) : new Answer.Told(text);
            }
        };
    }

    private static String what(DriftReport report) {
        List<String> all = Stream.concat(
                        report.drifted().stream().map(Divergence::ref).map(Object::toString),
                        report.history().stream()
                                .filter(f -> f.kind().wrong())
                                .map(f -> "version " + f.version() + " ("
                                        + f.kind().label() + ")"))
                .toList();
        return all.stream().limit(SHOWN).collect(Collectors.joining(", "))
                + (all.size() > SHOWN ? " and " + (all.size() - SHOWN) + " more" : "");
    }

    private static String why(DriftReport report) {
        return Stream.of(
                        report.notEvaluated().stream(),
                        report.notCompared().stream(),
                        report.history().stream()
                                .filter(f -> f.kind() == HistoryFinding.Kind.UNKNOWN)
                                .map(HistoryFinding::text))
                .flatMap(texts -> texts)
                .findFirst()
                .orElseThrow();
    }
}
