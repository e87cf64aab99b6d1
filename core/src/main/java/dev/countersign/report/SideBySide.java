package dev.countersign.report;

import com.github.difflib.text.DiffRow;
import com.github.difflib.text.DiffRowGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Two texts laid side by side: rows of equal, changed, added and removed lines, with long equal runs folded. */
final class SideBySide {
    private static final int CONTEXT = 3;

    /** One row; {@code folded} is the number of equal lines it stands for, else 0. */
    record Row(Kind kind, String left, String right, int folded) {
        enum Kind {
            EQUAL,
            CHANGED,
            REMOVED,
            ADDED,
            FOLD
        }
    }

    List<Row> rows(String left, String right) {
        List<Row> all = DiffRowGenerator.create()
                .showInlineDiffs(false)
                .lineNormalizer(UnaryOperator.identity())
                .build()
                .generateDiffRows(lines(left), lines(right))
                .stream()
                .map(SideBySide::row)
                .toList();
        return fold(all);
    }

    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : text.lines().toList();
    }

    private static Row row(DiffRow row) {
        return switch (row.getTag()) {
            case EQUAL -> new Row(Row.Kind.EQUAL, row.getOldLine(), row.getNewLine(), 0);
            case CHANGE -> new Row(Row.Kind.CHANGED, row.getOldLine(), row.getNewLine(), 0);
            case DELETE -> new Row(Row.Kind.REMOVED, row.getOldLine(), "", 0);
            case INSERT -> new Row(Row.Kind.ADDED, "", row.getNewLine(), 0);
        };
    }

    private static List<Row> fold(List<Row> rows) {
        List<Row> folded = new ArrayList<>();
        int i = 0;
        while (i < rows.size()) {
            int end = i;
            while (end < rows.size() && rows.get(end).kind() == Row.Kind.EQUAL) {
                end++;
            }
            int from = i == 0 ? 0 : Math.min(i + CONTEXT, end);
            int to = end == rows.size() ? end : Math.max(end - CONTEXT, from);
            if (to - from > 2) {
                folded.addAll(rows.subList(i, from));
                folded.add(new Row(Row.Kind.FOLD, "", "", to - from));
                folded.addAll(rows.subList(to, end));
            } else {
                folded.addAll(rows.subList(i, end));
            }
            i = end;
            if (i < rows.size()) {
                folded.add(rows.get(i));
                i++;
            }
        }
        return folded;
    }
}
