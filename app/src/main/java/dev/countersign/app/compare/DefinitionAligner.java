package dev.countersign.app.compare;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.DeltaType;
import dev.countersign.app.compare.DiffRow.Kind;
import dev.countersign.app.compare.DiffRow.Mark;
import dev.countersign.app.compare.DiffRow.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lays two definitions side by side: equal lines beside each other, changed lines beside what they came from, words marked. */
public final class DefinitionAligner {
    private static final Pattern ALIGNMENT = Pattern.compile("(?<=\\S) {2,}(?=\\S)");
    private static final Pattern WORD = Pattern.compile("\\w+|\\s+|[^\\w\\s]");
    /** Lines that share less than this part of their words are not the same line changed. */
    private static final double SIMILAR = 0.34;
    /** Beyond this many pairs of lines in one run, they are paired in order: looking for the best pairs would take too long. */
    private static final int MAX_PAIRS = 40_000;

    /** All rows, nothing folded. */
    public List<DiffRow> rows(String current, String desired) {
        List<String> left = lines(current);
        List<String> right = lines(desired);
        Rows rows = new Rows(left, right);
        int at = 0;
        int group = 0;
        for (AbstractDelta<String> delta :
                DiffUtils.diff(unaligned(left), unaligned(right)).getDeltas()) {
            rows.equalUpTo(delta.getSource().getPosition(), at);
            int leftEnd = delta.getSource().getPosition() + delta.getSource().size();
            int rightEnd = delta.getTarget().getPosition() + delta.getTarget().size();
            if (delta.getType() == DeltaType.CHANGE) {
                rows.changed(leftEnd, rightEnd, group);
            }
            rows.rest(leftEnd, rightEnd, group);
            group++;
            at = leftEnd;
        }
        rows.equalUpTo(left.size(), at);
        return rows.made;
    }

    /** Columns of a table are lined up with blanks; a longer name moves its neighbours, which is no difference. */
    private static List<String> unaligned(List<String> lines) {
        return lines.stream()
                .map(line -> ALIGNMENT.matcher(line).replaceAll(" "))
                .toList();
    }

    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : text.lines().toList();
    }

    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    static double similarity(String left, String right) {
        Set<String> leftWords =
                Set.copyOf(words(left).stream().filter(DefinitionAligner::tells).toList());
        Set<String> rightWords = Set.copyOf(
                words(right).stream().filter(DefinitionAligner::tells).toList());
        long common = leftWords.stream().filter(rightWords::contains).count();
        long all = leftWords.size() + rightWords.size() - common;
        // the first word of a declaration names it
        boolean sameName = firstWord(left).equals(firstWord(right));
        return all == 0 ? 1 : (double) common / all + (sameName ? 0.3 : 0);
    }

    private static boolean tells(String word) {
        return Character.isJavaIdentifierPart(word.charAt(0));
    }

    private static String firstWord(String line) {
        return words(line).stream().filter(DefinitionAligner::tells).findFirst().orElse("");
    }

    /** The rows as they are made; remembers how far either side was used. */
    private static final class Rows {
        private final List<String> left;
        private final List<String> right;
        private final List<DiffRow> made = new ArrayList<>();
        private int leftAt;
        private int rightAt;

        Rows(List<String> left, List<String> right) {
            this.left = left;
            this.right = right;
        }

        void equalUpTo(int end, int from) {
            for (int i = from; i < end; i++) {
                made.add(new DiffRow(Kind.EQUAL, plainLeft(), plainRight(), 0, -1));
            }
        }

        void changed(int leftEnd, int rightEnd, int group) {
            List<int[]> pairs = pairs(left.subList(leftAt, leftEnd), right.subList(rightAt, rightEnd));
            int leftBase = leftAt;
            int rightBase = rightAt;
            for (int[] pair : pairs) {
                rest(leftBase + pair[0], rightBase + pair[1], group);
                pair(group);
            }
        }

        private void pair(int group) {
            List<String> leftWords = words(left.get(leftAt));
            List<String> rightWords = words(right.get(rightAt));
            List<Mark> leftMarks = new ArrayList<>();
            List<Mark> rightMarks = new ArrayList<>();
            for (AbstractDelta<String> delta :
                    DiffUtils.diff(leftWords, rightWords).getDeltas()) {
                mark(
                        leftMarks,
                        leftWords,
                        delta.getSource().getPosition(),
                        delta.getSource().size());
                mark(
                        rightMarks,
                        rightWords,
                        delta.getTarget().getPosition(),
                        delta.getTarget().size());
            }
            made.add(new DiffRow(
                    Kind.CHANGED,
                    new Side(leftAt + 1, left.get(leftAt++), leftMarks),
                    new Side(rightAt + 1, right.get(rightAt++), rightMarks),
                    0,
                    group));
        }

        void rest(int leftEnd, int rightEnd, int group) {
            while (leftAt < leftEnd) {
                made.add(new DiffRow(Kind.REMOVED, plainLeft(), Side.NONE, 0, group));
            }
            while (rightAt < rightEnd) {
                made.add(new DiffRow(Kind.ADDED, Side.NONE, plainRight(), 0, group));
            }
        }

        private Side plainLeft() {
            return new Side(leftAt + 1, left.get(leftAt++), List.of());
        }

        private Side plainRight() {
            return new Side(rightAt + 1, right.get(rightAt++), List.of());
        }
    }

    private static void mark(List<Mark> marks, List<String> words, int from, int count) {
        int start = words.subList(0, from).stream().mapToInt(String::length).sum();
        int end = start
                + words.subList(from, from + count).stream()
                        .mapToInt(String::length)
                        .sum();
        String piece = String.join("", words.subList(from, from + count));
        if (!piece.isBlank()) {
            int lead = piece.length() - piece.stripLeading().length();
            int trail = piece.length() - piece.stripTrailing().length();
            marks.add(new Mark(start + lead, end - trail));
        }
    }

    /** Pairs of indexes in order that make the most of similarity. */
    private static List<int[]> pairs(List<String> left, List<String> right) {
        int m = left.size();
        int n = right.size();
        List<int[]> pairs = new ArrayList<>();
        if ((long) m * n > MAX_PAIRS) {
            for (int i = 0; i < Math.min(m, n); i++) {
                pairs.add(new int[] {i, i});
            }
            return pairs;
        }
        double[][] best = new double[m + 1][n + 1];
        double[][] score = new double[m][n];
        for (int i = m - 1; i >= 0; i--) {
            for (int j = n - 1; j >= 0; j--) {
                score[i][j] = similarity(left.get(i), right.get(j));
                double together = score[i][j] >= SIMILAR ? score[i][j] + best[i + 1][j + 1] : -1;
                best[i][j] = Math.max(together, Math.max(best[i + 1][j], best[i][j + 1]));
            }
        }
        int i = 0;
        int j = 0;
        while (i < m && j < n) {
            if (score[i][j] >= SIMILAR && best[i][j] == score[i][j] + best[i + 1][j + 1]) {
                pairs.add(new int[] {i++, j++});
            } else if (best[i][j] == best[i + 1][j]) {
                i++;
            } else {
                j++;
            }
        }
        return pairs;
    }
}
