package dev.countersign.hcl;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a misspelt one was probably meant to be. */
public final class NearestName {

    private static final int SHORTEST_START = 4;
    private static final int SHORTEST_END = 3;

    private NearestName() {}

    /** The nearest candidate, when it is near enough to be worth suggesting, else what the name begins with, else what ends with it; ties go to the alphabetically first. */
    public static Optional<String> of(String name, Collection<String> candidates) {
        if (name.length() > 100) {
            return Optional.empty();
        }
        int limit = Math.max(1, Math.min(3, name.length() / 3));
        String best = null;
        int bestDistance = limit + 1;
        String lower = name.toLowerCase(Locale.ROOT);
        for (String candidate : candidates) {
            // each letter more or less is an edit
            if (candidate.equals(name) || Math.abs(candidate.length() - name.length()) > limit) {
                continue;
            }
            int distance = distance(lower, candidate.toLowerCase(Locale.ROOT));
            if (distance < bestDistance || best != null && distance == bestDistance && candidate.compareTo(best) < 0) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best).or(() -> start(name, candidates)).or(() -> end(name, candidates));
    }

    /** The longest candidate of some length that the name begins with: {@code nullable} was meant to be {@code null}. */
    private static Optional<String> start(String name, Collection<String> candidates) {
        return candidates.stream()
                .filter(c -> c.length() >= SHORTEST_START && c.length() < name.length())
                .filter(name.toLowerCase(Locale.ROOT)::startsWith)
                .max(Comparator.comparingInt(String::length).thenComparing(Comparator.reverseOrder()));
    }

    /** The shortest candidate that the name is the end of: {@code env} was meant to be {@code getenv}. */
    private static Optional<String> end(String name, Collection<String> candidates) {
        return candidates.stream()
                .filter(c -> name.length() >= SHORTEST_END && c.length() > name.length())
                .filter(c -> c.endsWith(name.toLowerCase(Locale.ROOT)))
                .min(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
    }

    /** Edits (insert, delete, replace, swap of neighbours) that lead from one word to the other. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + cost);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
