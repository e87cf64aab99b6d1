package dev.countersign.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.countersign.app.cli.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
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
        assumeTrue(SshKeygen.execute("ssh-keygen", "-?").exitCode() != 127, "ssh-keygen is not installed");
        program = new Program(folder);
        plan = folder.resolve("change.plan");
        trust = Files.createDirectory(folder.resolve("trust"));
        Files.writeString(
                trust.resolve("allowed_signers"),
                "alice@corp.example namespaces=\"seal@countersign\" " + SshKeygen.key(folder, "alice", "ed25519") + "\n"
                        + "bob@corp.example namespaces=\"decision@countersign\" "
                        + SshKeygen.key(folder, "bob", "ecdsa") + "\n");
        Files.writeString(trust.resolve("roles.hcl"), """
                role "dba" { members = ["bob@corp.example"] }
                rule "everything" {
                  when     = environment != "nowhere"
                  require  = { dba = 1 }
                  distinct = ["author", "approver"]
                }
                """);
        Files.writeString(folder.resolve("before.sql"), "create table t (a int);");
        Files.writeString(folder.resolve("after.sql"), "create table t (a int, b text);");
        Result signed = sign("alice@corp.example", plan);
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
        Result auditor = SshKeygen.execute(
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
    void aDatabaseIsHeldAgainstThePlanThatWasMadeForIt() throws Exception {
        Path database = folder.resolve("live.db");
        execute(database, "CREATE TABLE t (a int)");
        Path target =
                Files.writeString(folder.resolve("target.sql"), "CREATE TABLE t (a int); CREATE TABLE u (a int);");
        Result signed = program.sign(
                folder, "alice@corp.example", "sqlite://" + database, "file://" + target, folder.resolve("live.plan"));
        assertThat(signed.exitCode()).as(signed.err()).isZero();
        assertThat(drift(database).out())
                .startsWith("Drift status: OK\n")
                .contains("is as it was when the plan was made");
        execute(database, "CREATE INDEX hotfix ON t (a)");
        assertThat(drift(database).exitCode()).isEqualTo(1);
        assertThat(drift(database).out()).startsWith("Drift status: DRIFT\n");
        execute(database, "DROP INDEX hotfix");
        execute(database, "CREATE TABLE u (a int)");
        assertThat(drift(database).exitCode()).isZero();
        assertThat(drift(database).out()).contains("is as the plan leaves it");
        assertThat(program.run("drift", "--url", "file://" + target, "--plan", folder.resolve("live.plan"))
                        .exitCode())
                .isEqualTo(2);
    }

    private Result drift(Path database) {
        return program.run("drift", "--url", "sqlite://" + database, "--plan", folder.resolve("live.plan"));
    }

    private static void execute(Path database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
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
        assertThat(SshKeygen.execute(
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

    /** What a rule of roles.hcl asks, who decides how (all in one second, or later), and the exit code with what is said. */
    private record Row(String rule, List<String> decisions, int exitCode, String says) {}

    @Test
    void rulesDecideWhatIsEnough() throws IOException, InterruptedException {
        Files.writeString(
                trust.resolve("allowed_signers"),
                Files.readString(trust.resolve("allowed_signers")) + "carol@corp.example "
                        + SshKeygen.key(folder, "carol", "ed25519") + "\ndan@corp.example valid-before=\"20200101Z\" "
                        + SshKeygen.key(folder, "dan", "ed25519") + "\n");
        byte[] sealed = Files.readAllBytes(plan);
        String two = "require = { dba = 2 }";
        List<Row> rows = List.of(
                new Row(two, List.of(), 13, "needs 2 dba, has 0"),
                new Row(two, List.of("bob approve"), 13, "needs 2 dba, has 1 (bob@corp.example)"),
                new Row(two, List.of("bob approve", "bob approve"), 13, "needs 2 dba, has 1"),
                new Row(two, List.of("bob approve", "carol approve"), 0, "accepted"),
                new Row(two, List.of("bob approve", "carol abstain"), 13, "needs 2 dba, has 1"),
                new Row(two, List.of("bob approve", "carol reject"), 13, "rejected by carol@corp.example"),
                new Row(two, List.of("bob approve", "carol reject", "carol approve"), 13, "rejected by carol"),
                new Row(two, List.of("bob approve", "carol reject", "carol approve later"), 0, "accepted"),
                new Row(two + "\nreject_blocks = false", List.of("bob approve", "carol reject"), 13, "has 1"),
                new Row(
                        "require = { dba = 1 }\nreject_blocks = false",
                        List.of("bob approve", "carol reject"),
                        0,
                        "accepted"),
                new Row(
                        "require = { dba = 1, auditor = 1 }",
                        List.of("bob approve"),
                        13,
                        "roles.hcl has no role \"auditor\""),
                new Row("require = { \"owner.*\" = 1 }", List.of("bob approve"), 13, "needs 1 owner.public, has 0"),
                new Row("require = { \"owner.*\" = 1 }", List.of("carol approve"), 0, "accepted"),
                new Row("require = { dba = 1 }", List.of("dan approve"), 12, "expired 2020-01-01"),
                new Row(
                        "require = { dba = 1 }\nhardware_key = true",
                        List.of("bob approve"),
                        12,
                        "needs a hardware key with touch"),
                new Row("require = { dba = 1 }\nmax_age = \"1d\"", List.of("bob approve"), 0, "accepted"),
                new Row(
                        "require = { dba = 1 }\ndistinct = [\"approver\", \"applier\"]",
                        List.of("bob approve"),
                        0,
                        "not checked"));
        Instant now = Instant.now();
        for (Row row : rows) {
            Files.write(plan, sealed);
            Files.writeString(trust.resolve("roles.hcl"), """
                    role "dba" { members = ["bob@corp.example", "carol@corp.example", "dan@corp.example"] }
                    role "owner.public" { members = ["carol@corp.example"] }
                    rule "tested" {
                      when = true
                      %s
                    }
                    """.formatted(row.rule()));
            for (String decision : row.decisions()) {
                String[] words = decision.split(" ");
                program.at(words.length > 2 ? now.plusSeconds(1) : now);
                Result decided = decideBy(words[0], "--" + words[1]);
                assertThat(decided.exitCode()).as(row + decided.err()).isZero();
            }
            program.at(now.plusSeconds(2));
            Result verdict = verify();
            assertThat(verdict.exitCode()).as(row + verdict.out()).isEqualTo(row.exitCode());
            assertThat(verdict.out()).as(row.toString()).contains(row.says());
        }
    }

    @Test
    void whatChangedInThePolicySinceSigningIsSaidFileByFile() throws IOException {
        Path project = Files.writeString(folder.resolve("countersign.hcl"), """
                lint {
                  rule "hcl" "own" {
                    src = ["own.rule.hcl"]
                  }
                }
                """);
        Path rules = Files.writeString(folder.resolve("own.rule.hcl"), """
                rule "schema" "named" {
                  description = "Tables are named"
                  table {
                    assert {
                      condition = self.name != ""
                      message   = "no name"
                    }
                  }
                }
                """);
        Path judged = folder.resolve("judged.plan");
        assertThat(sign("alice@corp.example", judged, "-c", project).exitCode()).isZero();
        plan = judged;
        decide("--approve", "fine");

        assertThat(verify().out()).contains("not checked: whether the policy of");
        Result same = verify("-c", project);
        assertThat(same.exitCode()).as(same.out()).isZero();
        assertThat(same.out()).doesNotContain("not checked");

        Files.writeString(rules, Files.readString(rules) + "# one more word\n");
        Result changed = verify("-c", project);
        assertThat(changed.exitCode()).isEqualTo(19);
        assertThat(changed.out())
                .contains("V14 policy changed since signing: own.rule.hcl: it was sha256:")
                .doesNotContain("countersign.hcl: it was");

        Files.writeString(project, "lint {\n  review = ERROR\n}\n");
        assertThat(verify("-c", project).out())
                .contains("policy changed since signing: " + project + ": it was sha256:")
                .contains("policy changed since signing: own.rule.hcl: it was sha256:")
                .contains("is no part of the policy now");
        assertThat(verify("-c", folder.resolve("absent.hcl")).exitCode()).isEqualTo(2);
    }

    private Result sign(String signer, Path out, Object... more) {
        return program.sign(
                folder,
                signer,
                "file://" + folder.resolve("before.sql"),
                "file://" + folder.resolve("after.sql"),
                out,
                more);
    }

    private Result verify(Object... more) {
        List<Object> words = new ArrayList<>(List.of("verify", plan, "--trust", trust));
        words.addAll(List.of(more));
        return program.run(words.toArray());
    }

    private Result decideBy(String name, String choice) {
        return program.run(
                "decide",
                plan,
                choice,
                "--comment",
                "seen",
                "--key",
                folder.resolve(name),
                "--signer",
                name + "@corp.example");
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
}
