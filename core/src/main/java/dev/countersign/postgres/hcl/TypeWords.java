package dev.countersign.postgres.hcl;

import dev.countersign.ddl.HclWriter;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Types as the language writes them: SQL's names with underscores. */
final class TypeWords {
    /** Types of several words; {@code #} is where a parameter stands. */
    private static final Map<String, String> SPACED = new TreeMap<>(Map.ofEntries(
            Map.entry("double_precision", "double precision"),
            Map.entry("character_varying", "character varying#"),
            Map.entry("bit_varying", "bit varying#"),
            Map.entry("timestamp_with_time_zone", "timestamp# with time zone"),
            Map.entry("timestamp_without_time_zone", "timestamp# without time zone"),
            Map.entry("time_with_time_zone", "time# with time zone"),
            Map.entry("time_without_time_zone", "time# without time zone"),
            Map.entry("year", "interval year"),
            Map.entry("month", "interval month"),
            Map.entry("day", "interval day"),
            Map.entry("hour", "interval hour"),
            Map.entry("minute", "interval minute"),
            Map.entry("second", "interval second#"),
            Map.entry("year_to_month", "interval year to month"),
            Map.entry("day_to_hour", "interval day to hour"),
            Map.entry("day_to_minute", "interval day to minute"),
            Map.entry("day_to_second", "interval day to second#"),
            Map.entry("hour_to_minute", "interval hour to minute"),
            Map.entry("hour_to_second", "interval hour to second#"),
            Map.entry("minute_to_second", "interval minute to second#")));

    private static final Set<String> WITH_PARAMETERS = Set.of(
            "varchar",
            "char",
            "character",
            "bpchar",
            "bit",
            "varbit",
            "numeric",
            "decimal",
            "float",
            "time",
            "timetz",
            "timestamp",
            "timestamptz",
            "interval",
            "second",
            "day_to_second",
            "hour_to_second",
            "minute_to_second",
            "character_varying",
            "bit_varying",
            "timestamp_with_time_zone",
            "timestamp_without_time_zone",
            "time_with_time_zone",
            "time_without_time_zone",
            "geometry",
            "geography",
            "vector",
            "halfvec",
            "sparsevec");

    /** Types that the server prints in one word and that can be written bare. */
    private static final Set<String> PLAIN = Set.of(
            "bigint",
            "bigserial",
            "bit",
            "boolean",
            "box",
            "bytea",
            "character",
            "cidr",
            "circle",
            "date",
            "inet",
            "integer",
            "interval",
            "json",
            "jsonb",
            "line",
            "lseg",
            "macaddr",
            "macaddr8",
            "money",
            "numeric",
            "path",
            "point",
            "polygon",
            "real",
            "smallint",
            "text",
            "tsquery",
            "tsvector",
            "uuid",
            "xml",
            "int4range",
            "int8range",
            "numrange",
            "tsrange",
            "tstzrange",
            "daterange",
            "trigger",
            "event_trigger",
            "record",
            "void");

    /** How types are written that have a short name as well. */
    private static final Map<String, String> SHORT = Map.of(
            "timestamp_with_time_zone", "timestamptz",
            "timestamp_without_time_zone", "timestamp",
            "time_with_time_zone", "timetz",
            "time_without_time_zone", "time");

    private TypeWords() {}

    static Set<String> withParameters() {
        return WITH_PARAMETERS;
    }

    /** SQL for a bare word. */
    static String sql(String word) {
        return SPACED.getOrDefault(word, word).replace("#", "");
    }

    /** SQL for a type with parameters. */
    static String sql(String word, String parameters) {
        String pattern = SPACED.getOrDefault(word, word);
        String given = parameters.isEmpty() ? "" : "(" + parameters + ")";
        return pattern.contains("#") ? pattern.replace("#", given) : pattern + given;
    }

    /** A type as the server prints it as an expression of the language. */
    static String hcl(String type) {
        if (PLAIN.contains(type)) {
            return type;
        }
        for (Map.Entry<String, String> spaced : SPACED.entrySet()) {
            String[] around = spaced.getValue().split("#", -1);
            if (type.equals(spaced.getValue().replace("#", ""))) {
                return SHORT.getOrDefault(spaced.getKey(), spaced.getKey());
            }
            if (around.length == 2 && type.startsWith(around[0]) && type.endsWith(around[1])) {
                String middle = type.substring(around[0].length(), type.length() - around[1].length());
                if (middle.matches("\\(\\d+\\)")) {
                    return SHORT.getOrDefault(spaced.getKey(), spaced.getKey()) + middle;
                }
            }
        }
        if (type.matches("(numeric|character|bit)\\(\\d+(,\\d+)?\\)")) {
            return type.replace(",", ", ");
        }
        return HclWriter.sql(type);
    }
}
