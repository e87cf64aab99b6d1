package dev.countersign.dialect;

import java.util.List;

/**
 * What running a statement means for others, known without running it.
 *
 * @param lock strongest lock on an existing table in the server's words, or {@code none}
 * @param rewrite whether a table is written anew
 * @param scan whether a whole table is read while the lock is held
 * @param notes short facts for people
 */
public record StatementTraits(String lock, boolean rewrite, boolean scan, List<String> notes) {
    public StatementTraits {
        notes = List.copyOf(notes);
    }
}
