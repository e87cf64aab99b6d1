package dev.countersign.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What lies around a database and is not part of it, but decides what statements in it mean. Takes no part in comparisons or fingerprints.
 *
 * @param owner the database's owner: what no ownership is stated of belongs to this role; empty when unknown
 * @param reader the role that read the catalog, and that is expected to run plans; empty when unknown
 * @param roles roles and memberships of the whole server
 * @param neighbourhood what else is on the server; empty when nobody looked, which is something else than nothing
 * @param secrets tells whether secrets are the same as in another catalog
 * @param refusedBodies says which routines the server would not make as they are
 * @param firstRole the superuser with whom the server began and whom no script makes; empty when unknown
 * @param commentedTables tables that the database keeps as text with comments in it, where that decides what a statement may do to the text
 */
public record Surroundings(
        Optional<String> owner,
        Optional<String> reader,
        List<AccessRule> roles,
        Optional<Neighbourhood> neighbourhood,
        SecretMarks secrets,
        RefusedBodies refusedBodies,
        Optional<Role> firstRole,
        Set<ObjectRef> commentedTables) {
    public Surroundings {
        roles = List.copyOf(roles);
        commentedTables = Set.copyOf(commentedTables);
    }

    /** Without secrets, and with nothing known of other databases. */
    public Surroundings(Optional<String> owner, Optional<String> reader, List<AccessRule> roles) {
        this(
                owner,
                reader,
                roles,
                Optional.empty(),
                SecretMarks.none(),
                RefusedBodies.unknown(),
                Optional.empty(),
                Set.of());
    }

    /** The same with what else is on the server. */
    public Surroundings in(Neighbourhood around) {
        return new Surroundings(
                owner, reader, roles, Optional.of(around), secrets, refusedBodies, firstRole, commentedTables);
    }

    /** The same with secrets that can be compared. */
    public Surroundings withSecrets(SecretMarks marks) {
        return new Surroundings(owner, reader, roles, neighbourhood, marks, refusedBodies, firstRole, commentedTables);
    }

    /** Nothing is known. */
    public static Surroundings unknown() {
        return new Surroundings(Optional.empty(), Optional.empty(), List.of());
    }

    /** The same database with other roles around it. */
    public Surroundings withRoles(Collection<? extends AccessRule> others) {
        return new Surroundings(
                owner, reader, List.copyOf(others), neighbourhood, secrets, refusedBodies, firstRole, commentedTables);
    }

    /** The same where somebody can be asked about the bodies of routines. */
    public Surroundings withRefusedBodies(RefusedBodies asked) {
        return new Surroundings(owner, reader, roles, neighbourhood, secrets, asked, firstRole, commentedTables);
    }

    /** The same with the superuser with whom the server began. */
    public Surroundings beginningWith(Role superuser) {
        return new Surroundings(
                owner, reader, roles, neighbourhood, secrets, refusedBodies, Optional.of(superuser), commentedTables);
    }

    /** The same with tables that are kept as text with comments. */
    public Surroundings withCommentedTables(Set<ObjectRef> tables) {
        return new Surroundings(owner, reader, roles, neighbourhood, secrets, refusedBodies, firstRole, tables);
    }
}
