package dev.countersign.postgres.oracle;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a database holds, as lines of text, asked from the server in other words than the inspector asks: through the server's own identities of objects
 * and its printing functions. Two databases with the same lines are the same to a user. The order of a table's columns is left out; it cannot be planned.
 */
final class DatabasePrint {
    private static final String USERS =
            " n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_t'"
                    + " AND n.nspname <> 'pg_toast'";

    private static final String NO_MEMBER =
            " AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = %s::regclass AND e.objid = %s AND e.deptype = 'e')";

    private static final String NOTHING = "NULL";
    /** A collation's name before there was a type for it. */
    private static final String COLLATION =
            "(SELECT l.collnamespace::regnamespace || '.' || quote_ident(l.collname) FROM pg_collation l WHERE l.oid = %s)";

    /** Something in the queries that servers know since that version. */
    private record Newer(int since, String text, String before) {}

    private static final List<String> QUERIES = List.of(
            "SELECT 'schema', quote_ident(n.nspname), '' FROM pg_namespace n WHERE " + USERS
                    + NO_MEMBER.formatted("'pg_namespace'", "n.oid"),
            "SELECT 'extension', e.extname, e.extversion || ' in ' || e.extnamespace::regnamespace FROM pg_extension e",
            """
            SELECT 'relation ' || c.relkind::text, c.oid::regclass::text, concat_ws(' ', c.relpersistence,
                (SELECT string_agg(o, ',' ORDER BY o) FROM unnest(c.reloptions) o),
                (SELECT 'toast ' || string_agg(o, ',' ORDER BY o) FROM pg_class tc, unnest(tc.reloptions) o WHERE tc.oid = c.reltoastrelid),
                (SELECT amname FROM pg_am WHERE oid = c.relam), (SELECT 'space ' || spcname FROM pg_tablespace WHERE oid = c.reltablespace),
                CASE WHEN c.relkind IN ('r', 'p', 'm') THEN 'replica ' || c.relreplident::text END, 'rls ' || c.relrowsecurity || c.relforcerowsecurity,
                'of ' || c.reloftype::regtype, pg_get_partkeydef(c.oid), pg_get_expr(c.relpartbound, c.oid),
                (SELECT string_agg(i.inhparent::regclass::text, ',' ORDER BY i.inhseqno) FROM pg_inherits i WHERE i.inhrelid = c.oid),
                CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END)
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c') AND""" + USERS + NO_MEMBER.formatted("'pg_class'", "c.oid"),
            """
            SELECT 'column', c.oid::regclass || '.' || quote_ident(a.attname), concat_ws(' ', format_type(a.atttypid, a.atttypmod),
                CASE WHEN c.relkind IN ('v', 'm', 'c') THEN '#' || (SELECT count(*) FROM pg_attribute b WHERE b.attrelid = a.attrelid AND b.attnum > 0
                  AND NOT b.attisdropped AND b.attnum <= a.attnum) END,
                CASE WHEN a.attnotnull THEN 'not null' END, 'default ' || pg_get_expr(d.adbin, d.adrelid), 'generated ' || nullif(a.attgenerated::text, ''),
                'identity ' || nullif(a.attidentity::text, ''), nullif(a.attcollation, t.typcollation)::regcollation, 'storage ' || a.attstorage::text,
                'compression ' || nullif(a.attcompression::text, ''), 'target ' || nullif(coalesce(a.attstattarget, -1), -1),
                (SELECT string_agg(o, ',' ORDER BY o) FROM unnest(a.attoptions) o WHERE o !~ '^pg_attver='),
                CASE WHEN NOT c.relispartition AND a.attinhcount > 0 THEN 'local ' || a.attislocal || ' parents ' || a.attinhcount END,
                (SELECT string_agg(o, ',' ORDER BY o) FROM unnest(a.attfdwoptions) o))
              FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
              WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND""" + USERS + NO_MEMBER.formatted("'pg_class'", "c.oid"),
            """
            SELECT 'constraint ' || k.contype::text, CASE WHEN k.conrelid <> 0 THEN k.conrelid::regclass::text ELSE k.contypid::regtype::text END
                || '.' || quote_ident(k.conname), concat_ws(' ', pg_get_constraintdef(k.oid), 'valid ' || k.convalidated,
                CASE WHEN k.conparentid = 0 THEN 'local ' || k.conislocal || ' parents ' || k.coninhcount ELSE 'of parent' END,
                (SELECT concat_ws(' ', i.indisclustered, i.indisreplident, i.indisvalid, (SELECT string_agg(o, ',' ORDER BY o) FROM unnest(x.reloptions) o),
                    (SELECT spcname FROM pg_tablespace WHERE oid = x.reltablespace), i.indexrelid::regclass)
                  FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid WHERE i.indexrelid = k.conindid AND k.contype IN ('p', 'u', 'x')))
              FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace WHERE k.contype <> 't' AND""" + USERS + " AND (k.conrelid = 0 OR true" + NO_MEMBER.formatted("'pg_class'", "k.conrelid") + ")",
            """
            SELECT 'index', i.indexrelid::regclass::text, concat_ws(' ', pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisclustered, i.indisreplident,
                (SELECT 'under ' || h.inhparent::regclass FROM pg_inherits h WHERE h.inhrelid = i.indexrelid),
                (SELECT spcname FROM pg_tablespace WHERE oid = c.reltablespace),
                (SELECT string_agg(a.attnum || ':' || a.attstattarget, ',' ORDER BY a.attnum) FROM pg_attribute a
                  WHERE a.attrelid = i.indexrelid AND coalesce(a.attstattarget, -1) >= 0))
              FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE""" + USERS + NO_MEMBER.formatted("'pg_class'", "i.indrelid"),
            """
            SELECT 'sequence', c.oid::regclass::text, concat_ws(' ', format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax,
                s.seqcache, s.seqcycle, (SELECT d.deptype::text || ' ' || d.refobjid::regclass || '.' || quote_ident(a.attname) FROM pg_depend d
                  JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                  WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')))
              FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE""" + USERS,
            """
            SELECT 'type ' || t.typtype::text, t.oid::regtype::text, concat_ws(' ', format_type(nullif(t.typbasetype, 0), t.typtypmod), t.typnotnull,
                t.typdefault, CASE WHEN t.typtype = 'd' THEN t.typcollation::regcollation END,
                (SELECT string_agg(quote_literal(e.enumlabel), ',' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid),
                (SELECT concat_ws(' ', r.rngsubtype::regtype, r.rngmultitypid::regtype, r.rngcollation::regcollation, r.rngcanonical, r.rngsubdiff,
                    (SELECT o.opcname FROM pg_opclass o WHERE o.oid = r.rngsubopc)) FROM pg_range r WHERE r.rngtypid = t.oid),
                CASE WHEN t.typtype = 'b' THEN concat_ws(' ', t.typinput, t.typoutput, t.typlen, t.typalign, t.typstorage, t.typcategory,
                  t.typispreferred, t.typdelim, t.typbyval, t.typreceive, t.typsend, t.typmodin, t.typmodout, t.typanalyze, t.typcollation,
                  t.typelem::regtype, to_jsonb(t) ->> 'typsubscript') END)
              FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype IN ('b', 'd', 'e', 'r', 'm', 'p') AND t.typcategory <> 'A' AND""" + USERS + NO_MEMBER.formatted("'pg_type'", "t.oid"),
            """
            SELECT 'routine ' || p.prokind::text, p.oid::regprocedure::text, concat_ws(' ', CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END,
                (SELECT concat_ws(' ', pg_get_function_arguments(p.oid), p.prorettype::regtype, p.proparallel, a.aggkind, a.aggnumdirectargs,
                    a.aggtransfn, a.aggfinalfn, a.aggcombinefn, a.aggserialfn, a.aggdeserialfn, a.aggmtransfn, a.aggminvtransfn, a.aggmfinalfn,
                    a.aggfinalextra, a.aggmfinalextra, a.aggfinalmodify, a.aggmfinalmodify, a.aggsortop::regoperator, a.aggtranstype::regtype,
                    a.aggtransspace, a.aggmtranstype::regtype, a.aggmtransspace, a.agginitval, a.aggminitval)
                  FROM pg_aggregate a WHERE a.aggfnoid = p.oid))
              FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE""" + USERS + NO_MEMBER.formatted("'pg_proc'", "p.oid"),
            """
            SELECT 'trigger', t.tgrelid::regclass || '.' || quote_ident(t.tgname), concat_ws(' ', t.tgenabled, t.tgparentid <> 0, pg_get_triggerdef(t.oid))
              FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT t.tgisinternal AND""" + USERS,
            """
            SELECT 'rule', r.ev_class::regclass || '.' || quote_ident(r.rulename), concat_ws(' ', r.ev_enabled, pg_get_ruledef(r.oid))
              FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace WHERE r.rulename <> '_RETURN' AND""" + USERS,
            """
            SELECT 'policy', p.polrelid::regclass || '.' || quote_ident(p.polname), concat_ws(' ', p.polcmd, p.polpermissive,
                (SELECT string_agg(CASE r WHEN 0 THEN 'public' ELSE pg_get_userbyid(r) END, ',' ORDER BY 1) FROM unnest(p.polroles) r),
                'using ' || pg_get_expr(p.polqual, p.polrelid), 'check ' || pg_get_expr(p.polwithcheck, p.polrelid)) FROM pg_policy p""",
            """
            SELECT 'statistics', quote_ident(n.nspname) || '.' || quote_ident(s.stxname), concat_ws(' ', s.stxrelid::regclass, s.stxkind,
                (SELECT string_agg(quote_ident(a.attname), ',' ORDER BY a.attname) FROM pg_attribute a
                  WHERE a.attrelid = s.stxrelid AND a.attnum = ANY (s.stxkeys)), pg_get_statisticsobjdef_expressions(s.oid), s.stxstattarget)
              FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace""",
            """
            SELECT 'publication', quote_ident(p.pubname), concat_ws(' ', p.puballtables, p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate, p.pubviaroot,
                to_jsonb(p) ->> 'pubgencols',
                (SELECT string_agg(concat_ws(' ', r.prrelid::regclass, (SELECT string_agg(a.attname, ',' ORDER BY a.attname) FROM pg_attribute a
                    WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs)), pg_get_expr(r.prqual, r.prrelid)), ';' ORDER BY r.prrelid::regclass::text)
                  FROM pg_publication_rel r WHERE r.prpubid = p.oid),
                (SELECT string_agg(s.pnnspid::regnamespace::text, ';' ORDER BY s.pnnspid::regnamespace::text) FROM pg_publication_namespace s
                  WHERE s.pnpubid = p.oid)) FROM pg_publication p""",
            """
            SELECT 'collation', o.oid::regcollation::text, (to_jsonb(o) - '{oid,collnamespace,collowner,collversion}'::text[])::text
              FROM pg_collation o JOIN pg_namespace n ON n.oid = o.collnamespace WHERE""" + USERS,
            """
            SELECT 'operator', o.oid::regoperator::text, concat_ws(' ', o.oprcode, o.oprcom::regoperator, o.oprnegate::regoperator, o.oprrest, o.oprjoin,
                o.oprcanhash, o.oprcanmerge) FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace WHERE""" + USERS + NO_MEMBER.formatted("'pg_operator'", "o.oid"),
            """
            SELECT 'cast', c.castsource::regtype || ' to ' || c.casttarget::regtype, concat_ws(' ', c.castfunc::regprocedure, c.castcontext, c.castmethod)
              FROM pg_cast c WHERE c.oid >= 16384""" + NO_MEMBER.formatted("'pg_cast'", "c.oid"),
            """
            SELECT 'event trigger', quote_ident(e.evtname), concat_ws(' ', e.evtevent, e.evtfoid::regprocedure, e.evtenabled, e.evttags)
              FROM pg_event_trigger e""",
            // kinds that are seen by their identity only
            """
            SELECT o.type, o.identity, '' FROM (SELECT 'pg_opclass'::regclass AS class, oid FROM pg_opclass UNION ALL SELECT 'pg_opfamily'::regclass, oid
                FROM pg_opfamily UNION ALL SELECT 'pg_conversion'::regclass, oid FROM pg_conversion UNION ALL SELECT 'pg_language'::regclass, oid
                FROM pg_language UNION ALL SELECT 'pg_ts_config'::regclass, oid FROM pg_ts_config UNION ALL SELECT 'pg_ts_dict'::regclass, oid FROM pg_ts_dict
                UNION ALL SELECT 'pg_ts_parser'::regclass, oid FROM pg_ts_parser UNION ALL SELECT 'pg_ts_template'::regclass, oid FROM pg_ts_template
                UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass, oid FROM pg_foreign_data_wrapper UNION ALL SELECT 'pg_foreign_server'::regclass, oid
                FROM pg_foreign_server UNION ALL SELECT 'pg_transform'::regclass, oid FROM pg_transform UNION ALL SELECT 'pg_am'::regclass, oid FROM pg_am) k,
                LATERAL pg_identify_object(k.class, k.oid, 0) o WHERE k.oid >= 16384""" + NO_MEMBER.formatted("k.class", "k.oid").replace("k.class::regclass", "k.class"),
            """
            SELECT 'comment', o.type || ' ' || o.identity, d.description FROM pg_description d, LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) o
              WHERE (d.objoid >= 16384 OR d.classoid = 'pg_namespace'::regclass) AND NOT EXISTS (SELECT FROM pg_depend e
                WHERE e.classid = d.classoid AND e.objid = d.objoid AND e.deptype = 'e')""",
            """
            SELECT 'privileges', i.type || ' ' || i.identity, (SELECT string_agg(u::text, ',' ORDER BY u::text) FROM unnest(a.acl) u)
              FROM (SELECT 'pg_class'::regclass AS class, c.oid, 0 AS part, c.relacl AS acl, acldefault(CASE c.relkind WHEN 'S' THEN 's'::"char"
                      ELSE 'r'::"char" END, c.relowner) AS usual, c.relnamespace AS ns FROM pg_class c
                    UNION ALL SELECT 'pg_class'::regclass, c.oid, x.attnum, x.attacl, '{}', c.relnamespace FROM pg_attribute x
                      JOIN pg_class c ON c.oid = x.attrelid WHERE NOT x.attisdropped
                    UNION ALL SELECT 'pg_proc'::regclass, p.oid, 0, p.proacl, acldefault('f', p.proowner), p.pronamespace FROM pg_proc p
                    UNION ALL SELECT 'pg_type'::regclass, t.oid, 0, t.typacl, acldefault('T', t.typowner), t.typnamespace FROM pg_type t
                    UNION ALL SELECT 'pg_namespace'::regclass, s.oid, 0, s.nspacl, acldefault('n', s.nspowner), s.oid FROM pg_namespace s) a
              JOIN pg_namespace n ON n.oid = a.ns, LATERAL pg_identify_object(a.class, a.oid, a.part) i
              WHERE a.acl IS NOT NULL AND a.acl <> a.usual AND""" + USERS,
            """
            SELECT 'owner', i.type || ' ' || i.identity, pg_get_userbyid(a.owner)
              FROM (SELECT 'pg_class'::regclass AS class, c.oid, c.relowner AS owner, c.relnamespace AS ns FROM pg_class c
                      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
                    UNION ALL SELECT 'pg_proc'::regclass, p.oid, p.proowner, p.pronamespace FROM pg_proc p
                    UNION ALL SELECT 'pg_type'::regclass, t.oid, t.typowner, t.typnamespace FROM pg_type t
                    UNION ALL SELECT 'pg_namespace'::regclass, s.oid, s.nspowner, s.oid FROM pg_namespace s) a
              JOIN pg_namespace n ON n.oid = a.ns, LATERAL pg_identify_object(a.class, a.oid, 0) i WHERE""" + USERS);

