package dev.countersign.plan;

import dev.countersign.catalog.SchemaObject;
import dev.countersign.diff.Change;
import dev.countersign.diff.SchemaDiff;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Which differences need names that something else has as long as it stays: a dialect lets objects of several kinds have a name only once. */
final class Names {
    private final Function<SchemaObject, Set<String>> taken;
    private final Map<String, List<Change>> wanted = new HashMap<>();

    /** @param taken the names that an object has for itself alone, each with what it is alone among */
    Names(SchemaDiff diff, Function<SchemaObject, Set<String>> taken) {
        this.taken = taken;
        for (Change change : diff.changes()) {
            Set<String> names = new HashSet<>();
            switch (change) {
                case Change.AddObject a -> names.addAll(taken.apply(a.object()));
                case Change.ModifyObject m -> {
                    names.addAll(taken.apply(m.desired()));
                    names.removeAll(taken.apply(m.current()));
                }
                case Change.RenameObject r ->
                    diff.desired().find(r.newRef()).ifPresent(o -> names.addAll(taken.apply(o)));
                case Change.DropObject d -> {
                    // it frees names
                }
                case Change.AddColumn a -> {
                    // a column of the same name is the same column
                }
                case Change.DropColumn d -> {
                    // as above
                }
                case Change.ModifyColumn m -> {
                    // as above
                }
                case Change.RenameColumn r -> {
                    // as above
                }
            }
            names.forEach(
                    name -> wanted.computeIfAbsent(name, n -> new ArrayList<>()).add(change));
        }
    }

    /** The differences that cannot be made while what should have gone, or got another name, stays as it is. */
    List<Change> wantedOf(Change kept) {
        Optional<SchemaObject> staying = switch (kept) {
            case Change.DropObject d -> Optional.of(d.object());
            case Change.RenameObject r -> Optional.of(r.current());
            default -> Optional.empty();
        };
        return staying.stream()
                .flatMap(object -> taken.apply(object).stream())
                .flatMap(name -> wanted.getOrDefault(name, List.of()).stream())
                .filter(change -> !change.ref().equals(kept.ref()))
                .toList();
    }
}
