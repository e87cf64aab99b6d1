package dev.countersign.postgres.inspect;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Routine;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads aggregates and writes the statement that makes each, because the server has no function that prints it. */
final class AggregateReader {
    private final Reading reading;

    AggregateReader(Reading reading) {
        this.reading = reading;
    }

    void read() throws SQLException {
        reading.session()
                .query(
                        """
                        SELECT p.oid, p.pronamespace, p.proname, p.proparallel, a.aggkind, a.aggnumdirectargs, a.aggsortop,
                          pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(p.proname) AS name,
                          pg_catalog.pg_get_function_arguments(p.oid) AS arguments,
                          pg_catalog.pg_get_function_result(p.oid) AS returns,
                          (SELECT pg_catalog.array_agg(pg_catalog.format_type(u.type, NULL) ORDER BY u.place)
                           FROM pg_catalog.unnest(p.proargtypes) WITH ORDINALITY u (type, place)) AS types,
                          CASE WHEN p.provariadic <> 0 THEN true ELSE false END AS variadic,
                          a.aggtransfn, NULLIF(a.aggfinalfn::pg_catalog.oid, 0)::pg_catalog.regproc AS finalfn, a.aggfinalextra,
                          a.aggfinalmodify, NULLIF(a.aggcombinefn::pg_catalog.oid, 0)::pg_catalog.regproc AS combinefn,
                          NULLIF(a.aggserialfn::pg_catalog.oid, 0)::pg_catalog.regproc AS serialfn,
                          NULLIF(a.aggdeserialfn::pg_catalog.oid, 0)::pg_catalog.regproc AS deserialfn,
                          NULLIF(a.aggmtransfn::pg_catalog.oid, 0)::pg_catalog.regproc AS mtransfn,
                          NULLIF(a.aggminvtransfn::pg_catalog.oid, 0)::pg_catalog.regproc AS minvtransfn,
                          NULLIF(a.aggmfinalfn::pg_catalog.oid, 0)::pg_catalog.regproc AS mfinalfn, a.aggmfinalextra,
                          a.aggmfinalmodify,
                          pg_catalog.format_type(a.aggtranstype, NULL) AS stype, a.aggtransspace,
                          CASE WHEN a.aggmtranstype <> 0 THEN pg_catalog.format_type(a.aggmtranstype, NULL) END AS mstype,
                          a.aggmtransspace, pg_catalog.quote_literal(a.agginitval) AS initval,
                          pg_catalog.quote_literal(a.aggminitval) AS minitval,
                          pg_catalog.quote_ident(opn.nspname) || '.' AS opschema, op.oprname
                        FROM pg_catalog.pg_aggregate a
                        JOIN pg_catalog.pg_proc p ON p.oid = a.aggfnoid
                        JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
                        LEFT JOIN pg_catalog.pg_operator op ON op.oid = a.aggsortop
                        LEFT JOIN pg_catalog.pg_namespace opn ON opn.oid = op.oprnamespace
                        WHERE p.pronamespace IN\s""" + reading.namespaceList() + reading.only(Narrowing.Part.ROUTINES, "p.oid") + " AND"
                                + reading.notMember(CatalogClass.PROC, "p.oid"),
                        this::readAggregate);
    }

