package dev.countersign.postgres.access;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.DefaultPrivileges;
import dev.countersign.catalog.Dependency;
import dev.countersign.catalog.Membership;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Ownership;
import dev.countersign.catalog.Privilege;
import dev.countersign.catalog.Privileges;
import dev.countersign.catalog.Role;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Uncompared;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Two catalogs whose rules about owners, privileges and roles can be compared.
 *
 * <p>An owner is stated when it is not the database's. Where both databases belong to roles of one name, everything not stated belongs to that role on
 * both sides. Where they do not - a script on a dev database with a role of its own - a desired state that states no owner leaves it as it is, but for
 * what {@link UnstatedOwners} tells.
 *
 * <p>Roles belong to the server, which has many that a script never mentions: only those that the desired state makes are compared. When it
 * makes any, the others are named: nobody can say whether they are meant to be gone, and none is ever dropped.
 */
public final class CommonTerms {
    private static final String MAINTAIN = "MAINTAIN";
    private static final int MAINTAIN_SINCE = 17;

    private static final Comparator<Dependency> ORDER =
            Comparator.comparing(Dependency::dependent).thenComparing(Dependency::referenced);

    private final Catalog current;
    private final Catalog desired;
    private final Map<ObjectRef, SchemaObject> before;
    private final Map<ObjectRef, SchemaObject> after;
    private final Set<Dependency> more = new HashSet<>();
    private final List<Uncompared> unstated = new ArrayList<>();

    private CommonTerms(Catalog current, Catalog desired) {
        this.current = current;
        this.desired = desired;
        this.before = new TreeMap<>(current.objects());
        this.after = new TreeMap<>(desired.objects());
    }

    /**
     * The two catalogs, ready to be compared; the same ones when nothing has to be said differently, as with two states of one database of which one was
     * made from the other: who owns it, what may be read and which roles there are is the same in both.
     */
    public static Pair of(Catalog current, Catalog desired) {
        if (desired.changedSince(current).isPresent()) {
            return new Pair(current, desired);
        }
        return new CommonTerms(current, ScriptsRole.of(current, desired)).pair();
    }

    /** The two sides of a comparison. */
    public record Pair(Catalog current, Catalog desired) {}

    private Pair pair() {
        Optional<String> ours = current.surroundings().owner();
        Optional<String> theirs = desired.surroundings().owner();
        if (ours.isPresent() && theirs.isPresent() && !ours.equals(theirs)) {
            owners(ours.get());
            defaults(before, theirs.get());
            defaults(after, ours.get());
        }
        unreadable(current, after, desired);
        unreadable(desired, before, current);
        maintain();
        roles();
        return new Pair(
                same(before, current) ? current : with(current, before, Set.of(), List.of()),
                unstated.isEmpty() && same(after, desired) ? desired : with(desired, after, more, unstated));
    }

    /** Whether these are the catalog's own objects; walks both in order, because looking each up costs more than comparing. */
    private static boolean same(Map<ObjectRef, SchemaObject> objects, Catalog catalog) {
        if (objects.size() != catalog.objects().size()) {
            return false;
        }
        Iterator<SchemaObject> others = catalog.objects().values().iterator();
        for (SchemaObject object : objects.values()) {
            SchemaObject other = others.next();
            if (object != other && !object.equals(other)) {
                return false;
            }
        }
        return true;
    }

    private static Catalog with(
            Catalog catalog, Map<ObjectRef, SchemaObject> objects, Set<Dependency> more, List<Uncompared> unstated) {
        List<Dependency> dependencies = new ArrayList<>(catalog.dependencies());
        more.stream()
                .filter(d -> !catalog.dependencies().contains(d))
                .sorted(ORDER)
                .forEach(dependencies::add);
        List<Uncompared> uncompared = new ArrayList<>(catalog.uncompared());
        uncompared.addAll(unstated);
        return catalog.with(objects.values(), dependencies, uncompared);
    }

