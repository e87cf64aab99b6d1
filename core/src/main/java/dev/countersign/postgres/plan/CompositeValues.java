package dev.countersign.postgres.plan;

import dev.countersign.catalog.Column;
import dev.countersign.catalog.CompositeType;
import dev.countersign.catalog.DomainType;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.postgres.name.UnderlyingType;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How the values of a composite type that is made anew become values of the new one. As text they have no names: what is written in one order would be read in
 * another, and another number of attributes is not read at all. An attribute may be such a value itself, and a domain may be over such values. Rows of a view are values
 * of this sort as well.
 */
final class CompositeValues {
    private static final String ARRAY = "[]";

    private final CompositeType before;
    private final CompositeType after;
    private final Situation situation;
    private final Predicate<ObjectRef> madeAnew;
    private final List<DomainType> domains;

    /** @param domains those around the values, from the one right over them to the one that a column has */
    private CompositeValues(
            CompositeType before,
            CompositeType after,
            Situation situation,
            Predicate<ObjectRef> madeAnew,
            List<DomainType> domains) {
        this.before = before;
        this.after = after;
        this.situation = situation;
        this.madeAnew = madeAnew;
        this.domains = domains;
    }

    /**
     * Of a column whose type is made anew with other attributes, its own or those of an attribute's type; empty where text carries everything over.
     *
     * @param madeAnew tells the types whose successors are other types of the same name
     */
    static Optional<CompositeValues> of(ObjectRef column, Situation situation, Predicate<ObjectRef> madeAnew) {
        return Situation.column(situation.current(), column)
                .flatMap(c -> ofType(c.type(), column, situation, madeAnew));
    }

    private static Optional<CompositeValues> ofType(
            String type, ObjectRef user, Situation situation, Predicate<ObjectRef> madeAnew) {
        String element = type.replace(ARRAY, "");
        return situation.current().references(user).stream()
                .filter(madeAnew)
                .flatMap(ref -> RowShape.of(situation.current(), ref).stream())
                .filter(old -> Names.qualified(old.ref()).equals(element))
                .flatMap(old -> RowShape.of(situation.desired(), old.ref()).stream()
                        .map(wanted -> new CompositeValues(old, wanted, situation, madeAnew, List.of())))
                .filter(CompositeValues::differ)
                .findFirst()
                .or(() -> ofDomain(type, user, situation, madeAnew));
    }

    private static Optional<CompositeValues> ofDomain(
            String type, ObjectRef user, Situation situation, Predicate<ObjectRef> madeAnew) {
        return situation.current().references(user).stream()
                .filter(ref -> madeAnew.test(ref) && Names.qualified(ref).equals(type))
                .flatMap(ref -> situation.current().find(ref, DomainType.class).stream())
                .filter(old -> situation
                        .desired()
                        .find(old.ref(), DomainType.class)
                        .filter(wanted -> wanted.baseType().equals(old.baseType()))
                        .isPresent())
                .flatMap(old -> ofType(old.baseType(), old.ref(), situation, madeAnew).map(v -> v.within(old)).stream())
                .findFirst();
    }

    /** The same as values of a domain over it. */
    private CompositeValues within(DomainType over) {
        List<DomainType> all = Stream.concat(domains.stream(), Stream.of(over)).toList();
        return new CompositeValues(before, after, situation, madeAnew, all);
    }

    private boolean differ() {
        return !names(before).equals(names(after))
                || before.attributes().stream().anyMatch(a -> within(a).isPresent());
    }

    private Optional<CompositeValues> within(CompositeType.Attribute attribute) {
        return ofType(attribute.type(), before.ref(), situation, madeAnew);
    }

    private static List<String> names(CompositeType type) {
        return type.attributes().stream().map(CompositeType.Attribute::name).toList();
    }

    /** Whether a value loses a part. */
    boolean lose() {
        return before.attributes().size() > after.attributes().size()
                || before.attributes().stream()
                        .anyMatch(a -> within(a).filter(CompositeValues::lose).isPresent());
    }

    /** The value in the new version of its type. */
    String converted(String value, Column column) {
        return converted(value, column.type());
    }

    private String converted(String value, String type) {
        String carried = isArray(type) ? function() + "(" + value + ")" : element(value);
        return domains.isEmpty()
                ? carried
                : "(" + carried + ")::" + Names.qualified(domains.getLast().ref());
    }

