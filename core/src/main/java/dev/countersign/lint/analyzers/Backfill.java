package dev.countersign.lint.analyzers;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.lint.LintStep;
import dev.countersign.sql.SqlWords;
import java.util.List;

/** Recognises {@code UPDATE t SET c = ...} that leaves no NULL behind: without a condition, or {@code WHERE c IS NULL}. */
final class Backfill {
    private Backfill() {}

    static boolean happened(List<LintStep> earlier, ObjectRef table, String column) {
        return earlier.stream().anyMatch(step -> fills(SqlWords.of(step.sql()), table.name(), column));
    }

    private static boolean fills(SqlWords words, String table, String column) {
        if (!words.startsWith("UPDATE")) {
            return false;
        }
        int set = words.indexOf("SET");
        if (set < 0 || !words.slice(0, set).contains(table)) {
            return false;
        }
        int where = words.indexOf("WHERE");
        SqlWords assignments = words.slice(set + 1, where < 0 ? words.size() : where);
        if (!assignments.contains(column) || assignments.endsWith("NULL")) {
            return false;
        }
        return where < 0 || words.slice(where + 1, words.size()).is(column, "IS", "NULL");
    }
}
