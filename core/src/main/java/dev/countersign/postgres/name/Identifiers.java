package dev.countersign.postgres.name;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes names so that the server reads the same name back, with quotes only where they are needed, as {@code quote_ident} does. */
public final class Identifiers {
    /** Every keyword of PostgreSQL 12 to 18 that is not {@code UNRESERVED} in {@code pg_get_keywords()}. */
    private static final Set<String> KEYWORDS = Set.of("""
            all analyse analyze and any array as asc asymmetric authorization between bigint binary bit
            boolean both case cast char character check coalesce collate collation column concurrently
            constraint create cross current_catalog current_date current_role current_schema current_time
            current_timestamp current_user dec decimal default deferrable desc distinct do else end except
            exists extract false fetch float for foreign freeze from full grant greatest group grouping
            having ilike in initially inner inout int integer intersect interval into is isnull join json
            json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar
            json_serialize json_table json_value lateral leading least left like limit localtime
            localtimestamp merge_action national natural nchar none normalize not notnull null nullif
            numeric offset on only or order out outer overlaps overlay placing position precision primary
            real references returning right row select session_user setof similar smallint some substring
            symmetric system_user table tablesample then time timestamp to trailing treat trim true union
            unique user using values varchar variadic verbose when where window with xmlattributes
            xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize
            xmltable""".split("\\s+"));

    private Identifiers() {}

    /** One name, quoted if it must be. */
    public static String quote(String name) {
        return isPlain(name) && !KEYWORDS.contains(name) ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A name of several parts, each quoted if it must be. */
    public static String qualified(List<String> path) {
        return path.stream().map(Identifiers::quote).collect(Collectors.joining("."));
    }

    /**
     * The name under which statements address the object: qualified for objects of a schema, routines with their argument types, and for what lives in
     * a table (constraints, triggers, policies, rules, columns) its own name alone.
     */
    public static String of(ObjectRef ref) {
        return switch (ref.kind()) {
            case FUNCTION, PROCEDURE, AGGREGATE ->
                qualified(ref.path().subList(0, 2)) + "(" + ref.path().get(2) + ")";
            case COLUMN, PRIMARY_KEY, UNIQUE, EXCLUDE, CHECK, FOREIGN_KEY, TRIGGER, POLICY, RULE ->
                quote(ref.path().getLast());
            default -> qualified(ref.path());
        };
    }

    /** The table, view or other relation in which a table child such as a column or constraint lives, qualified. */
    public static String relationOf(ObjectRef child) {
        if (!child.kind().isTableChild() || child.kind() == ObjectKind.INDEX) {
            throw new IllegalArgumentException(child + " does not carry its table in its name");
        }
        return qualified(child.path().subList(0, child.path().size() - 1));
    }

    /** A string constant; with backslashes written so that it means the same whatever {@code standard_conforming_strings} is. */
    public static String literal(String text) {
        String doubled = text.replace("'", "''");
        return text.indexOf('\\') < 0 ? "'" + doubled + "'" : "E'" + doubled.replace("\\", "\\\\") + "'";
    }

    private static boolean isPlain(String name) {
        if (name.isEmpty() || !isLetter(name.charAt(0))) {
            return false;
        }
        return name.chars().allMatch(c -> isLetter((char) c) || (c >= '0' && c <= '9'));
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || c == '_';
    }
}
