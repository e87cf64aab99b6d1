package dev.countersign.engine;

import dev.countersign.catalog.ObjectKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which objects of the states take part, and how SQL is understood that no URL says anything about. What is empty here comes from the environment.
 *
 * @param include patterns of what is compared; empty for everything
 * @param exclude patterns of what is not
 * @param dialect name of the dialect of files, when no URL says it
 * @param ignore what takes no part as a whole
 * @param dropRoles patterns of the names of roles that may be dropped when the desired state does not make them; empty for none
 */
public record Selection(
        List<String> include,
        List<String> exclude,
        Optional<String> dialect,
        Set<Aspect> ignore,
        List<String> dropRoles) {

    /** What can be left out of a comparison as a whole. */
    public enum Aspect {
        OWNERS(ObjectKind.OWNER),
        PRIVILEGES(ObjectKind.PRIVILEGES, ObjectKind.DEFAULT_PRIVILEGES),
        ROLES(ObjectKind.ROLE, ObjectKind.MEMBERSHIP);

        private final Set<ObjectKind> kinds;

        Aspect(ObjectKind... kinds) {
            this.kinds = Set.of(kinds);
        }

        /** The kinds of objects that it consists of. */
        public Set<ObjectKind> kinds() {
            return kinds;
        }
    }

    public Selection {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
        ignore = Set.copyOf(ignore);
        dropRoles = List.copyOf(dropRoles);
    }

    /** With roles left alone that only the server has. */
    public Selection(List<String> include, List<String> exclude, Optional<String> dialect, Set<Aspect> ignore) {
        this(include, exclude, dialect, ignore, List.of());
    }

    /** With owners, privileges and roles. */
    public Selection(List<String> include, List<String> exclude, Optional<String> dialect) {
        this(include, exclude, dialect, Set.of());
    }

    /** The same with other things left out as a whole. */
    public Selection ignoring(Set<Aspect> aspects) {
        return new Selection(include, exclude, dialect, aspects, dropRoles);
    }

    /** The same with other roles that may be dropped. */
    public Selection droppingRoles(List<String> patterns) {
        return new Selection(include, exclude, dialect, ignore, patterns);
    }

    /** The kinds of objects that take no part. */
    Set<ObjectKind> ignoredKinds() {
        return ignore.stream().flatMap(aspect -> aspect.kinds().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Everything, in the dialect that the URLs say. */
    public static Selection everything() {
        return new Selection(List.of(), List.of(), Optional.empty());
    }
}
