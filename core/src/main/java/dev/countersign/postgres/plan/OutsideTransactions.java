package dev.countersign.postgres.plan;

import dev.countersign.sql.SqlWords;
import java.util.Locale;
import java.util.Set;

/**
 * Which statements the server refuses inside a transaction block (source: the callers of {@code PreventInTransactionBlock} in PostgreSQL 12 to 18).
 */
final class OutsideTransactions {
    private static final Set<String> VERBS =
            Set.of("create", "drop", "alter", "vacuum", "reindex", "cluster", "checkpoint");
    private static final int HEAD = 4096;

    private OutsideTransactions() {}

    static boolean demandedBy(String sql) {
        int end = 0;
        while (end < sql.length() && Character.isLetter(sql.charAt(end))) {
            end++;
        }
        if (!VERBS.contains(sql.substring(0, end).toLowerCase(Locale.ROOT))) {
            return false;
        }
        SqlWords words = SqlWords.of(sql.substring(0, Math.min(sql.length(), HEAD)));
        return switch (words.get(0)) {
            case "vacuum" -> true;
            case "cluster" -> words.size() == 1;
            case "reindex" ->
                words.contains("CONCURRENTLY")
                        || words.startsWith("REINDEX", "DATABASE")
                        || words.startsWith("REINDEX", "SYSTEM");
            case "create" -> create(words);
            case "drop" ->
                words.startsWith("DROP", "INDEX", "CONCURRENTLY")
                        || words.startsWith("DROP", "DATABASE")
                        || words.startsWith("DROP", "TABLESPACE")
                        || words.startsWith("DROP", "SUBSCRIPTION");
            case "alter" -> alter(words);
            default -> false;
        };
    }

    private static boolean create(SqlWords words) {
        if (words.startsWith("CREATE", "SUBSCRIPTION")) {
            return !isOff(words, "connect") && !isOff(words, "create_slot");
        }
        return words.startsWith("CREATE", "INDEX", "CONCURRENTLY")
                || words.startsWith("CREATE", "UNIQUE", "INDEX", "CONCURRENTLY")
                || words.startsWith("CREATE", "DATABASE")
                || words.startsWith("CREATE", "TABLESPACE");
    }

    private static boolean alter(SqlWords words) {
        if (words.startsWith("ALTER", "SYSTEM")) {
            return true;
        }
        if (words.startsWith("ALTER", "DATABASE")) {
            return words.size() > 5 && words.slice(3, 5).is("SET", "TABLESPACE");
        }
        if (words.startsWith("ALTER", "SUBSCRIPTION")) {
            return words.contains("PUBLICATION") && !isOff(words, "refresh");
        }
        return words.startsWith("ALTER", "TABLE")
                && words.endsWith("CONCURRENTLY")
                && words.contains("DETACH")
                && words.contains("PARTITION");
    }

    /** Whether the option is given as {@code name = false}. */
    private static boolean isOff(SqlWords words, String option) {
        int at = words.indexOf(option);
        return at >= 0 && at + 1 < words.size() && Set.of("false", "off").contains(words.get(at + 1));
    }
}