    private boolean isArray(String type) {
        return (domains.isEmpty() ? type : domains.getFirst().baseType()).endsWith(ARRAY);
    }

    /**
     * The statements with what they need around them. No expression of {@code ALTER TABLE} takes an array apart, so a function of this session does, which goes
     * again at once. Arrays of several dimensions stop it, and everything is as before.
     *
     * @param columns the values that the statements convert, by the types of their columns
     */
    static List<String> around(Collection<Map.Entry<String, CompositeValues>> columns, List<String> statements) {
        Map<String, String> functions = new TreeMap<>();
        columns.forEach(column -> column.getValue().collectFunctions(column.getKey(), functions));
        boolean shorter = columns.stream().anyMatch(column -> column.getValue().shortens());
        List<String> sql = new ArrayList<>();
        if (shorter) {
            sql.addAll(TextLengths.functions());
        }
        sql.addAll(functions.values());
        sql.addAll(statements);
        functions.keySet().forEach(name -> sql.add("DROP FUNCTION " + name + "(anyarray);"));
        if (shorter) {
            sql.addAll(TextLengths.gone());
        }
        return sql;
    }

    private void collectFunctions(String type, Map<String, String> functions) {
        before.attributes().forEach(a -> within(a).ifPresent(values -> values.collectFunctions(a.type(), functions)));
        if (isArray(type)) {
            String array = Names.qualified(after.ref()) + ARRAY;
            functions.put(
                    function(),
                    "CREATE FUNCTION " + function() + "(v anyarray) RETURNS " + array
                            + " LANGUAGE plpgsql AS $array$ DECLARE result " + array + " := '{}'; BEGIN"
                            + " IF v IS NULL THEN RETURN NULL; END IF;"
                            + " IF pg_catalog.array_ndims(v) > 1 THEN RAISE EXCEPTION 'an array of more than one dimension is not taken apart'; END IF;"
                            + " IF pg_catalog.cardinality(v) > 0 THEN FOR i IN pg_catalog.array_lower(v, 1) .. pg_catalog.array_upper(v, 1)"
                            + " LOOP result[i] := " + element("v[i]")
                            + "; END LOOP; END IF; RETURN result; END $array$;");
        }
    }

    private String function() {
        String name = after.ref().schema() + "_" + after.ref().name();
        return "pg_temp." + Ident.quote(Names.shortened(name, "_by_name"));
    }

    private String element(String value) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < after.attributes().size(); i++) {
            CompositeType.Attribute wanted = after.attributes().get(i);
            parts.add(source(i).map(old -> part(value, old, wanted)).orElse("NULL"));
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
    private String part(String value, CompositeType.Attribute old, CompositeType.Attribute wanted) {
        String part = "(" + value + ")." + Ident.quote(old.name());
        Optional<CompositeValues> values = followed(old, wanted);
        if (values.isPresent()) {
            return values.get().converted(part, old.type());
        }
        OptionalInt limit = limit(old, wanted);
        if (limit.isPresent()) {
            return TextLengths.refused(part, limit.getAsInt(), under(wanted).endsWith(ARRAY));
        }
        return old.type().contains(".") ? ColumnDdl.throughText(part, wanted.type()) : part;
    }

    private Optional<CompositeValues> followed(CompositeType.Attribute old, CompositeType.Attribute wanted) {
        return within(old).filter(v -> wanted.type().equals(old.type()));
    }

    /** How long a text may be that the attribute could hold longer before. */
    private OptionalInt limit(CompositeType.Attribute old, CompositeType.Attribute wanted) {
        String before = UnderlyingType.of(old.type(), this.before.ref(), situation.current())
                .orElse(old.type());
        return before.equals(under(wanted)) ? OptionalInt.empty() : TextLengths.limit(under(wanted));
    }

    private String under(CompositeType.Attribute wanted) {
        return UnderlyingType.of(wanted.type(), after.ref(), situation.desired())
                .orElse(wanted.type());
    }

    /** Whether an attribute, of the value or of one within it, gets a shorter text type. */
    private boolean shortens() {
        return IntStream.range(0, after.attributes().size())
                .anyMatch(i -> source(i)
                        .filter(old -> followed(old, after.attributes().get(i))
                                .map(CompositeValues::shortens)
                                .orElseGet(() ->
                                        limit(old, after.attributes().get(i)).isPresent()))
                        .isPresent());
    }
}
