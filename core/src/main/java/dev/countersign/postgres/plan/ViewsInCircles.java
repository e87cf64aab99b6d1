package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.View;
import dev.countersign.sql.postgres.Ident;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Views that read one another in a circle, as {@code CREATE OR REPLACE VIEW} lets them: nobody can query them, but databases have them. They go by one statement, and
 * come as views of no row first, which is how {@code pg_dump} writes them.
 */
final class ViewsInCircles {
    private final SortedSet<ObjectRef> going;
    private final SortedSet<ObjectRef> coming;

    /** @param loosened what is in a circle; only views among them are looked at */
    ViewsInCircles(Fates fates, Collection<ObjectRef> loosened) {
        this.going = views(loosened, fates::goes);
        this.coming = views(loosened, fates::comes);
    }

    private static SortedSet<ObjectRef> views(Collection<ObjectRef> refs, Predicate<ObjectRef> which) {
        return refs.stream()
                .filter(ref -> ref.kind() == ObjectKind.VIEW)
                .filter(which)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The other view by whose statement this one goes. */
    Optional<ObjectRef> goesWith(ObjectRef view) {
        return going.contains(view)
                ? Optional.of(going.first()).filter(first -> !first.equals(view))
                : Optional.empty();
    }

    /** How the views of the circle go, when this is the one by whose statement they do. */
    Optional<String> drop(ObjectRef view) {
        return going.size() > 1 && going.first().equals(view)
                ? Optional.of(
                        "DROP VIEW " + going.stream().map(Names::qualified).collect(Collectors.joining(", ")) + ";")
                : Optional.empty();
    }

    /** Whether the view comes without what it reads first. */
    boolean isDeclared(ObjectRef view) {
        return coming.contains(view);
    }

    /** The view whose declaration is enough for the user, a view of the circle, to be made. */
    Optional<ObjectRef> declaredFor(Catalog desired, ObjectRef user, ObjectRef used) {
        if (!coming.contains(user)) {
            return Optional.empty();
        }
        return Optional.of(used.kind() == ObjectKind.COLUMN ? Situation.ownerOf(desired, used) : used)
                .filter(coming::contains);
    }

    /** The statement that makes the view with its columns and no row. */
    static String declaration(View view) {
        List<String> columns = view.columns().stream()
                .map(column -> "NULL::" + column.type() + " AS " + Ident.quote(column.name()))
                .toList();
        return "CREATE OR REPLACE VIEW " + Names.qualified(view.ref()) + " AS\nSELECT " + String.join(", ", columns)
                + ";";
    }
}
