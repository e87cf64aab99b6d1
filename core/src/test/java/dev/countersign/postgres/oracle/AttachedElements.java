package dev.countersign.postgres.oracle;

import dev.countersign.postgres.oracle.TableElements.Shape;
import dev.countersign.postgres.oracle.TableElements.Table;
import dev.countersign.postgres.oracle.Universe.Space;
import java.util.List;

/** Triggers, rules, policies, statistics objects, publications and functions over tables of a random schema. */
final class AttachedElements {
    private static final List<String> FIRING = List.of("", "DISABLE", "ENABLE REPLICA", "ENABLE ALWAYS");
    private static final List<String> TRIGGERS = List.of(
            "BEFORE INSERT %s FOR EACH ROW",
            "BEFORE INSERT OR UPDATE %s FOR EACH ROW",
            "AFTER DELETE %s FOR EACH STATEMENT",
            "AFTER INSERT %s REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT",
            "AFTER UPDATE %s REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT",
            "CONSTRAINT AFTER UPDATE %s DEFERRABLE INITIALLY DEFERRED FOR EACH ROW",
            "AFTER INSERT OR DELETE OR TRUNCATE %s FOR EACH STATEMENT");

    private final Universe universe;

    private AttachedElements(Universe universe) {
        this.universe = universe;
    }

    static void addTo(
            Universe universe, List<Space> spaces, TableElements tables, ViewElements views, RoutineElements routines) {
        AttachedElements attached = new AttachedElements(universe);
        for (Table table : tables.of(Shape.PLAIN, Shape.PARTITIONED)) {
            if (universe.oneIn(2)) {
                attached.addTrigger(table, universe.any(routines.triggers()));
            }
            if (universe.oneIn(3)) {
                attached.addRule(table);
            }
            attached.addPolicy(table);
            if (universe.oneIn(2)) {
                attached.addStatistics(universe.any(spaces), table);
            }
            if (universe.oneIn(2)) {
                attached.addFunctions(universe.any(spaces), table);
            }
        }
        views.views().stream()
                .filter(v -> !v.materialized())
                .limit(2)
                .forEach(view -> attached.addInsteadOf(view, universe.any(routines.triggers())));
        attached.addPublication(tables.of(Shape.PLAIN));
    }

    private void addTrigger(Table table, RoutineElements.Function function) {
        String name = universe.name("tg");
        List<String> conditions = List.of("", " WHEN (pg_trigger_depth() = 0)");
        Element element = universe.add(
                "trigger " + name,
                List.of(table.element(), table.key().element(), function.element()),
                List.of(TRIGGERS.size(), FIRING.size(), conditions.size()),
                (s, e) -> {
                    boolean plain = table.shape() == Shape.PLAIN;
                    String shape = TRIGGERS.get(s.dial(e, 0) % (plain ? TRIGGERS.size() : 3));
                    if (!plain && !universe.knows(13)) {
                        // rows on their way to a partition meet no trigger of the whole before they are there
                        shape = shape.replace("BEFORE ", "AFTER ");
                    }
                    boolean constraint = shape.startsWith("CONSTRAINT ");
                    String on = "ON " + table.name();
                    String text = "CREATE " + (constraint ? "CONSTRAINT " : "") + "TRIGGER " + name + " "
                            + shape.replace("CONSTRAINT ", "")
                                    .replace("%s", on)
                                    .replace(
                                            "UPDATE " + on + " DEF",
                                            "UPDATE OF " + table.key().name() + " " + on + " DEF")
                            + conditions.get(s.dial(e, 2)) + " EXECUTE FUNCTION " + function.name() + "('it''s', '1')";
                    // before 13 what a trigger of the whole does in partitions belongs to the server, and only
                    // superusers switch it
                    return s.dial(e, 1) == 0 || !plain && !universe.knows(13)
                            ? text
                            : text + ";\nALTER TABLE " + table.name() + " " + FIRING.get(s.dial(e, 1)) + " TRIGGER "
                                    + name;
                });
        universe.commentable(element, "TRIGGER " + name + " ON " + table.name());
    }

    private void addInsteadOf(ViewElements.View view, RoutineElements.Function function) {
        String name = universe.name("tg");
        Element element = universe.add(
                "trigger " + name,
                List.of(view.element(), function.element()),
                List.of(2),
                (s, e) ->
                        "CREATE TRIGGER " + name + " INSTEAD OF " + (s.dial(e, 0) == 0 ? "INSERT" : "INSERT OR UPDATE")
                                + " ON " + view.name() + " FOR EACH ROW EXECUTE FUNCTION " + function.name() + "()");
        universe.commentable(element, "TRIGGER " + name + " ON " + view.name());
    }

