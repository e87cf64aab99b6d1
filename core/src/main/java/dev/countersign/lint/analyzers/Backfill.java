package dev.countersign.lint.analyzers;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.lint.LintStep;
import dev.countersign.sql.SqlWords;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Recognises statements that leave no NULL behind: {@code UPDATE t SET c = ...} without a condition or {@code WHERE c IS NULL}, and copies of the
 * table, {@code INSERT INTO copy SELECT coalesce(c, ...) FROM t}, also with {@code ifnull}.
 */
final class Backfill {
    private Backfill() {}

    static boolean happened(List<LintStep> earlier, ObjectRef table, String column) {
        return earlier.stream()
                .map(step -> SqlWords.of(step.sql()))
                .anyMatch(words -> fills(words, table.name(), column) || copies(words, table.name(), column));
    }

    /** Whether one of the statements that build the table anew puts something else in the place of NULL. */
    static boolean copied(List<LintStep> steps, ObjectRef table, String column) {
        return steps.stream().anyMatch(step -> copies(SqlWords.of(step.sql()), table.name(), column));
    }

    private static boolean copies(SqlWords words, String table, String column) {
        int select = words.indexOf("SELECT");
        if (!words.startsWith("INSERT") || select < 0) {
            return false;
        }
        SqlWords selected = words.slice(select, words.size());
        boolean from = IntStream.range(1, selected.size())
                .anyMatch(i -> selected.slice(i - 1, i + 1).is("FROM", table));
        return from
                && IntStream.range(1, selected.size())
                        .mapToObj(i -> selected.slice(i - 1, i + 1))
                        .anyMatch(pair -> pair.is("coalesce", column) || pair.is("ifnull", column));
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
