package dev.countersign.postgres.plan;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.DefaultPrivileges;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Ownership;
import dev.countersign.catalog.Privilege;
import dev.countersign.catalog.Privilege.Level;
import dev.countersign.catalog.Privileges;
import dev.countersign.catalog.Sequence;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What objects made by a plan are born with: default privileges in force while it runs ({@code ALTER DEFAULT PRIVILEGES}) apply to them, and they belong to
 * whoever runs it. Changes of default privileges come last in a plan, so those of the current state are in force throughout.
 */
final class Rights {
    private static final String FIRST_SCHEMA_OWNER = "pg_database_owner";

    private final Catalog current;
    private final Catalog desired;
    private final boolean ownerIsMeant;

    Rights(Situation situation) {
        this.current = situation.current();
        this.desired = situation.desired();
        this.ownerIsMeant = situation.serverMajor() >= 15;
    }

    /** How the privileges of a new object differ from an untouched one's, by grantee. */
    Map<String, List<Privilege>> atBirth(ObjectRef object) {
        Optional<String> kind = defaultsFor(object.kind());
        Map<String, Map<String, Privilege>> levels = new TreeMap<>();
        if (kind.isPresent()) {
            for (DefaultPrivileges defaults : current.all(DefaultPrivileges.class)) {
                boolean inForce = defaults.objects().equals(kind.get())
                        && isReader(defaults.creator())
                        && defaults.schema()
                                .filter(s -> !s.equals(object.schema()))
                                .isEmpty();
                if (inForce) {
                    Map<String, Privilege> own = levels.computeIfAbsent(defaults.grantee(), g -> new TreeMap<>());
                    defaults.deviations().forEach(p -> own.merge(p.name(), ofObject(defaults, p), Rights::stronger));
                }
            }
        }
        Map<String, List<Privilege>> result = new TreeMap<>();
        levels.forEach((grantee, own) -> {
            List<Privilege> deviations = own.values().stream()
                    .filter(p -> p.standard() != p.actual())
                    .toList();
            if (!deviations.isEmpty()) {
                result.put(grantee, deviations);
            }
        });
        return result;
    }

    /** What holds in one schema is granted besides what the server gives by itself, which an object that is made there still has. */
    private static Privilege ofObject(DefaultPrivileges defaults, Privilege privilege) {
        boolean byItself = switch (defaults.grantee()) {
            case AccessRule.OWNER -> true;
            case AccessRule.EVERYBODY -> List.of("FUNCTIONS", "TYPES").contains(defaults.objects());
            default -> false;
        };
        return byItself ? stronger(privilege, new Privilege(privilege.name(), Level.GRANTED, Level.NONE)) : privilege;
    }

    /** What holds in a schema comes on top of what holds everywhere. */
    private static Privilege stronger(Privilege left, Privilege right) {
        Level standard = left.standard().compareTo(right.standard()) >= 0 ? left.standard() : right.standard();
        Level actual = left.actual().compareTo(right.actual()) >= 0 ? left.actual() : right.actual();
        return new Privilege(left.name(), standard, actual);
    }

    private boolean isReader(String creator) {
        Optional<String> reader = current.surroundings().reader();
        return creator.equals(AccessRule.OWNER)
                ? reader.equals(current.surroundings().owner())
                : reader.filter(creator::equals).isPresent();
    }

    private static Optional<String> defaultsFor(ObjectKind kind) {
        return switch (kind) {
            case TABLE, VIEW, MATERIALIZED_VIEW -> Optional.of("TABLES");
            case SEQUENCE -> Optional.of("SEQUENCES");
            case FUNCTION, PROCEDURE, AGGREGATE -> Optional.of("FUNCTIONS");
            case ENUM, DOMAIN, COMPOSITE, RANGE, BASE_TYPE, SHELL_TYPE -> Optional.of("TYPES");
            case SCHEMA -> Optional.of("SCHEMAS");
            default -> Optional.empty();
        };
    }

