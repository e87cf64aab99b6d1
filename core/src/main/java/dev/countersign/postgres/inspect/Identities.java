package dev.countersign.postgres.inspect;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * By which numbers the server knows tables, and the columns, constraints and indexes of tables. A name that goes on with another number is that of something new: what had it
 * before was dropped, with what it held, however much the new one is like it.
 */
final class Identities {
    /**
     * What stands behind a name.
     *
     * @param oid its number
     * @param columns those of a table's columns, by their names
     */
    private record Identity(long oid, Map<String, Integer> columns) {}

    private final Map<ObjectRef, Identity> known = new HashMap<>();
    private final Set<Long> oids = new HashSet<>();

    /** Of what has been read. */
    static Identities of(Reading reading) {
        Identities read = new Identities();
        for (Relation relation : reading.relationsRead()) {
            if (relation.ref().kind() == ObjectKind.TABLE) {
                read.put(relation.ref(), new Identity(relation.oid(), relation.columnNumbers()));
            }
        }
        reading.partsRead().forEach((oid, ref) -> read.put(ref, new Identity(oid, Map.of())));
        return read;
    }

    private void put(ObjectRef ref, Identity identity) {
        known.put(ref, identity);
        oids.add(identity.oid());
    }

    /** What was not there before, whatever was there under its name. */
    Set<ObjectRef> newSince(Identities earlier) {
        Set<ObjectRef> made = new HashSet<>();
        known.forEach((ref, now) -> {
            Identity before = earlier.known.get(ref);
            if (!earlier.oids.contains(now.oid())) {
                made.add(ref);
            } else if (before != null && before.oid() == now.oid()) {
                now.columns().forEach((column, number) -> {
                    if (!before.columns().containsValue(number)) {
                        made.add(ObjectRef.column(ref, column));
                    }
                });
            }
        });
        return made;
    }

    /** Takes over what has been read again in place of what was known of it. */
    void replace(Collection<ObjectRef> gone, Identities read) {
        for (ObjectRef ref : gone) {
            Identity old = known.remove(ref);
            if (old != null) {
                oids.remove(old.oid());
            }
        }
        read.known.forEach(this::put);
    }

    /** Whether it is a constraint or an index, whose number is kept. */
    static boolean isOnTable(SchemaObject object) {
        return switch (object.ref().kind()) {
            case PRIMARY_KEY, UNIQUE, EXCLUDE, CHECK, FOREIGN_KEY, INDEX -> true;
            default -> false;
        };
    }
}
