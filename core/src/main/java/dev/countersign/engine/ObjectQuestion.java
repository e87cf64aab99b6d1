package dev.countersign.engine;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.TableObject;
import dev.countersign.catalog.Uncompared;
import dev.countersign.dialect.Dialect;
import dev.countersign.diff.Change;
import dev.countersign.explain.Explainer;
import dev.countersign.explain.Explanation;
import dev.countersign.explain.Facts;
import dev.countersign.explain.ObjectExplanation;
import dev.countersign.explain.Subject;
import dev.countersign.lint.Linter;
import dev.countersign.plan.KeptOut;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.review.Outcome;
import dev.countersign.review.Review;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A question why policy treats the objects of a name as it does, answered with or without states. */
final class ObjectQuestion {
    /** More objects than this are no answer to a question about one. */
    private static final int MOST = 50;

    private final Project project;
    private final ProjectPolicies.InForce policy;
    private final Dialect dialect;
    private final Facts facts;
    private final AskedName asked;
    private final MigrationsOfProject written;

    ObjectQuestion(Setups setups, Linter linter, Project project, String object) {
        Setup setup = setups.of(
                project,
                project.statedFrom().orElse(List.of()),
                project.statedTo().orElse(List.of()));
        this.dialect = setup.whole();
        Optional<String> oneSchema = setup.oneSchema();
        this.project = project.inScopeOf(oneSchema);
        this.policy = this.project.ofFile().orElseThrow().inForce(project.variables(), Map.of());
        this.written = MigrationsOfProject.of(project, dialect);
        this.facts = new Facts(
                policy.project(),
                policy.environment(),
                policy.lint(),
                linter,
                policy.terms(),
                project.ignoredKinds(),
                new Facts.Filters(
                        project.schemas(),
                        project.include(),
                        project.exclude(),
                        oneSchema,
                        ofRequest(project.request())),
                SkipRule::keys,
                dialect.name(),
                oneSchema.orElse(dialect.defaultSchema()),
                written.found());
        this.asked = AskedName.of(object, oneSchema);
    }

    private static List<String> ofRequest(ReviewRequest request) {
        List<String> given = new ArrayList<>();
        if (!request.schemas().isEmpty()) {
            given.add("schemas");
        }
        if (!request.selection().include().isEmpty()) {
            given.add("include");
        }
        if (!request.selection().exclude().isEmpty()) {
            given.add("exclude");
        }
        return given;
    }

    /**
     * What holds whatever the states are.
     *
     * @param why why there are none, one sentence
     */
    Explanation answer(String why) {
        List<Subject> subjects = asked.possible(facts.defaultSchema(), Set.copyOf(project.schemas())).stream()
                .map(named -> new Subject(named.ref(), named.path(), Optional.empty(), Optional.empty()))
                .toList();
        if (subjects.isEmpty()) {
            throw new CountersignException(
                    ExitCode.USAGE,
                    "Without states, \"" + asked + "\" cannot be looked up; name one object as table, table.column,"
                            + " schema.table or schema.table.column. " + why);
        }
        return explanation(Optional.of(why), subjects, project.policy().notEvaluated(project.inputsTaken()));
    }

    /** What holds, and what happens between the states of the review. */
    Explanation answer(Review review) {
        Map<ObjectRef, AskedName.Named> all = new LinkedHashMap<>();
        AskedName.all(review.current()).forEach(named -> all.put(named.ref(), named));
        AskedName.all(review.desired()).forEach(named -> all.putIfAbsent(named.ref(), named));
        List<Subject> subjects = new ArrayList<>();
        all.values().stream()
                .filter(asked::means)
                .forEach(named -> subjects.add(new Subject(
                        named.ref(), named.path(), Optional.empty(), Optional.of(happening(named.ref(), review)))));
        Set<Uncompared> leftOut = new LinkedHashSet<>(review.current().uncompared());
        leftOut.addAll(review.desired().uncompared());
        leftOut.stream()
                .filter(u -> asked.means(u.kind(), u.name()))
                .flatMap(u -> leftOut(u).stream())
                .filter(s -> subjects.stream().noneMatch(known -> known.ref().equals(s.ref())))
                .forEach(subjects::add);
        if (subjects.isEmpty()) {
            List<String> near = asked.near(List.copyOf(all.values()));
            throw new CountersignException(
                    ExitCode.USAGE,
                    "Neither state has anything called \"" + asked + "\""
                            + (near.isEmpty() ? "." : "; did you mean " + String.join(" or ", near) + "?"));
        }
        if (subjects.size() > MOST) {
            throw new CountersignException(
                    ExitCode.USAGE,
                    "\"" + asked + "\" means " + subjects.size() + " objects, more than the " + MOST
                            + " that are explained at once; name fewer.");
        }
        return explanation(Optional.empty(), subjects, review.notEvaluated());
    }

