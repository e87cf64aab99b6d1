package dev.countersign.postgres.plan;

import dev.countersign.catalog.Column;
import dev.countersign.catalog.CompositeType;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the values of a composite type that is made anew become values of the new one. As text they have no names: what is written in one order would be read in
 * another, and another number of attributes is not read at all.
 */
final class CompositeValues {
    private static final String ARRAY = "[]";

    private final CompositeType before;
    private final CompositeType after;

    private CompositeValues(CompositeType before, CompositeType after) {
        this.before = before;
        this.after = after;
    }

    /** Of a column whose type is made anew with other attributes; empty where text carries everything over. */
    static Optional<CompositeValues> of(ObjectRef column, Situation situation) {
        return situation.current().references(column).stream()
                .flatMap(type -> situation.current().find(type, CompositeType.class).stream())
                .filter(type -> Situation.column(situation.current(), column)
                        .map(c -> c.type().replace(ARRAY, ""))
                        .filter(Names.qualified(type.ref())::equals)
                        .isPresent())
                .flatMap(old -> situation.desired().find(old.ref(), CompositeType.class).stream()
                        .map(wanted -> new CompositeValues(old, wanted)))
                .filter(values -> !names(values.before).equals(names(values.after)))
                .findFirst();
    }

    private static List<String> names(CompositeType type) {
        return type.attributes().stream().map(CompositeType.Attribute::name).toList();
    }

    /** Whether a value loses a part. */
    boolean lose() {
        return before.attributes().size() > after.attributes().size();
    }

    /** The value in the new version of its type. */
    String converted(String value, Column column) {
        return column.type().endsWith(ARRAY) ? function() + "(" + value + ")" : element(value);
    }

    /**
     * The statements with what they need around them. No expression of {@code ALTER TABLE} takes an array apart, so a function of this session does, which goes
     * again at once. Arrays of several dimensions stop it, and everything is as before.
     */
    List<String> around(Column column, List<String> statements) {
        if (!column.type().endsWith(ARRAY)) {
            return statements;
        }
        String type = Names.qualified(after.ref()) + ARRAY;
        List<String> sql = new ArrayList<>();
        sql.add("CREATE FUNCTION " + function() + "(v anyarray) RETURNS " + type
                + " LANGUAGE plpgsql AS $array$ DECLARE result " + type + " := '{}'; BEGIN"
                + " IF v IS NULL THEN RETURN NULL; END IF;"
                + " IF pg_catalog.array_ndims(v) > 1 THEN RAISE EXCEPTION 'an array of more than one dimension is not taken apart'; END IF;"
                + " IF pg_catalog.cardinality(v) > 0 THEN FOR i IN pg_catalog.array_lower(v, 1) .. pg_catalog.array_upper(v, 1)"
                + " LOOP result[i] := " + element("v[i]") + "; END LOOP; END IF; RETURN result; END $array$;");
        sql.addAll(statements);
        sql.add("DROP FUNCTION " + function() + "(anyarray);");
        return sql;
    }

    private String function() {
        return "pg_temp." + Ident.quote(Names.shortened(after.ref().name(), "_by_name"));
    }

    private String element(String value) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < after.attributes().size(); i++) {
            parts.add(source(i).map(old -> part(value, old)).orElse("NULL"));
        }
        return "CASE WHEN " + value + " IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(" + String.join(", ", parts)
                + ")::" + Names.qualified(after.ref()) + " END";
    }

    /** The attribute of that name, else the one in the same place if neither has a namesake: it has only another name. */
    private Optional<CompositeType.Attribute> source(int place) {
        CompositeType.Attribute wanted = after.attributes().get(place);
        return before.attributes().stream()
                .filter(old -> old.name().equals(wanted.name()))
                .findFirst()
                .or(() -> before.attributes().size() == after.attributes().size()
                                && !names(after).contains(at(place))
                        ? Optional.of(before.attributes().get(place))
                        : Optional.empty());
    }

    private String at(int place) {
        return place < before.attributes().size()
                ? before.attributes().get(place).name()
                : "";
    }

    /** A type of the user's own may have been made anew as well, and has no cast to its successor then. */
    private static String part(String value, CompositeType.Attribute old) {
        String part = "(" + value + ")." + Ident.quote(old.name());
        return old.type().contains(".") ? ColumnDdl.throughText(part, old.type()) : part;
    }
}
