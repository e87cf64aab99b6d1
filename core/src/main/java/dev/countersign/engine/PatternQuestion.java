package dev.countersign.engine;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.source.ObjectPattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A question what patterns mean in a state. */
final class PatternQuestion {
    private PatternQuestion() {}

    /** @throws dev.countersign.source.SourceException when a pattern cannot be read */
    static List<PatternMatches> answer(List<String> patterns, Optional<String> oneSchema, Catalog catalog) {
        List<PatternMatches> answers = new ArrayList<>();
        List<AskedName.Named> all = AskedName.all(catalog);
        for (String text : patterns) {
            ObjectPattern pattern = ObjectPattern.of("exclude", text, oneSchema);
            List<AskedName.Named> matched =
                    all.stream().filter(n -> pattern.matches(n.ref(), n.path())).toList();
            Set<List<String>> outer = new HashSet<>();
            matched.forEach(n -> outer.add(n.path()));
            List<ObjectRef> own = matched.stream()
                    .filter(n -> !inside(n.path(), outer))
                    .map(AskedName.Named::ref)
                    .sorted()
                    .toList();
            answers.add(new PatternMatches(text, own, matched.size() - own.size()));
        }
        return answers;
    }

    private static boolean inside(List<String> path, Set<List<String>> outer) {
        for (int length = 1; length < path.size(); length++) {
            if (outer.contains(path.subList(0, length))) {
                return true;
            }
        }
        return false;
    }
}
