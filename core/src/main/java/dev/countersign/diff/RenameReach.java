package dev.countersign.diff;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whose texts the server spells anew after a rename: of all that uses what is renamed, by itself or through something else. A word that changes in the same way
 * in any other text is another word there.
 */
final class RenameReach {
    private static final List<ObjectKind> RELATIONS =
            List.of(ObjectKind.TABLE, ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW);

    private final Catalog current;
    private final Renaming renaming;
    private final Map<Rename, Set<ObjectRef>> users = new HashMap<>();

    RenameReach(Catalog current, Renaming renaming) {
        this.current = current;
        this.renaming = renaming;
    }

    /** The renames, with the words that can stand in the object's texts. */
    Renaming of(SchemaObject object) {
        return renaming.isEmpty() ? renaming : renaming.inTexts(rename -> reaches(rename, object));
    }

    /** Whether the object's texts can name what is renamed. Names of schemas are in all texts. */
    boolean reaches(Rename rename, SchemaObject object) {
        return rename.from().kind() == ObjectKind.SCHEMA
                || users.computeIfAbsent(rename, r -> usersOf(r.from())).contains(object.ref());
    }

    private Set<ObjectRef> usersOf(ObjectRef renamed) {
        Set<ObjectRef> met = new HashSet<>();
        Deque<ObjectRef> open = new ArrayDeque<>(List.of(renamed));
        while (!open.isEmpty()) {
            ObjectRef next = open.pop();
            if (met.add(next)) {
                open.addAll(current.dependents(next));
                if (next.kind() == ObjectKind.COLUMN) {
                    RELATIONS.forEach(
                            kind -> open.add(new ObjectRef(kind, next.path().subList(0, 2))));
                } else if (next.kind() == ObjectKind.TABLE) {
                    current.find(next, Table.class).stream()
                            .flatMap(table -> table.columns().stream())
                            .forEach(column -> open.add(ObjectRef.column(next, column.name())));
                    current.tableObjects(next).forEach(object -> open.add(object.ref()));
                }
            }
        }
        return met;
    }
}
