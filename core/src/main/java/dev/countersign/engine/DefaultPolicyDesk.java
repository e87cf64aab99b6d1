package dev.countersign.engine;

import dev.countersign.catalog.Catalog;
import dev.countersign.explain.Explanation;
import dev.countersign.lint.Linter;
import dev.countersign.policy.ConsentException;
import dev.countersign.policy.Mask;
import dev.countersign.policy.Outside;
import dev.countersign.policy.PolicyException;
import dev.countersign.policy.ProjectFile;
import dev.countersign.progress.CancelledException;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import dev.countersign.review.Review;
import dev.countersign.source.ObjectPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Answers from the same evaluation that reviews use. */
final class DefaultPolicyDesk implements PolicyDesk {
    private final Setups setups;
    private final Linter linter;
    private final Opening opening;
    private final WrittenLint.SourcesOf sources;
    private final Function<ReviewRequest, Outside> outside;
    private final Looking looking;

    /** Opens a review. */
    @FunctionalInterface
    interface Opening {
        ReviewSession open(ReviewRequest request, Progress progress);
    }

    /** Reads the current state without its filters. */
    @FunctionalInterface
    interface Looking {
        Catalog read(ReviewRequest request, Progress progress);
    }

    DefaultPolicyDesk(
            Setups setups,
            Linter linter,
            Opening opening,
            WrittenLint.SourcesOf sources,
            Function<ReviewRequest, Outside> outside,
            Looking looking) {
        this.looking = looking;
        this.sources = sources;
        this.linter = linter;
        this.setups = setups;
        this.opening = opening;
        this.outside = outside;
    }

    @Override
    public Explanation explain(
            ReviewRequest request, String object, Consumer<ReviewSession> renames, boolean offline, Progress progress) {
        Project project = project(request, offline);
        Mask mask = project.mask();
        return MaskedSession.guarded(
                mask,
                () -> explain(project, request, object, renames, offline, progress)
                        .worded(mask::of));
    }

    private Explanation explain(
            Project project,
            ReviewRequest request,
            String object,
            Consumer<ReviewSession> renames,
            boolean offline,
            Progress progress) {
        ObjectQuestion question = new ObjectQuestion(setups, linter, project, object);
        if (offline) {
            return question.answer("Nothing but the project file was read, as asked (--offline).");
        }
        if (project.statedFrom().isEmpty() || project.statedTo().isEmpty()) {
            return question.answer("No state was read: neither the command line nor the environment names both.");
        }
        Optional<Review> review;
        try (ReviewSession session = opening.open(request, progress)) {
            renames.accept(session);
            review = Optional.of(session.review(Map.of(), progress));
        } catch (CancelledException | PolicyException | ConsentException e) {
            throw e;
        } catch (CountersignException e) {
            return question.answer("The states could not be compared: " + e.getMessage());
        }
        return question.answer(review.orElseThrow());
    }

    @Override
    public PolicyReport check(ReviewRequest request, boolean states, boolean offline, Progress progress) {
        if (request.config().isEmpty() && ProjectFile.find(request.directory()).isEmpty()) {
            throw noFile(request);
        }
        return new PolicyCheck(setups, linter, opening, sources, outside).of(request, states, offline, progress);
    }

    @Override
    public List<PatternMatches> match(ReviewRequest request, List<String> patterns, Progress progress) {
        Project project = Project.of(request, setups::absolute, outside.apply(request));
        List<String> asked = new ArrayList<>(patterns);
        if (asked.isEmpty()) {
            asked.addAll(project.include());
            asked.addAll(project.exclude());
        }
        Setup setup = setups.of(project, project.from(), List.of());
        // before the state is read: a pattern that cannot be read needs no database
        asked.forEach(pattern -> ObjectPattern.of("exclude", pattern, setup.oneSchema()));
        return PatternQuestion.answer(asked, setup.oneSchema(), looking.read(request, progress));
    }

    @Override
    public Optional<String> format(ReviewRequest request, String command) {
        // how something is written asks nothing outside: that is asked where it decides something
        return Project.of(request, setups::absolute, new NothingOutside())
                .ofFile()
                .flatMap(policies -> Optional.ofNullable(policies.inForce(request.variables(), Map.of())
                        .environment()
                        .formats()
                        .get(command)));
    }

    private static CountersignException noFile(ReviewRequest request) {
        return new CountersignException(
                ExitCode.USAGE,
                "There is no countersign.hcl or atlas.hcl in " + request.directory()
                        + ", so there is no policy to look at; name the file with --config.");
    }

    private Project project(ReviewRequest request, boolean offline) {
        Project project =
                Project.of(request, setups::absolute, offline ? new NothingOutside() : outside.apply(request));
        if (project.ofFile().isEmpty()) {
            throw noFile(request);
        }
        return project;
    }
}
