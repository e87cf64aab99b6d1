package dev.countersign.app.signoff;

import dev.countersign.app.words.Words;
import dev.countersign.dialect.StatementTraits;
import dev.countersign.plan.Statement;
import dev.countersign.review.Review;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What running a plan means for the current state, in a few lines. */
final class Impact {
    /** Lock modes that stop readers or writers, strongest first. */
    private static final List<String> STRONG =
            List.of("ACCESS EXCLUSIVE", "EXCLUSIVE", "SHARE ROW EXCLUSIVE", "SHARE", "SHARE UPDATE EXCLUSIVE");
    /** Lock modes that stop neither. A mode that is in no list is shown first, because nobody knows what it stops. */
    private static final Set<String> WEAK = Set.of("none", "ROW EXCLUSIVE", "ROW SHARE", "ACCESS SHARE");

    private final Words words;

    Impact(Words words) {
        this.words = words;
    }

    List<SignOffModel.Fact> facts(Review review) {
        List<StatementTraits> traits = review.plan().statements().stream()
                .map(s -> review.traits().get(s.number()))
                .filter(Objects::nonNull)
                .toList();
        String strongest = traits.stream()
                .map(StatementTraits::lock)
                .filter(lock -> !WEAK.contains(mode(lock)))
                .min(Comparator.comparingInt((String lock) -> STRONG.indexOf(mode(lock)))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse(words.get("impact.none"));
        long rewrites = traits.stream().filter(StatementTraits::rewrite).count();
        List<Integer> destructive = review.plan().statements().stream()
                .filter(Statement::destructive)
                .map(Statement::number)
                .toList();
        long withoutUndo = review.plan().statements().stream()
                .filter(s -> s.undo().isEmpty())
                .count();
        return List.of(
                new SignOffModel.Fact(words.get("impact.lock"), strongest, false),
                new SignOffModel.Fact(words.get("impact.rewrites"), statements(rewrites), rewrites > 0),
                new SignOffModel.Fact(
                        words.get("impact.destroys"),
                        destructive.isEmpty()
                                ? words.get("impact.nothing")
                                : words.get("impact.statement", destructive.size(), numbers(destructive)),
                        !destructive.isEmpty()),
                new SignOffModel.Fact(words.get("impact.noUndo"), statements(withoutUndo), false));
    }

    /** The mode of {@code EXCLUSIVE on the database}. */
    private static String mode(String lock) {
        return lock.split(" on ", 2)[0];
    }

    private String statements(long count) {
        return count == 0 ? words.get("impact.none") : words.get("impact.statements", count);
    }

    private static String numbers(List<Integer> numbers) {
        return numbers.stream().limit(4).map(Object::toString).collect(Collectors.joining(", "))
                + (numbers.size() > 4 ? ", \u2026" : "");
    }
}
