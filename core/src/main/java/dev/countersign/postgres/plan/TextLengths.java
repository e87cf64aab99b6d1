package dev.countersign.postgres.plan;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts that become attributes of a shorter type. Where a row is put together every conversion is a cast, and a cast to {@code varchar(n)} cuts off what is
 * too long without a word (manual, 8.3); so functions of this session refuse it first, as an assignment would.
 */
final class TextLengths {
    private static final Pattern LIMITED = Pattern.compile("(?:character varying|character)\\((\\d+)\\)(?:\\[\\])?");
    private static final String NAME = "pg_temp.no_longer_than";

    private TextLengths() {}

    /** How many characters a text, or each text of an array, may have; empty for any number, and for other types. */
    static OptionalInt limit(String type) {
        Matcher limited = LIMITED.matcher(type);
        return limited.matches() ? OptionalInt.of(Integer.parseInt(limited.group(1))) : OptionalInt.empty();
    }

    /**
     * The value, unless it is too long.
     *
     * @param array whether it is an array of texts
     */
    static String refused(String value, int limit, boolean array) {
        return NAME + "((" + value + (array ? ")::text[], " : ")::text, ") + limit + ")";
    }

    /** Makes the functions that {@link #refused} calls. */
    static List<String> functions() {
        return List.of(
                "CREATE FUNCTION " + NAME + "(v text, most integer) RETURNS text LANGUAGE plpgsql AS $length$ BEGIN"
                        + " IF pg_catalog.length(pg_catalog.rtrim(v)) > most THEN"
                        + " RAISE EXCEPTION 'a text of % characters does not fit into %', pg_catalog.length(v), most;"
                        + " END IF; RETURN v; END $length$;",
                "CREATE FUNCTION " + NAME + "(v text[], most integer) RETURNS text[] LANGUAGE plpgsql AS $length$ BEGIN"
                        + " PERFORM " + NAME + "(one, most) FROM pg_catalog.unnest(v) one; RETURN v; END $length$;");
    }

    static List<String> gone() {
        return List.of("DROP FUNCTION " + NAME + "(text[], integer);", "DROP FUNCTION " + NAME + "(text, integer);");
    }
}