    private void owners(String ours) {
        Set<ObjectRef> stated = new HashSet<>();
        for (Ownership ownership : desired.all(Ownership.class)) {
            stated.add(ownership.target());
            if (ownership.role().equals(ours) && current.contains(ownership.target())) {
                after.remove(ownership.ref());
            }
        }
        List<Ownership> left = current.all(Ownership.class).stream()
                .filter(o -> !stated.contains(o.target()) && after.containsKey(o.target()))
                .toList();
        int kept = 0;
        if (!left.isEmpty()) {
            UnstatedOwners owners = new UnstatedOwners(current, desired, ours, stated);
            for (Ownership live : left) {
                Optional<Ownership> meant = owners.meant(live);
                meant.ifPresent(owner -> {
                    after.put(owner.ref(), owner);
                    more.add(new Dependency(owner.ref(), owner.target()));
                });
                kept += meant.filter(live::equals).isPresent() ? 1 : 0;
            }
        }
        if (kept > 0) {
            unstated.add(Uncompared.leftOut(
                    "owner",
                    "of " + kept + (kept == 1 ? " object" : " objects"),
                    "the desired state does not state it"));
        }
        for (Privileges privileges : desired.all(Privileges.class)) {
            ObjectRef object = objectOf(privileges.target());
            String owner = current.find(AccessRule.ownership(object), Ownership.class)
                    .map(Ownership::role)
                    .orElse(ours);
            if (!stated.contains(object)
                    && privileges.grantee().equals(owner)
                    && !before.containsKey(privileges.ref())) {
                // it owns the object there, and may do all that anyway; the first schema belongs to pg_database_owner
                // since 15, who is granted it as well
                after.remove(privileges.ref());
            }
        }
    }

    /** What one side has and may not be read there can be neither missing nor superfluous on the other. */
    private void unreadable(Catalog hiding, Map<ObjectRef, SchemaObject> others, Catalog other) {
        for (Uncompared seen : hiding.uncompared()) {
            for (ObjectKind kind : List.of(ObjectKind.USER_MAPPING, ObjectKind.SUBSCRIPTION)) {
                ObjectRef ref = ObjectRef.of(kind, seen.name());
                if (seen.kind().equals(kind.label()) && !hiding.contains(ref) && other.contains(ref)) {
                    others.remove(ref);
                    others.remove(AccessRule.ownership(ref));
                    if (hiding == current) {
                        unstated.add(new Uncompared(
                                seen.kind(), seen.name(), "the current state does not let this role read it"));
                    }
                }
            }
        }
    }

    private ObjectRef objectOf(ObjectRef target) {
        if (target.kind() != ObjectKind.COLUMN) {
            return target;
        }
        List<String> path = target.path().subList(0, 2);
        return List.of(ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW).stream()
                .map(kind -> new ObjectRef(kind, path))
                .filter(current::contains)
                .findFirst()
                .orElseGet(() -> new ObjectRef(ObjectKind.TABLE, path));
    }

    /** What a role named by one side makes, and may do with that, is what the database's owner makes on the other. */
    private static void defaults(Map<ObjectRef, SchemaObject> objects, String owner) {
        for (SchemaObject object : List.copyOf(objects.values())) {
            if (object instanceof DefaultPrivileges d
                    && (d.creator().equals(owner)
                            || d.creator().equals(AccessRule.OWNER)
                                    && d.grantee().equals(owner))) {
                objects.remove(d.ref());
                DefaultPrivileges same = ofOwner(d, owner);
                if (!same.deviations().isEmpty()) {
                    objects.putIfAbsent(same.ref(), same);
                }
            }
        }
    }

