package dev.countersign.drift;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.dialect.Dialect;
import dev.countersign.diff.Change;
import dev.countersign.report.ChangeWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An object about which what the files want, what is recorded and what is there are not one.
 *
 * @param ref the object or column
 * @param back what would make it as it is recorded; empty when it is
 * @param wanted what the files do to what is recorded; empty when they want it as recorded
 * @param agreed whether the database has it as the files want it
 */
public record Divergence(ObjectRef ref, Optional<Change> back, Optional<Change> wanted, boolean agreed) {
    /** Which of the three stands alone. */
    public enum Kind {
        /** Only the database has it like this. */
        DRIFT("drift"),
        /** The database has it as the files want it, and nothing recorded did that. */
        TAKEN_UP("drift, as the files want it"),
        /** All three differ. */
        CONFLICT("drift, and the files want something else"),
        /** Only the files want it like this. */
        PENDING("pending");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** Words for people. */
        public String label() {
            return label;
        }
    }

    /** Which of the three stands alone. */
    public Kind kind() {
        if (back.isEmpty()) {
            return Kind.PENDING;
        }
        return wanted.isEmpty() ? Kind.DRIFT : agreed ? Kind.TAKEN_UP : Kind.CONFLICT;
    }

    /**
     * Everything about which the three differ: what drifted first, each in order of identity.
     *
     * @param dialect compares; what a later state says nothing about, such as owners, does not differ
     */
    public static List<Divergence> between(Dialect dialect, Catalog files, Catalog recorded, Catalog live) {
        Map<ObjectRef, Change> drifted = changes(dialect, live, recorded);
        Map<ObjectRef, Change> wanted = changes(dialect, recorded, files);
        Set<ObjectRef> open = open(dialect, live, files);
        List<Divergence> found = new ArrayList<>();
        drifted.forEach((ref, change) -> found.add(
                new Divergence(ref, Optional.of(change), Optional.ofNullable(wanted.get(ref)), !open.contains(ref))));
        wanted.forEach((ref, change) -> {
            if (!drifted.containsKey(ref)) {
                found.add(new Divergence(ref, Optional.empty(), Optional.of(change), false));
            }
        });
        return found;
    }

    /** What the database does not have as the files want it; a table whose columns differ is not as they want it either. */
    private static Set<ObjectRef> open(Dialect dialect, Catalog live, Catalog files) {
        ChangeWords words = new ChangeWords();
        return changes(dialect, live, files).values().stream()
                .flatMap(change -> Stream.of(change.ref(), words.shownUnder(change)))
                .collect(Collectors.toSet());
    }

    private static Map<ObjectRef, Change> changes(Dialect dialect, Catalog from, Catalog to) {
        return dialect.diff(from, to, List.of()).changes().stream()
                .collect(Collectors.toMap(Change::ref, change -> change, (a, b) -> a, LinkedHashMap::new));
    }
}
