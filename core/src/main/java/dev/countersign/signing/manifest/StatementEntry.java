package dev.countersign.signing.manifest;

import dev.countersign.signing.Digest;
import java.util.List;
import java.util.Optional;

/**
 * One statement: where its text stands in the sql section, and what it does.
 *
 * @param n counted from 1
 * @param at first byte of the text in the sql section, counted from 0
 * @param bytes length of the text
 * @param sha256 of the text
 * @param group number of the transaction it runs in, counted from 1
 * @param transactional whether it may run inside a transaction
 * @param kind for example {@code ALTER TABLE}
 * @param objects every object it touches
 * @param destructive whether it can lose data
 * @param lock the strongest lock it takes, for example {@code ACCESS EXCLUSIVE}
 * @param lockTimeoutMs how long it may wait for that lock, milliseconds
 * @param timeoutMs how long it may run, milliseconds
 * @param after fingerprint expected once it is done
 * @param probe how to see whether a statement outside a transaction took effect
 * @param undo where the text that takes it back stands
 */
public record StatementEntry(
        int n,
        int at,
        int bytes,
        Digest sha256,
        int group,
        boolean transactional,
        String kind,
        List<TouchedObject> objects,
        boolean destructive,
        Optional<String> lock,
        Optional<Long> lockTimeoutMs,
        Optional<Long> timeoutMs,
        Optional<String> after,
        Optional<String> probe,
        Optional<TextRange> undo) {
    public StatementEntry {
        objects = List.copyOf(objects);
    }

    /** An object of the database, schema empty for objects that live in none. */
    public record TouchedObject(String kind, String schema, String name) {}

    /** Bytes of the sql section with their digest. */
    public record TextRange(int at, int bytes, Digest sha256) {}

    /** A statement that has no place yet; {@code PlanFile.assemble} gives it one. */
    public static StatementEntry unplaced(
            int group,
            boolean transactional,
            String kind,
            List<TouchedObject> objects,
            boolean destructive,
            Optional<String> lock,
            Optional<Long> lockTimeoutMs,
            Optional<Long> timeoutMs,
            Optional<String> after,
            Optional<String> probe) {
        return new StatementEntry(
                0,
                0,
                0,
                Digest.of(new byte[0]),
                group,
                transactional,
                kind,
                objects,
                destructive,
                lock,
                lockTimeoutMs,
                timeoutMs,
                after,
                probe,
                Optional.empty());
    }

    /** The same statement at its place. */
    public StatementEntry placed(int number, TextRange text, Optional<TextRange> undoText) {
        return new StatementEntry(
                number,
                text.at(),
                text.bytes(),
                text.sha256(),
                group,
                transactional,
                kind,
                objects,
                destructive,
                lock,
                lockTimeoutMs,
                timeoutMs,
                after,
                probe,
                undoText);
    }

    /** Where the text stands. */
    public TextRange text() {
        return new TextRange(at, bytes, sha256);
    }
}
