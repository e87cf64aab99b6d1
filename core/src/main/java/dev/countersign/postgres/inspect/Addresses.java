package dev.countersign.postgres.inspect;

import dev.countersign.catalog.ObjectRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who is behind a row of a system catalog: maps catalog and OID to the identity of the schema object that the row is part of. Several rows may be
 * part of one object, such as a table, its row type and that type's array type.
 */
final class Addresses {
    private final OidMap<ObjectRef> refs = new OidMap<>();
    private final OidMap<ObjectRef> standIns = new OidMap<>();
    private final OidMap<List<Optional<ColumnRow>>> columns = new OidMap<>();
    private Optional<Set<Long>> noted = Optional.empty();

    /**
     * What others need to know of a column.
     *
     * @param ref its identity; of a composite type, whose columns have none of their own, that of the type
     * @param type OID of its type
     * @param collation OID of its collation; 0 when its type has none
     */
    record ColumnRow(String name, ObjectRef ref, long type, long collation) {}

    /** From now on notes the rows that are put in, and forgets the columns of some relations. */
    void startNoting(Set<Long> relations) {
        noted = Optional.of(new HashSet<>());
        relations.forEach(columns::remove);
    }

    /** The OIDs of the rows put in since noting began. */
    Set<Long> noted() {
        return noted.orElse(Set.of());
    }

    void put(CatalogClass catalog, long oid, ObjectRef ref) {
        put(catalog.oid(), oid, ref);
    }

    void put(long catalog, long oid, ObjectRef ref) {
        if (oid != 0) {
            refs.put(key(catalog, oid), ref);
            standIns.remove(key(catalog, oid));
            noted.ifPresent(oids -> oids.add(oid));
        }
    }

    /** The row is not part of the object, but whoever refers to the row needs the object: a partition's copy of its parent's constraint. */
    void putStandIn(CatalogClass catalog, long oid, ObjectRef ref) {
        standIns.put(key(catalog.oid(), oid), ref);
        refs.remove(key(catalog.oid(), oid));
    }

    boolean isStandIn(long catalog, long oid) {
        return standIns.get(key(catalog, oid)).isPresent();
    }

    /** Like {@link #find(long, long, int)} for the referenced side of a dependency. */
    Optional<ObjectRef> findReferenced(long catalog, long oid, int column) {
        return find(catalog, oid, column).or(() -> standIns.get(key(catalog, oid)));
    }

    void putColumn(long relation, int number, ColumnRow column) {
        List<Optional<ColumnRow>> known = columns.computeIfAbsent(relation, ArrayList::new);
        while (known.size() <= number) {
            known.add(Optional.empty());
        }
        known.set(number, Optional.of(column));
    }

    /** The object of which the row is a part, if it is one that is compared. */
    Optional<ObjectRef> find(CatalogClass catalog, long oid) {
        return find(catalog.oid(), oid);
    }

    Optional<ObjectRef> find(long catalog, long oid) {
        return refs.get(key(catalog, oid));
    }

    /** The object, or its column when a column number is given and the object has columns with an identity of their own. */
    Optional<ObjectRef> find(long catalog, long oid, int column) {
        Optional<ObjectRef> object = find(catalog, oid);
        if (column <= 0 || catalog != CatalogClass.CLASS.oid() || object.isEmpty()) {
            return object;
        }
        return switch (object.get().kind()) {
            case TABLE, VIEW, MATERIALIZED_VIEW ->
                column(oid, column).map(ColumnRow::ref).or(() -> object);
            default -> object;
        };
    }

    /** A relation's column; empty for dropped and system columns and for expressions (number 0). */
    Optional<ColumnRow> column(long relation, int number) {
        Optional<List<Optional<ColumnRow>>> known = columns.get(relation);
        return known.isPresent() && number > 0 && number < known.get().size()
                ? known.get().get(number)
                : Optional.empty();
    }

    /** The name of a relation's column; empty for dropped and system columns and for expressions (number 0). */
    Optional<String> columnName(long relation, int number) {
        return column(relation, number).map(ColumnRow::name);
    }

    /** The names of several columns, in order; an empty name stands for an expression. */
    List<String> columnNames(long relation, List<Integer> numbers) {
        List<String> names = new ArrayList<>(numbers.size());
        for (int number : numbers) {
            names.add(columnName(relation, number).orElse(""));
        }
        return List.copyOf(names);
    }

    /** One number for the pair: OIDs have 32 bits. */
    static long key(long catalog, long oid) {
        return catalog << 32 | oid;
    }
}
