package dev.countersign.postgres.lint;

import java.util.List;
import java.util.Set;

/**
 * Which changes of a column's type leave the stored rows as they are. Source: PostgreSQL's binary-coercible casts and the length-coercion rules of
 * {@code ALTER TABLE}; whatever is not known to be free is taken as a rewrite.
 */
final class TypeChange {
    private static final Set<String> TEXT = Set.of("text", "character varying");
    private static final List<String> PRECISION_ONLY =
            List.of("time", "timestamp", "interval", "bit varying", "character varying");

    private TypeChange() {}

    static boolean rewrites(String from, String to) {
        Type old = Type.of(from);
        Type now = Type.of(to);
        if (old.array != now.array) {
            return true;
        }
        if (TEXT.contains(old.base) && TEXT.contains(now.base)) {
            return !fits(old.modifier(), now.modifier());
        }
        if (!old.base.equals(now.base)) {
            return !(old.base.equals("cidr") && now.base.equals("inet"));
        }
        if (old.base.equals("numeric")) {
            return !numericFits(old.modifiers, now.modifiers);
        }
        if (PRECISION_ONLY.stream().anyMatch(old.base::startsWith)) {
            return !fits(old.modifier(), now.modifier());
        }
        return !old.modifiers.equals(now.modifiers);
    }

    /** Unlimited (-1) takes everything; otherwise the new limit must not be smaller. */
    private static boolean fits(int old, int now) {
        return now < 0 || old >= 0 && now >= old;
    }

    private static boolean numericFits(List<Integer> old, List<Integer> now) {
        if (now.isEmpty()) {
            return true;
        }
        if (old.isEmpty()) {
            return false;
        }
        int oldScale = old.size() > 1 ? old.get(1) : 0;
        int newScale = now.size() > 1 ? now.get(1) : 0;
        return oldScale == newScale && now.getFirst() >= old.getFirst();
    }

    /** A type as the server prints it: {@code timestamp(3) with time zone}, {@code numeric(10,2)[]}. */
    private record Type(String base, List<Integer> modifiers, boolean array) {
        int modifier() {
            return modifiers.isEmpty() ? -1 : modifiers.getFirst();
        }

        static Type of(String text) {
            boolean array = text.endsWith("]");
            String plain = array ? text.substring(0, text.indexOf('[')) : text;
            int open = plain.indexOf('(');
            int close = plain.indexOf(')');
            if (open < 0 || close < open) {
                return new Type(plain.strip(), List.of(), array);
            }
            String inside = plain.substring(open + 1, close);
            String base = (plain.substring(0, open) + plain.substring(close + 1)).strip();
            try {
                List<Integer> modifiers = java.util.Arrays.stream(inside.split(","))
                        .map(m -> Integer.parseInt(m.strip()))
                        .toList();
                return new Type(base, modifiers, array);
            } catch (NumberFormatException e) {
                return new Type(plain.strip(), List.of(), array);
            }
        }
    }
}
