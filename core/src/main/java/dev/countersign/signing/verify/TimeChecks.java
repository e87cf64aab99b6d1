package dev.countersign.signing.verify;

import dev.countersign.signing.json.UtcTime;
import dev.countersign.signing.manifest.Approval;
import dev.countersign.signing.manifest.Manifest;
import dev.countersign.signing.record.Decision;
import dev.countersign.signing.trust.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** V12: not before, expiry, window, age. */
final class TimeChecks {
    /** Clocks of two machines may differ by this much. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Instant now;
    private final List<Finding> findings = new ArrayList<>();

    TimeChecks(Instant now) {
        this.now = now;
    }

    List<Finding> findings() {
        return findings;
    }

    void check(Manifest manifest, List<Rule> rules, List<CheckedRecord> records) {
        Approval approval = manifest.approval();
        approval.notBefore().filter(now::isBefore).ifPresent(start -> refuse("not before " + UtcTime.text(start)));
        if (!now.isBefore(approval.expiresAt())) {
            refuse("expired " + UtcTime.text(approval.expiresAt()) + " (" + ago(approval.expiresAt())
                    + " ago). Re-plan and have it approved again");
        }
        approval.window().ifPresent(window -> {
            if (now.isBefore(window.from()) || now.isAfter(window.until())) {
                refuse("may only run between " + UtcTime.text(window.from()) + " and " + UtcTime.text(window.until()));
            }
        });
        Instant created = manifest.origin().created().at();
        for (Rule rule : rules) {
            if (rule.maxAge().filter(age -> created.plus(age).isBefore(now)).isPresent()) {
                refuse("made " + UtcTime.text(created) + ", older than rule " + rule.name() + " allows. Re-plan");
            }
        }
        if (created.isAfter(now.plus(SKEW))) {
            refuse("the plan says it was made " + UtcTime.text(created) + ", which is in the future. Check the clocks");
        }
        for (CheckedRecord record : records) {
            if (record.record().at().isAfter(now.plus(SKEW))) {
                refuse(record.label() + " is dated "
                        + UtcTime.text(record.record().at()) + ", which is in the future. Check the clocks");
            }
            if (record.record() instanceof Decision decision
                    && decision.expiresAt()
                            .filter(end -> end.isAfter(approval.expiresAt()))
                            .isPresent()) {
                refuse(record.label() + " claims to last longer than the plan itself");
            }
        }
    }

    private void refuse(String message) {
        findings.add(new Finding(Check.V12, message));
    }

    private String ago(Instant then) {
        Duration age = Duration.between(then, now);
        return age.toDays() > 1
                ? age.toDays() + " days"
                : age.toHours() > 0 ? age.toHours() + " h" : age.toMinutes() + " min";
    }
}
