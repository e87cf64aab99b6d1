package dev.countersign.lint;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.NamedRoles;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Uncompared;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Scripts;
import dev.countersign.dialect.Scripts.OfServer.Reached;
import dev.countersign.diff.Change;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.PlanOptions;
import dev.countersign.plan.Statement;
import dev.countersign.simulate.Refusals;
import dev.countersign.simulate.Simulation.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Follows the statements of a migration that are about the whole server, such as those that make roles. They are not run: the dev database may be on a server
 * that people work with, and what was made there would stay.
 */
final class FollowedServer {
    private static final String DUPLICATE = "42710";
    private static final String STILL_NEEDED = "2BP01";

    private final Dialect dialect;
    private final Optional<Scripts.OfServer> statements;
    private final ServerObjects there;
    private Catalog now;
    private List<Uncompared> told = List.of();

    /**
     * What a statement comes to.
     *
     * @param changes what it changes of what is compared
     * @param failure why the server refuses it
     * @param unknown what of it is not followed, one clause each
     */
    record Taken(List<Change> changes, Optional<Failure> failure, List<String> unknown) {}

    /** @param start the state before the first statement */
    FollowedServer(Dialect dialect, Catalog start, ScratchDatabase scratch) {
        this.dialect = dialect;
        this.now = only(start, start.objects().values());
        Catalog none = only(start, List.of());
        SchemaDiff made = dialect.diff(none, now, List.of());
        this.there = new ServerObjects(none);
        there.change(made.changes());
        List<String> making = made.isEmpty()
                ? List.of()
                : dialect.planner().plan(made, PlanOptions.rehearsal()).statements().stream()
                        .map(Statement::sql)
                        .toList();
        this.statements = dialect.scripts().ofServer(scratch, making);
    }

    /** An observed state with what is there beside it. */
    Catalog beside(Catalog observed) {
        return there.beside(observed);
    }

    /**
     * Takes a statement that is about nothing else.
     *
     * @param observed the state at which it stands
     * @return empty when it is to be run
     */
    Optional<Taken> take(int number, String sql, Connection connection, Catalog observed) throws SQLException {
        if (statements.isEmpty() || !statements.get().take(sql, connection)) {
            return Optional.empty();
        }
        Reached reached = statements.get().reached();
        Catalog after = only(now, reached.beside().objects());
        List<Change> changes = dialect.diff(now, after, List.of()).changes();
        Optional<Failure> failure = reached.refused()
                .filter(refused -> DUPLICATE.equals(refused.getSQLState()))
                .map(refused -> new Failure(number, DUPLICATE, Refusals.message(refused)))
                .or(() -> stillNeeded(number, changes, observed));
        List<String> unknown = new ArrayList<>();
        for (Uncompared one : reached.beside().uncompared()) {
            if (!told.contains(one)) {
                unknown.add("what it says about " + one.kind() + " " + one.name() + " is not followed");
            }
        }
        told = reached.beside().uncompared();
        now = after;
        there.change(changes);
        return Optional.of(new Taken(changes, failure, unknown));
    }

    private static Optional<Failure> stillNeeded(int number, List<Change> changes, Catalog observed) {
        for (Change change : changes) {
            if (change instanceof Change.DropObject drop && drop.kind() == ObjectKind.ROLE) {
                Optional<ObjectRef> needs = observed.objects().values().stream()
                        .filter(object -> !object.ref().kind().isOfServer())
                        .filter(object ->
                                NamedRoles.of(object).contains(drop.ref().name()))
                        .map(SchemaObject::ref)
                        .findFirst();
                if (needs.isPresent()) {
                    return Optional.of(new Failure(
                            number,
                            STILL_NEEDED,
                            "role " + Names.quote(drop.ref().name())
                                    + " cannot be dropped because some objects depend on it, such as " + needs.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static Catalog only(Catalog like, Collection<? extends SchemaObject> objects) {
        return new Catalog(
                like.dialect(),
                like.serverVersion(),
                objects.stream().filter(o -> o.ref().kind().isOfServer()).toList(),
                List.of(),
                List.of());
    }
}