    private static DefaultPrivileges ofOwner(DefaultPrivileges rule, String owner) {
        if (!rule.grantee().equals(owner)) {
            return DefaultPrivileges.of(
                    AccessRule.OWNER, rule.schema(), rule.objects(), rule.grantee(), rule.deviations());
        }
        List<Privilege> deviations = rule.deviations();
        if (rule.schema().isEmpty()) {
            // who makes an object may do everything with it; rules of one schema only add to that
            deviations = deviations.stream()
                    .filter(p -> p.actual() == Privilege.Level.GRANTABLE)
                    .map(p -> new Privilege(p.name(), Privilege.Level.GRANTED, p.actual()))
                    .toList();
        }
        return DefaultPrivileges.of(AccessRule.OWNER, rule.schema(), rule.objects(), AccessRule.OWNER, deviations);
    }

    /** {@code ALL} means one privilege more from PostgreSQL 17 on; between servers of different age it cannot be compared. */
    private void maintain() {
        boolean known = major(current.serverVersion()) >= MAINTAIN_SINCE;
        if (known == major(desired.serverVersion()) >= MAINTAIN_SINCE) {
            return;
        }
        for (SchemaObject object : List.copyOf(after.values())) {
            Optional<SchemaObject> other = Optional.ofNullable(before.get(object.ref()));
            switch (object) {
                case Privileges p ->
                    put(Privileges.of(
                            p.target(),
                            p.grantee(),
                            maintained(p.deviations(), other.map(o -> ((Privileges) o).deviations()))));
                case DefaultPrivileges d ->
                    put(DefaultPrivileges.of(
                            d.creator(),
                            d.schema(),
                            d.objects(),
                            d.grantee(),
                            maintained(d.deviations(), other.map(o -> ((DefaultPrivileges) o).deviations()))));
                default -> {
                    // everything else is the same on every server
                }
            }
        }
    }

    private static int major(String version) {
        String digits = version.split("[^0-9]", 2)[0];
        return digits.isEmpty() ? MAINTAIN_SINCE : Integer.parseInt(digits);
    }

    private void put(AccessRule rule) {
        boolean empty = switch (rule) {
            case Privileges p -> p.deviations().isEmpty();
            case DefaultPrivileges d -> d.deviations().isEmpty();
            default -> false;
        };
        if (empty) {
            after.remove(rule.ref());
        } else {
            after.put(rule.ref(), rule);
        }
    }

    private static List<Privilege> maintained(List<Privilege> wanted, Optional<List<Privilege>> present) {
        List<Privilege> result = new ArrayList<>(
                wanted.stream().filter(p -> !p.name().equals(MAINTAIN)).toList());
        present.orElse(List.of()).stream()
                .filter(p -> p.name().equals(MAINTAIN))
                .forEach(result::add);
        result.sort(Comparator.comparing(Privilege::name));
        return result;
    }

    private void roles() {
        Set<String> stated = new HashSet<>();
        desired.all(Role.class).forEach(r -> stated.add(r.ref().name()));
        current.surroundings()
                .firstRole()
                .filter(superuser -> stated.contains(superuser.ref().name()))
                .ifPresent(superuser -> before.putIfAbsent(superuser.ref(), superuser));
        for (AccessRule rule : current.surroundings().roles()) {
            boolean compared = switch (rule) {
                case Role r -> stated.contains(r.ref().name());
                case Membership m -> stated.contains(m.member());
                case Ownership o -> false;
                case Privileges p -> false;
                case DefaultPrivileges d -> false;
            };
            if (compared) {
                before.putIfAbsent(rule.ref(), rule);
            } else if (!stated.isEmpty()
                    && rule instanceof Role role
                    && !isOurs(role.ref().name())) {
                unstated.add(
                        Uncompared.leftOut(
                                rule.ref().kind().label(),
                                rule.ref().name(),
                                "the desired state makes roles and not this one; it is left, because other databases of the server may use it"));
            }
        }
    }

    /** Whether the role owns the database or reads it. */
    private boolean isOurs(String role) {
        return current.surroundings().owner().filter(role::equals).isPresent()
                || current.surroundings().reader().filter(role::equals).isPresent();
    }
}
