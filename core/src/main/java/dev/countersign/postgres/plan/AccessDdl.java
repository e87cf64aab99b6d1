package dev.countersign.postgres.plan;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.DefaultPrivileges;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.Membership;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Ownership;
import dev.countersign.catalog.Privilege;
import dev.countersign.catalog.Privileges;
import dev.countersign.catalog.Role;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Sequence;
import dev.countersign.catalog.TableObject;
import dev.countersign.postgres.plan.Rights.Transition;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Statements about owners, privileges and roles. */
final class AccessDdl {
    private static final String FIRST_SCHEMA_OWNER = "pg_database_owner";

    private final Situation situation;
    private final Fates fates;
    private final Rights rights;
    private final PassedOn passedOn;

    AccessDdl(Situation situation, Fates fates) {
        this.situation = situation;
        this.fates = fates;
        this.rights = new Rights(situation);
        this.passedOn = new PassedOn(situation);
    }

    List<String> create(AccessRule rule) {
        return switch (rule) {
            case Ownership o -> bornOwnedBy(o) ? List.of() : List.of(give(o.target(), o.role()));
            case Privileges p -> {
                List<Privilege> before = comes(p.target()) || new BornRights(situation).concernsNew(p, fates)
                        ? rights.atBirth(p.target()).getOrDefault(p.grantee(), List.of())
                        : List.of();
                yield statements(p.target(), p.grantee(), Rights.between(before, p.deviations()));
            }
            case DefaultPrivileges d -> statements(d, Rights.between(List.of(), d.deviations()));
            case Role r -> RoleDdl.create(r);
            case Membership m -> List.of(RoleDdl.grant(m));
        };
    }

    List<String> alter(AccessRule before, AccessRule after) {
        return switch (after) {
            case Ownership o -> List.of(give(o.target(), o.role()));
            case Privileges p ->
                statements(
                        p.target(), p.grantee(), passedOn.between(p.ref(), left((Privileges) before), p.deviations()));
            case DefaultPrivileges d ->
                statements(d, Rights.between(((DefaultPrivileges) before).deviations(), d.deviations()));
            case Role r -> RoleDdl.alter((Role) before, r);
            case Membership m -> RoleDdl.change((Membership) before, m);
        };
    }

    List<String> drop(AccessRule rule) {
        return switch (rule) {
            case Ownership o ->
                // tied to a column, a sequence belongs to whom the table belongs
                linked(o.target()) ? List.of() : List.of(give(o.target(), usualOwner(o.target())));
            case Privileges p ->
                rights.comesToOwn(p.grantee(), p.target())
                        ? statements(p.target(), p.grantee(), rights.ofNewOwner(p))
                        : statements(p.target(), p.grantee(), passedOn.between(p.ref(), p.deviations(), List.of()));
            case DefaultPrivileges d -> statements(d, Rights.between(d.deviations(), List.of()));
            case Role r -> List.of("DROP ROLE " + Ident.quote(r.ref().name()) + ";");
            case Membership m -> List.of(RoleDdl.revoke(m));
        };
    }

    /** What a new object must lose of what it was born with, and to whom it belongs, where no rule of the desired state says it. */
    List<String> afterCreation(SchemaObject object) {
        if (object instanceof AccessRule || object instanceof TableObject) {
            return List.of();
        }
        List<String> sql = new ArrayList<>();
        ObjectRef ref = object.ref();
        rights.atBirth(ref).forEach((grantee, born) -> {
            if (situation.desired().find(AccessRule.privileges(ref, grantee)).isEmpty()) {
                sql.addAll(statements(ref, grantee, Rights.between(born, List.of())));
            }
        });
        Optional<String> owner = situation.current().surroundings().owner();
        Optional<String> maker = situation.current().surroundings().reader();
        boolean stated = situation.desired().find(AccessRule.ownership(ref)).isPresent();
        boolean meant = fates.of(ref) == Fate.REBUILD
                || owner.equals(situation.desired().surroundings().owner());
        if (owner.isPresent() && maker.isPresent() && !owner.equals(maker) && !stated && meant && canBeGiven(object)) {
            sql.add(give(ref, usualOwner(ref)));
        }
        return sql;
    }

    /** Ties a sequence to its column or frees it. Both must belong to one role ({@code ALTER SEQUENCE}, {@code OWNED BY}), and freed it stays with that one. */
    List<String> own(Sequence sequence) {
        String tie = SequenceDdl.own(sequence);
        Optional<String> now = ownerNow(sequence.ref());
        Optional<String> wanted = sequence.ownedBy()
                .map(column -> ownerNow(Situation.tableOf(column)))
                .orElseGet(() -> rights.owner(sequence.ref()));
        if (now.isEmpty() || wanted.isEmpty() || now.equals(wanted)) {
            return List.of(tie);
        }
        String give = give(sequence.ref(), wanted.get());
        if (!linked(sequence.ref())) {
            return List.of(tie, give);
        }
        // tied to a column, it cannot be given to anybody
        boolean tied = !fates.comes(sequence.ref())
                && situation
                        .current()
                        .find(sequence.ref(), Sequence.class)
                        .flatMap(Sequence::ownedBy)
                        .isPresent();
        return tied ? List.of(SequenceDdl.free(sequence), give, tie) : List.of(give, tie);
    }

