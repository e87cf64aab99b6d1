package dev.countersign.postgres.oracle;

import dev.countersign.postgres.oracle.Universe.Space;
import java.util.ArrayList;
import java.util.List;

/** Functions, procedures and aggregates of a random schema that need no table. */
final class RoutineElements {
    private static final List<String> TRAITS = List.of(
            "",
            " STABLE",
            " IMMUTABLE STRICT",
            " SECURITY DEFINER",
            " PARALLEL SAFE COST 7",
            " SET search_path TO 'pg_catalog', 'pg_temp'",
            " LEAKPROOF");

    private final List<Function> triggers = new ArrayList<>();
    private final List<Function> values = new ArrayList<>();

    /** A function and its qualified name. */
    record Function(Element element, String name) {}

    RoutineElements(Universe universe, List<Space> spaces, TypeElements types) {
        for (int i = 0; i < 2; i++) {
            addTriggerFunction(universe, universe.any(spaces));
            addValue(universe, universe.any(spaces));
        }
        addOthers(universe, universe.any(spaces), types);
    }

    /** Trigger functions. */
    List<Function> triggers() {
        return triggers;
    }

    /** Functions {@code (integer) returns integer or bigint} that are good for defaults and checks: positive for positive arguments. */
    List<Function> values() {
        return values;
    }

    private void addTriggerFunction(Universe universe, Space space) {
        String name = space.name() + "." + universe.name("touch");
        List<String> bodies =
                List.of("RETURN NEW;", "RETURN COALESCE(NEW, OLD);", "-- it's \\ \"odd\" $x$\n RETURN NEW;");
        Element element = universe.add(
                "trigger function " + name,
                List.of(space.element()),
                List.of(bodies.size()),
                (s, e) -> "CREATE FUNCTION " + name + "() RETURNS trigger LANGUAGE plpgsql AS $fn$ BEGIN "
                        + bodies.get(s.dial(e, 0)) + " END $fn$");
        universe.commentable(element, "FUNCTION " + name + "()");
        triggers.add(new Function(element, name));
    }

    private void addValue(Universe universe, Space space) {
        String name = space.name() + "." + universe.name("twice");
        List<String> arguments = List.of("n integer", "n integer DEFAULT 1", "number integer", "integer");
        Element element = universe.add(
                "function " + name,
                List.of(space.element()),
                List.of(TRAITS.size() - 1, 2, arguments.size(), 3),
                (s, e) -> {
                    String type = s.dial(e, 1) == 0 ? "integer" : "bigint";
                    return "CREATE FUNCTION " + name + "(" + arguments.get(s.dial(e, 2)) + ") RETURNS " + type
                            + " LANGUAGE "
                            + (s.dial(e, 3) == 2
                                    ? "plpgsql AS 'BEGIN RETURN $1 + 2; END'"
                                    : "sql AS 'SELECT "
                                            + s.since(
                                                    13,
                                                    "$1 * " + (2 + s.dial(e, 3)),
                                                    "($1 * " + (2 + s.dial(e, 3)) + ")::" + type)
                                            + "'")
                            + TRAITS.get(s.dial(e, 0));
                });
        universe.commentable(element, "FUNCTION " + name + "(integer)");
        values.add(new Function(element, name));
    }

    private static void addOthers(Universe universe, Space space, TypeElements types) {
        String procedure = space.name() + "." + universe.name("work");
        Element work = universe.add(
                "procedure " + procedure,
                List.of(space.element()),
                List.of(3),
                (s, e) -> "CREATE PROCEDURE " + procedure + "(a integer, INOUT b text DEFAULT 'x') LANGUAGE "
                        + List.of(
                                        "plpgsql AS $$ BEGIN b := a::text; END $$",
                                        "sql AS $$ SELECT b || a $$",
                                        s.since(
                                                14,
                                                "sql BEGIN ATOMIC SELECT b || a::text; END",
                                                "sql AS $$ SELECT b || a::text $$"))
                                .get(s.dial(e, 0)));
        universe.commentable(work, "PROCEDURE " + procedure + "(integer, text)");
        String aggregate = space.name() + "." + universe.name("total");
        List<String> options =
                List.of("", ", INITCOND = '0'", ", INITCOND = '1', PARALLEL = SAFE", ", FINALFUNC = int4abs");
        Element total = universe.add(
                "aggregate " + aggregate,
                List.of(space.element()),
                List.of(options.size()),
                (s, e) -> "CREATE AGGREGATE " + aggregate + "(integer) (SFUNC = int4pl, STYPE = integer"
                        + options.get(s.dial(e, 0)) + ")");
        universe.commentable(total, "AGGREGATE " + aggregate + "(integer)");
        String rows = space.name() + "." + universe.name("rows");
        List<String> results = List.of("SETOF integer", "TABLE(x integer)", "TABLE(x integer, \"Y z\" text)");
        List<String> queries = List.of("SELECT 1", "SELECT 2", "SELECT 3, 'c'::text");
        universe.add(
                "set function " + rows,
                List.of(space.element()),
                List.of(results.size(), 2, TRAITS.size()),
                (s, e) -> "CREATE FUNCTION " + rows + "(VARIADIC a integer[]) RETURNS " + results.get(s.dial(e, 0))
                        + " LANGUAGE sql" + (s.dial(e, 1) == 0 ? "" : " ROWS 5") + TRAITS.get(s.dial(e, 2) % 6)
                        + " AS $q$ "
                        + queries.get(s.dial(e, 0)) + " $q$");
        String shown = space.name() + "." + universe.name("shown");
        universe.add(
                "function of a composite " + shown,
                List.of(space.element(), types.changingComposite()),
                List.of(2),
                (s, e) -> "CREATE FUNCTION " + shown + "(p " + types.changingCompositeName()
                        + ") RETURNS text LANGUAGE "
                        + (s.dial(e, 0) == 0
                                ? s.since(14, "sql RETURN (p)::text", "sql AS $$ SELECT p::text $$")
                                : "plpgsql AS $$ BEGIN RETURN p::text; END $$"));
    }
}
