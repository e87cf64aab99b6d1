package dev.countersign.postgres.script;

import dev.countersign.sql.Lexer;
import dev.countersign.sql.Token;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The kinds of statements for superusers that run no code of a script, neither while they run nor in a superuser's session later, once what they made has
 * been looked at.
 */
enum SuperuserForm {
    EVENT_TRIGGER("CREATE\\s+EVENT\\s+TRIGGER\\s", ""),

    /**
     * Functions of an access method are called with whatever types the operator class names, so a wrong one reads memory that is not its own: only
     * B-tree and hash have functions whose types tell for what they are. Families of others, and default classes of the server's own types, would have
     * effects in sessions of the superuser.
     */
    OPERATOR_CLASS("(?:CREATE\\s+OPERATOR\\s+(?:CLASS|FAMILY)|ALTER\\s+OPERATOR\\s+FAMILY)\\s", """
            SELECT 'and one of the functions is not made for these types, or not for a B-tree or hash index' FROM pg_amproc p
              JOIN pg_opfamily f ON f.oid = p.amprocfamily JOIN pg_am a ON a.oid = f.opfmethod JOIN pg_proc c ON c.oid = p.amproc
            WHERE p.%1$s AND c.proargtypes::text <> COALESCE(CASE
              WHEN a.amhandler = 'bthandler(internal)'::regprocedure THEN CASE p.amprocnum
                WHEN 1 THEN concat_ws(' ', p.amproclefttype, p.amprocrighttype)
                WHEN 3 THEN concat_ws(' ', p.amproclefttype, p.amproclefttype, p.amprocrighttype, 16, 16) WHEN 4 THEN '26' END
              WHEN a.amhandler = 'hashhandler(internal)'::regprocedure THEN CASE p.amprocnum
                WHEN 1 THEN p.amproclefttype::text WHEN 2 THEN concat_ws(' ', p.amproclefttype, 20) END END, 'none')
            UNION ALL SELECT 'and one of the operators is not made for these types, or not for a B-tree or hash index' FROM pg_amop m
              JOIN pg_opfamily f ON f.oid = m.amopfamily JOIN pg_am a ON a.oid = f.opfmethod JOIN pg_operator o ON o.oid = m.amopopr
            WHERE m.%1$s AND (a.amhandler NOT IN ('bthandler(internal)'::regprocedure, 'hashhandler(internal)'::regprocedure)
              OR m.amoplefttype <> o.oprleft OR m.amoprighttype <> o.oprright)
            UNION ALL SELECT 'and this one is not for a B-tree or hash index, or stores another type than it is for' FROM pg_opclass c
              JOIN pg_am a ON a.oid = c.opcmethod
            WHERE c.%1$s AND (a.amhandler NOT IN ('bthandler(internal)'::regprocedure, 'hashhandler(internal)'::regprocedure)
              OR c.opckeytype NOT IN (0, c.opcintype))
            UNION ALL SELECT 'and this one would be the default of a type of the server' FROM pg_opclass c
            WHERE c.%1$s AND c.opcdefault AND c.opcintype < 16384
            UNION ALL SELECT 'and the operator family is not one of the script' FROM pg_opfamily f
            WHERE (EXISTS (SELECT 1 FROM pg_amproc p WHERE p.amprocfamily = f.oid AND p.%1$s)
                OR EXISTS (SELECT 1 FROM pg_amop m WHERE m.amopfamily = f.oid AND m.%1$s)
                OR EXISTS (SELECT 1 FROM pg_opclass c WHERE c.opcfamily = f.oid AND c.%1$s))
              AND (f.oid < 16384 OR EXISTS (SELECT 1 FROM pg_depend d
                WHERE d.classid = 'pg_opfamily'::regclass AND d.objid = f.oid AND d.deptype = 'e'))
            """),

    PUBLICATION(
            "(?:CREATE|ALTER)\\s+PUBLICATION\\s(?=.*\\b(?:ALL\\s+TABLES|TABLES\\s+IN\\s+SCHEMA)\\b)(?!.*\\bWHERE\\b)",
            ""),

    /** A validator runs at once, so it must be the server's own; a handler reaches other places. */
    WRAPPER("(?:CREATE|ALTER)\\s+FOREIGN\\s+DATA\\s+WRAPPER\\s(?!.*\\bOWNER\\s+TO\\b)", """
            SELECT 'and its handler or validator is not the server''s own' FROM pg_foreign_data_wrapper w
            WHERE w.%1$s AND (w.fdwhandler >= 16384 OR w.fdwvalidator >= 16384)
            """),

