package dev.countersign.engine;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Membership;
import dev.countersign.catalog.NamedRoles;
import dev.countersign.catalog.Neighbourhood;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Role;
import dev.countersign.catalog.Uncompared;
import dev.countersign.dialect.DatabaseAddress;
import dev.countersign.dialect.Dialect;
import dev.countersign.source.LoadedState;
import dev.countersign.source.Sources;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * Roles of the server that nobody needs any more when the desired state is reached, and of which nobody says whether they go. Usually a role may be there for
 * other databases or was there before this one; where the server has no other, a role that was made after this one and whose last use the plan takes away is
 * part of the question, and a plan that leaves it without a word would look finished.
 */
final class UnneededRoles {
    private static final String WHY =
            "nothing on the server uses it when the desired state is reached; --drop-roles drops it, --ignore roles leaves it";

    /** What a role may do to the server as a whole; such a role has its use outside of databases. */
    private static final List<String> FOR_THE_SERVER =
            List.of("SUPERUSER", "CREATEDB", "CREATEROLE", "REPLICATION", "BYPASSRLS");

    private final Dialect dialect;
    private final Optional<String> devDatabase;

    private UnneededRoles(Dialect dialect, Optional<String> devDatabase) {
        this.dialect = dialect;
        this.devDatabase = devDatabase;
    }

    /** Looks only where a whole database is compared; a role may be needed in the rest of it. Empty otherwise. */
    static Optional<UnneededRoles> of(Setup setup) {
        if (setup.beyond().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new UnneededRoles(
                setup.whole(),
                setup.whole().accepts(Sources.scheme(setup.devUrl()))
                        ? Optional.of(setup.whole().address(setup.devUrl())).flatMap(DatabaseAddress::database)
                        : Optional.empty()));
    }

    /** The current state with those roles as gaps; as it is when the desired state is a live database, whose server has roles of its own. */
    Catalog named(Catalog current, LoadedState desired) {
        Optional<SortedSet<String>> ours =
                current.surroundings().neighbourhood().filter(this::alone).map(Neighbourhood::youngerRoles);
        if (desired.identity().isPresent() || ours.isEmpty()) {
            return current;
        }
        Set<String> needed = needed(current, desired.catalog());
        Set<String> used = mentioned(current);
        boolean nothingWanted = desired.catalog().objects().keySet().stream().allMatch(this::inEveryDatabase);
        List<Uncompared> uncompared = new ArrayList<>(current.uncompared());
        for (AccessRule rule : current.surroundings().roles()) {
            if (rule instanceof Role role
                    && ours.get().contains(role.ref().name())
                    && !current.contains(role.ref())
                    && !needed.contains(role.ref().name())
                    && (nothingWanted || used.contains(role.ref().name()))
                    && role.attributes().keySet().stream().noneMatch(FOR_THE_SERVER::contains)) {
                uncompared.add(
                        new Uncompared(role.ref().kind().label(), role.ref().name(), WHY));
            }
        }
        return uncompared.size() == current.uncompared().size()
                ? current
                : current.with(current.objects().values(), current.dependencies(), uncompared);
    }

    private boolean inEveryDatabase(ObjectRef ref) {
        return dialect.inEveryDatabase(AccessRule.target(ref).orElse(ref));
    }

    private boolean alone(Neighbourhood around) {
        return around.databases().stream()
                .allMatch(name -> devDatabase.filter(name::equals).isPresent());
    }

    /** Whoever the desired state names, who owns or reads the database, and who is in one group with them or in one of the server's own. */
    private Set<String> needed(Catalog current, Catalog desired) {
        Set<String> needed = mentioned(desired);
        List<Membership> memberships = current.surroundings().roles().stream()
                .filter(Membership.class::isInstance)
                .map(Membership.class::cast)
                .toList();
        boolean more = true;
        while (more) {
            more = false;
            for (Membership m : memberships) {
                if (needed.contains(m.group()) || inEveryDatabase(ObjectRef.of(ObjectKind.ROLE, m.group()))) {
                    more |= needed.add(m.member());
                } else if (needed.contains(m.member())) {
                    more |= needed.add(m.group());
                }
            }
        }
        current.surroundings().owner().ifPresent(needed::add);
        current.surroundings().reader().ifPresent(needed::add);
        return needed;
    }

    private static Set<String> mentioned(Catalog catalog) {
        Set<String> names = new HashSet<>();
        catalog.objects().values().forEach(object -> names.addAll(NamedRoles.of(object)));
        return names;
    }
}
