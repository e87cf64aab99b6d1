package dev.countersign.lint.analyzers;

import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintStep;
import dev.countersign.lint.preflight.Answer;
import dev.countersign.lint.preflight.Question;
import dev.countersign.lint.preflight.Question.Duplicates.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of a key that more than one row has, compared as the key compares them. */
final class SharedValues {
    private static final String NAME = "(?:\"(?:[^\"]|\"\")*\"|[\\w$]+)";
    private static final Pattern COLLATION = Pattern.compile("COLLATE (" + NAME + "(?:\\." + NAME + ")?)");
    private static final String NULLS_EQUAL = "NULLS NOT DISTINCT";

    private final LintInput input;
    private final LintStep step;

    SharedValues(LintInput input, LintStep step) {
        this.input = input;
        this.step = step;
    }

    /** How many there are for a unique index. */
    Answer in(Index index) {
        List<Key> keys = index.parts().stream()
                .map(p -> new Key(p.text(), p.expression(), collation(p.options())))
                .toList();
        // what else decides which rows share a key: expressions, and the condition of a partial index
        boolean more = index.predicate().isPresent() || keys.stream().anyMatch(Key::expression);
        return more && !new KeptValues(input, step, index.table()).wholeBelow(index.ref())
                ? unknown()
                : ask(index.table(), keys, index.predicate(), index.definition().contains(NULLS_EQUAL));
    }

    /** How many there are for a primary key or a unique constraint. */
    Answer in(KeyConstraint key) {
        List<Key> keys = new ArrayList<>();
        for (String column : key.columns()) {
            String options = key.attributes().getOrDefault("part." + (keys.size() + 1), "");
            keys.add(new Key(column, false, collation(options)));
        }
        return ask(key.table(), keys, Optional.empty(), key.definition().contains(NULLS_EQUAL));
    }

    private Answer ask(ObjectRef table, List<Key> keys, Optional<String> predicate, boolean nullsEqual) {
        KeptValues kept = new KeptValues(input, step, table);
        boolean same = keys.stream()
                .filter(k -> !k.expression())
                .allMatch(k -> k.collation().isPresent() ? kept.uncollated(k.text()) : kept.comparable(k.text()));
        return same
                ? input.facts()
                        .ask(new Question.Duplicates(
                                DataDependAnalyzer.origin(input, step, table), keys, predicate, nullsEqual))
                : unknown();
    }

    private static Answer unknown() {
        return new Answer.Unknown("the key has columns that the plan adds, renames or gives other values");
    }

    private static Optional<String> collation(String options) {
        Matcher matcher = COLLATION.matcher(options);
        return matcher.lookingAt() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
