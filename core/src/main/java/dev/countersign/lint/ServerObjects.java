package dev.countersign.lint;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.diff.Change;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What belongs to the whole server, such as roles, as a migration finds and changes it. A dev database does not run statements about it, so the states that were
 * observed there do not hold it.
 */
public final class ServerObjects {
    private final Map<ObjectRef, SchemaObject> objects = new TreeMap<>();

    /** @param start the state before the first statement */
    public ServerObjects(Catalog start) {
        ofServer(start).forEach(object -> objects.put(object.ref(), object));
    }

    /** Does what a statement does. */
    public void change(Collection<Change> changes) {
        for (Change change : changes) {
            switch (change) {
                case Change.AddObject add -> objects.put(add.ref(), add.object());
                case Change.DropObject drop -> objects.remove(drop.ref());
                case Change.ModifyObject modify -> objects.put(modify.ref(), modify.desired());
                case Change.RenameObject ignored -> {
                    // roles are dropped and made, as nobody tells the one from the other
                }
                case Change.AddColumn ignored -> {}
                case Change.DropColumn ignored -> {}
                case Change.ModifyColumn ignored -> {}
                case Change.RenameColumn ignored -> {}
            }
        }
    }

    /** An observed state with what is there beside it. */
    public Catalog beside(Catalog observed) {
        List<SchemaObject> there = ofServer(observed).toList();
        if (there.equals(List.copyOf(objects.values()))) {
            return observed;
        }
        return observed.after(
                there.stream().map(SchemaObject::ref).collect(Collectors.toSet()), objects.values(), List.of());
    }

    private static Stream<SchemaObject> ofServer(Catalog catalog) {
        return Stream.of(ObjectKind.values())
                .filter(ObjectKind::isOfServer)
                .flatMap(kind -> catalog.ofKind(kind).stream());
    }
}
