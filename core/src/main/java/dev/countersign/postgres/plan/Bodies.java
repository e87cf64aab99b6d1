package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Routine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Function bodies written as strings have no dependencies that the server knows of, yet it looks up what they name when they are made. Where a body names
 * something that the plan makes or changes later, bodies are not checked while the functions are made; nor is one that the desired state holds although its server
 * would not take it.
 */
final class Bodies {
    private static final String OFF = "SET check_function_bodies = off;";
    private static final String BACK = "RESET check_function_bodies;";
    private static final String CHECKED_AGAIN = "bodies of functions are looked at again";

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+");

    private final Catalog desired;
    private final boolean asTheyAre;

    private Bodies(Catalog desired, boolean asTheyAre) {
        this.desired = desired;
        this.asTheyAre = asTheyAre;
    }

    /** Bodies are checked unless the server of the desired state says that it would refuse them. */
    static Bodies looked(Catalog desired) {
        return new Bodies(desired, false);
    }

    /** No body is checked. */
    static Bodies asTheyAre(Catalog desired) {
        return new Bodies(desired, true);
    }

    /** The plan with what its routines need to be made. */
    List<Draft> made(List<Draft> drafts) {
        Range unchecked = asTheyAre ? allRoutines(drafts) : namingWhatComesLater(drafts);
        Map<ObjectRef, String> refusals = asTheyAre ? Map.of() : refusals(drafts);
        List<Draft> result = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            ObjectRef routine = draft.objects().getFirst();
            Optional<String> refusal = isRoutine(draft) ? Optional.ofNullable(refusals.get(routine)) : Optional.empty();
            boolean alone = refusal.isPresent() && !unchecked.holds(i);
            if (i == unchecked.first()) {
                result.add(Draft.of(
                        OFF,
                        routine,
                        asTheyAre
                                ? "functions are made as they were"
                                : "a function names something that is made later"));
            }
            if (alone) {
                result.add(Draft.of(OFF, routine, unchecked(routine, refusal.get())));
            }
            result.add(draft);
            if (alone || i == unchecked.last()) {
                result.add(Draft.of(BACK, routine, CHECKED_AGAIN));
            }
        }
        return result;
    }

    private static String unchecked(ObjectRef routine, String refusal) {
        return "the desired state has " + routine.display() + " with a body that its server would not take: "
                + refusal.lines().findFirst().orElse(refusal);
    }

    private Map<ObjectRef, String> refusals(List<Draft> drafts) {
        List<Routine> made = drafts.stream()
                .filter(Bodies::isRoutine)
                .map(draft -> draft.objects().getFirst())
                .distinct()
                .flatMap(ref -> desired.find(ref, Routine.class).stream())
                .toList();
        return made.isEmpty()
                ? Map.of()
                : desired.surroundings().refusedBodies().among(made);
    }

    /** Where bodies are not checked: from the first to the last, or nowhere. */
    private record Range(int first, int last) {
        static final Range NOWHERE = new Range(-1, -1);

        boolean holds(int place) {
            return first <= place && place <= last;
        }
    }

    private static Range allRoutines(List<Draft> drafts) {
        int[] places = IntStream.range(0, drafts.size())
                .filter(i -> isRoutine(drafts.get(i)))
                .toArray();
        return places.length == 0 ? Range.NOWHERE : new Range(places[0], places[places.length - 1]);
    }

    private static Range namingWhatComesLater(List<Draft> drafts) {
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
        return first < 0 ? Range.NOWHERE : new Range(first, last);
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
