package dev.countersign.lint;

import dev.countersign.sql.SqlWords;
import java.util.Optional;

/** Statements that open or end a transaction and do nothing else. */
public enum TransactionControl {
    BEGIN,
    COMMIT,
    ROLLBACK;

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
        return words.contains("CONCURRENTLY") || words.startsWith("VACUUM") || words.startsWith("CREATE", "DATABASE");
    }
}