    /** Between types of the server and by its own functions: any other would run in sessions of the superuser. */
    CAST("CREATE\\s+CAST\\s", """
            SELECT 'and it reads values of one type as if they were of another, or runs a function of the script' FROM pg_cast c
            WHERE c.%1$s AND (c.castmethod = 'b' OR c.castfunc >= 16384 OR c.castsource >= 16384 OR c.casttarget >= 16384)
            """),

    ACCESS_METHOD("CREATE\\s+ACCESS\\s+METHOD\\s", """
            SELECT 'and its handler is not the server''s own' FROM pg_am a WHERE a.%1$s AND a.amhandler >= 16384
            """),

    /** These functions hand one another memory without a type, so only sets of them that belong together may be used. */
    TEXT_SEARCH("CREATE\\s+TEXT\\s+SEARCH\\s+(?:PARSER|TEMPLATE)\\s", """
            SELECT 'and its functions are not those of a template of the server' FROM pg_ts_template t WHERE t.%1$s AND NOT EXISTS (
              SELECT 1 FROM pg_ts_template o WHERE o.oid < 16384 AND (o.tmplinit, o.tmpllexize) = (t.tmplinit, t.tmpllexize))
            UNION ALL SELECT 'and its functions are not those of a parser of the server' FROM pg_ts_parser t WHERE t.%1$s AND NOT EXISTS (
              SELECT 1 FROM pg_ts_parser o WHERE o.oid < 16384 AND (o.prsstart, o.prstoken, o.prsend, o.prslextype)
                = (t.prsstart, t.prstoken, t.prsend, t.prslextype) AND t.prsheadline IN (0, o.prsheadline))
            """),

    /**
     * A function in C of the server or of an extension that everybody may use, under a name of the script: of the same types, because such a function takes
     * them as they come, and as strict. Defaults and settings would run code while the function is made.
     */
    LINKED_FUNCTION(
            "CREATE\\s+(?:OR\\s+REPLACE\\s+)?FUNCTION\\s(?=.*(?:'\\$libdir/|LANGUAGE\\s+'?internal))\\s*[\\w$.\"]+\\s*\\((?!.*\\bDEFAULT\\b)[\\w$.\"\\s,\\[\\]]*\\)"
                    + "\\s*RETURNS\\s+[\\w$.\"\\s\\[\\]]*?(?:\\s+(?:LANGUAGE\\s+'?(?:c|internal)'?|IMMUTABLE|STABLE|VOLATILE|STRICT|PARALLEL\\s+\\w+|COST\\s+\\d+"
                    + "|RETURNS\\s+NULL\\s+ON\\s+NULL\\s+INPUT|AS\\s+(?:'\\$libdir/[\\w-]+'\\s*,\\s*)?(?:'\\w+'|\\$\\w*\\$\\w+\\$\\w*\\$)))+\\s*+(?!.)",
            """
            SELECT 'and neither the server nor an extension has this function, of these types, for everybody' FROM pg_proc p
            WHERE p.%1$s AND (p.pronamespace IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
              OR EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
              OR NOT EXISTS (SELECT 1 FROM pg_proc o
                WHERE (o.oid < 16384 OR EXISTS (SELECT 1 FROM pg_depend d
                    WHERE d.classid = 'pg_proc'::regclass AND d.objid = o.oid AND d.deptype = 'e'))
                  AND o.prolang = p.prolang AND o.prosrc = p.prosrc AND o.probin IS NOT DISTINCT FROM p.probin AND o.prokind = 'f' AND p.prokind = 'f'
                  AND o.proargtypes = p.proargtypes AND o.prorettype = p.prorettype AND o.proretset = p.proretset
                  AND o.proallargtypes IS NOT DISTINCT FROM p.proallargtypes AND (p.proisstrict OR NOT o.proisstrict)
                  AND EXISTS (SELECT 1 FROM aclexplode(COALESCE((SELECT i.initprivs FROM pg_init_privs i
                    WHERE i.classoid = 'pg_proc'::regclass AND i.objoid = o.oid), acldefault('f', o.proowner))) a WHERE a.grantee = 0)))
            UNION ALL SELECT 'and default privileges of functions would not be applied to it' FROM pg_default_acl a WHERE a.defaclobjtype = 'f'
            """),

