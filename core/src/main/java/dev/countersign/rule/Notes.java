package dev.countersign.rule;

import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.NearestName;
import dev.countersign.hcl.SourceRange;
import dev.countersign.policy.NotEvaluated;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What of a rule file is not evaluated, as sentences; nothing is said twice. */
final class Notes {
    private final Set<String> sentences = new LinkedHashSet<>();

    void add(String what, SourceRange range, String reason) {
        sentences.add(new NotEvaluated(what, Optional.of(range), reason, Optional.empty()).summary());
    }

    /** A name that is not known, with the known one that was probably meant. */
    void unknown(String what, SourceRange range, String reason, String name, Collection<String> known) {
        sentences.add(new NotEvaluated(what, Optional.of(range), reason, NearestName.of(name, known)).summary());
    }

    /** A name in an expression that is not known. */
    void unknown(HclProblem problem) {
        sentences.add(new NotEvaluated(
                        problem.range().text(), Optional.of(problem.range()), problem.message(), problem.suggestion())
                .summary());
    }

    void add(String sentence) {
        sentences.add(sentence);
    }

    int count() {
        return sentences.size();
    }

    List<String> all() {
        return List.copyOf(sentences);
    }
}
