package dev.countersign.ddl;

import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.NearestName;
import dev.countersign.hcl.SourceRange;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Stream;

/** Collects what is wrong with a document, and what it says that has no effect. */
public final class Findings {
    private final Set<HclProblem> problems = new LinkedHashSet<>();
    private final SequencedSet<HclProblem> notEvaluated = new LinkedHashSet<>();
    private final Set<HclProblem> unknownNames = new LinkedHashSet<>();

    /** Something that makes the document unusable. */
    public void problem(SourceRange at, String message) {
        problems.add(HclProblem.at(at, message));
    }

    /** A name that means nothing, with the names that would. */
    public void unknown(SourceRange at, String message, String name, Collection<String> known) {
        problems.add(HclProblem.unknownName(at, message, name, known));
    }

    /** Problems that an evaluation found. */
    public void problems(List<HclProblem> found) {
        problems.addAll(found);
    }

    /** Something that is read and has no effect: no verdict may look as if it had one. */
    public void notEvaluated(SourceRange at, String what, String reason, Optional<String> suggestion) {
        notEvaluated.add(new HclProblem(at, what + " is not evaluated: " + reason, suggestion));
    }

    /** A name that is not known in its block. */
    public void unknownName(SourceRange at, String path, String name, Collection<String> known) {
        notEvaluated(at, path, "the name is not known here", NearestName.of(name, known));
        unknownNames.add(notEvaluated.getLast());
    }

    /** The names that are not known in their blocks. */
    List<HclProblem> unknownNames() {
        return List.copyOf(unknownNames);
    }

    /** Names that another reading of the same text found. */
    void notEvaluated(HclProblem found) {
        notEvaluated.add(found);
    }

    /** One sentence for each thing that has no effect. */
    public List<String> notEvaluated() {
        return notEvaluated.stream().map(HclProblem::summary).toList();
    }

    /** @throws HclException with every problem, if there are any, and what has no effect among them: a name spelt wrong is often their cause */
    public void throwProblems() {
        if (!problems.isEmpty()) {
            throw new HclException(Stream.concat(problems.stream(), notEvaluated.stream())
                    .sorted(Comparator.comparing((HclProblem p) -> p.range().file())
                            .thenComparingInt(p -> p.range().offset()))
                    .toList());
        }
    }
}
