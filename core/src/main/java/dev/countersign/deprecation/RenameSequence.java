package dev.countersign.deprecation;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.sql.NameUse;
import dev.countersign.sql.RenamedTo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the statements of one plan or migration come to, one after the other: names that are given and taken again are none. */
final class RenameSequence {
    private final DeprecatedNames names;
    private final List<Given> given = new ArrayList<>();
    private final List<Left> left = new ArrayList<>();
    private final Set<ObjectRef> made = new HashSet<>();
    private final Set<ObjectRef> freed = new HashSet<>();

    RenameSequence(DeprecatedNames names) {
        this.names = names;
    }

    /**
     * An object under its deprecated name.
     *
     * @param object as it is called at the end
     * @param oldName its name before
     */
    record Given(ObjectRef object, String oldName) {}

    private record Left(ObjectRef object, boolean given) {}

    void statement(String sql) {
        RenamedTo.of(sql).ifPresent(this::renamed);
        for (NameUse use : NameUse.of(sql)) {
            ObjectRef object = names.ref(use.kind(), use.schema(), use.table(), use.name());
            given.removeIf(g -> isIn(g.object(), object));
            switch (use.use()) {
                case FREED -> freed.add(object);
                case MOVED -> left.add(new Left(object, true));
                case GIVEN -> {
                    made.add(object);
                    left.add(new Left(object, true));
                }
            }
        }
    }

    private void renamed(RenamedTo rename) {
        ObjectRef from = names.ref(rename.kind(), rename.schema(), rename.table(), rename.oldName());
        ObjectRef to = names.ref(rename.kind(), rename.schema(), rename.table(), rename.newName());
        if (from.equals(to)) {
            return;
        }
        boolean anew = made.remove(from) && freed.remove(to);
        if (anew) {
            // a copy takes the place of what it is a copy of
            left.removeIf(l -> isIn(l.object(), from));
            return;
        }
        if (names.has(from)) {
            left.add(new Left(from, false));
        }
        left.add(new Left(to, true));
        Optional<Given> inherited =
                given.stream().filter(g -> g.object().equals(from)).findFirst();
        inherited.ifPresent(given::remove);
        given.replaceAll(g -> isIn(g.object(), from) ? new Given(moved(g.object(), from, to), g.oldName()) : g);
        if (names.has(to)) {
            given.add(new Given(to, rename.oldName()));
        }
    }

    private static boolean isIn(ObjectRef object, ObjectRef whole) {
        return object.equals(whole)
                || whole.kind() != ObjectKind.COLUMN
                        && object.path().size() > whole.path().size()
                        && object.path().subList(0, whole.path().size()).equals(whole.path());
    }

    private static ObjectRef moved(ObjectRef object, ObjectRef from, ObjectRef to) {
        List<String> path = new ArrayList<>(to.path());
        path.addAll(object.path().subList(from.path().size(), object.path().size()));
        return new ObjectRef(object.kind(), path);
    }

    /** The objects that have deprecated names at the end, by statements of this sequence. */
    List<Given> given() {
        return List.copyOf(given);
    }

    /** The names that mean something else, or nothing, behind this sequence. */
    List<Departure> departures(Instant at, String where) {
        return left.stream()
                .map(l -> new Departure(l.object(), l.given(), at, where))
                .toList();
    }

    boolean isEmpty() {
        return given.isEmpty() && left.isEmpty();
    }
}
