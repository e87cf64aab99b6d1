package dev.countersign.postgres.hcl;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Types as the language writes them: SQL's names with underscores. */
final class TypeWords {
    /** Types of several words; {@code #} is where a parameter stands. */
    private static final Map<String, String> SPACED = new TreeMap<>(Map.of(
            "double_precision", "double precision",
            "character_varying", "character varying#",
            "bit_varying", "bit varying#",
            "timestamp_with_time_zone", "timestamp# with time zone",
            "timestamp_without_time_zone", "timestamp# without time zone",
            "time_with_time_zone", "time# with time zone",
            "time_without_time_zone", "time# without time zone"));

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
            "daterange");

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
                return spaced.getKey();
            }
            if (around.length == 2 && type.startsWith(around[0]) && type.endsWith(around[1])) {
                String middle = type.substring(around[0].length(), type.length() - around[1].length());
                if (middle.matches("\\(\\d+\\)")) {
                    return spaced.getKey() + middle;
                }
            }
        }
        if (type.matches("(numeric|character|bit)\\(\\d+(,\\d+)?\\)")) {
            return type.replace(",", ", ");
        }
        return dev.countersign.ddl.HclWriter.sql(type);
    }
}
