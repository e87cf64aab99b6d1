package dev.countersign.postgres.devdb;

import dev.countersign.sql.postgres.Literal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Extensions whose functions reach files, other servers or what is stored of other databases, change stored rows behind the server's back, or cannot be trusted with
 * memory ({@code refint}, CVE-2026-6637). Schemas use them, and a schema is made without calling any of them: servers, user mappings, foreign tables, triggers and
 * views over them need no more than their names. So they are installed with functions that cannot be called.
 */
public final class DisarmedExtensions {
    private static final Set<String> NAMES = Set.of(
            "dblink",
            "file_fdw",
            "pageinspect",
            "pg_logicalinspect",
            "pg_surgery",
            "pg_walinspect",
            "postgres_fdw",
            "refint");

    /** In place of the library, where no file is; the server names it when somebody calls a function, or reads a foreign table, all the same. */
    public static final String NO_LIBRARY = "/no_reach_beyond_this_dev_database";

    /** They look at the names and values of options and reach nothing; the one of {@code file_fdw} lets only superusers name a file. */
    private static final Set<String> VALIDATORS = Set.of("dblink_fdw_validator", "postgres_fdw_validator");

    private DisarmedExtensions() {}

    static boolean contains(String extension) {
        return NAMES.contains(extension);
    }

    /**
     * What makes the extension harmless and gives its wrapper to the dev role, which may then make servers with it. For a superuser, in the transaction that
     * installs it, with {@code allow_system_table_mods}.
     */
    static List<String> disarming(String extension) {
        String members = """
                SELECT d.objid FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
                WHERE d.refclassid = 'pg_catalog.pg_extension'::regclass AND d.deptype = 'e' AND e.extname = %s
                  AND d.classid = 'pg_catalog.%%s'::regclass""".formatted(Literal.quote(extension));
        return List.of(
                "UPDATE pg_catalog.pg_proc SET probin = %s WHERE probin IS NOT NULL AND proname NOT IN (%s) AND oid IN (%s)"
                        .formatted(
                                Literal.quote(NO_LIBRARY),
                                VALIDATORS.stream().sorted().map(Literal::quote).collect(Collectors.joining(", ")),
                                members.formatted("pg_proc")),
                "UPDATE pg_catalog.pg_foreign_data_wrapper SET fdwowner = %s::regrole, fdwvalidator = CASE fdwname WHEN 'file_fdw' THEN 0 ELSE fdwvalidator END WHERE oid IN (%s)"
                        .formatted(Literal.quote(OwnServer.DEV_ROLE), members.formatted("pg_foreign_data_wrapper")));
    }
}