    private Explanation explanation(Optional<String> why, List<Subject> subjects, List<String> notEvaluated) {
        Explainer explainer = new Explainer(facts);
        List<ObjectExplanation> objects =
                subjects.stream().map(explainer::explain).toList();
        return new Explanation(
                asked.toString(),
                project.ofFile().orElseThrow().shownPath(),
                policy.environment().name(),
                why,
                objects,
                Stream.concat(notEvaluated.stream(), written.unread().stream()).toList());
    }

    private static Optional<Subject> leftOut(Uncompared seen) {
        return Arrays.stream(ObjectKind.values())
                .filter(kind -> kind.label().equals(seen.kind()))
                .findFirst()
                .map(kind -> {
                    List<String> path = List.of(seen.name().split("\\."));
                    return new Subject(new ObjectRef(kind, path), path, Optional.of(seen.reason()), Optional.empty());
                });
    }

    private Subject.Happening happening(ObjectRef ref, Review review) {
        Predicate<Change> about = about(ref, review);
        List<Change> changes = review.diff().changes().stream().filter(about).toList();
        Set<ObjectRef> refs = new LinkedHashSet<>(Set.of(ref));
        changes.forEach(change -> refs.add(change.ref()));
        List<Subject.KeptOut> keptOut = review.plan().keptOut().stream()
                .filter(kept -> about.test(kept.change()))
                .map((KeptOut kept) -> new Subject.KeptOut(kept.change(), kept.reason()))
                .toList();
        return new Subject.Happening(
                changes,
                review.diff().changes().stream()
                        .filter(change -> isInside(change, ref))
                        .toList(),
                keptOut,
                review.plan().statements().stream()
                        .filter(s -> !changes.isEmpty() || s.rows().isPresent())
                        .filter(s -> s.objects().stream().anyMatch(refs::contains))
                        .map(s -> s.sql())
                        .toList(),
                review.diagnostics().stream()
                        .filter(d -> d.object().filter(refs::contains).isPresent())
                        .toList(),
                review.outcome().reasons().stream()
                        .filter(r -> r.kind() == Outcome.Reason.Kind.CHECK)
                        .map(Outcome.Reason::text)
                        .toList());
    }

    private static boolean isInside(Change change, ObjectRef ref) {
        Optional<ObjectRef> table = switch (change) {
            case Change.AddObject(TableObject part) -> Optional.of(part.table());
            case Change.DropObject(TableObject part) -> Optional.of(part.table());
            case Change.ModifyObject(TableObject part, var ignored, var attributes) -> Optional.of(part.table());
            case Change.RenameObject(TableObject part, var ignored) -> Optional.of(part.table());
            default -> Optional.empty();
        };
        List<String> path = ref.path();
        List<String> other = change.ref().path();
        boolean below = (ref.kind() == ObjectKind.SCHEMA || ref.kind() == ObjectKind.TABLE)
                && other.size() > path.size()
                && other.subList(0, path.size()).equals(path)
                && (ref.kind() == ObjectKind.SCHEMA || change.ref().kind().isTableChild());
        return below || table.filter(ref::equals).isPresent();
    }

    /** Changes of the object, under its old name or its new one, and what takes it along: its table. */
    private static Predicate<Change> about(ObjectRef ref, Review review) {
        Optional<ObjectRef> table = ref.kind() == ObjectKind.COLUMN
                ? Optional.of(new ObjectRef(
                        ObjectKind.TABLE, ref.path().subList(0, ref.path().size() - 1)))
                : Optional.empty();
        return change -> change.ref().equals(ref)
                || switch (change) {
                    case Change.RenameObject rename -> rename.newRef().equals(ref);
                    case Change.RenameColumn rename ->
                        ObjectRef.column(rename.table(), rename.newName()).equals(ref);
                    case Change.AddObject add -> table.filter(add.ref()::equals).isPresent();
                    case Change.DropObject drop ->
                        table.filter(drop.ref()::equals).isPresent()
                                || review.current().find(ref).orElse(null) instanceof TableObject child
                                        && child.table().equals(drop.ref());
                    case Change.ModifyObject ignored -> false;
                    case Change.AddColumn ignored -> false;
                    case Change.DropColumn ignored -> false;
                    case Change.ModifyColumn ignored -> false;
                };
    }
}