    private void readAggregate(Row row) throws SQLException, UnreadableException {
        long oid = row.getLong("oid");
        boolean hypothetical = Values.letter(row, "aggkind") == 'h';
        List<String> options = new ArrayList<>();
        options.add("SFUNC = " + row.getString("aggtransfn"));
        options.add("STYPE = " + row.getString("stype"));
        number(row, "aggtransspace", "SSPACE", options);
        option(row, "finalfn", "FINALFUNC", options);
        flag(row.getBoolean("aggfinalextra"), "FINALFUNC_EXTRA", options);
        modify(row, "aggfinalmodify", "finalfn", "FINALFUNC_MODIFY", options);
        option(row, "combinefn", "COMBINEFUNC", options);
        option(row, "serialfn", "SERIALFUNC", options);
        option(row, "deserialfn", "DESERIALFUNC", options);
        option(row, "initval", "INITCOND", options);
        option(row, "mtransfn", "MSFUNC", options);
        option(row, "minvtransfn", "MINVFUNC", options);
        option(row, "mstype", "MSTYPE", options);
        number(row, "aggmtransspace", "MSSPACE", options);
        option(row, "mfinalfn", "MFINALFUNC", options);
        flag(row.getBoolean("aggmfinalextra"), "MFINALFUNC_EXTRA", options);
        modify(row, "aggmfinalmodify", "mfinalfn", "MFINALFUNC_MODIFY", options);
        option(row, "minitval", "MINITCOND", options);
        if (row.getString("oprname") != null) {
            options.add("SORTOP = OPERATOR(" + row.getString("opschema") + row.getString("oprname") + ")");
        }
        flag(hypothetical, "HYPOTHETICAL", options);
        switch (Values.letter(row, "proparallel")) {
            case 's' -> options.add("PARALLEL = SAFE");
            case 'r' -> options.add("PARALLEL = RESTRICTED");
            default -> {
                // unsafe is the default
            }
        }
        String arguments = Values.definition(row, "arguments", "aggregate", row.getString("name"));
        reading.add(
                CatalogClass.PROC,
                oid,
                new Routine(
                        ObjectRef.of(
                                ObjectKind.AGGREGATE,
                                reading.namespace(row.getLong("pronamespace")),
                                row.getString("proname"),
                                signature(row)),
                        arguments,
                        row.getString("returns"),
                        "internal",
                        "CREATE OR REPLACE AGGREGATE " + row.getString("name") + "("
                                + (arguments.isEmpty() ? "*" : arguments) + ") (\n    "
                                + String.join(",\n    ", options) + "\n)",
                        reading.comment(CatalogClass.PROC, oid)));
    }

    /** The argument types in the form that {@code DROP AGGREGATE} takes. */
    private static String signature(Row row) throws SQLException {
        List<String> types = new ArrayList<>(Values.strings(row, "types"));
        if (types.isEmpty()) {
            return "*";
        }
        boolean variadic = row.getBoolean("variadic");
        if (variadic) {
            types.set(types.size() - 1, "VARIADIC " + types.getLast());
        }
        if (Values.letter(row, "aggkind") == 'n') {
            return String.join(", ", types);
        }
        int direct = row.getInt("aggnumdirectargs");
        List<String> ordered = types.subList(Math.min(direct, types.size()), types.size());
        String directTypes = String.join(", ", types.subList(0, Math.min(direct, types.size())));
        // a variadic "any" may be both the last direct and the only aggregated argument; the syntax wants it twice
        String orderedTypes = ordered.isEmpty() && variadic ? types.getLast() : String.join(", ", ordered);
        return (directTypes.isEmpty() ? "" : directTypes + " ") + "ORDER BY " + orderedTypes;
    }

    private static void option(Row row, String column, String name, List<String> options) throws SQLException {
        Values.optional(row, column).ifPresent(value -> options.add(name + " = " + value));
    }

    private static void number(Row row, String column, String name, List<String> options) throws SQLException {
        int value = row.getInt(column);
        if (value != 0) {
            options.add(name + " = " + value);
        }
    }

    private static void flag(boolean set, String name, List<String> options) {
        if (set) {
            options.add(name);
        }
    }

    /** Ordered-set aggregates have another default than plain ones, so the server's own choice is always written when there is a final function. */
    private static void modify(Row row, String column, String function, String name, List<String> options)
            throws SQLException {
        if (row.getString(function) == null) {
            return;
        }
        options.add(name + " = "
                + switch (Values.letter(row, column)) {
                    case 's' -> "SHAREABLE";
                    case 'w' -> "READ_WRITE";
                    default -> "READ_ONLY";
                });
    }
}
