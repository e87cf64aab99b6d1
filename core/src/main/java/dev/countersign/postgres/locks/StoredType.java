package dev.countersign.postgres.locks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A column type as the server prints it, and whether rows stored under it stay as they are under another. Measured on 12 to 18; whatever is not known
 * to be free counts as a rewrite.
 */
public record StoredType(String base, List<Integer> modifiers, String array) {
    private static final Set<String> TEXT = Set.of("text", "character varying");
    private static final Map<String, Set<String>> FREE = Map.of(
            "cidr", Set.of("inet"),
            "xml", Set.of("text", "character varying"),
            "integer", Set.of("oid"),
            "bit", Set.of("bit varying"),
            "citext", Set.of("text", "character varying"));
    private static final Set<String> WIDENING = Set.of(
            "bit varying",
            "time without time zone",
            "time with time zone",
            "timestamp without time zone",
            "timestamp with time zone",
            "interval");

    public StoredType {
        modifiers = List.copyOf(modifiers);
    }

    /** Reads a type as {@code format_type} prints it: {@code timestamp(3) without time zone}, {@code numeric(10,2)[]}. */
    public static StoredType of(String text) {
        int bracket = text.indexOf('[');
        String array = bracket < 0 ? "" : text.substring(bracket);
        String plain = bracket < 0 ? text : text.substring(0, bracket);
        int open = plain.indexOf('(');
        int close = plain.indexOf(')', Math.max(open, 0));
        List<Integer> modifiers = new ArrayList<>();
        if (open >= 0 && close > open) {
            for (String part : plain.substring(open + 1, close).split(",")) {
                if (!part.strip().matches("-?\\d{1,9}")) {
                    return new StoredType(plain, List.of(), array);
                }
                modifiers.add(Integer.valueOf(part.strip()));
            }
            plain = (plain.substring(0, open) + plain.substring(close + 1)).strip();
        }
        return new StoredType(plain, modifiers, array);
    }

    /** Whether {@code ALTER COLUMN TYPE} to the other type writes the table anew, without a {@code USING} clause. */
    public boolean rewrittenAs(StoredType other) {
        if (equals(other)) {
            return false;
        }
        if (!array.isEmpty() || !other.array.isEmpty()) {
            return true;
        }
        if (TEXT.contains(base) && TEXT.contains(other.base)) {
            return !fits(other);
        }
        if (base.equals(other.base)) {
            return base.equals("numeric") ? !numericFits(other) : !(WIDENING.contains(base) && fits(other));
        }
        if (unqualified().equals("citext") || other.unqualified().equals("citext")) {
            return !(TEXT.contains(base) || TEXT.contains(other.base)) || !other.modifiers.isEmpty();
        }
        return !(FREE.getOrDefault(base, Set.of()).contains(other.base) && other.modifiers.isEmpty());
    }

    private String unqualified() {
        return base.substring(base.lastIndexOf('.') + 1);
    }

    /** A limit may go or grow. */
    private boolean fits(StoredType other) {
        if (other.modifiers.isEmpty()) {
            return true;
        }
        return !modifiers.isEmpty() && other.modifiers.getFirst() >= modifiers.getFirst();
    }

    private boolean numericFits(StoredType other) {
        if (other.modifiers.isEmpty()) {
            return true;
        }
        return !modifiers.isEmpty() && scale() == other.scale() && other.modifiers.getFirst() >= modifiers.getFirst();
    }

    private int scale() {
        return modifiers.size() > 1 ? modifiers.get(1) : 0;
    }
}
