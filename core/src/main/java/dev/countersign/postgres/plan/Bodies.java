package dev.countersign.postgres.plan;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Function bodies written as strings have no dependencies that the server knows of, yet it looks up what they name when they are made. Where a body names
 * something that the plan makes or changes later, bodies are not checked while the functions are made.
 */
final class Bodies {
    private static final String OFF = "SET check_function_bodies = off;";
    private static final String BACK = "RESET check_function_bodies;";

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+");

    private Bodies() {}

    static List<Draft> checkedLate(List<Draft> drafts, Situation situation) {
        Set<String> later = new HashSet<>();
        Set<String> laterWithoutWords = new HashSet<>();
        int first = -1;
        int last = -1;
        for (int i = drafts.size() - 1; i >= 0; i--) {
            Draft draft = drafts.get(i);
            if (isRoutine(draft)) {
                if (last < 0) {
                    last = i;
                }
                if (words(draft.sql()).anyMatch(later::contains)
                        || laterWithoutWords.stream().anyMatch(draft.sql()::contains)) {
                    first = i;
                }
            }
            if (makesSomething(draft)) {
                String name = draft.objects().getFirst().name();
                words(name).findFirst().ifPresentOrElse(later::add, () -> laterWithoutWords.add(name));
            }
        }
        if (first < 0) {
            return drafts;
        }
        List<Draft> result = new ArrayList<>(drafts);
        ObjectRef routine = drafts.get(first).objects().getFirst();
        result.add(last + 1, Draft.of(BACK, routine, "bodies of functions are looked at again"));
        result.add(first, Draft.of(OFF, routine, "a function names something that is made later"));
        return result;
    }

    /** Everything that could be a name or a part of one, whether the text folds its case or not. */
    private static Stream<String> words(String text) {
        return WORD.matcher(text).results().map(word -> word.group().toLowerCase(Locale.ROOT));
    }

    private static boolean isRoutine(Draft draft) {
        ObjectKind kind = draft.objects().getFirst().kind();
        return (kind == ObjectKind.FUNCTION || kind == ObjectKind.PROCEDURE)
                && draft.sql().startsWith("CREATE ");
    }

    private static boolean makesSomething(Draft draft) {
        return draft.sql().startsWith("CREATE ") || draft.sql().contains(" ADD COLUMN ");
    }
}
