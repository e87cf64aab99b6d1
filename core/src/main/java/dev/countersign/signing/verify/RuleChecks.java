package dev.countersign.signing.verify;

import dev.countersign.signing.json.UtcTime;
import dev.countersign.signing.manifest.Manifest;
import dev.countersign.signing.manifest.StatementEntry;
import dev.countersign.signing.manifest.StatementEntry.TouchedObject;
import dev.countersign.signing.record.Decision;
import dev.countersign.signing.record.Seal;
import dev.countersign.signing.trust.People;
import dev.countersign.signing.trust.Roles;
import dev.countersign.signing.trust.Rule;
import dev.countersign.signing.verify.Votes.Vote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * V8 to V11 for one rule: the one place where approvals are counted, for the window and the command line alike. People are
 * counted, not keys; one person may fill several roles; separation of duties is looked at after roles were selected, so a
 * role that everybody has lets nobody approve their own plan.
 */
final class RuleChecks {
    private final Manifest manifest;
    private final Roles roles;
    private final People people;
    private final List<CheckedRecord> records;
    private final List<Vote> votes;
    private final VerifyOptions options;
    private final Instant now;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    RuleChecks(
            Manifest manifest,
            Roles roles,
            People people,
            List<CheckedRecord> records,
            VerifyOptions options,
            Instant now) {
        this.manifest = manifest;
        this.roles = roles;
        this.people = people;
        this.records = records;
        this.votes = Votes.standing(records, people);
        this.options = options;
        this.now = now;
    }

    List<Finding> findings() {
        return findings;
    }

    List<String> notes() {
        return notes;
    }

    void check(Rule rule) {
        Map<String, Integer> needed = needed(rule);
        Optional<Integer> ofOwners = Optional.ofNullable(needed.remove(Rule.OWNERS));
        Optional<Owners> owning = ofOwners.flatMap(any -> owners(rule));
        List<Vote> selected = votes.stream()
                .filter(vote -> needed.keySet().stream().anyMatch(role -> roles.has(vote.signer(), role))
                        || owning.filter(o -> o.any(vote.signer())).isPresent())
                .toList();
        List<Vote> approvals = selected.stream()
                .filter(vote -> vote.decision().decision() == Decision.Choice.APPROVE)
                .filter(vote -> fresh(rule, vote))
                .filter(vote -> present(rule, vote))
                .toList();
        List<Vote> counted = separate(rule, approvals);
        needed.forEach((role, count) -> quorum(rule, role, count, counted));
        owning.ifPresent(o -> o.groups().forEach(group -> owned(rule, group, ofOwners.orElseThrow(), counted)));
        if (rule.rejectBlocks()) {
            selected.stream()
                    .filter(vote -> vote.decision().decision() == Decision.Choice.REJECT)
                    .forEach(vote -> findings.add(new Finding(
                            Check.V11,
                            "rejected by " + vote.signer() + " "
                                    + UtcTime.text(vote.decision().at()) + ": \""
                                    + vote.decision().comment().orElse("") + "\" (rule " + rule.name() + ")")));
        }
        rule.owes()
                .ifPresent(debt -> notes.add("rule " + rule.name() + ": " + debt.approvals()
                        + " approval(s) owed within " + debt.within().toHours() + " h after it ran"));
    }

    /** Who the owners are that a rule asks for; empty when nobody can tell, which refuses. */
    private Optional<Owners> owners(Rule rule) {
        List<String> why = options.policy()
                .map(policy -> policy.owners().unknown())
                .orElse(List.of("no project is named that says who owns what (--config)"));
        why.forEach(reason -> findings.add(new Finding(
                Check.V9, "rule " + rule.name() + ": needs owners of what the plan touches, and " + reason)));
        return why.isEmpty() ? options.policy().map(PolicyNow::owners) : Optional.empty();
    }

    private void owned(Rule rule, Owners.Group group, int count, List<Vote> approvals) {
        List<String> have =
                approvals.stream().map(Vote::signer).filter(group.member()).toList();
        if (have.size() < count) {
            findings.add(new Finding(
                    Check.V9,
                    "rule " + rule.name() + ": needs " + count + (count == 1 ? " owner of " : " owners of ")
                            + String.join(", ", group.objects()) + ", has " + have.size() + named(have) + ". Owned by: "
                            + group.who()));
        }
    }

    private static String named(List<String> people) {
        return people.isEmpty() ? "" : " (" + String.join(", ", people) + ")";
    }

    /** Roles with counts; {@code owner.*} becomes the owner of every schema that a statement touches. */
    private Map<String, Integer> needed(Rule rule) {
        Map<String, Integer> out = new TreeMap<>();
        rule.require().forEach((role, count) -> {
            if (role.endsWith(".*")) {
                String prefix = role.substring(0, role.length() - 1);
                if (schemas().isEmpty() && !manifest.statements().isEmpty()) {
                    out.put(role, count);
                }
                schemas().forEach(schema -> out.merge(prefix + schema, count, Math::max));
            } else {
                out.merge(role, count, Math::max);
            }
        });
        return out;
    }

