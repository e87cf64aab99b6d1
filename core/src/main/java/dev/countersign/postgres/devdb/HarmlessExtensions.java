package dev.countersign.postgres.devdb;

import java.util.Set;

/**
 * Extensions that may be installed for untrusted SQL: their functions reach neither files, programs nor other servers, or only for superusers. Left out:
 * those of {@link DisarmedExtensions}, and untrusted languages (programs).
 */
final class HarmlessExtensions {
    private static final Set<String> NAMES = Set.of("""
            amcheck autoinc bloom btree_gin btree_gist citext cube dict_int dict_xsyn earthdistance fuzzystrmatch hstore
            insert_username intagg intarray isn lo ltree moddatetime pg_buffercache pg_freespacemap pg_prewarm
            pg_stat_statements pg_trgm pg_visibility pgcrypto pgrowlocks pgstattuple plpgsql seg sslinfo tablefunc tcn
            tsm_system_rows tsm_system_time unaccent uuid-ossp xml2
            """.strip().split("\\s+"));

    private HarmlessExtensions() {}

    static boolean contains(String extension) {
        return NAMES.contains(extension);
    }
}