    private void addRule(Table table) {
        String name = universe.name("rl");
        List<String> rules = List.of(
                "ON DELETE TO %s DO INSTEAD NOTHING",
                "ON UPDATE TO %s DO ALSO NOTIFY happened", "ON UPDATE TO %s WHERE (OLD.%k > 5) DO INSTEAD NOTHING");
        Element element = universe.add(
                "rule " + name,
                List.of(table.element(), table.key().element()),
                List.of(rules.size(), FIRING.size()),
                (s, e) -> {
                    String text = "CREATE RULE " + name + " AS "
                            + rules.get(s.dial(e, 0))
                                    .replace("%s", table.name())
                                    .replace("%k", table.key().name());
                    return s.dial(e, 1) == 0
                            ? text
                            : text + ";\nALTER TABLE " + table.name() + " " + FIRING.get(s.dial(e, 1)) + " RULE "
                                    + name;
                });
        universe.commentable(element, "RULE " + name + " ON " + table.name());
    }

    private void addPolicy(Table table) {
        String name = universe.name("po");
        List<String> commands = List.of("ALL", "SELECT", "INSERT", "UPDATE", "DELETE");
        List<String> conditions =
                List.of("true", "1 < 2", "coalesce(" + table.key().name() + ", 1) IS NOT NULL");
        Element element = universe.add(
                "policy " + name,
                List.of(table.element(), table.key().element()),
                List.of(commands.size(), conditions.size(), 2),
                (s, e) -> {
                    String command = commands.get(s.dial(e, 0));
                    String condition = "(" + conditions.get(s.dial(e, 1)) + ")";
                    return "CREATE POLICY " + name + " ON " + table.name() + " AS "
                            + (s.dial(e, 2) == 0 ? "PERMISSIVE" : "RESTRICTIVE") + " FOR "
                            + command + (command.equals("INSERT") ? " WITH CHECK " : " USING ") + condition
                            + (command.equals("ALL") ? " WITH CHECK " + condition : "");
                });
        universe.commentable(element, "POLICY " + name + " ON " + table.name());
    }

    private void addStatistics(Space space, Table table) {
        Column column = table.columns().getFirst();
        if (!column.family().ordered() || column.kind() == Column.Kind.GENERATED) {
            return;
        }
        String name = space.name() + "." + universe.name("st");
        List<String> kinds = List.of("", "(ndistinct)", "(dependencies, mcv)");
        String both = table.key().name() + ", " + column.name();
        Element element = universe.add(
                "statistics " + name,
                List.of(space.element(), column.element(), table.key().element()),
                List.of(kinds.size(), 2, 2),
                (s, e) -> "CREATE STATISTICS " + name + " " + kinds.get(s.dial(e, 0)) + " ON " + both
                        + (s.dial(e, 1) == 0
                                ? ""
                                : s.since(14, ", (" + table.key().name() + " + 1)", "")) + " FROM " + table.name()
                        + (s.dial(e, 2) == 0
                                ? ""
                                : s.since(13, ";\nALTER STATISTICS " + name + " SET STATISTICS 44", "")));
        universe.commentable(element, "STATISTICS " + name);
    }

    private void addFunctions(Space space, Table table) {
        String name = space.name() + "." + universe.name("reads");
        Element element = universe.add(
                "function over a table " + name,
                List.of(space.element(), table.element(), table.key().element()),
                List.of(3),
                (s, e) -> {
                    String most = "SELECT max(" + table.key().name() + ")::bigint FROM " + table.name();
                    String count = "SELECT count(" + table.key().name() + ") FROM " + table.name();
                    return "CREATE FUNCTION " + name + "() RETURNS "
                            + (s.dial(e, 0) == 2 ? "SETOF " + table.name() : "bigint") + " LANGUAGE sql "
                            + List.of(
                                            s.since(14, "BEGIN ATOMIC " + most + "; END", "AS $x$ " + most + " $x$"),
                                            s.since(14, "RETURN (" + count + ")", "AS $x$ " + count + " $x$"),
                                            "AS $x$ SELECT * FROM " + table.name() + " $x$")
                                    .get(s.dial(e, 0));
                });
        universe.commentable(element, "FUNCTION " + name + "()");
    }

    private void addPublication(List<Table> tables) {
        String name = universe.name("pub");
        List<String> options = List.of(
                "",
                " WITH (publish = 'insert, delete')",
                " WITH (" + universe.since(13, "publish_via_partition_root = true", "publish = 'truncate'") + ")");
        Element element = universe.add("publication " + name, List.of(), List.of(options.size(), 4), (s, e) -> {
            List<String> published = tables.stream()
                    .filter(t -> s.has(t.element()) && s.has(t.key().element()))
                    .limit(s.dial(e, 1))
                    .map(t -> s.since(15, "TABLE ", "") + "ONLY " + t.name()
                            + (s.dial(e, 1) == 1 && universe.knows(15)
                                    ? " (" + t.key().name() + ")"
                                    : s.dial(e, 1) == 2 && universe.knows(15)
                                            ? " WHERE (" + t.key().name() + " > 0)"
                                            : ""))
                    .toList();
            return "CREATE PUBLICATION " + name
                    + (published.isEmpty() ? "" : s.since(15, " FOR ", " FOR TABLE ") + String.join(", ", published))
                    + options.get(s.dial(e, 0));
        });
        universe.commentable(element, "PUBLICATION " + name);
    }
}
