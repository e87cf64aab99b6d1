package dev.countersign.source.directory;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which files of a Flyway directory count, and in which order: the newest baseline, the versioned files that it does not cover by the numbers in their
 * names, then the repeatable ones. As Atlas reads such directories; in particular baselines and versions are compared as texts.
 */
final class FlywayOrder {
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private static final Comparator<String> NUMBERS = Comparator.comparing(FlywayOrder::numbers, FlywayOrder::compare);

    /** Versions by the numbers in them; where these are the same, the texts as they are. */
    static final Comparator<String> BY_NUMBERS = NUMBERS.thenComparing(Comparator.naturalOrder());

    private final List<MigrationFile> versioned = new ArrayList<>();
    private final List<MigrationFile> repeatable = new ArrayList<>();
    private Optional<MigrationFile> baseline = Optional.empty();

    /** @param walked every file in the order of a walk through the folders */
    static List<MigrationFile> of(List<MigrationFile> walked) {
        FlywayOrder order = new FlywayOrder();
        walked.forEach(order::take);
        List<MigrationFile> all = new ArrayList<>();
        order.baseline.ifPresent(all::add);
        // versions of the same numbers stay as the walk found them
        order.versioned.sort(Comparator.comparing(FlywayOrder::token, NUMBERS));
        all.addAll(order.versioned);
        all.addAll(order.repeatable);
        return all;
    }

    private void take(MigrationFile file) {
        switch (base(file).charAt(0)) {
            case 'R' -> repeatable.add(file);
            case 'B' -> {
                if (baseline.filter(b -> token(b).compareTo(token(file)) > 0).isEmpty()) {
                    baseline = Optional.of(file);
                    versioned.removeIf(v -> v.name().compareTo(token(file)) <= 0);
                }
            }
            case 'V' -> {
                if (baseline.filter(b -> token(file).compareTo(token(b)) <= 0).isEmpty()) {
                    versioned.add(file);
                }
            }
            default -> {
                // U: how to go back
            }
        }
    }

    /** Whether the file's name is one that Flyway reads. */
    static boolean counts(String name) {
        String base = name.substring(name.lastIndexOf('/') + 1);
        return base.endsWith(".sql") && "VBRU".indexOf(base.charAt(0)) >= 0;
    }

    private static String base(MigrationFile file) {
        return file.name().substring(file.name().lastIndexOf('/') + 1);
    }

    /** The version that the file's name says. */
    static String token(MigrationFile file) {
        String rest = base(file).substring(1);
        int end = rest.indexOf("__");
        return end >= 0 ? rest.substring(0, end) : rest.substring(0, rest.length() - ".sql".length());
    }

    private static List<BigInteger> numbers(String version) {
        return Arrays.stream(version.split("[._]", -1))
                .map(part -> part.matches("\\d+") ? new BigInteger(part).min(MOST) : BigInteger.ZERO)
                .toList();
    }

    private static int compare(List<BigInteger> one, List<BigInteger> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }
}
