package dev.countersign.explain;

import dev.countersign.catalog.ObjectRef;
import java.util.List;

/**
 * A question that an archive of the migration directory asks before its migration runs.
 *
 * @param where file and line
 * @param sql the question
 * @param codes which findings it is about, as it says
 */
public record Inquiry(String where, String sql, List<String> codes) {
    public Inquiry {
        codes = List.copyOf(codes);
    }

    /** Whether its words name the object. */
    boolean isAbout(ObjectRef ref) {
        return Silence.names(sql, ref);
    }
}
