package dev.countersign.postgres.hcl;

import dev.countersign.ddl.HclWriter;
import dev.countersign.sql.postgres.Cut;
import dev.countersign.sql.postgres.StableText;
import java.util.regex.Pattern;

/** Writes expressions that the server printed so that it reads them back as they are. */
final class Expressions {
    private static final Pattern QUERY = Pattern.compile("\\s*(?:SELECT|WITH)\\b");

    private Expressions() {}

    /** As a quoted string, without brackets around the whole of it; a query needs its own. */
    static String bare(String sql) {
        String bare = Cut.bare(sql);
        return text(QUERY.matcher(bare).lookingAt() ? sql : bare);
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
