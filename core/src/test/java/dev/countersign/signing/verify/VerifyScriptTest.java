package dev.countersign.signing.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.signing.plan.PlanFile;
import dev.countersign.signing.plan.SamplePlans;
import dev.countersign.signing.ssh.KeyFile;
import dev.countersign.signing.ssh.PassphraseSource;
import dev.countersign.signing.ssh.SshKeygen;
import dev.countersign.signing.ssh.TestKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyScriptTest {
    @TempDir
    Path folder;

    /** The script does not count approvals, so agreement is asked about everything up to V7. */
    @Test
    void agreesWithTheVerifier() throws Exception {
        SshKeygen ssh = new SshKeygen(folder);
        Office office = new Office(folder);
        office.hire(
                "rsa@corp.example", new KeyFile(PassphraseSource.NONE).open(ssh.key("r", "", "rsa", "-b", "3072")), "");
        office.hire(
                "ec@corp.example", new KeyFile(PassphraseSource.NONE).open(ssh.key("e", "", "ecdsa", "-b", "521")), "");
        office.hire("sk@corp.example", TestKeys.hardware(true), "");
        office.hire("eve@corp.example", TestKeys.ed25519(), "namespaces=\"receipt@countersign\"");
        Path script = new VerifyScript().writeInto(folder);
        assertThat(Files.readAllLines(script).size()).isLessThanOrEqualTo(12);

        PlanFile sealed = office.sealed("prod", true);
        PlanFile all = office.approve(sealed, "bob", "rsa", "ec", "sk");
        List<byte[]> files = new ArrayList<>(List.of(
                sealed.bytes(),
                all.bytes(),
                office.approve(all, "eve").bytes(),
                SamplePlans.plan("prod", true, false, Office.AUTHOR).bytes(),
                all.with(office.sealed("dev", true).records().getFirst()).bytes(),
                new String(all.bytes(), StandardCharsets.UTF_8)
                        .replace("\n", "\r\n")
                        .getBytes(StandardCharsets.UTF_8)));
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] good = all.bytes();
        for (int i = 0; i < 12; i++) {
            byte[] cut = Arrays.copyOf(good, 1 + random.nextInt(good.length - 1));
            files.add(cut);
            byte[] flipped = good.clone();
            flipped[random.nextInt(sealed.bytes().length)] ^= 1;
            files.add(flipped);
        }
        Path plan = folder.resolve("billing.plan");
        for (byte[] file : files) {
            Files.write(plan, file);
            Verdict ours = office.verify(file);
            boolean accepted = ours.plan().isPresent()
                    && !ours.records().isEmpty()
                    && ours.findings().stream()
                            .noneMatch(finding -> finding.check().compareTo(Check.V7) <= 0);
            SshKeygen.Outcome theirs = ssh.run(
                    null,
                    "sh",
                    script.toString(),
                    plan.toString(),
                    folder.resolve("allowed_signers").toString());
            assertThat(theirs.exit() == 0)
                    .as("seed %d, %s\n%s", seed, ours.findings(), theirs.output())
                    .isEqualTo(accepted);
        }
        Files.write(plan, good);
        SshKeygen.Outcome shown = ssh.run(
                null,
                "sh",
                script.toString(),
                plan.toString(),
                folder.resolve("allowed_signers").toString());
        assertThat(shown.output())
                .contains("plan " + all.digest())
                .contains("Good \"decision@countersign\" signature for ec@corp.example")
                .contains("decision: \"approve\"")
                .contains("5 valid signed records");

        Path revoked = Files.writeString(
                folder.resolve("revoked_keys"),
                office.keys.get("bob@corp.example").key().toLine() + "\n");
        SshKeygen.Outcome refused = ssh.run(
                null,
                "sh",
                script.toString(),
                plan.toString(),
                folder.resolve("allowed_signers").toString(),
                revoked.toString());
        assertThat(refused.exit()).isNotZero();
        assertThat(refused.output()).contains("REFUSED: signature of bob@corp.example");
    }
}