    /**
     * An aggregate whose state is memory of the server: with the functions of one of the server's own aggregates for the same arguments, which know what is
     * there. What reads a first value could be a type of the script.
     */
    AGGREGATE("CREATE\\s+(?:OR\\s+REPLACE\\s+)?AGGREGATE\\s(?=.*\\bSTYPE\\s*=\\s*\"?internal\\b)(?!.*INITCOND)", """
            SELECT 'and no aggregate of the server has these functions for these arguments' FROM pg_aggregate a JOIN pg_proc p ON p.oid = a.aggfnoid
            WHERE p.%1$s AND NOT EXISTS (
              SELECT 1 FROM pg_aggregate o JOIN pg_proc q ON q.oid = o.aggfnoid
              WHERE q.oid < 16384 AND q.proargtypes = p.proargtypes AND q.provariadic = p.provariadic
                AND (o.aggkind, o.aggnumdirectargs, o.aggtransfn, o.aggtranstype, o.aggfinalfn, o.aggfinalextra)
                  = (a.aggkind, a.aggnumdirectargs, a.aggtransfn, a.aggtranstype, a.aggfinalfn, a.aggfinalextra)
                AND a.aggcombinefn::oid IN (0, o.aggcombinefn) AND a.aggserialfn::oid IN (0, o.aggserialfn)
                AND a.aggdeserialfn::oid IN (0, o.aggdeserialfn)
                AND (a.aggmtransfn = 0 OR (o.aggmtransfn, o.aggminvtransfn, o.aggmfinalfn, o.aggmfinalextra, o.aggmtranstype)
                  = (a.aggmtransfn, a.aggminvtransfn, a.aggmfinalfn, a.aggmfinalextra, a.aggmtranstype))
                AND strpos('rsw', a.aggfinalmodify::text) >= strpos('rsw', o.aggfinalmodify::text)
                AND strpos('rsw', a.aggmfinalmodify::text) >= strpos('rsw', o.aggmfinalmodify::text))
            """),

    /** Stays the superuser's, so that nobody enables it: one that is not enabled calls no publisher, but for what {@link PublisherCalls} knows. */
    SUBSCRIPTION("(?:CREATE|ALTER|DROP|COMMENT\\s+ON)\\s+SUBSCRIPTION\\s", ""),

    /** Kinds that have no owner, and words about an extension: the server's own ones belong to the superuser. */
    WITHOUT_OWNER(
            "(?:(?:DROP|COMMENT\\s+ON)\\s+(?:ACCESS\\s+METHOD|TEXT\\s+SEARCH\\s+(?:PARSER|TEMPLATE)|CAST)"
                    + "|ALTER\\s+TEXT\\s+SEARCH\\s+(?:PARSER|TEMPLATE)|COMMENT\\s+ON\\s+EXTENSION)\\s",
            ""),

    /**
     * Privileges on what the server or an extension brought and the superuser therefore owns. A function that not everybody may call from the start could reach
     * further than its database, and so could a view of one; who may write what the server keeps could do anything.
     */
    GRANT("GRANT\\s(?=.*\\bON\\b)", """
            SELECT 'and it is about a function of another role, or that not everybody may call from the start' FROM pg_proc p
            WHERE p.%1$s AND (p.oid >= 16384 AND NOT EXISTS (SELECT 1 FROM pg_depend d
                WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
              OR NOT EXISTS (SELECT 1 FROM aclexplode(COALESCE((SELECT i.initprivs FROM pg_init_privs i
                WHERE i.classoid = 'pg_proc'::regclass AND i.objoid = p.oid), acldefault('f', p.proowner))) a WHERE a.grantee = 0))
            UNION ALL SELECT 'and it is about something that is no table of an extension, and that not everybody may read from the start' FROM pg_class c
            WHERE (c.%1$s OR EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.%1$s))
              AND (c.relkind NOT IN ('r', 'p', 'S') OR NOT EXISTS (SELECT 1 FROM pg_depend d
                WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'))
              AND (NOT EXISTS (SELECT 1 FROM pg_init_privs i, aclexplode(i.initprivs) a WHERE i.classoid = 'pg_class'::regclass
                  AND i.objoid = c.oid AND i.objsubid = 0 AND a.grantee = 0 AND a.privilege_type = 'SELECT')
                OR EXISTS (SELECT 1 FROM aclexplode(c.relacl) a WHERE a.grantee <> c.relowner AND a.privilege_type <> 'SELECT')
                OR EXISTS (SELECT 1 FROM pg_attribute t, aclexplode(t.attacl) a WHERE t.attrelid = c.oid
                  AND a.grantee <> c.relowner AND a.privilege_type <> 'SELECT'))
            UNION ALL SELECT 'and it is about a language that is not trusted' FROM pg_language l WHERE l.%1$s AND NOT l.lanpltrusted
            UNION ALL SELECT 'and it is about a schema' FROM pg_namespace n WHERE n.%1$s
            UNION ALL SELECT 'and it is about a type that is of no extension' FROM pg_type t WHERE t.%1$s AND NOT EXISTS (
              SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
            UNION ALL SELECT 'and it is about a foreign data wrapper' FROM pg_foreign_data_wrapper w WHERE w.%1$s
            UNION ALL SELECT 'and it is about a foreign server' FROM pg_foreign_server f WHERE f.%1$s
            UNION ALL SELECT 'and it is about a database' FROM pg_database b WHERE b.%1$s
            """),

