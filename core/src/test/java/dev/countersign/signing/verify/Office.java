package dev.countersign.signing.verify;

import dev.countersign.signing.plan.PlanFile;
import dev.countersign.signing.plan.SamplePlans;
import dev.countersign.signing.record.Decision;
import dev.countersign.signing.record.PlanRecord;
import dev.countersign.signing.record.Seal;
import dev.countersign.signing.record.SignedRecord;
import dev.countersign.signing.ssh.Signer;
import dev.countersign.signing.ssh.TestKeys;
import dev.countersign.signing.trust.TrustFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Some people with keys and a trust folder on disk. */
final class Office {
    static final String AUTHOR = "alice@corp.example";
    final Path folder;
    final Map<String, Signer> keys = new TreeMap<>();
    final List<String> allowed = new ArrayList<>();
    String roles = """
            role "dba" { members = ["bob@corp.example", "dan@corp.example"] }
            role "owner.billing" { members = ["carol@corp.example"] }
            role "security" { members = ["sue@corp.example"] }
            rule "prod" {
              when    = environment == "prod"
              require = { dba = 1 }
            }
            """;
    String revoked = "";
    Instant now = SamplePlans.NOW;
    VerifyOptions options = VerifyOptions.PLAIN;

    Office(Path folder) {
        this.folder = folder;
        for (String name : List.of("alice", "bob", "carol", "dan", "sue")) {
            hire(name + "@corp.example", TestKeys.ed25519(), "");
        }
    }

    void hire(String principal, Signer key, String optionsText) {
        keys.put(principal, key);
        allowed.add(principal + " " + optionsText + " " + key.key().toLine());
    }

    TrustFolder trust() {
        try {
            Files.write(folder.resolve("allowed_signers"), allowed);
            Files.writeString(folder.resolve("roles.hcl"), roles);
            Files.writeString(folder.resolve("revoked_keys"), revoked);
            return TrustFolder.load(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Verdict verify(PlanFile file) {
        return verify(file.bytes());
    }

    Verdict verify(byte[] bytes) {
        return new Verifier(trust(), options, InstantSource.fixed(now)).verify("billing.plan", bytes);
    }

    PlanFile sealed(String environment, boolean destructive) {
        PlanFile plan = SamplePlans.plan(environment, destructive, false, AUTHOR);
        return plan.with(sign(new Seal(plan.digest(), AUTHOR, SamplePlans.NOW.minusSeconds(3000), Optional.empty())));
    }

    SignedRecord sign(PlanRecord record) {
        return SignedRecord.sign(record, keys.get(record.signer()));
    }

    PlanFile approve(PlanFile plan, String... names) {
        PlanFile out = plan;
        for (String name : names) {
            out = decide(out, name, Decision.Choice.APPROVE, SamplePlans.NOW.minusSeconds(1000));
        }
        return out;
    }

    PlanFile decide(PlanFile plan, String name, Decision.Choice choice, Instant at) {
        return plan.with(sign(decision(plan, name, choice, at)));
    }

    static Decision decision(PlanFile plan, String name, Decision.Choice choice, Instant at) {
        return new Decision(
                plan.digest(),
                name + "@corp.example",
                at,
                choice,
                Optional.of("dba"),
                Optional.of("index will time out"),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }
}
