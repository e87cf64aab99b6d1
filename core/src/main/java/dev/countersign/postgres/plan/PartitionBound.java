package dev.countersign.postgres.plan;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.sql.postgres.Cut;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which rows belong to a partition, as a condition on the partition key (documentation of {@code CREATE TABLE}, section on partition bounds). The server has the
 * last word: it refuses to attach a partition while the default partition holds rows of it, so a condition that says too little or too much loses nothing.
 */
public final class PartitionBound {
    private static final Pattern KEY = Pattern.compile("(RANGE|LIST) \\((.*)\\)", Pattern.DOTALL);
    private static final Pattern HASH_KEY = Pattern.compile("HASH \\((.*)\\)", Pattern.DOTALL);
    private static final Pattern IN = Pattern.compile("FOR VALUES IN \\((.*)\\)", Pattern.DOTALL);
    private static final Pattern FROM = Pattern.compile("FOR VALUES FROM \\((.*)\\) TO \\((.*)\\)", Pattern.DOTALL);

    /** A column, or an expression in parentheses; what has a collation or an operator class behind it is compared in ways that a condition cannot name. */
    private static final Pattern PLAIN =
            Pattern.compile("[\\p{Ll}_][\\p{L}\\p{N}_$]*|\"(?:[^\"]|\"\")+\"|.*\\)", Pattern.DOTALL);

    static final String LOWEST = "MINVALUE";
    static final String HIGHEST = "MAXVALUE";

    private PartitionBound() {}

    /** The two ends of a range, with a value for each column of the key. */
    record Range(List<String> lower, List<String> upper) {}

    /** The values of a bound of a table that is partitioned by list. */
    static Optional<List<String>> values(String bound) {
        Matcher in = IN.matcher(bound);
        return in.matches() ? Optional.of(Cut.list(in.group(1))) : Optional.empty();
    }

    /** The ends of a bound of a table that is partitioned by range. */
    static Optional<Range> range(String bound) {
        Matcher from = FROM.matcher(bound);
        return from.matches()
                ? Optional.of(new Range(Cut.list(from.group(1)), Cut.list(from.group(2))))
                : Optional.empty();
    }

    /** As {@link #condition(String, String)}, also for tables that are partitioned by hash, which the condition names. */
    static Optional<String> condition(ObjectRef whole, String partitionBy, String bound) {
        Matcher key = HASH_KEY.matcher(partitionBy);
        return BoundOverlap.hash(bound)
                .filter(hash -> key.matches())
                .map(hash -> "pg_catalog.satisfies_hash_partition(" + Names.literal(Names.qualified(whole))
                        + "::pg_catalog.regclass, " + hash[0] + ", " + hash[1] + ", " + key.group(1) + ")")
                .filter(condition -> arePlain(Cut.list(key.group(1))))
                .or(() -> condition(partitionBy, bound));
    }

    private static boolean arePlain(List<String> columns) {
        return columns.stream().allMatch(column -> PLAIN.matcher(column).matches());
    }

    /**
     * The condition, or empty when there is none that is sure to compare as the partitioned table does.
     *
     * @param partitionBy how the table is partitioned, e.g. {@code RANGE (day)}
     * @param bound the partition's bound, e.g. {@code FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')}
     */
    public static Optional<String> condition(String partitionBy, String bound) {
        Matcher key = KEY.matcher(partitionBy);
        if (!key.matches()) {
            return Optional.empty();
        }
        List<String> columns = Cut.list(key.group(2));
        if (!arePlain(columns)) {
            return Optional.empty();
        }
        return values(bound)
                .map(values -> oneOf(columns.getFirst(), values))
                .or(() -> range(bound).map(r -> between(columns, r.lower(), r.upper())));
    }

    private static String oneOf(String column, List<String> values) {
        List<String> some = values.stream().filter(v -> !v.equals("NULL")).toList();
        List<String> parts = new ArrayList<>();
        if (!some.isEmpty()) {
            parts.add(column + " IN (" + String.join(", ", some) + ")");
        }
        if (some.size() < values.size()) {
            parts.add(column + " IS NULL");
        }
        return String.join(" OR ", parts);
    }

    /** Rows with a NULL in the key are in no range; a bound ends at its first infinite value. */
    private static String between(List<String> columns, List<String> lower, List<String> upper) {
        List<String> parts = columns.stream()
                .map(column -> column + " IS NOT NULL")
                .collect(Collectors.toCollection(ArrayList::new));
        side(columns, lower, ">=", ">").ifPresent(parts::add);
        side(columns, upper, "<", "<=").ifPresent(parts::add);
        return String.join(" AND ", parts);
    }

    /**
     * @param plain compares with a bound whose values are all finite, or that goes on with the lowest value
     * @param beyond compares with one that goes on with the highest value
     */
    private static Optional<String> side(List<String> columns, List<String> values, String plain, String beyond) {
        int finite = 0;
        while (finite < values.size()
                && !values.get(finite).equals(LOWEST)
                && !values.get(finite).equals(HIGHEST)) {
            finite++;
        }
        if (finite == 0) {
            return Optional.empty();
        }
        boolean goesBeyond = finite < values.size() && values.get(finite).equals(HIGHEST);
        return Optional.of(row(columns.subList(0, finite)) + " " + (goesBeyond ? beyond : plain) + " "
                + row(values.subList(0, finite)));
    }

    private static String row(List<String> items) {
        return items.size() == 1 ? items.getFirst() : items.stream().collect(Collectors.joining(", ", "(", ")"));
    }
}
