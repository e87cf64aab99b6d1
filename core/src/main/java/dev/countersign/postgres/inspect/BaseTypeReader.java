package dev.countersign.postgres.inspect;

import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.DefinedObject.Part;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.sql.postgres.Literal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads base types, whose values only their own functions understand, and types that are only declared ({@code CREATE TYPE}, Description). */
final class BaseTypeReader {
    /** {@code pg_type.typlen} of a type whose values say themselves how long they are. */
    private static final int VARIABLE = -1;

    /** {@code pg_type.typcategory} of user-defined types, which a new type has. */
    private static final String USUAL_CATEGORY = "U";

    private static final String USUAL_DELIMITER = ",";

    private final Reading reading;

    BaseTypeReader(Reading reading) {
        this.reading = reading;
    }

    void read() throws SQLException {
        String subscript = reading.session().atLeast(14) ? "NULLIF(t.typsubscript::pg_catalog.oid, 0)" : "NULL";
        reading.session()
                .query(
                        """
                        SELECT t.oid, n.nspname, t.typname, t.typarray, t.typisdefined, t.typlen, t.typbyval, t.typalign, t.typstorage,
                          pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(t.typname) AS name,
                          t.typinput AS input, t.typoutput AS output,
                          NULLIF(t.typreceive::pg_catalog.oid, 0)::pg_catalog.regproc AS receive,
                          NULLIF(t.typsend::pg_catalog.oid, 0)::pg_catalog.regproc AS send,
                          NULLIF(t.typmodin::pg_catalog.oid, 0)::pg_catalog.regproc AS typmod_in,
                          NULLIF(t.typmodout::pg_catalog.oid, 0)::pg_catalog.regproc AS typmod_out,
                          NULLIF(t.typanalyze::pg_catalog.oid, 0)::pg_catalog.regproc AS analyze,
                          %s::pg_catalog.regproc AS subscript,
                          t.typcategory, t.typispreferred, t.typdefault, t.typdelim, t.typcollation,
                          CASE WHEN t.typelem <> 0 THEN pg_catalog.format_type(t.typelem, NULL) END AS element
                        FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
                        WHERE (t.typtype = 'b' OR NOT t.typisdefined)
                          AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_type e WHERE e.typarray = t.oid)
                          AND t.typnamespace IN\s""".formatted(subscript) + reading.namespaceList() + reading.only(Narrowing.Part.TYPES, "t.oid")
                                + " AND"
                                + reading.notMember(CatalogClass.TYPE, "t.oid"),
                        this::readType);
    }

    private void readType(Row row) throws SQLException {
        boolean defined = row.getBoolean("typisdefined");
        String name = row.getString("name");
        ObjectRef ref = ObjectRef.of(
                defined ? ObjectKind.BASE_TYPE : ObjectKind.SHELL_TYPE,
                row.getString("nspname"),
                row.getString("typname"));
        long oid = row.getLong("oid");
        Optional<String> comment = reading.comment(CatalogClass.TYPE, oid);
        String declaration = "CREATE TYPE " + name;
        if (!defined) {
            reading.add(
                    CatalogClass.TYPE,
                    oid,
                    new DefinedObject(ref, declaration, "DROP TYPE " + name, Optional.empty(), comment));
            return;
        }
        List<String> fixed = fixed(row);
        List<Property> properties = properties(row);
        List<String> all = new ArrayList<>(fixed);
        properties.forEach(property -> all.add(property.text()));
        reading.add(
                CatalogClass.TYPE,
                oid,
                new DefinedObject(
                        ref,
                        text(declaration, all),
                        "DROP TYPE " + name,
                        Optional.empty(),
                        text(declaration, fixed),
                        properties.stream().map(property -> property.of(name)).toList(),
                        comment));
        reading.addresses().put(CatalogClass.TYPE, row.getLong("typarray"), ref);
    }

    private static String text(String declaration, List<String> options) {
        return declaration + " (" + String.join(", ", options) + ")";
    }

    /** What no statement changes. */
    private static List<String> fixed(Row row) throws SQLException {
        List<String> options = new ArrayList<>();
        int length = row.getInt("typlen");
        options.add("INPUT = " + row.getString("input"));
        options.add("OUTPUT = " + row.getString("output"));
        options.add("INTERNALLENGTH = " + (length == VARIABLE ? "VARIABLE" : String.valueOf(length)));
        if (row.getBoolean("typbyval")) {
            options.add("PASSEDBYVALUE");
        }
        options.add("ALIGNMENT = "
                + switch (Values.letter(row, "typalign")) {
                    case 'c' -> "char";
                    case 's' -> "int2";
                    case 'd' -> "double";
                    default -> "int4";
                });
        if (!row.getString("typcategory").equals(USUAL_CATEGORY)) {
            options.add("CATEGORY = " + Literal.quote(row.getString("typcategory")));
        }
        if (row.getBoolean("typispreferred")) {
            options.add("PREFERRED = true");
        }
        Values.optional(row, "typdefault").ifPresent(value -> options.add("DEFAULT = " + Literal.quote(value)));
        Values.optional(row, "element").ifPresent(type -> options.add("ELEMENT = " + type));
        if (!row.getString("typdelim").equals(USUAL_DELIMITER)) {
            options.add("DELIMITER = " + Literal.quote(row.getString("typdelim")));
        }
        if (row.getLong("typcollation") != 0) {
            options.add("COLLATABLE = true");
        }
        if (isPlain(row)) {
            options.add("STORAGE = plain");
        }
        return options;
    }

    /** Values that are never compressed or moved out cannot become such that may be, nor the other way round ({@code ALTER TYPE}, Description). */
    private static boolean isPlain(Row row) throws SQLException {
        return Values.letter(row, "typstorage") == 'p';
    }

    /** What {@code ALTER TYPE ... SET} changes. */
    private static List<Property> properties(Row row) throws SQLException {
        List<Property> properties = new ArrayList<>();
        for (String role : List.of("receive", "send", "typmod_in", "typmod_out", "analyze", "subscript")) {
            Optional<String> function = Values.optional(row, role);
            if (function.isPresent()) {
                properties.add(new Property(role.toUpperCase(Locale.ROOT), function.get(), true));
            }
        }
        if (!isPlain(row)) {
            String storage = switch (Values.letter(row, "typstorage")) {
                case 'e' -> "external";
                case 'x' -> "extended";
                default -> "main";
            };
            properties.add(new Property("STORAGE", storage, false));
        }
        return properties;
    }

    /** @param optional whether there are types without it */
    private record Property(String name, String value, boolean optional) {
        String text() {
            return name + " = " + value;
        }

        Part of(String type) {
            String alter = "ALTER TYPE " + type + " SET (" + name + " = ";
            String set = alter + value + ")";
            return Part.within(name, set, set, optional ? alter + "NONE)" : "");
        }
    }
}
