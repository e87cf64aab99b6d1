package dev.countersign.rows;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The order in which rows are written: by their key, numbers as numbers and everything else by code points, so that no collation has a say. */
final class RowOrder implements Comparator<List<Optional<String>>> {

    @Override
    public int compare(List<Optional<String>> one, List<Optional<String>> other) {
        for (int i = 0; i < one.size(); i++) {
            int order = compare(one.get(i), other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compare(Optional<String> one, Optional<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return Boolean.compare(one.isPresent(), other.isPresent());
        }
        boolean first = isWhole(one.get());
        boolean second = isWhole(other.get());
        if (first != second) {
            return first ? -1 : 1;
        }
        int order = first ? new BigInteger(one.get()).compareTo(new BigInteger(other.get())) : 0;
        return order == 0 ? one.get().compareTo(other.get()) : order;
    }

    private static boolean isWhole(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        return text.length() > from
                && text.length() < 40
                && text.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
    }
}
