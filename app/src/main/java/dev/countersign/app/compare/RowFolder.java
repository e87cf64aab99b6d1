package dev.countersign.app.compare;

import dev.countersign.app.compare.DiffRow.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Replaces long runs of equal rows by one row each. A fold is a shorter list, nothing hidden inside a longer one. */
public final class RowFolder {
    private static final int CONTEXT = 3;
    private static final int SHORTEST = 4;

    /**
     * @param rows all rows
     * @param unfolded left line numbers at which folds start that were opened
     */
    public List<DiffRow> fold(List<DiffRow> rows, Set<Integer> unfolded) {
        if (rows.stream().noneMatch(DiffRow::differs)) {
            return rows;
        }
        List<DiffRow> folded = new ArrayList<>();
        int at = 0;
        while (at < rows.size()) {
            if (rows.get(at).differs()) {
                folded.add(rows.get(at++));
                continue;
            }
            int end = at;
            while (end < rows.size() && !rows.get(end).differs()) {
                end++;
            }
            run(rows, at, end, unfolded, folded);
            at = end;
        }
        return folded;
    }

    private static void run(List<DiffRow> rows, int at, int end, Set<Integer> unfolded, List<DiffRow> folded) {
        int from = at == 0 ? Math.min(1, end) : Math.min(at + CONTEXT, end);
        int to = end == rows.size() ? Math.max(end - 1, from) : Math.max(end - CONTEXT, from);
        if (to - from < SHORTEST || unfolded.contains(rows.get(from).left().number())) {
            folded.addAll(rows.subList(at, end));
            return;
        }
        folded.addAll(rows.subList(at, from));
        DiffRow first = rows.get(from);
        folded.add(new DiffRow(Kind.FOLD, first.left(), rows.get(to - 1).left(), to - from, -1));
        folded.addAll(rows.subList(to, end));
    }
}
