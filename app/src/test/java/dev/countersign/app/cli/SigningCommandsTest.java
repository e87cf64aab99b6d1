package dev.countersign.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.countersign.app.cli.Program.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Propose, decide, verify: with keys that ssh-keygen makes and the script that an auditor runs. */
class SigningCommandsTest {
    @TempDir
    Path folder;

    private Program program;
    private Path plan;
    private Path trust;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        assumeTrue(execute("ssh-keygen", "-?").exitCode() != 127, "ssh-keygen is not installed");
        program = new Program(folder);
        plan = folder.resolve("change.plan");
        trust = Files.createDirectory(folder.resolve("trust"));
        Files.writeString(
                trust.resolve("allowed_signers"),
                "alice@corp.example namespaces=\"seal@countersign\" " + key("alice", "ed25519") + "\n"
                        + "bob@corp.example namespaces=\"decision@countersign\" " + key("bob", "ecdsa") + "\n");
        Files.writeString(trust.resolve("roles.hcl"), """
                role "dba" { members = ["bob@corp.example"] }
                rule "everything" {
                  when     = environment != "nowhere"
                  require  = { dba = 1 }
                  distinct = ["author", "approver"]
                }
                """);
        Path before = Files.writeString(folder.resolve("before.sql"), "create table t (a int);");
        Path after = Files.writeString(folder.resolve("after.sql"), "create table t (a int, b text);");
        Result signed = program.run(
                "sign",
                "--from",
                "file://" + before,
                "--to",
                "file://" + after,
                "--key",
                folder.resolve("alice"),
                "--signer",
                "alice@corp.example",
                "--out",
                plan);
        assertThat(signed.exitCode()).as(signed.err()).isZero();
    }

    @AfterEach
    void stop() {
        if (program != null) {
            program.close();
        }
    }

    @Test
    void aPlanNeedsItsApprovalAndThenIsAcceptedByUsAndByTheAuditorsScript() throws IOException, InterruptedException {
        assertThat(verify())
                .satisfies(r -> assertThat(r.exitCode()).isEqualTo(13))
                .satisfies(r -> assertThat(r.out()).contains("V9").contains("bob@corp.example"));

        Result decided = decide("--approve", "window checked");
        assertThat(decided.exitCode()).as(decided.err()).isZero();

        Result accepted = program.run("verify", plan, "--trust", trust, "--write-script", folder);
        assertThat(accepted.exitCode()).as(accepted.out()).isZero();
        assertThat(accepted.out()).endsWith("accepted\n");
        Result auditor = execute(
                "sh",
                folder.resolve("verify.sh").toString(),
                plan.toString(),
                trust.resolve("allowed_signers").toString());
        assertThat(auditor.exitCode()).as(auditor.out()).isZero();
        assertThat(auditor.out()).contains("2 valid signed records");
    }

    @Test
    void aRejectionStandsInTheWayAndNeedsAComment() {
        assertThat(decide("--reject", "").exitCode()).isEqualTo(2);
        assertThat(decide("--reject", "index will time out").exitCode()).isZero();

        assertThat(verify())
                .satisfies(r -> assertThat(r.exitCode()).isEqualTo(13))
                .satisfies(r -> assertThat(r.out()).contains("index will time out"));
    }

    @Test
    void changedSqlIsRefusedByUsAndByTheAuditorsScript() throws IOException, InterruptedException {
        decide("--approve", "fine");
        program.run("verify", plan, "--trust", trust, "--write-script", folder);
        String text = Files.readString(plan);
        Files.writeString(plan, text.replace("ADD COLUMN b text", "ADD COLUMN c text"));

        Result verdict = verify();

        assertThat(verdict.exitCode()).isEqualTo(11);
        assertThat(verdict.out())
                .contains("V3 statement 1: text does not match its hash")
                .endsWith("refused\n");
        assertThat(decide("--approve", "again").exitCode()).isEqualTo(11);
        assertThat(execute(
                                "sh",
                                folder.resolve("verify.sh").toString(),
                                plan.toString(),
                                trust.resolve("allowed_signers").toString())
                        .exitCode())
                .isNotZero();
    }

    @Test
    void aPlanThatMayHoldDecisionsIsNotOverwritten() throws IOException {
        decide("--approve", "fine");
        String decided = Files.readString(plan);

        Result again = sign("alice@corp.example", plan);

        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("may hold decisions");
        assertThat(Files.readString(plan)).isEqualTo(decided);
    }

    @Test
    void mistakesAreNamedBeforeAnythingIsWritten() {
        Path other = folder.resolve("other.plan");
        assertThat(sign("alice@corp.example\neve@corp.example", other).err()).contains("allowed_signers");
        assertThat(sign("alice@corp.example", other, "--valid-days", "0").exitCode())
                .isEqualTo(2);
        assertThat(sign("alice@corp.example", folder.resolve("absent").resolve("other.plan"))
                        .exitCode())
                .isEqualTo(1);
        assertThat(other).doesNotExist();
        assertThat(program.run("verify", other, "--trust", trust))
                .satisfies(r -> assertThat(r.exitCode()).isEqualTo(1))
                .satisfies(r -> assertThat(r.err()).contains("There is no plan file"));
    }

    @Test
    void lineEndingsOfAnotherSystemAreNamedAsTheCause() throws IOException {
        Files.writeString(plan, Files.readString(plan).replace("\n", "\r\n"));

        assertThat(verify())
                .satisfies(r -> assertThat(r.exitCode()).isEqualTo(10))
                .satisfies(r -> assertThat(r.out()).contains("line endings"));
    }

    private Result sign(String signer, Path out, Object... more) {
        List<Object> words = new ArrayList<>(List.of(
                "sign",
                "--from",
                "file://" + folder.resolve("before.sql"),
                "--to",
                "file://" + folder.resolve("after.sql"),
                "--key",
                folder.resolve("alice"),
                "--signer",
                signer,
                "--out",
                out));
        words.addAll(List.of(more));
        return program.run(words.toArray());
    }

    private Result verify() {
        return program.run("verify", plan, "--trust", trust);
    }

    private Result decide(String choice, String comment) {
        return program.run(
                "decide",
                plan,
                choice,
                "--comment",
                comment,
                "--key",
                folder.resolve("bob"),
                "--signer",
                "bob@corp.example");
    }

    /** Makes a key and returns its public half. */
    private String key(String name, String type) throws IOException, InterruptedException {
        execute(
                "ssh-keygen",
                "-q",
                "-t",
                type,
                "-N",
                "",
                "-C",
                name,
                "-f",
                folder.resolve(name).toString());
        String[] parts = Files.readString(folder.resolve(name + ".pub")).split(" ");
        return parts[0] + " " + parts[1];
    }

    private static Result execute(String... command) throws IOException, InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), out, "");
        } catch (IOException missing) {
            return new Result(127, missing.getMessage(), "");
        }
    }
}
