package dev.countersign.signing.verify;

import dev.countersign.signing.json.JsonFormatException;
import dev.countersign.signing.json.UtcTime;
import dev.countersign.signing.manifest.Manifest;
import dev.countersign.signing.plan.PlanFile;
import dev.countersign.signing.plan.PlanFormatException;
import dev.countersign.signing.plan.StatementCheck;
import dev.countersign.signing.record.Decision;
import dev.countersign.signing.record.Emergency;
import dev.countersign.signing.record.Release;
import dev.countersign.signing.record.SignedRecord;
import dev.countersign.signing.record.Withdraw;
import dev.countersign.signing.trust.People;
import dev.countersign.signing.trust.Rule;
import dev.countersign.signing.trust.TrustException;
import dev.countersign.signing.trust.TrustFolder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides whether a plan file may be trusted, by the verifier's own trust folder. What the file says about its own needs
 * is never asked. All findings are listed, in the order of the checks.
 */
public final class Verifier {
    private final TrustFolder trust;
    private final VerifyOptions options;
    private final InstantSource clock;

    /**
     * @param trust who may sign and which rules hold
     * @param options what the caller asks beyond that
     * @param clock what now is; keys and expiry are judged by it
     */
    public Verifier(TrustFolder trust, VerifyOptions options, InstantSource clock) {
        this.trust = trust;
        this.options = options;
        this.clock = clock;
    }

    /**
     * Checks a file. Never fails on a hostile file: whatever is wrong with it is a finding.
     *
     * @param name of the file, for messages
     * @param content its bytes, read once
     */
    public Verdict verify(String name, byte[] content) {
        Instant now = UtcTime.seconds(clock.instant());
        PlanFile file;
        try {
            file = PlanFile.parse(content);
        } catch (PlanFormatException e) {
            List<Finding> damaged = List.of(new Finding(Check.V1, name + ": " + e.getMessage()));
            return new Verdict(name, Optional.empty(), trust.digest(), now, List.of(), List.of(), damaged, List.of());
        }
        return new Run(name, file, now).verdict();
    }

    /** One verification. */
    private final class Run {
        private final String name;
        private final PlanFile file;
        private final Instant now;
        private final List<Finding> findings = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private final List<String> ruleNames = new ArrayList<>();

        Run(String name, PlanFile file, Instant now) {
            this.name = name;
            this.file = file;
            this.now = now;
        }

        Verdict verdict() {
            options.trustDigest()
                    .filter(pinned -> !pinned.equals(trust.digest()))
                    .ifPresent(pinned -> findings.add(
                            new Finding(Check.V6, "the trust folder is " + trust.digest() + ", expected " + pinned)));
            RecordChecks records = new RecordChecks(trust, now, file.digest());
            int position = 1;
            for (SignedRecord record : file.records()) {
                records.check(record, position++);
            }
            findings.addAll(records.findings());
            Optional<Manifest> manifest = manifest();
            if (manifest.isPresent()) {
                judge(manifest.get(), records.good());
            }
            return new Verdict(
                    name,
                    Optional.of(file.digest()),
                    trust.digest(),
                    now,
                    ruleNames,
                    records.summary(),
                    findings,
                    notes.stream().distinct().toList());
        }

        private Optional<Manifest> manifest() {
            try {
                Manifest manifest = file.manifest();
                if (!manifest.format().equals(Manifest.FORMAT)) {
                    findings.add(new Finding(
                            Check.V2,
                            "manifest says format \"" + manifest.format() + "\", expected \"" + Manifest.FORMAT
                                    + "\""));
                }
                return Optional.of(manifest);
            } catch (JsonFormatException e) {
                findings.add(new Finding(Check.V2, e.getMessage()));
                return Optional.empty();
            }
        }

        private void judge(Manifest manifest, List<CheckedRecord> records) {
            StatementCheck.problems(file, manifest).forEach(problem -> findings.add(new Finding(Check.V3, problem)));
            People people = new People(trust.signers());
            records.forEach(record -> people.used(record.signer(), record.key()));
            List<Rule> rules = rules(manifest);
            RuleChecks ruleChecks = new RuleChecks(manifest, trust.roles(), people, records, options, now);
            rules.forEach(ruleChecks::check);
            findings.addAll(ruleChecks.findings().stream().distinct().toList());
            notes.addAll(ruleChecks.notes());
            release(records);
            TimeChecks times = new TimeChecks(now);
            times.check(manifest, rules, records);
            findings.addAll(times.findings());
            withdrawals(manifest, people, records);
            options.policy()
                    .ifPresentOrElse(
                            now -> findings.addAll(PolicyChecks.of(manifest.policy(), now)),
                            () -> manifest.policy()
                                    .path()
                                    .ifPresent(path -> notes.add("not checked: whether the policy of " + path
                                            + " has changed since signing, as no project is named")));
        }

        private List<Rule> rules(Manifest manifest) {
            List<Rule> rules = new ArrayList<>();
            for (Rule rule : trust.roles().rules()) {
                try {
                    if (rule.when().matches(manifest)) {
                        rules.add(rule);
                        ruleNames.add(rule.name());
                    }
                } catch (TrustException e) {
                    findings.add(new Finding(Check.V9, e.getMessage()));
                }
            }
            if (rules.isEmpty()) {
                findings.add(new Finding(
                        Check.V9,
                        "no rule of roles.hcl is about this plan (environment \""
                                + manifest.target().environment() + "\"), so nothing can approve it. Add a rule"));
            }
            return rules;
        }

        private void release(List<CheckedRecord> records) {
            Set<Object> present = records.stream()
                    .filter(record -> record.record() instanceof Decision)
                    .map(CheckedRecord::digest)
                    .collect(Collectors.toSet());
            boolean released = false;
            for (CheckedRecord record : records) {
                if (record.record() instanceof Release release) {
                    released = true;
                    Set<Object> listed = new HashSet<>(release.decisions());
                    long missing = listed.stream()
                            .filter(digest -> !present.contains(digest))
                            .count();
                    if (missing > 0) {
                        findings.add(new Finding(
                                Check.V11,
                                record.label() + " lists " + listed.size() + " decisions, " + missing
                                        + " of them not in the file: removed or not valid"));
                    }
                    records.stream()
                            .filter(other -> other.record() instanceof Decision && !listed.contains(other.digest()))
                            .forEach(other -> findings.add(new Finding(
                                    Check.V11,
                                    other.label() + " is not in " + record.label() + ": it came after the release")));
                }
            }
            if (options.requireRelease() && !released) {
                findings.add(new Finding(
                        Check.V11, "no release record: a decision may have been removed. Ask the releaser for one"));
            }
        }

        private void withdrawals(Manifest manifest, People people, List<CheckedRecord> records) {
            for (CheckedRecord record : records) {
                if (record.record() instanceof Withdraw withdraw && withdraw.scope() == Withdraw.Scope.PLAN) {
                    boolean may = people.same(
                                    withdraw.signer(),
                                    manifest.origin().created().by())
                            || trust.roles().has(withdraw.signer(), "security");
                    if (may) {
                        findings.add(new Finding(
                                Check.V13, "withdrawn by " + withdraw.signer() + " \"" + withdraw.reason() + "\""));
                    } else {
                        notes.add(record.label()
                                + " wants to withdraw the plan, which only its author or role security may");
                    }
                }
                if (record.record() instanceof Emergency emergency) {
                    notes.add(record.label() + ": used in an emergency (" + emergency.reason() + "); "
                            + emergency.owedApprovals() + " approval(s) owed within " + emergency.owedWithinHours()
                            + " h");
                }
            }
        }
    }
}
