package dev.countersign.postgres.oracle;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Types between which a column's rows can be converted, and the values that rows have.
 *
 * @param value a literal for the row of that number, good for every type of the family
 * @param keyed whether values of different rows differ and btree knows the types
 * @param needs the type's own element, when a user made it
 */
record Family(String name, List<String> types, IntFunction<String> value, boolean keyed, Optional<Element> needs) {

    static final Family INTEGER =
            new Family("integer", List.of("integer", "bigint"), n -> "'" + n + "'", true, Optional.empty());
    /** Values that point to keys; nothing is written into them by default. */
    static final Family REFERENCE =
            new Family("reference", List.of("integer", "bigint"), n -> "'" + n + "'", true, Optional.empty());

    /** Keys by which rows find their partition; the server changes their type for nobody. */
    static final Family ROUTING = new Family("routing", List.of("integer"), n -> "'" + n + "'", true, Optional.empty());

    static final Family NUMBER_OR_TEXT = new Family(
            "number or text",
            List.of("integer", "bigint", "numeric(12,2)", "text", "character varying(20)", "character(6)"),
            n -> "'" + n + "'",
            true,
            Optional.empty());
    static final Family TEXT = new Family(
            "text",
            List.of("text", "character varying(20)", "character varying", "character varying(40)"),
            n -> "'v" + n + "'",
            true,
            Optional.empty());
    static final Family TIME = new Family(
            "time",
            List.of("date", "timestamp without time zone", "timestamp(3) with time zone", "timestamp with time zone"),
            n -> "'2020-01-0" + n + "'",
            true,
            Optional.empty());

    private static final Family MULTIRANGE = simple("int4multirange", "'{[1,5)}'", true);
    private static final Family BEFORE_MULTIRANGES = simple("int8range", "'[1,5)'", true);

    private static final List<Family> PLAIN = List.of(
            INTEGER,
            NUMBER_OR_TEXT,
            NUMBER_OR_TEXT,
            TEXT,
            TEXT,
            TIME,
            simple("boolean", "'t'", false),
            simple("double precision", "'1.5'", true),
            simple("real", "'0.25'", true),
            simple("smallint", "'3'", true),
            simple("uuid", "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'", true),
            new Family("json", List.of("json", "jsonb"), n -> "'{\"a\": " + n + "}'", false, Optional.empty()),
            simple("bytea", "'\\x00ff'", true),
            new Family("net", List.of("inet", "cidr"), n -> "'10.0.0." + n + "'", true, Optional.empty()),
            simple("integer[]", "'{1,2}'", true),
            simple("text[]", "'{a,\"b c\"}'", true),
            simple("point", "'(1,2)'", false),
            simple("interval", "'1 day 02:00'", true),
            simple("interval day to second(3)", "'1 day 02:00'", true),
            simple("int4range", "'[1,5)'", true),
            simple("tstzrange", "'[2020-01-01,)'", true),
            MULTIRANGE,
            simple("tsvector", "'a b'", true),
            simple("bit(3)", "'101'", true),
            simple("bit varying(5)", "'101'", true),
            simple("time(2) with time zone", "'12:00+02'", true),
            simple("macaddr", "'08:00:2b:01:02:03'", true),
            simple("\"char\"", "'x'", true),
            simple("name", "'n'", true),
            simple("oid", "'26'", true),
            simple("regclass", "'pg_class'", true),
            simple("money", "'1.00'", true));

    static Family plain(Universe universe) {
        Family family = universe.any(PLAIN);
        return family == MULTIRANGE && !universe.knows(14) ? BEFORE_MULTIRANGES : family;
    }

    private static Family simple(String type, String literal, boolean ordered) {
        // the same value in every row: ordered, but no key
        return new Family(ordered ? type : type + " unordered", List.of(type), n -> literal, false, Optional.empty());
    }

    /** Whether btree has an operator class for all types of the family. */
    boolean ordered() {
        return keyed || !name.endsWith(" unordered") && !name.equals("json");
    }

    boolean textual() {
        return name.equals("text");
    }
}