    /** The deviations of privileges, or none when there are none. */
    static List<Privilege> of(Catalog catalog, ObjectRef privileges) {
        return catalog.find(privileges, Privileges.class)
                .map(Privileges::deviations)
                .orElse(List.of());
    }

    /** The role to which the object belongs in the end. */
    Optional<String> owner(ObjectRef object) {
        return desired.find(AccessRule.ownership(holder(object)), Ownership.class)
                .map(Ownership::role)
                .or(() -> usualOwner(object));
    }

    /** To whom an object belongs of which nobody says so; empty when that is not known. */
    Optional<String> usualOwner(ObjectRef object) {
        return object.equals(ObjectRef.of(ObjectKind.SCHEMA, "public")) && ownerIsMeant
                ? Optional.of(FIRST_SCHEMA_OWNER)
                : current.surroundings().owner();
    }

    /** Whether the object belongs to the role in the end and not before. The first schema belongs to nobody who is named, also where its database's owner is. */
    boolean comesToOwn(String role, ObjectRef object) {
        ObjectRef ownership = AccessRule.ownership(holder(object));
        return owner(object).filter(role::equals).isPresent()
                && (current.contains(ownership) || desired.contains(ownership));
    }

    /** What has an owner: a column, and a sequence tied to one, belongs to whom the table or view belongs. */
    private ObjectRef holder(ObjectRef object) {
        Optional<ObjectRef> column = desired.find(object, Sequence.class).flatMap(Sequence::ownedBy);
        if (column.isPresent()) {
            return holder(column.get());
        }
        if (object.kind() != ObjectKind.COLUMN) {
            return object;
        }
        List<String> path = object.path().subList(0, 2);
        return List.of(ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW).stream()
                .map(kind -> new ObjectRef(kind, path))
                .filter(desired::contains)
                .findFirst()
                .orElseGet(() -> new ObjectRef(ObjectKind.TABLE, path));
    }

    /** Who is meant by a grantee of privileges on an object, as SQL. An owner whom nobody knows is who runs the plan, as where one makes everything from nothing. */
    String role(String grantee, ObjectRef object) {
        return switch (grantee) {
            case AccessRule.EVERYBODY -> "PUBLIC";
            case AccessRule.OWNER -> owner(object).map(Ident::quote).orElse("CURRENT_USER");
            default -> Ident.quote(grantee);
        };
    }

    /** The grants and revocations between two sets of deviations of one grantee, revocations first. */
    static List<Transition> between(List<Privilege> from, List<Privilege> to) {
        Map<String, Privilege> before = byName(from);
        Map<String, Privilege> after = byName(to);
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        Map<Change, List<String>> changes = new TreeMap<>();
        for (String name : names) {
            Level standard = before.getOrDefault(name, after.get(name)).standard();
            Level old = before.containsKey(name) ? before.get(name).actual() : standard;
            Level wanted = after.containsKey(name) ? after.get(name).actual() : standard;
            change(old, wanted)
                    .ifPresent(c ->
                            changes.computeIfAbsent(c, k -> new ArrayList<>()).add(name));
        }
        List<Transition> transitions = new ArrayList<>();
        changes.forEach((change, privileges) -> transitions.add(new Transition(change, privileges, false)));
        return transitions;
    }

    private static Optional<Change> change(Level old, Level wanted) {
        if (old == wanted) {
            return Optional.empty();
        }
        return Optional.of(
                switch (wanted) {
                    case NONE -> Change.REVOKE;
                    case GRANTED -> old == Level.NONE ? Change.GRANT : Change.REVOKE_OPTION;
                    case GRANTABLE -> Change.GRANT_WITH_OPTION;
                });
    }

