package dev.countersign.source;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Dependency;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.diff.Change;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.LockSafe;
import dev.countersign.plan.Plan;
import dev.countersign.plan.PlanOptions;
import dev.countersign.plan.Planner;
import dev.countersign.plan.Statement;
import dev.countersign.plan.UnplannableException;
import dev.countersign.plan.Wording;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Plans without what a filter left out, and refuses a plan that would take some of that along. */
final class GuardedPlanner implements Planner {
    /** How many objects a reason names. */
    private static final int NAMED = 5;

    private final Planner planner;
    private final Optional<String> home;

    /** @param home the schema in whose scope everything is compared */
    GuardedPlanner(Planner planner, Optional<String> home) {
        this.planner = planner;
        this.home = home;
    }

    @Override
    public Plan plan(SchemaDiff diff, PlanOptions options) {
        home.ifPresent(schema -> requireSchemasStay(diff, schema));
        List<Dependency> blind = blind(diff.current());
        SchemaDiff seen = blind.isEmpty()
                ? diff
                : new SchemaDiff(within(diff.current()), within(diff.desired()), diff.changes(), diff.equalObjects());
        Plan plan = planner.plan(seen, options);
        if (!blind.isEmpty()) {
            refuse(plan, blind, diff);
        }
        return plan;
    }

    /** What is left out depends on these. */
    private static List<Dependency> blind(Catalog current) {
        List<Dependency> all = current.dependencies();
        // a large database has hundreds of thousands, and each is a question of its own
        return IntStream.range(0, all.size())
                .parallel()
                .mapToObj(all::get)
                .filter(dependency -> leftOut(current, dependency.dependent()))
                .toList();
    }

    @Override
    public Set<String> takenNames(SchemaObject object) {
        return planner.takenNames(object);
    }

    @Override
    public Set<Wording> wordings() {
        return planner.wordings();
    }

    @Override
    public Set<LockSafe.Form> lockSafeForms() {
        return planner.lockSafeForms();
    }

    private static void requireSchemasStay(SchemaDiff diff, String home) {
        List<String> reasons = diff.changes().stream()
                .filter(change -> change.ref().kind() == ObjectKind.SCHEMA && change.verb() != Change.Verb.MODIFY)
                .map(change -> "to " + change.verb().name().toLowerCase(Locale.ROOT) + " " + change.ref()
                        + " is not possible in the scope of one schema, " + home
                        + "; leave search_path out of the URLs to compare whole databases")
                .toList();
        if (!reasons.isEmpty()) {
            throw new UnplannableException(reasons);
        }
    }

    private static void refuse(Plan plan, List<Dependency> blind, SchemaDiff diff) {
        Set<ObjectRef> going = new HashSet<>();
        plan.statements().forEach(statement -> going(statement, going));
        List<Dependency> touched = blind.stream()
                .filter(d -> going.contains(d.referenced()) || going.contains(owner(d.referenced())))
                .toList();
        List<String> reasons = new ArrayList<>(touched.stream()
                .filter(d -> !isAccess(d))
                .map(
                        d -> d.dependent() + " is left out of the comparison and depends on " + d.referenced()
                                + ", which the plan takes away or makes anew; compare it too, or keep that change out of the plan.")
                .distinct()
                .sorted()
                .toList());
        // privileges on what goes for good have nothing left to allow
        List<String> bereft = touched.stream()
                .filter(d -> isAccess(d) && stays(diff, d.referenced()))
                .map(d -> d.referenced().toString())
                .distinct()
                .sorted()
                .toList();
        if (!bereft.isEmpty()) {
            String more = bereft.size() > NAMED ? " and " + (bereft.size() - NAMED) + " more" : "";
            reasons.add("Owners or privileges are left out of the comparison, and the plan makes anew what has some: "
                    + bereft.stream().limit(NAMED).collect(Collectors.joining(", "))
                    + more
                    + "; compare them too (permissions = true in schema.mode), or keep these changes out of the plan.");
        }
        if (!reasons.isEmpty()) {
            throw new UnplannableException(reasons);
        }
    }

    private static boolean isAccess(Dependency dependency) {
        return Set.of(ObjectKind.OWNER, ObjectKind.PRIVILEGES)
                        .contains(dependency.dependent().kind())
                && dependency.referenced().kind() != ObjectKind.ROLE;
    }

    /** Whether the desired state has the object too, under this name or another. */
    private static boolean stays(SchemaDiff diff, ObjectRef ref) {
        ObjectRef table = owner(ref);
        return diff.desired().contains(table) && !leftOut(diff.desired(), ref)
                || diff.changes().stream()
                        .anyMatch(change -> change.verb() == Change.Verb.RENAME
                                && (change.ref().equals(ref) || change.ref().equals(table)));
    }

    /** What a statement takes away, for good or to make it again, or gives another type. */
    private static void going(Statement statement, Set<ObjectRef> going) {
        String sql = statement.sql().stripLeading().toUpperCase(Locale.ROOT);
        for (Change change : statement.changes()) {
            boolean retyped = change instanceof Change.ModifyColumn modified
                    && modified.attributes().contains("type");
            if (change.verb() == Change.Verb.DROP || retyped) {
                going.add(change.ref());
            }
        }
        if (sql.startsWith("DROP ") && !statement.objects().isEmpty()) {
            going.add(statement.objects().getFirst());
        }
    }

    /** The table of a column; the object itself for anything else. */
    private static ObjectRef owner(ObjectRef ref) {
        return ref.kind() == ObjectKind.COLUMN && ref.path().size() > 2
                ? ObjectRef.of(ObjectKind.TABLE, ref.path().get(0), ref.path().get(1))
                : ref;
    }

    private static Catalog within(Catalog catalog) {
        return catalog.with(
                catalog.objects().values(),
                catalog.dependencies().stream()
                        .filter(d -> !leftOut(catalog, d.dependent()))
                        .toList(),
                catalog.uncompared());
    }

    private static boolean leftOut(Catalog catalog, ObjectRef ref) {
        if (ref.kind() == ObjectKind.COLUMN) {
            return !hasColumn(catalog, ref);
        }
        return !catalog.contains(ref);
    }

    private static boolean hasColumn(Catalog catalog, ObjectRef column) {
        return catalog.find(owner(column), Table.class)
                .map(table -> table.column(column.name()).isPresent())
                // columns of views are parts of the views
                .orElse(true);
    }
}
