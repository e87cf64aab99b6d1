package dev.countersign.engine;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Role;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Surroundings;
import dev.countersign.catalog.Uncompared;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.source.ObjectPattern;
import dev.countersign.source.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The roles that a plan may drop because the desired state does not make them. A server has roles for other databases too, so it is only those that somebody
 * names; never a superuser, the owner of the database, or who reads it.
 */
final class RolesToDrop {
    private final List<ObjectPattern> patterns;

    private RolesToDrop(List<ObjectPattern> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    /**
     * @param from URLs of the current state
     * @throws CountersignException when roles are named that cannot be dropped: of files, of a part of a database, or of a product that has none
     */
    static RolesToDrop of(Project project, Setup setup, List<String> from) {
        List<String> written = project.dropRoles();
        if (!written.isEmpty()) {
            if (!setup.dialect().severalSchemas()) {
                throw refused(setup.dialect().product() + " has none");
            }
            if (from.size() != 1 || !setup.dialect().accepts(Sources.scheme(from.getFirst()))) {
                throw refused("the current state is no live database, and what its files make is compared anyway");
            }
            if (!setup.scope().schemas().isEmpty()) {
                throw refused("only a part of the database is compared, and a role may be needed in the rest");
            }
        }
        return new RolesToDrop(written.stream()
                .map(p -> ObjectPattern.of("--drop-roles", p, Optional.empty()))
                .toList());
    }

    private static CountersignException refused(String why) {
        return new CountersignException(ExitCode.USAGE, "--drop-roles cannot drop roles here: " + why + ".");
    }

    /** The catalog with those roles of its server that may go if the desired state does not make them. */
    Catalog among(Catalog current) {
        List<SchemaObject> objects = new ArrayList<>(current.objects().values());
        List<Uncompared> kept = new ArrayList<>(current.uncompared());
        for (AccessRule rule : current.surroundings().roles()) {
            if (rule instanceof Role role && isMeant(role) && !current.contains(role.ref())) {
                protection(role, current.surroundings())
                        .ifPresentOrElse(
                                why -> kept.add(new Uncompared(
                                        role.ref().kind().label(), role.ref().name(), why)),
                                () -> objects.add(role));
            }
        }
        return objects.size() == current.objects().size()
                        && kept.size() == current.uncompared().size()
                ? current
                : current.with(objects, current.dependencies(), kept);
    }

    private boolean isMeant(Role role) {
        return patterns.stream()
                .anyMatch(p -> p.matches(role.ref(), List.of(role.ref().name())));
    }

    private static Optional<String> protection(Role role, Surroundings around) {
        String name = role.ref().name();
        if (around.reader().filter(name::equals).isPresent()) {
            return Optional.of("whoever reads the database is never dropped");
        }
        if (around.owner().filter(name::equals).isPresent()) {
            return Optional.of("the owner of the database is never dropped");
        }
        return "true".equals(role.attributes().get("SUPERUSER"))
                ? Optional.of("a superuser is never dropped")
                : Optional.empty();
    }
}