    private static final String NAME = "database_print";

    /** What older servers do not know, and what is asked of them instead. */
    private static final List<Newer> NEWER = List.of(
            new Newer(
                    13,
                    "nullif(a.attcollation, t.typcollation)::regcollation",
                    COLLATION.formatted("nullif(a.attcollation, t.typcollation)")),
            new Newer(13, "t.typcollation::regcollation", COLLATION.formatted("t.typcollation")),
            new Newer(13, "r.rngcollation::regcollation", COLLATION.formatted("r.rngcollation")),
            new Newer(13, "o.oid::regcollation::text", COLLATION.formatted("o.oid")),
            new Newer(13, "t.tgparentid <> 0", NOTHING),
            new Newer(13, "s.stxstattarget", NOTHING),
            new Newer(13, "p.pubviaroot", NOTHING),
            new Newer(14, "'compression ' || nullif(a.attcompression::text, '')", NOTHING),
            new Newer(14, "r.rngmultitypid::regtype", NOTHING),
            new Newer(14, "pg_get_statisticsobjdef_expressions(s.oid)", NOTHING),
            new Newer(15, "r.prattrs", "'{}'"),
            new Newer(15, "pg_get_expr(r.prqual, r.prrelid)", NOTHING),
            new Newer(15, "pg_publication_namespace s", "(SELECT NULL::oid AS pnnspid, NULL::oid AS pnpubid) s"));

