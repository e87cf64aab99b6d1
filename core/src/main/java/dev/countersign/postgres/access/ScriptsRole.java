package dev.countersign.postgres.access;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.DefinedObject.Part;
import dev.countersign.catalog.Dependency;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Privileges;
import dev.countersign.catalog.RowPolicy;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Uncompared;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;

/**
 * What a script says of {@code CURRENT_USER}. Where the built-in engine runs it, that is a role which exists nowhere else; what it stands for is the role
 * that runs plans on the live database.
 */
public final class ScriptsRole {
    /** The role with which the built-in engine runs scripts. */
    public static final String DEV_ROLE = "countersign_dev";

    private final String live;

    private ScriptsRole(String live) {
        this.live = live;
    }

    /** The desired state as the live database's role would have made it; the same one where the built-in engine did not run it. */
    static Catalog of(Catalog current, Catalog desired) {
        Optional<String> live = current.surroundings().reader().filter(role -> !role.equals(DEV_ROLE));
        boolean ours = desired.surroundings().reader().filter(DEV_ROLE::equals).isPresent();
        return ours && live.isPresent() ? new ScriptsRole(live.get()).named(desired) : desired;
    }

    private Catalog named(Catalog desired) {
        List<SchemaObject> objects = new ArrayList<>();
        List<Uncompared> uncompared = new ArrayList<>(desired.uncompared());
        boolean changed = false;
        for (SchemaObject object : desired.objects().values()) {
            SchemaObject named = named(object);
            if (named != object) {
                changed = true;
                if (named instanceof DefinedObject mapping
                        && mapping.parts().stream().anyMatch(Part::secret)) {
                    uncompared.add(
                            new Uncompared(
                                    mapping.ref().kind().label(),
                                    mapping.ref().name(),
                                    "whether its secrets are those of the live database is not known, as the desired state gives it to CURRENT_USER"));
                }
            }
            objects.add(named);
        }
        return changed
                ? desired.with(
                        objects,
                        desired.dependencies().stream().map(this::named).toList(),
                        uncompared)
                : desired;
    }

    private SchemaObject named(SchemaObject object) {
        return switch (object) {
            case RowPolicy p
            when p.roles().contains(DEV_ROLE) ->
                new RowPolicy(
                        p.ref(),
                        p.table(),
                        p.permissive(),
                        p.command(),
                        p.roles().stream()
                                .map(role -> role.equals(DEV_ROLE) ? live : role)
                                .distinct()
                                .sorted()
                                .toList(),
                        p.using(),
                        p.check(),
                        p.comment());
            case Privileges p when p.grantee().equals(DEV_ROLE) -> Privileges.of(p.target(), live, p.deviations());
            case DefinedObject d when isMapping(d.ref()) -> mapping(d);
            default -> object;
        };
    }

    private static boolean isMapping(ObjectRef ref) {
        return ref.kind() == ObjectKind.USER_MAPPING && ref.name().startsWith(DEV_ROLE + " on ");
    }

    private DefinedObject mapping(DefinedObject mapping) {
        UnaryOperator<String> text = sql -> sql.replaceFirst(
                "USER MAPPING FOR " + DEV_ROLE + " ",
                Matcher.quoteReplacement("USER MAPPING FOR " + Ident.quote(live) + " "));
        return new DefinedObject(
                named(mapping.ref()),
                text.apply(mapping.create()),
                text.apply(mapping.drop()),
                mapping.owner(),
                text.apply(mapping.fixed()),
                mapping.parts().stream()
                        .map(part -> new Part(
                                part.name(),
                                text.apply(part.add()),
                                text.apply(part.change()),
                                text.apply(part.remove()),
                                part.separate(),
                                part.secret()))
                        .toList(),
                mapping.comment());
    }

    private Dependency named(Dependency dependency) {
        return new Dependency(named(dependency.dependent()), named(dependency.referenced()));
    }

    private ObjectRef named(ObjectRef ref) {
        return isMapping(ref) ? ObjectRef.of(ref.kind(), live + ref.name().substring(DEV_ROLE.length())) : ref;
    }
}
