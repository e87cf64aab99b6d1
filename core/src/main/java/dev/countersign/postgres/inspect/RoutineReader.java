package dev.countersign.postgres.inspect;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Routine;
import java.sql.SQLException;

/** Reads functions, procedures and aggregates. */
final class RoutineReader {
    private final Reading reading;

    RoutineReader(Reading reading) {
        this.reading = reading;
    }

    void read() throws SQLException {
        // functions that a type made for itself (range constructors) hang on it internally and go with it
        reading.session()
                .query(
                        """
                        SELECT p.oid, p.pronamespace, p.proname, p.prokind, l.lanname,
                          pg_catalog.oidvectortypes(p.proargtypes) AS types,
                          pg_catalog.pg_get_function_arguments(p.oid) AS arguments,
                          CASE WHEN p.prokind <> 'p' THEN pg_catalog.pg_get_function_result(p.oid) END AS returns,
                          pg_catalog.pg_get_functiondef(p.oid) AS definition
                        FROM pg_catalog.pg_proc p
                        JOIN pg_catalog.pg_language l ON l.oid = p.prolang
                        WHERE p.pronamespace IN\s"""
                                + reading.namespaceList()
                                + reading.only(Narrowing.Part.ROUTINES, "p.oid")
                                + " AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.classid = 1255"
                                + " AND d.objid = p.oid AND d.deptype IN ('e', 'i')) AND p.prokind <> 'a'",
                        this::readRoutine);
        new AggregateReader(reading).read();
    }

    private void readRoutine(Row row) throws SQLException, UnreadableException {
        long oid = row.getLong("oid");
        ObjectKind kind = Values.letter(row, "prokind") == 'p' ? ObjectKind.PROCEDURE : ObjectKind.FUNCTION;
        reading.add(
                CatalogClass.PROC,
                oid,
                new Routine(
                        ObjectRef.of(
                                kind,
                                reading.namespace(row.getLong("pronamespace")),
                                row.getString("proname"),
                                row.getString("types")),
                        row.getString("arguments"),
                        Values.optional(row, "returns").orElse(""),
                        row.getString("lanname"),
                        Values.definition(row, "definition", "routine", row.getString("proname"))
                                .strip(),
                        reading.comment(CatalogClass.PROC, oid)));
    }
}
