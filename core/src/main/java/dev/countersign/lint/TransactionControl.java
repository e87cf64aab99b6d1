package dev.countersign.lint;

import dev.countersign.sql.SqlWords;
import java.util.List;
import java.util.Optional;

/** Statements that open or end a transaction and do nothing else. */
public enum TransactionControl {
    BEGIN,
    COMMIT,
    ROLLBACK;

    /** Statements that PostgreSQL runs only by themselves, by their first words; seen on 12 to 18. */
    private static final List<String[]> ALONE = List.of(
            new String[] {"VACUUM"},
            new String[] {"ALTER", "SYSTEM"},
            new String[] {"CREATE", "DATABASE"},
            new String[] {"DROP", "DATABASE"},
            new String[] {"CREATE", "TABLESPACE"},
            new String[] {"DROP", "TABLESPACE"},
            new String[] {"REINDEX", "SCHEMA"},
            new String[] {"REINDEX", "DATABASE"},
            new String[] {"REINDEX", "SYSTEM"});

    /** What the statement does to the transaction, if that is all it does. Going back to a savepoint stays inside the transaction. */
    public static Optional<TransactionControl> of(String sql) {
        SqlWords words = SqlWords.of(sql);
        if (words.startsWith("BEGIN") || words.startsWith("START", "TRANSACTION")) {
            return Optional.of(BEGIN);
        }
        if (words.startsWith("ROLLBACK", "TO")
                || words.startsWith("ROLLBACK", "TRANSACTION", "TO")
                || words.startsWith("ROLLBACK", "WORK", "TO")
                || words.startsWith("COMMIT", "PREPARED")
                || words.startsWith("ROLLBACK", "PREPARED")) {
            return Optional.empty();
        }
        if (words.startsWith("COMMIT") || words.startsWith("END")) {
            return Optional.of(COMMIT);
        }
        return words.startsWith("ROLLBACK") || words.startsWith("ABORT") ? Optional.of(ROLLBACK) : Optional.empty();
    }

    /** Whether the server refuses a statement inside a transaction. */
    public static boolean refusedIn(String sql) {
        SqlWords words = SqlWords.of(sql);
        boolean concurrently = words.contains("CONCURRENTLY")
                && (words.startsWith("CREATE", "INDEX")
                        || words.startsWith("CREATE", "UNIQUE", "INDEX")
                        || words.startsWith("DROP", "INDEX")
                        || words.startsWith("REINDEX")
                        || words.startsWith("ALTER", "TABLE") && words.contains("DETACH"));
        return concurrently || ALONE.stream().anyMatch(words::startsWith) || words.is("CLUSTER");
    }
}
