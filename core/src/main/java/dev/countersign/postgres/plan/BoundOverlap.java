package dev.countersign.postgres.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is certain about two bounds within one partitioned table, from their text alone; what is not certain, both questions answer with no. */
final class BoundOverlap {
    private static final Pattern HASH =
            Pattern.compile("FOR VALUES WITH \\(modulus (\\d+), remainder (\\d+)\\)", Pattern.CASE_INSENSITIVE);

    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,18}");

    /** A date or time without zone, whose text sorts as its values do. */
    private static final Pattern DAY = Pattern.compile("'\\d{4}-\\d\\d-\\d\\d( \\d\\d:\\d\\d:\\d\\d)?'");

    private BoundOverlap() {}

    /** Whether no row can belong to both. */
    static boolean apart(String left, String right) {
        Optional<List<String>> values = PartitionBound.values(left);
        Optional<List<String>> others = PartitionBound.values(right);
        if (values.isPresent() && others.isPresent()) {
            Set<String> common = new HashSet<>(values.get());
            common.retainAll(others.get());
            return common.isEmpty();
        }
        Optional<PartitionBound.Range> range = range(left);
        Optional<PartitionBound.Range> other = range(right);
        if (range.isPresent() && other.isPresent()) {
            return isUpTo(range.get().upper(), other.get().lower())
                    || isUpTo(other.get().upper(), range.get().lower());
        }
        Matcher hash = HASH.matcher(left);
        Matcher hashed = HASH.matcher(right);
        if (hash.matches() && hashed.matches()) {
            int common = divisor(number(hash, 1), number(hashed, 1));
            return number(hash, 2) % common != number(hashed, 2) % common;
        }
        return false;
    }

    /** Whether every row of the inner one belongs to the outer one. */
    static boolean covers(String outer, String inner) {
        Optional<List<String>> values = PartitionBound.values(outer);
        Optional<List<String>> others = PartitionBound.values(inner);
        if (values.isPresent() && others.isPresent()) {
            return new HashSet<>(values.get()).containsAll(others.get());
        }
        Optional<PartitionBound.Range> range = range(outer);
        Optional<PartitionBound.Range> other = range(inner);
        if (range.isPresent() && other.isPresent()) {
            return isUpTo(range.get().lower(), other.get().lower())
                    && isUpTo(other.get().upper(), range.get().upper());
        }
        Matcher hash = HASH.matcher(outer);
        Matcher hashed = HASH.matcher(inner);
        return hash.matches()
                && hashed.matches()
                && number(hashed, 1) % number(hash, 1) == 0
                && number(hashed, 2) % number(hash, 1) == number(hash, 2);
    }

    /** Whether every row of the inner one belongs to one of the outer ones. */
    static boolean coverTogether(List<String> outer, String inner) {
        Optional<List<String>> values = PartitionBound.values(inner);
        if (values.isPresent()) {
            Set<String> taken = new HashSet<>();
            outer.forEach(bound -> PartitionBound.values(bound).ifPresent(taken::addAll));
            return taken.containsAll(values.get());
        }
        Optional<PartitionBound.Range> range = range(inner);
        return range.isPresent()
                ? reaches(outer, range.get().lower(), range.get().upper())
                : outer.stream().anyMatch(bound -> covers(bound, inner));
    }

    /** Whether the ranges lead without a gap from one value to the other. */
    private static boolean reaches(List<String> bounds, List<String> from, List<String> to) {
        List<String> at = from;
        for (int more = bounds.size(); more > 0 && !isUpTo(to, at); more--) {
            List<String> here = at;
            at = bounds.stream()
                    .flatMap(bound -> range(bound).stream())
                    .filter(range -> isUpTo(range.lower(), here) && !isUpTo(range.upper(), here))
                    .map(PartitionBound.Range::upper)
                    .findFirst()
                    .orElse(here);
        }
        return isUpTo(to, at);
    }

    /** The modulus and remainder of a partition by hash. */
    static Optional<int[]> hash(String bound) {
        Matcher hash = HASH.matcher(bound);
        return hash.matches() ? Optional.of(new int[] {number(hash, 1), number(hash, 2)}) : Optional.empty();
    }

    private static Optional<PartitionBound.Range> range(String bound) {
        return PartitionBound.range(bound).filter(r -> r.lower().size() == 1);
    }

    private static boolean isUpTo(List<String> value, List<String> other) {
        OptionalInt order = order(value.getFirst(), other.getFirst());
        return order.isPresent() && order.getAsInt() <= 0;
    }

    private static OptionalInt order(String left, String right) {
        if (left.equals(right)) {
            return OptionalInt.of(0);
        }
        if (left.equals(PartitionBound.LOWEST) || right.equals(PartitionBound.HIGHEST)) {
            return OptionalInt.of(-1);
        }
        if (left.equals(PartitionBound.HIGHEST) || right.equals(PartitionBound.LOWEST)) {
            return OptionalInt.of(1);
        }
        if (INTEGER.matcher(left).matches() && INTEGER.matcher(right).matches()) {
            return OptionalInt.of(Long.compare(Long.parseLong(left), Long.parseLong(right)));
        }
        boolean days = left.length() == right.length()
                && DAY.matcher(left).matches()
                && DAY.matcher(right).matches();
        return days ? OptionalInt.of(left.compareTo(right)) : OptionalInt.empty();
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static int divisor(int left, int right) {
        return right == 0 ? left : divisor(right, left % right);
    }
}
