package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.plan.UnplannableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Base types need their functions and the functions need the type. The server's way out ({@code CREATE TYPE}, Description): the type is declared, its
 * functions are made, then the type is defined; it goes together with its functions.
 */
final class BaseTypes {
    /** The first version with {@code ALTER TYPE ... SET}. */
    static final int SET_SINCE = 13;

    private BaseTypes() {}

    /** The type that has the routine among its functions and without which the routine cannot be. */
    static Optional<ObjectRef> ofFunction(Catalog catalog, ObjectRef routine) {
        return routine.kind() != ObjectKind.FUNCTION
                ? Optional.empty()
                : catalog.references(routine).stream()
                        .filter(type -> type.kind() == ObjectKind.BASE_TYPE
                                && catalog.references(type).contains(routine))
                        .findFirst();
    }

    /** Whether a user of the type can be made when the type is only declared: functions of types, its own and those of others. */
    static boolean suffices(Catalog catalog, ObjectRef user, ObjectRef type) {
        return type.kind() == ObjectKind.BASE_TYPE
                && user.kind() == ObjectKind.FUNCTION
                && catalog.dependents(user).stream().anyMatch(other -> other.kind() == ObjectKind.BASE_TYPE);
    }

    /** The statement that drops the type and its functions. Nothing else uses it by then, and only so can the circle be dropped. */
    static String drop(DefinedObject type) {
        return type.drop() + " CASCADE;";
    }

    /**
     * Changes the type in place. Another storage is only for new columns ({@code ALTER TYPE}, Description), so those that are there get what the desired
     * state has for them.
     */
    static List<String> alter(
            DefinedDdl defined, Situation situation, Fates fates, DefinedObject before, DefinedObject after) {
        List<String> sql = new ArrayList<>(defined.alter(before, after));
        if (storage(before).equals(storage(after))) {
            return sql;
        }
        for (ObjectRef ref : situation.current().dependents(after.ref())) {
            Optional<Column> column = Situation.column(situation.current(), ref)
                    .filter(c -> Types.base(c.type()).equals(Names.qualified(after.ref())))
                    .filter(c -> !fates.goes(ref) && !fates.goes(Situation.relationOf(situation.current(), ref)));
            Optional<Column> wanted = column.flatMap(c -> Situation.column(situation.desired(), ref))
                    .filter(c -> c.type().equals(column.get().type()));
            wanted.ifPresent(c -> sql.add("ALTER TABLE ONLY " + Names.table(ref) + " ALTER COLUMN " + Names.own(ref)
                    + " SET STORAGE " + c.attributes().getOrDefault("storage", storage(after)) + ";"));
        }
        return sql;
    }

    private static String storage(DefinedObject type) {
        return type.parts().stream()
                .filter(part -> part.name().equals("STORAGE"))
                .map(part -> part.add()
                        .substring(part.add().lastIndexOf(' ') + 1, part.add().length() - 1))
                .findFirst()
                .orElse("");
    }

    /** @throws UnplannableException when the type is a base type: nobody knows how its old values read in the new one */
    static void refuseUsed(ObjectRef type, ObjectRef column) {
        if (type.kind() == ObjectKind.BASE_TYPE) {
            throw new UnplannableException(
                    List.of(
                            "The base type " + type.display()
                                    + " would have to be made anew, and the column " + column.display()
                                    + " holds values that only its functions of now can read: give the new type another name, move the column to it, then drop the old one."));
        }
    }
}