    private final int major;
    private final Connection connection;
    private boolean prepared;

    /** Prints of one database, through the given connection to a server of that version. */
    DatabasePrint(Connection connection, int major) {
        this.major = major;
        this.connection = connection;
    }

    /** The lines; the connection's settings are as before afterwards. */
    SortedSet<String> lines() throws SQLException {
        SortedSet<String> lines = new TreeSet<>();
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL search_path = ''; SET LOCAL jit = off");
            if (!prepared) {
                statement.execute("PREPARE " + NAME + " AS SELECT * FROM (" + queries() + ") print (kind, name, what)");
                prepared = true;
            }
            try (ResultSet rows = statement.executeQuery("EXECUTE " + NAME)) {
                while (rows.next()) {
                    lines.add(rows.getString(1) + " " + rows.getString(2) + ": " + rows.getString(3));
                }
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        }
        return lines;
    }

    private String queries() {
        String queries = String.join("\nUNION ALL\n", QUERIES);
        for (Newer newer : NEWER) {
            if (major < newer.since()) {
                queries = queries.replace(newer.text(), newer.before());
            }
        }
        return queries;
    }

    /** What one print has and the other has not, a line each; empty for equal ones. */
    static String difference(SortedSet<String> found, SortedSet<String> wanted) {
        StringBuilder text = new StringBuilder();
        wanted.stream()
                .filter(line -> !found.contains(line))
                .forEach(line -> text.append("- ").append(line).append('\n'));
        found.stream()
                .filter(line -> !wanted.contains(line))
                .forEach(line -> text.append("+ ").append(line).append('\n'));
        return text.toString();
    }
}
