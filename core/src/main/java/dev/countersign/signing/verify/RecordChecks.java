package dev.countersign.signing.verify;

import dev.countersign.signing.Digest;
import dev.countersign.signing.json.JsonFormatException;
import dev.countersign.signing.json.UtcTime;
import dev.countersign.signing.record.Decision;
import dev.countersign.signing.record.Emergency;
import dev.countersign.signing.record.PlanRecord;
import dev.countersign.signing.record.Receipt;
import dev.countersign.signing.record.Release;
import dev.countersign.signing.record.Seal;
import dev.countersign.signing.record.SignedRecord;
import dev.countersign.signing.record.Withdraw;
import dev.countersign.signing.ssh.BadSignatureException;
import dev.countersign.signing.ssh.Presence;
import dev.countersign.signing.ssh.SshFormatException;
import dev.countersign.signing.ssh.SshPublicKey;
import dev.countersign.signing.ssh.SshSig;
import dev.countersign.signing.trust.AllowedSigner;
import dev.countersign.signing.trust.TrustFolder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** V4 to V7: each record by itself. Keys are judged at the verifier's now; claimed times cannot bring back an expired key. */
final class RecordChecks {
    private final TrustFolder trust;
    private final Instant now;
    private final Digest plan;
    private final List<Finding> findings = new ArrayList<>();
    private final List<CheckedRecord> good = new ArrayList<>();
    private final List<Verdict.SignedBy> summary = new ArrayList<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    RecordChecks(TrustFolder trust, Instant now, Digest plan) {
        this.trust = trust;
        this.now = now;
        this.plan = plan;
    }

    List<Finding> findings() {
        return findings;
    }

    List<CheckedRecord> good() {
        return good;
    }

    List<Verdict.SignedBy> summary() {
        return summary;
    }

    void check(SignedRecord signed, int position) {
        PlanRecord record;
        try {
            record = signed.read();
        } catch (JsonFormatException e) {
            findings.add(new Finding(Check.V2, "record " + position + ": " + e.getMessage()));
            return;
        }
        String kind = record.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        String label = kind + " " + counts.merge(kind, 1, Integer::sum) + " (" + record.signer() + ")";
        int before = findings.size();
        if (!record.plan().equals(plan)) {
            findings.add(new Finding(
                    Check.V4,
                    label + " is for plan " + record.plan().brief() + "…, this file is " + plan.brief() + "…"));
        }
        Optional<CheckedRecord> checked = signature(signed, record, label);
        checked.ifPresent(found -> key(found, label));
        boolean trusted = checked.isPresent() && findings.size() == before;
        if (trusted) {
            good.add(checked.get());
        }
        summary.add(new Verdict.SignedBy(
                label,
                kind,
                record.signer(),
                record.at(),
                says(record),
                comment(record),
                checked.map(found -> found.key().fingerprint()).orElse(""),
                trusted));
    }

    private Optional<CheckedRecord> signature(SignedRecord signed, PlanRecord record, String label) {
        try {
            SshSig sig = signed.readSignature();
            Presence presence = sig.verify(record.namespace().text(), signed.text());
            return Optional.of(new CheckedRecord(label, signed.digest(), record, sig.key(), presence));
        } catch (BadSignatureException | SshFormatException e) {
            findings.add(new Finding(Check.V5, label + ": " + e.getMessage()));
            return Optional.empty();
        }
    }

    private void key(CheckedRecord checked, String label) {
        String fingerprint = checked.key().fingerprint();
        String name = label + ": key " + fingerprint;
        trust.revoked()
                .lineOf(checked.key())
                .ifPresent(line ->
                        findings.add(new Finding(Check.V7, name + " was revoked (revoked_keys line " + line + ")")));
        List<AllowedSigner> lines = trust.signers().lines().stream()
                .filter(line -> line.names(checked.signer()) && line.key().equals(checked.key()))
                .toList();
        List<String> reasons = new ArrayList<>();
        for (AllowedSigner line : lines) {
            Optional<String> reason = unusable(line, checked);
            if (reason.isEmpty()) {
                return;
            }
            reasons.add(reason.get());
        }
        findings.add(new Finding(
                Check.V6,
                reasons.isEmpty()
                        ? name + " is not listed for " + checked.signer() + belongsTo(checked.key())
                        : name + " " + reasons.getFirst()));
    }

    private Optional<String> unusable(AllowedSigner line, CheckedRecord checked) {
        String where = " (allowed_signers line " + line.line() + ")";
        String namespace = checked.record().namespace().text();
        if (line.certAuthority()) {
            return Optional.of("is an authority for certificates and may not sign by itself" + where);
        }
        if (!line.allows(namespace)) {
            return Optional.of("may not sign " + namespace + where);
        }
        if (line.validAfter().filter(now::isBefore).isPresent()) {
            return Optional.of(
                    "is not valid before " + UtcTime.text(line.validAfter().get()) + where);
        }
        if (line.validBefore().filter(end -> !now.isBefore(end)).isPresent()) {
            return Optional.of("expired " + UtcTime.text(line.validBefore().get()) + where);
        }
        return Optional.empty();
    }

    private String belongsTo(SshPublicKey key) {
        return trust.signers().lines().stream()
                .filter(line -> line.key().equals(key))
                .findFirst()
                .map(line -> "; it is listed for " + line.principals() + " (allowed_signers line " + line.line() + ")")
                .orElse("");
    }

    private static Optional<String> says(PlanRecord record) {
        return switch (record) {
            case Decision decision -> Optional.of(decision.decision().toString());
            case Withdraw withdraw -> Optional.of("withdraws the " + withdraw.scope());
            case Seal _, Release _, Emergency _, Receipt _ -> Optional.empty();
        };
    }

    private static Optional<String> comment(PlanRecord record) {
        return switch (record) {
            case Decision decision -> decision.comment();
            case Withdraw withdraw -> Optional.of(withdraw.reason());
            case Seal seal -> seal.comment();
            case Emergency emergency -> Optional.of(emergency.reason());
            case Release _, Receipt _ -> Optional.empty();
        };
    }
}
