package dev.countersign.postgres.access;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.NamedRoles;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Ownership;
import dev.countersign.catalog.SchemaObject;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whose objects are of which a desired state states no owner, where it was made by a role that the live database does not have. They stay with whom they are:
 * scripts that leave owners to others are many. Unless the desired state knows that role, gives it nothing of the kind, and most of what it states no owner of
 * belongs to another one on the live database, which is therefore the role that runs such scripts there: then it is a difference.
 */
final class UnstatedOwners {
    private static final Set<ObjectKind> OWNED = EnumSet.of(
            ObjectKind.SCHEMA,
            ObjectKind.TABLE,
            ObjectKind.VIEW,
            ObjectKind.MATERIALIZED_VIEW,
            ObjectKind.FUNCTION,
            ObjectKind.PROCEDURE,
            ObjectKind.AGGREGATE,
            ObjectKind.ENUM,
            ObjectKind.DOMAIN,
            ObjectKind.COMPOSITE,
            ObjectKind.RANGE,
            ObjectKind.FOREIGN_DATA_WRAPPER,
            ObjectKind.FOREIGN_SERVER,
            ObjectKind.PUBLICATION,
            ObjectKind.EVENT_TRIGGER);

    private final String databaseOwner;
    private final String usual;
    private final Set<String> known = new HashSet<>();

    /**
     * @param databaseOwner of the live database, to whom everything belongs there of which no ownership is stated
     * @param stated objects of which the desired state states the owner
     */
    UnstatedOwners(Catalog current, Catalog desired, String databaseOwner, Set<ObjectRef> stated) {
        this.databaseOwner = databaseOwner;
        Map<String, Integer> owners = new HashMap<>();
        for (SchemaObject object : desired.objects().values()) {
            known.addAll(NamedRoles.of(object));
            if (OWNED.contains(object.ref().kind())
                    && !stated.contains(object.ref())
                    && current.contains(object.ref())) {
                owners.merge(
                        current.find(AccessRule.ownership(object.ref()), Ownership.class)
                                .map(Ownership::role)
                                .orElse(databaseOwner),
                        1,
                        Integer::sum);
            }
        }
        this.usual = owners.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(entry -> entry.getKey().equals(databaseOwner))
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElse(databaseOwner);
    }

    /**
     * What the desired state means by stating no owner of an object that has one on the live database.
     *
     * @return the same ownership, or one of another role; empty when it is to belong to the database's owner
     */
    Optional<Ownership> meant(Ownership live) {
        if (live.role().equals(usual) || !known.contains(live.role())) {
            return Optional.of(live);
        }
        return usual.equals(databaseOwner) ? Optional.empty() : Optional.of(Ownership.of(live.target(), usual));
    }
}
