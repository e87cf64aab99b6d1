package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Constraint;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import java.util.ArrayList;
import java.util.List;

/** How objects of the current state go. */
final class DropDdl {
    private final Catalog current;
    private final Steps steps;

    DropDdl(Steps steps) {
        this.current = steps.situation().current();
        this.steps = steps;
    }

    /** The statements that drop the object; some objects must be prepared before they can go. */
    List<String> statements(SchemaObject object) {
        return steps.circles().drop(object.ref()).map(List::of).orElseGet(() -> cut(sql(object)));
    }

    /** The same in one text. */
    String sql(SchemaObject object) {
        ObjectRef ref = object.ref();
        return switch (object) {
            case DefinedObject d when ref.kind() == ObjectKind.BASE_TYPE -> BaseTypes.drop(d);
            case DefinedObject d -> d.drop() + ";";
            case Constraint c ->
                "ALTER TABLE " + Names.qualified(c.table()) + " DROP CONSTRAINT " + Names.own(ref) + ";";
            case Index index -> "DROP " + Names.described(index) + (takesKeysAlong(ref) ? " CASCADE;" : ";");
            default -> "DROP " + Names.described(object) + ";";
        };
    }

    /** Keys of partitions that are part of an index of the whole go no other way while they are. */
    private boolean takesKeysAlong(ObjectRef index) {
        return current.dependents(index).stream()
                .anyMatch(part -> current.find(part, KeyConstraint.class).isPresent()
                        && steps.carrier(part).filter(index::equals).isPresent());
    }

    private static List<String> cut(String drop) {
        List<String> all = new ArrayList<>();
        int at = drop.startsWith("ALTER SUBSCRIPTION ") ? drop.indexOf(";\n") : -1;
        if (at < 0) {
            all.add(drop);
        } else {
            all.add(drop.substring(0, at + 1));
            all.addAll(cut(drop.substring(at + 2)));
        }
        return all;
    }
}
