package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.sql.postgres.Cut;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the server makes along with a range type: the functions that make ranges and, from PostgreSQL 14 on, the multirange type with functions of its own
 * ({@code CREATE TYPE}, Range Types). A renamed type does not take their names along.
 */
final class RangeTypes {
    private RangeTypes() {}

    /** The multirange type's qualified name; empty on servers that have none, and for what is no range. */
    static Optional<String> multirange(DefinedObject range) {
        return option(range, "MULTIRANGE_TYPE_NAME");
    }

    /** Whether a column's type is the multirange type, or an array of it, that came along with a range type. */
    static boolean isMultirange(String columnType, ObjectRef range, Catalog catalog) {
        return catalog.find(range, DefinedObject.class)
                .flatMap(RangeTypes::multirange)
                .filter(columnType.replace("[]", "")::equals)
                .isPresent();
    }

    /**
     * @param aside the type's new name
     * @param free a free name for a multirange type, from its old one
     */
    static List<String> aside(DefinedObject range, ObjectRef aside, UnaryOperator<String> free) {
        List<String> sql = new ArrayList<>();
        String subtype = option(range, "SUBTYPE").orElseThrow();
        String to = " RENAME TO " + Ident.quote(aside.name()) + ";";
        String maker = "ALTER FUNCTION " + Names.qualified(range.ref()) + "(" + subtype + ", " + subtype;
        sql.add(maker + ")" + to);
        sql.add(maker + ", text)" + to);
        multirange(range).ifPresent(name -> {
            String own = name.replaceFirst("^(?:\"(?:[^\"]|\"\")*\"|[^.\"]+)\\.", "");
            String after = " RENAME TO " + Ident.quote(free.apply(Ident.unquote(own))) + ";";
            sql.add("ALTER TYPE " + name + after);
            for (String arguments : List.of("", Names.qualified(aside), "VARIADIC " + Names.qualified(aside) + "[]")) {
                sql.add("ALTER FUNCTION " + name + "(" + arguments + ")" + after);
            }
        });
        return sql;
    }

    private static Optional<String> option(DefinedObject range, String name) {
        String create = range.create();
        int open = create.indexOf(" AS RANGE (");
        if (open < 0) {
            return Optional.empty();
        }
        return Cut.list(create.substring(open + " AS RANGE (".length(), create.lastIndexOf(')'))).stream()
                .map(String::strip)
                .filter(o -> o.startsWith(name + " = "))
                .map(o -> o.substring(name.length() + 3))
                .findFirst();
    }
}
