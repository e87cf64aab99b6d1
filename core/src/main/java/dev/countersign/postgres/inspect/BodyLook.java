package dev.countersign.postgres.inspect;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Routine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Asks the server whether it would take the bodies of routines as {@code CREATE} does: it lets the language's validator look at each, under the settings that the routine
 * itself states and else under the session's own (source: {@code ProcedureCreate}). Asked are the languages whose validators do nothing but read.
 */
public final class BodyLook {
    private static final Set<String> LANGUAGES = Set.of("sql", "plpgsql");

    private static final String ROUTINES = """
            SELECT p.oid, n.nspname, p.proname, p.prokind = 'p' AS procedure, pg_catalog.oidvectortypes(p.proargtypes) AS types
            FROM pg_catalog.pg_proc p
            JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
            JOIN pg_catalog.pg_language l ON l.oid = p.prolang
            WHERE p.prokind <> 'a' AND l.lanname IN ('sql', 'plpgsql') AND l.lanvalidator <> 0 AND n.nspname <> 'pg_catalog'""";

    /** Each look is undone, whatever came of it; what the role may not look at stays unknown. */
    private static final String LOOK = """
            DO $look$
            DECLARE
              routine record;
              setting text;
              refused jsonb := '{}';
            BEGIN
              FOR routine IN SELECT p.oid, p.proconfig, l.lanvalidator::pg_catalog.regproc AS validator
                  FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_language l ON l.oid = p.prolang
                  WHERE p.oid = ANY ('{%s}'::pg_catalog.oid[]) LOOP
                BEGIN
                  FOREACH setting IN ARRAY COALESCE(routine.proconfig, '{}') LOOP
                    PERFORM pg_catalog.set_config(pg_catalog.split_part(setting, '=', 1),
                      pg_catalog.substr(setting, pg_catalog.strpos(setting, '=') + 1), true);
                  END LOOP;
                  EXECUTE pg_catalog.format('SELECT %%s(%%s)', routine.validator, routine.oid);
                  RAISE EXCEPTION USING ERRCODE = 'CS001';
                EXCEPTION
                  WHEN SQLSTATE 'CS001' OR insufficient_privilege THEN NULL;
                  WHEN OTHERS THEN refused := refused OPERATOR(pg_catalog.||) pg_catalog.jsonb_build_object(routine.oid::text, SQLERRM);
                END;
              END LOOP;
              PERFORM pg_catalog.set_config('countersign.refused_bodies', refused::text, true);
            END $look$""";

    private static final String FOUND =
            "SELECT key, value FROM pg_catalog.jsonb_each_text(pg_catalog.current_setting('countersign.refused_bodies')::pg_catalog.jsonb)";

    private BodyLook() {}

    /** What the server says against these bodies, by routine; those that it takes are left out. */
    public static Map<ObjectRef, String> refused(Connection connection, Collection<Routine> routines)
            throws SQLException {
        Set<ObjectRef> asked = new HashSet<>();
        routines.stream().filter(r -> LANGUAGES.contains(r.language())).forEach(r -> asked.add(r.ref()));
        if (asked.isEmpty()) {
            return Map.of();
        }
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute("SET LOCAL search_path = pg_catalog, pg_temp");
            Map<Long, ObjectRef> found = found(statement, asked);
            statement.execute("SET LOCAL search_path TO DEFAULT");
            statement.execute("SET LOCAL check_function_bodies = on");
            List<String> oids = new ArrayList<>();
            found.keySet().forEach(oid -> oids.add(Long.toString(oid)));
            statement.execute(LOOK.formatted(String.join(",", oids)));
            return said(statement, found);
        } finally {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        }
    }

    private static Map<Long, ObjectRef> found(Statement statement, Set<ObjectRef> asked) throws SQLException {
        Map<Long, ObjectRef> found = new HashMap<>();
        try (ResultSet row = statement.executeQuery(ROUTINES)) {
            while (row.next()) {
                ObjectRef ref = ObjectRef.of(
                        row.getBoolean("procedure") ? ObjectKind.PROCEDURE : ObjectKind.FUNCTION,
                        row.getString("nspname"),
                        row.getString("proname"),
                        row.getString("types"));
                if (asked.contains(ref)) {
                    found.put(row.getLong("oid"), ref);
                }
            }
        }
        return found;
    }

    private static Map<ObjectRef, String> said(Statement statement, Map<Long, ObjectRef> routines) throws SQLException {
        Map<ObjectRef, String> said = new TreeMap<>();
        try (ResultSet row = statement.executeQuery(FOUND)) {
            while (row.next()) {
                said.put(routines.get(Long.parseLong(row.getString("key"))), row.getString("value"));
            }
        }
        return said;
    }
}