    /** A statement that names no schema may touch every schema of the target. */
    private Set<String> schemas() {
        Set<String> out = new TreeSet<>();
        for (StatementEntry statement : manifest.statements()) {
            Set<String> own = new TreeSet<>();
            statement.objects().stream()
                    .map(TouchedObject::schema)
                    .filter(s -> !s.isEmpty())
                    .forEach(own::add);
            out.addAll(own.isEmpty() ? manifest.target().schemas() : own);
        }
        return out;
    }

    private boolean fresh(Rule rule, Vote vote) {
        Decision decision = vote.decision();
        if (decision.expiresAt().filter(end -> !now.isBefore(end)).isPresent()) {
            notes.add(vote.record().label() + " no longer counts: it expired "
                    + UtcTime.text(decision.expiresAt().get()));
            return false;
        }
        if (rule.maxAge().filter(age -> decision.at().plus(age).isBefore(now)).isPresent()) {
            notes.add(vote.record().label() + " no longer counts: it is older than rule " + rule.name() + " allows");
            return false;
        }
        return true;
    }

    private boolean present(Rule rule, Vote vote) {
        boolean ok = !rule.hardwareKey()
                || vote.record().presence().hardware()
                        && vote.record().presence().touched();
        if (!ok) {
            findings.add(new Finding(
                    Check.V8,
                    "rule " + rule.name() + " needs a hardware key with touch; " + vote.signer()
                            + (vote.record().presence().hardware()
                                    ? " signed without touch"
                                    : " signed with a software key")));
        }
        return ok;
    }

    private List<Vote> separate(Rule rule, List<Vote> approvals) {
        boolean author = rule.distinct().contains(Rule.Duty.AUTHOR);
        boolean approver = rule.distinct().contains(Rule.Duty.APPROVER);
        Set<String> authors = authors();
        if (author && !sealed()) {
            refuse(
                    rule,
                    manifest.origin().created().by()
                            + " is named as author but has not sealed the plan, so nobody can tell who made it");
        }
        List<Vote> out = new ArrayList<>();
        for (Vote vote : approvals) {
            boolean self = authors.stream().anyMatch(name -> people.same(name, vote.signer()));
            if (self && author && approver) {
                refuse(rule, vote.signer() + " is the author and cannot approve");
                continue;
            }
            if (self) {
                notes.add("rule " + rule.name() + " lets " + vote.signer()
                        + " approve the plan that they made themselves");
            }
            out.add(vote);
        }
        if (rule.distinct().contains(Rule.Duty.APPLIER)) {
            if (options.applier().isEmpty()) {
                notes.add("rule " + rule.name()
                        + " wants another person to apply the plan; who that is was not said, so it is not checked");
            }
            options.applier().ifPresent(applier -> {
                if (author && authors.stream().anyMatch(name -> people.same(name, applier))) {
                    refuse(rule, applier + " is the author and cannot apply");
                }
                if (approver && approvals.stream().anyMatch(vote -> people.same(vote.signer(), applier))) {
                    refuse(rule, applier + " approved and cannot apply");
                }
            });
        }
        return out;
    }

    private void refuse(Rule rule, String why) {
        findings.add(new Finding(Check.V10, why + " (rule " + rule.name() + ")"));
    }

    /** Everybody who said "this is what I propose", and whom the manifest names. */
    private Set<String> authors() {
        Set<String> out = new HashSet<>(Set.of(manifest.origin().created().by()));
        records.stream().filter(record -> record.record() instanceof Seal).forEach(record -> out.add(record.signer()));
        return out;
    }

    private boolean sealed() {
        String author = manifest.origin().created().by();
        return records.stream()
                .anyMatch(record ->
                        record.record() instanceof Seal seal && seal.signer().equals(author));
    }

    private void quorum(Rule rule, String role, int count, List<Vote> approvals) {
        List<String> have = approvals.stream()
                .map(Vote::signer)
                .filter(signer -> roles.has(signer, role))
                .toList();
        if (have.size() >= count) {
            return;
        }
        Optional<List<String>> members = Optional.ofNullable(roles.members().get(role));
        String missing = members.map(names -> names.stream()
                        .filter(name -> have.stream().noneMatch(signer -> people.same(signer, name)))
                        .toList())
                .map(names -> names.isEmpty() ? "nobody else has this role" : "one of " + String.join(", ", names))
                .orElse("roles.hcl has no role \"" + role + "\"");
        findings.add(new Finding(
                Check.V9,
                "rule " + rule.name() + ": needs " + count + " " + role + ", has " + have.size() + named(have)
                        + ". Missing: " + missing));
    }
}
