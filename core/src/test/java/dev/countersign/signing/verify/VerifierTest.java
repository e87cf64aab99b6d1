package dev.countersign.signing.verify;

import static dev.countersign.signing.plan.SamplePlans.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.signing.Digest;
import dev.countersign.signing.SigningException;
import dev.countersign.signing.json.StrictJson;
import dev.countersign.signing.manifest.PolicyFacts;
import dev.countersign.signing.plan.PlanFile;
import dev.countersign.signing.record.Decision;
import dev.countersign.signing.record.Decision.Choice;
import dev.countersign.signing.record.Release;
import dev.countersign.signing.record.SignedRecord;
import dev.countersign.signing.record.Withdraw;
import dev.countersign.signing.ssh.SshSig;
import dev.countersign.signing.ssh.TestKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What a verifier says of a plan: its bytes, its keys, its age, and the policy by which it was judged. */
class VerifierTest extends OfficeFixture {
    private static final int REGION_BYTES = 12;

    @Test
    void acceptsAGoodPlanAndTellsItAsData() {
        PlanFile plan = office.approve(office.sealed("prod", true), "bob");
        Verdict verdict = office.verify(plan);
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.exitCode()).isZero();
        assertThat(verdict.rules()).containsExactly("prod");
        assertThat(verdict.records())
                .extracting(Verdict.SignedBy::label)
                .containsExactly("seal 1 (alice@corp.example)", "decision 1 (bob@corp.example)");
        Map<?, ?> json = new JsonMapper().readValue(verdict.toJson(), Map.class);
        assertThat(json.get("accepted")).isEqualTo(true);
        assertThat(json.get("exitCode")).isEqualTo(0);
        assertThat(json.get("plan")).isEqualTo(plan.digest().toString());
    }

    @Test
    void refusesAnyChangedByteAndNeverFailsOtherwise() {
        long seed = Long.getLong("countersign.seed", System.nanoTime());
        System.getLogger("test").log(System.Logger.Level.INFO, "seed {0}", String.valueOf(seed));
        Random random = new Random(seed);
        byte[] good = office.approve(office.sealed("prod", true), "bob").bytes();
        Verifier verifier = new Verifier(office.trust(), VerifyOptions.PLAIN, InstantSource.fixed(NOW));
        assertThat(verifier.verify("x", good).accepted()).isTrue();
        // one byte of every few, so that no line of the file is left out and the test stays short
        for (int region = 0; region < good.length; region += REGION_BYTES) {
            int at = Math.min(good.length - 1, region + random.nextInt(REGION_BYTES));
            byte[] bad = good.clone();
            bad[at] ^= (byte) (1 << random.nextInt(8));
            refused(verifier, bad, seed, "flip at " + at);
        }
        for (int round = 0; round < 300; round++) {
            int a = random.nextInt(good.length);
            int b = random.nextInt(good.length);
            int length = 1 + random.nextInt(200);
            byte[] bad = switch (round % 3) {
                case 0 -> Arrays.copyOf(good, a);
                case 1 -> splice(good, a, Math.min(good.length, a + length), new byte[0]);
                default -> splice(good, a, a, Arrays.copyOfRange(good, b, Math.min(good.length, b + length)));
            };
            if (!sameRecords(good, bad)) {
                refused(verifier, bad, seed, "round " + round + " at " + a);
            }
        }
    }

    /** Cutting whole records away leaves a well-formed file of the same plan; quorum decides about that one. */
    private static boolean sameRecords(byte[] good, byte[] bad) {
        try {
            return PlanFile.parse(good).records().equals(PlanFile.parse(bad).records())
                    && PlanFile.parse(good).digest().equals(PlanFile.parse(bad).digest());
        } catch (SigningException e) {
            return false;
        }
    }

    private static void refused(Verifier verifier, byte[] bad, long seed, String what) {
        Verdict verdict = verifier.verify("x", bad);
        assertThat(verdict.accepted()).as("seed %d, %s", seed, what).isFalse();
        assertThat(verdict.exitCode()).isBetween(10, 15);
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] middle) {
        byte[] out = new byte[bytes.length - (to - from) + middle.length];
        System.arraycopy(bytes, 0, out, 0, from);
        System.arraycopy(middle, 0, out, from, middle.length);
        System.arraycopy(bytes, to, out, from + middle.length, bytes.length - to);
        return out;
    }

    @Test
    void saysThatSqlWasEdited() {
        String text =
                new String(office.approve(office.sealed("prod", true), "bob").bytes(), StandardCharsets.UTF_8);
        Verdict verdict =
                office.verify(text.replace("DROP COLUMN", "DROP  OLUMN").getBytes(StandardCharsets.UTF_8));
        assertThat(verdict.exitCode()).isEqualTo(11);
        assertThat(messages(verdict, Check.V3))
                .containsExactly(
                        "statement 1: text does not match its hash; somebody edited the SQL after the plan was made");
        assertThat(messages(verdict, Check.V4).getFirst())
                .startsWith("seal 1 (alice@corp.example) is for plan sha256:");
    }

    @Test
    void saysThatARecordIsForAnotherPlan() {
        PlanFile other = office.sealed("dev", true);
        SignedRecord foreign = office.sign(Office.decision(other, "bob", Choice.APPROVE, NOW));
        Verdict verdict =
                office.verify(office.approve(office.sealed("prod", true), "bob").with(foreign));
        assertThat(verdict.exitCode()).isEqualTo(11);
        assertThat(messages(verdict, Check.V4).getFirst())
                .startsWith("decision 2 (bob@corp.example) is for plan "
                        + other.digest().brief());
    }

    @Test
    void saysThatLineEndingsWereChanged() {
        String text = new String(office.sealed("prod", true).bytes(), StandardCharsets.UTF_8);
        Verdict verdict = office.verify(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        assertThat(verdict.exitCode()).isEqualTo(10);
        assertThat(messages(verdict, Check.V1).getFirst())
                .startsWith("billing.plan: ")
                .contains("CR LF");
    }

    @Test
    void aSignatureForAnotherPurposeIsWorthNothing() {
        PlanFile plan = office.sealed("prod", true);
        byte[] text = new StrictJson().write(Office.decision(plan, "bob", Choice.APPROVE, NOW));
        SshSig sig = SshSig.sign(office.keys.get("bob@corp.example"), "git", text);
        Verdict verdict =
                office.verify(plan.with(new SignedRecord(text, sig.armor().getBytes(StandardCharsets.US_ASCII))));
        assertThat(verdict.exitCode()).isEqualTo(11);
        assertThat(messages(verdict, Check.V5))
                .containsExactly(
                        "decision 1 (bob@corp.example): signature is for \"git\", expected \"decision@countersign\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "valid-before=\"20261101Z\"|expired 2026-11-01T00:00:00Z (allowed_signers line 6)",
                "valid-after=\"20270101Z\"|is not valid before 2027-01-01T00:00:00Z (allowed_signers line 6)",
                "namespaces=\"receipt@countersign\"|may not sign decision@countersign (allowed_signers line 6)",
                "cert-authority|is an authority for certificates and may not sign by itself (allowed_signers line 6)",
            })
    void judgesKeysByTheVerifiersList(String options, String message) {
        office.hire("eve@corp.example", TestKeys.ed25519(), options);
        Verdict verdict = office.verify(office.approve(office.sealed("prod", true), "bob", "eve"));
        assertThat(verdict.exitCode()).isEqualTo(12);
        assertThat(messages(verdict, Check.V6).getFirst())
                .startsWith("decision 2 (eve@corp.example): key SHA256:")
                .endsWith(message);
    }

    @Test
    void refusesForeignAndRevokedKeys() {
        PlanFile plan = office.approve(office.sealed("prod", true), "bob");
        office.revoked = "# lost\n" + office.keys.get("bob@corp.example").key().toLine() + " laptop\n";
        Verdict revoked = office.verify(plan);
        assertThat(revoked.exitCode()).isEqualTo(12);
        assertThat(messages(revoked, Check.V7).getFirst()).endsWith("was revoked (revoked_keys line 2)");
        office.revoked = "";
        office.keys.put("bob@corp.example", office.keys.get("carol@corp.example"));
        Verdict foreign = office.verify(office.approve(office.sealed("prod", true), "bob"));
        assertThat(messages(foreign, Check.V6).getFirst())
                .contains("is not listed for bob@corp.example; it is listed for carol@corp.example");
    }

    @Test
    void aReleaseShowsThatADecisionWasRemovedOrCameLate() {
        office.keys.put("rel@corp.example", TestKeys.ed25519());
        office.allowed.add(
                "rel@corp.example " + office.keys.get("rel@corp.example").key().toLine());
        PlanFile plan = office.approve(office.sealed("prod", true), "bob");
        office.options = new VerifyOptions(Optional.empty(), true, Optional.empty());
        assertThat(messages(office.verify(plan), Check.V11).getFirst()).startsWith("no release record");
        List<Digest> decisions = plan.records().stream()
                .filter(record -> record.read() instanceof Decision)
                .map(SignedRecord::digest)
                .toList();
        SignedRecord release = office.sign(
                new Release(plan.digest(), "rel@corp.example", NOW, decisions, Optional.empty(), Optional.empty()));
        assertThat(office.verify(plan.with(release)).accepted()).isTrue();
        assertThat(messages(office.verify(office.sealed("prod", true).with(release)), Check.V11)
                        .getFirst())
                .contains("lists 1 decisions, 1 of them not in the file");
        assertThat(messages(office.verify(office.approve(plan.with(release), "dan")), Check.V11)
                        .getFirst())
                .contains("it came after the release");
    }

    @Test
    void expiresAndCanBeWithdrawn() {
        PlanFile plan = office.approve(office.sealed("prod", true), "bob");
        SignedRecord bySecurity =
                office.sign(new Withdraw(plan.digest(), "sue@corp.example", NOW, Withdraw.Scope.PLAN, "wrong column"));
        Verdict withdrawn = office.verify(plan.with(bySecurity));
        assertThat(withdrawn.exitCode()).isEqualTo(15);
        assertThat(messages(withdrawn, Check.V13)).containsExactly("withdrawn by sue@corp.example \"wrong column\"");
        SignedRecord byAnybody =
                office.sign(new Withdraw(plan.digest(), "dan@corp.example", NOW, Withdraw.Scope.PLAN, "no"));
        assertThat(office.verify(plan.with(byAnybody)).accepted()).isTrue();
        assertThat(office.verify(plan.with(byAnybody)).notes())
                .anyMatch(note -> note.contains("only its author or role security may"));

        office.now = NOW.plus(Duration.ofDays(6)).plusSeconds(7200);
        Verdict expired = office.verify(plan);
        assertThat(expired.exitCode()).isEqualTo(14);
        assertThat(messages(expired, Check.V12))
                .containsExactly("expired 2026-11-27T12:00:00Z (2 h ago). Re-plan and have it approved again");
        office.now = NOW.minus(Duration.ofDays(1));
        assertThat(messages(office.verify(plan), Check.V12))
                .hasSize(3)
                .allMatch(message -> message.contains("in the future"));
    }

    @Test
    void oldApprovalsAndOldPlansDoNotCount() {
        office.roles = office.roles.replace("dba = 1 }", "dba = 1 }\n max_age = \"2h\"");
        PlanFile plan = office.approve(office.sealed("prod", true), "bob");
        assertThat(office.verify(plan).accepted()).isTrue();
        office.now = NOW.plusSeconds(7200);
        Verdict old = office.verify(plan);
        assertThat(old.exitCode()).isEqualTo(13);
        assertThat(old.findings()).extracting(Finding::check).containsExactly(Check.V9, Check.V12);
    }

    @Test
    void theTrustFolderCanBePinned() {
        PlanFile plan = office.approve(office.sealed("prod", true), "bob");
        office.options = new VerifyOptions(
                Optional.empty(), false, Optional.of(office.trust().digest()));
        assertThat(office.verify(plan).accepted()).isTrue();
        office.roles += "# changed\n";
        assertThat(office.verify(plan).exitCode()).isEqualTo(12);
    }

    @Test
    void thePolicyMustBeTheOneThatThePlanWasJudgedByFileByFile() {
        Digest project = Digest.of(new byte[] {1});
        Digest rules = Digest.of(new byte[] {2});
        Digest other = Digest.of(new byte[] {3});
        PolicyFacts signed = new PolicyFacts(
                Optional.of("countersign.hcl"),
                Optional.of(project),
                List.of(),
                Map.of("file: rules/own.rule.hcl", rules.toString(), "lint.review", "ERROR"));
        record Row(Digest project, Map<String, Digest> files, List<String> changed) {}
        for (Row row : List.of(
                new Row(project, Map.of("rules/own.rule.hcl", rules), List.of()),
                new Row(other, Map.of("rules/own.rule.hcl", rules), List.of("p/countersign.hcl: it was sha256:")),
                new Row(project, Map.of("rules/own.rule.hcl", other), List.of("rules/own.rule.hcl: it was sha256:")),
                new Row(project, Map.of(), List.of("rules/own.rule.hcl: it was sha256:")),
                new Row(
                        other,
                        Map.of("rules/own.rule.hcl", rules, "teams.hcl", other),
                        List.of("p/countersign.hcl: it was sha256:", "teams.hcl: it is sha256:")))) {
            PolicyNow now = new PolicyNow(
                    "p/countersign.hcl", row.project(), new TreeMap<>(row.files()), Owners.unknown("nobody asks"));
            assertThat(PolicyChecks.of(signed, now))
                    .as(row.toString())
                    .allMatch(finding -> finding.check() == Check.V14)
                    .extracting(Finding::message)
                    .hasSize(row.changed().size())
                    .zipSatisfy(
                            row.changed(),
                            (message, start) ->
                                    assertThat(message).startsWith("policy changed since signing: " + start));
        }
    }

    @Test
    void aPolicyThatIsNotComparedIsNamedAndAChangedOneRefuses() {
        PlanFile plan = office.approve(office.sealed("prod", true), "bob");
        assertThat(office.verify(plan).notes())
                .containsExactly(
                        "not checked: whether the policy of countersign.hcl has changed since signing, as no project is named");
        PolicyNow now = new PolicyNow(
                "countersign.hcl", Digest.of(new byte[0]), new TreeMap<>(), Owners.unknown("nobody asks"));
        office.options = new VerifyOptions(Optional.empty(), false, Optional.empty(), Optional.of(now));
        Verdict changed = office.verify(plan);
        assertThat(changed.notes()).isEmpty();
        assertThat(changed.exitCode()).isEqualTo(19);
        office.now = NOW.plus(Duration.ofDays(7));
        assertThat(office.verify(plan).exitCode())
                .as("what comes first decides")
                .isEqualTo(14);
    }
}
