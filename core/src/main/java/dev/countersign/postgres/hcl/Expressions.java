package dev.countersign.postgres.hcl;

import dev.countersign.ddl.HclWriter;
import dev.countersign.sql.postgres.StableText;

/** Writes expressions that the server printed so that it reads them back as they are. */
final class Expressions {
    private Expressions() {}

    /** As a quoted string, without brackets around the whole of it. */
    static String bare(String sql) {
        return text(Cut.bare(sql));
    }

    /** As a quoted string. */
    static String text(String sql) {
        return HclWriter.text(StableText.of(sql));
    }

    /** As raw SQL. */
    static String sql(String sql) {
        return HclWriter.sql(StableText.of(sql));
    }
}