    /**
     * What a role that is given the object must still get or lose: what it had been granted is put together with what the owner had before it
     * ({@code aclnewowner} of the server), an option to pass on among that.
     */
    List<Transition> ofNewOwner(Privileges granted) {
        ObjectRef ofOwner = AccessRule.privileges(granted.target(), AccessRule.OWNER);
        Level usual = granted.target().kind() == ObjectKind.COLUMN ? Level.NONE : Level.GRANTED;
        Map<String, Privilege> together = new TreeMap<>();
        granted.deviations().forEach(p -> together.put(p.name(), new Privilege(p.name(), usual, p.actual())));
        Map<String, Privilege> owners = byName(of(current, ofOwner));
        together.replaceAll((name, p) -> stronger(p, owners.getOrDefault(name, new Privilege(name, usual, usual))));
        return between(
                List.copyOf(together.values()),
                of(desired, ofOwner).stream()
                        .filter(p -> together.containsKey(p.name()))
                        .toList());
    }

    private static Map<String, Privilege> byName(List<Privilege> privileges) {
        Map<String, Privilege> byName = new TreeMap<>();
        privileges.forEach(p -> byName.put(p.name(), p));
        return byName;
    }

    /** What to do with privileges. */
    enum Change {
        REVOKE,
        REVOKE_OPTION,
        GRANT,
        GRANT_WITH_OPTION;

        boolean takes() {
            return this == REVOKE || this == REVOKE_OPTION;
        }
    }

    /**
     * One statement's worth of privileges.
     *
     * @param cascade whether what the role has passed on of them goes as well, without which the server revokes nothing that was
     */
    record Transition(Change change, List<String> privileges, boolean cascade) {

        /** The same with what was passed on of them. */
        Transition cascading() {
            return new Transition(change, privileges, change.takes());
        }

        /** @param on what they are about, from {@code ON} on, without the word */
        String sql(String on, String grantee) {
            return sql(String.join(", ", privileges), on, grantee);
        }

        /** The same for one column. */
        String sqlOfColumn(String column, String on, String grantee) {
            return sql(
                    String.join(
                            ", ",
                            privileges.stream()
                                    .map(p -> p + " (" + column + ")")
                                    .toList()),
                    on,
                    grantee);
        }

        private String sql(String what, String on, String grantee) {
            String from = " ON " + on + " FROM " + grantee + (cascade ? " CASCADE;" : ";");
            return switch (change) {
                case REVOKE -> "REVOKE " + what + from;
                case REVOKE_OPTION -> "REVOKE GRANT OPTION FOR " + what + from;
                case GRANT -> "GRANT " + what + " ON " + on + " TO " + grantee + ";";
                case GRANT_WITH_OPTION -> "GRANT " + what + " ON " + on + " TO " + grantee + " WITH GRANT OPTION;";
            };
        }
    }

    /**
     * Privileges that must be granted though they do not differ: those that came from somebody whose own are revoked; revoking some on a table, the server revokes them on its columns too ({@code REVOKE}, Notes), and a
     * sequence behind an identity column takes its own along.
     */
    static Map<ObjectRef, Fate> grantedAgain(Situation situation, Predicate<ObjectRef> comes) {
        Map<ObjectRef, Fate> again = new TreeMap<>();
        new PassedOn(situation).again().forEach(rule -> again.put(rule, Fate.ALTER));
        for (Privileges privileges : situation.desired().all(Privileges.class)) {
            if (privileges.target().kind() == ObjectKind.SEQUENCE && comes.test(privileges.target())) {
                again.put(privileges.ref(), Fate.CREATE);
            } else if (privileges.target().kind() == ObjectKind.COLUMN
                    && situation.current().contains(privileges.ref())
                    && !takenFromTable(situation, privileges).isEmpty()) {
                again.put(privileges.ref(), Fate.ALTER);
            }
        }
        return again;
    }

    /** The privileges that the grantee loses on the whole table of a column. */
    static List<String> takenFromTable(Situation situation, Privileges ofColumn) {
        ObjectRef table =
                AccessRule.privileges(Situation.relationOf(situation.current(), ofColumn.target()), ofColumn.grantee());
        return between(of(situation.current(), table), of(situation.desired(), table)).stream()
                .filter(t -> t.change().takes())
                .flatMap(t -> t.privileges().stream())
                .toList();
    }
}
