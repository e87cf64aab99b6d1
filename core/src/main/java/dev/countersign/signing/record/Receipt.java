package dev.countersign.signing.record;

import dev.countersign.signing.Digest;
import dev.countersign.signing.json.UtcTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happened when the plan ran.
 *
 * @param plan digest of the plan part
 * @param signer who ran it
 * @param at claimed time, UTC
 * @param target kind and value of the target's identity, as found
 * @param startedAt first moment, by the database clock
 * @param finishedAt last moment, by the database clock
 * @param statements one result each
 * @param before fingerprint found before
 * @param after fingerprint found after
 * @param ledgerRows rows written into the target's ledger
 * @param auditHead hash of the audit log's last entry
 */
public record Receipt(
        Digest plan,
        String signer,
        Instant at,
        TargetFound target,
        Instant startedAt,
        Instant finishedAt,
        List<StatementResult> statements,
        String before,
        String after,
        List<String> ledgerRows,
        Optional<Digest> auditHead)
        implements PlanRecord {
    public Receipt {
        at = UtcTime.seconds(at);
        startedAt = UtcTime.seconds(startedAt);
        finishedAt = UtcTime.seconds(finishedAt);
        statements = List.copyOf(statements);
        ledgerRows = List.copyOf(ledgerRows);
    }

    /** What the plan ran on. */
    public record TargetFound(String kind, String value, String database) {}

    /** How one statement ended; the duration is in milliseconds. */
    public record StatementResult(int n, String result, long durationMs) {}
}
