package dev.countersign.explain;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.lint.NoLint;
import dev.countersign.sql.SqlWords;
import java.util.List;

/**
 * A {@code nolint} that somebody wrote for a statement of a migration.
 *
 * @param directive what it names, and where it stands
 * @param sql the statement
 */
public record Silence(NoLint directive, String sql) {

    /** Whether the statement's words name the object, and for what is inside a table that table too. */
    boolean isAbout(ObjectRef ref) {
        return names(sql, ref);
    }

    static boolean names(String sql, ObjectRef ref) {
        SqlWords words = SqlWords.of(sql);
        boolean inTable = ref.kind() == ObjectKind.COLUMN && ref.path().size() > 1;
        List<String> names =
                inTable ? ref.path().subList(ref.path().size() - 2, ref.path().size()) : List.of(ref.name());
        return names.stream().allMatch(words::contains);
    }
}
