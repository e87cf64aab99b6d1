package dev.countersign.deprecation;

import dev.countersign.catalog.ObjectRef;
import java.util.ArrayList;
import java.util.List;

/** What the statements of one plan or migration come to, one after the other: names that are given and taken again are none. */
final class RenameSequence {
    private final DeprecatedNames names;
    private final List<DeprecatedNames.Renamed> given = new ArrayList<>();
    private final List<ObjectRef> left = new ArrayList<>();

    RenameSequence(DeprecatedNames names) {
        this.names = names;
    }

    void statement(String sql) {
        names.leftBy(sql).ifPresent(object -> {
            given.removeIf(renamed -> renamed.object().equals(object));
            left.add(object);
        });
        names.in(sql).ifPresent(given::add);
    }

    /** The objects that have deprecated names at the end, by statements of this sequence. */
    List<DeprecatedNames.Renamed> given() {
        return List.copyOf(given);
    }

    /** The objects that lost a deprecated name on the way; one of that name at the end is not the one from before. */
    List<ObjectRef> left() {
        return List.copyOf(left);
    }

    boolean isEmpty() {
        return given.isEmpty() && left.isEmpty();
    }
}
