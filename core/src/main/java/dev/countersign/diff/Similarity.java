package dev.countersign.diff;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How alike two names or two sets are, from 0 to 1. */
final class Similarity {
    private Similarity() {}

    /** The better of two measures: letters that stay, words that are shared. */
    static double names(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int longest = Math.max(a.length(), b.length());
        double letters = longest == 0 ? 1 : 1 - (double) distance(a, b) / longest;
        return Math.max(letters, sets(words(left), words(right)));
    }

    /** Shared members of all members; 0 for two empty sets, which say nothing. */
    static double sets(Collection<?> left, Collection<?> right) {
        Set<Object> all = new HashSet<>(left);
        all.addAll(right);
        Set<Object> shared = new HashSet<>(left);
        shared.retainAll(new HashSet<>(right));
        return all.isEmpty() ? 0 : (double) shared.size() / all.size();
    }

    private static List<String> words(String name) {
        return List.of(name.replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .split("[^\\p{L}\\p{N}]+"));
    }

    /** Levenshtein's distance. */
    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int same = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(same, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[right.length()];
    }
}