    private boolean linked(ObjectRef target) {
        return situation
                .desired()
                .find(target, Sequence.class)
                .flatMap(Sequence::ownedBy)
                .isPresent();
    }

    /** To whom a table or sequence belongs until the plan gives it to somebody. */
    private Optional<String> ownerNow(ObjectRef object) {
        if (fates.comes(object)) {
            return situation.current().surroundings().reader();
        }
        ObjectRef holder = situation
                .current()
                .find(object, Sequence.class)
                .flatMap(Sequence::ownedBy)
                .map(Situation::tableOf)
                .orElse(object);
        return situation
                .current()
                .find(AccessRule.ownership(holder), Ownership.class)
                .map(Ownership::role)
                .or(() -> situation.current().surroundings().owner());
    }

    private static boolean canBeGiven(SchemaObject object) {
        return switch (object.ref().kind()) {
            case EXTENSION, CAST, RULE, OTHER -> false;
            case SEQUENCE -> ((Sequence) object).ownedBy().isEmpty();
            default -> true;
        };
    }

    private boolean comes(ObjectRef target) {
        return fates.comes(target)
                || target.kind() == ObjectKind.COLUMN && fates.comes(Situation.relationOf(situation.desired(), target));
    }

    private boolean bornOwnedBy(Ownership ownership) {
        return fates.comes(ownership.target())
                && situation
                        .current()
                        .surroundings()
                        .reader()
                        .filter(ownership.role()::equals)
                        .isPresent();
    }

    private String usualOwner(ObjectRef target) {
        return rights.usualOwner(target).orElse(FIRST_SCHEMA_OWNER);
    }

    private String give(ObjectRef target, String role) {
        String described = Names.described(target);
        if (described.isEmpty()) {
            // operators and the like are named by their types, which the statement that drops them tells
            described = situation
                    .desired()
                    .find(target, DefinedObject.class)
                    .or(() -> situation.current().find(target, DefinedObject.class))
                    .map(d -> d.drop().substring("DROP ".length()))
                    .orElse(described);
        }
        return "ALTER " + described + " OWNER TO " + Ident.quote(role) + ";";
    }

    /** What is left of privileges on a column when some on the whole table were revoked: the server revokes those on its columns as well. */
    private List<Privilege> left(Privileges before) {
        if (before.target().kind() != ObjectKind.COLUMN) {
            return before.deviations();
        }
        List<String> taken = Rights.takenFromTable(situation, before);
        return before.deviations().stream()
                .map(p -> taken.contains(p.name()) ? new Privilege(p.name(), p.standard(), p.standard()) : p)
                .toList();
    }

    private List<String> statements(ObjectRef target, String grantee, List<Transition> transitions) {
        String role = rights.role(grantee, target);
        return transitions.stream()
                .map(t -> target.kind() == ObjectKind.COLUMN
                        ? t.sqlOfColumn(Names.own(target), "TABLE " + Names.table(target), role)
                        : t.sql(on(target), role))
                .toList();
    }

    /** How {@code GRANT} calls an object; mostly as {@code ALTER} does. */
    private static String on(ObjectRef target) {
        return switch (target.kind()) {
            case TABLE, VIEW, MATERIALIZED_VIEW -> "TABLE " + Names.qualified(target);
            case DOMAIN -> "TYPE " + Names.qualified(target);
            case AGGREGATE ->
                "FUNCTION " + Names.qualified(target) + "("
                        + target.path().get(2).replace("*", "").replace(" ORDER BY ", ", ") + ")";
            case OTHER -> target.path().get(0) + " " + Ident.quote(target.path().getLast());
            default -> {
                String described = Names.described(target);
                yield described.startsWith("SERVER ")
                        ? "FOREIGN " + described
                        : described.startsWith("FOREIGN TABLE ") ? described.substring("FOREIGN ".length()) : described;
            }
        };
    }

    private List<String> statements(DefaultPrivileges defaults, List<Transition> transitions) {
        Optional<String> creator = creator(defaults);
        String head = "ALTER DEFAULT PRIVILEGES"
                + creator.map(c -> " FOR ROLE " + Ident.quote(c)).orElse("")
                + defaults.schema().map(s -> " IN SCHEMA " + Ident.quote(s)).orElse("") + " ";
        String grantee = switch (defaults.grantee()) {
            case AccessRule.EVERYBODY -> "PUBLIC";
            case AccessRule.OWNER -> creator.map(Ident::quote).orElse("CURRENT_USER");
            default -> Ident.quote(defaults.grantee());
        };
        return transitions.stream()
                .map(t -> head + t.sql(defaults.objects(), grantee))
                .toList();
    }

    private Optional<String> creator(DefaultPrivileges defaults) {
        return defaults.creator().equals(AccessRule.OWNER)
                ? situation.current().surroundings().owner()
                : Optional.of(defaults.creator());
    }
}