    /** Whoever loses a privilege reaches less far; only what all databases share stays as it is. */
    REVOKE("REVOKE\\s(?=.*\\bON\\b)", "SELECT 'and it is about a database' FROM pg_database b WHERE b.%1$s");

    /**
     * Condition on the system columns of a catalog's row: this transaction wrote it. Transactions are counted with 64 bits, rows keep the lower 32. The
     * names are those that version 12 knows as well.
     */
    static final String NEW = "xmin::pg_catalog.text OPERATOR(pg_catalog.=)"
            + " (pg_catalog.txid_current() OPERATOR(pg_catalog.&) 4294967295)::pg_catalog.text";

    /** Line comments in front, by the server's rules. */
    private static final String BEGINNING = "(?is)^\\s*(?:--[^\\n\\r]*[\\n\\r]\\s*)*";

    private final Pattern head;
    private final String looks;

    SuperuserForm(String head, String looks) {
        this.head = Pattern.compile(BEGINNING + head + ".*");
        this.looks = looks;
    }

    /**
     * The kind of a statement; empty for every other statement, and for texts in which a second statement could hide from a reader less exact than
     * the server.
     */
    static Optional<SuperuserForm> of(String sql) {
        // owners say who may use what is theirs
        return single(sql)
                .flatMap(SuperuserForm::matching)
                .filter(form -> form != GRANT && form != REVOKE)
                .filter(form -> form != WRAPPER || ownFunctionsOnly(sql))
                .filter(form -> form != SUBSCRIPTION || PublisherCalls.isWithout(sql));
    }

    /** The kind of a statement that gives or takes privileges on objects. */
    static Optional<SuperuserForm> ofAccess(String sql) {
        return single(sql).flatMap(SuperuserForm::matching).filter(form -> form == GRANT || form == REVOKE);
    }

    private static Optional<SuperuserForm> matching(String statement) {
        return Stream.of(values())
                .filter(form -> form.head.matcher(statement).matches())
                .findFirst();
    }

    private static Optional<String> single(String sql) {
        String text = sql.strip();
        String single = text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
        return single.indexOf(';') >= 0 || single.contains("/*") ? Optional.empty() : Optional.of(single);
    }

    /** Why what this transaction made might do harm, as half a sentence; empty when it cannot. */
    Optional<String> harm(Statement statement) throws SQLException {
        if (looks.isEmpty()) {
            return Optional.empty();
        }
        try (ResultSet row = statement.executeQuery(looks.formatted(NEW))) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    private static boolean ownFunctionsOnly(String sql) {
        List<Token> tokens = Lexer.significantTokens(sql);
        for (int i = 1; i < tokens.size(); i++) {
            boolean named =
                    tokens.get(i).isWord(sql, "HANDLER") || tokens.get(i).isWord(sql, "VALIDATOR");
            boolean none = tokens.get(i - 1).isWord(sql, "NO");
            if (named
                    && !none
                    && !(i + 1 < tokens.size() && tokens.get(i + 1).isWord(sql, "postgresql_fdw_validator"))) {
                return false;
            }
        }
        return true;
    }
}
