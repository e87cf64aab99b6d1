package dev.countersign.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.countersign.app.cli.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code require = { owners = 1 }}: whom the project's ownership policy names for what the plan touches, with keys that ssh-keygen makes. */
class OwnersApproveTest {
    private static final String PEOPLE = "alice bob carol dan";
    private static final String OWNERSHIP = """
            lint {
              ownership "github" {
                default = DENY
                allow "orders" {
                  match = "public.orders"
                  users = ["carol@corp.example"]
                }
                allow "shop" {
                  match = "public.*"
                  teams = ["backend"]
                }
              }
            }
            """;
    private static final String TEAMS = """
            team "backend" { users = ["bob", "alice"] }
            user "bob" { names = ["bob@corp.example"] }
            user "alice" { names = ["alice@corp.example"] }
            """;

    @TempDir
    Path folder;

    private record Row(String approvers, String roles, String ownership, String teams, int exit, String message) {}

    @Test
    void theOwnersOfEveryTouchedObjectApprove() throws IOException, InterruptedException {
        assumeTrue(SshKeygen.execute("ssh-keygen", "-?").exitCode() != 127, "ssh-keygen is not installed");
        Path trust = Files.createDirectory(folder.resolve("trust"));
        List<String> signers = new ArrayList<>();
        for (String name : PEOPLE.split(" ")) {
            signers.add(name + "@corp.example " + SshKeygen.key(folder, name, "ed25519"));
        }
        Files.write(trust.resolve("allowed_signers"), signers);
        Path before = Files.writeString(
                folder.resolve("before.sql"), "create table orders (id int); create table users (id int, name text);");
        Path after = Files.writeString(
                folder.resolve("after.sql"),
                "create table orders (id int, sum int); create table users (id int, name text);"
                        + " create index by_name on users (name);");
        Path project = folder.resolve("countersign.hcl");
        Path teams = folder.resolve("teams.hcl");
        Files.writeString(project, OWNERSHIP);
        Files.writeString(teams, TEAMS);
        Path proposed = folder.resolve("proposed.plan");
        String owners = "require = { owners = 1 }";
        try (Program program = new Program(folder)) {
            Result signed = program.sign(
                    folder, "alice@corp.example", "file://" + before, "file://" + after, proposed, "-c", project);
            assertThat(signed.exitCode()).as(signed.err()).isZero();
            for (Row row : List.of(
                    new Row(
                            "",
                            owners,
                            OWNERSHIP,
                            TEAMS,
                            13,
                            "needs 1 owner of column public.orders.sum, has 0. Owned by: carol@corp.example (rule \"orders\", countersign.hcl:4)"),
                    new Row(
                            "carol",
                            owners,
                            OWNERSHIP,
                            TEAMS,
                            13,
                            "needs 1 owner of index public.users.by_name, has 0. Owned by: team backend (rule \"shop\", countersign.hcl:8)"),
                    new Row("bob dan", owners, OWNERSHIP, TEAMS, 13, "owner of column public.orders.sum, has 0"),
                    new Row("bob carol", owners, OWNERSHIP, TEAMS, 0, "accepted"),
                    new Row(
                            "bob carol",
                            "require = { owners = 2 }",
                            OWNERSHIP,
                            TEAMS,
                            13,
                            "needs 2 owners of column public.orders.sum, has 1 (carol@corp.example)"),
                    new Row(
                            "alice carol",
                            owners,
                            OWNERSHIP,
                            TEAMS,
                            13,
                            "V10 alice@corp.example is the author and cannot approve"),
                    new Row(
                            "bob carol",
                            owners,
                            OWNERSHIP.replace(
                                    "allow \"shop\"",
                                    "deny \"not-bob\" {\n match = \"*\"\n users = [\"bob\"]\n }\n allow \"shop\""),
                            TEAMS,
                            13,
                            "needs 1 owner of index public.users.by_name, has 0"),
                    new Row(
                            "bob carol",
                            owners,
                            OWNERSHIP.replace("public.*", "public.nothing"),
                            TEAMS,
                            13,
                            "Owned by: nobody, as no ownership rule is about it (countersign.hcl:2, default DENY)"),
                    new Row(
                            "carol",
                            owners,
                            OWNERSHIP.replace("public.*", "public.nothing").replace("DENY", "ALLOW"),
                            TEAMS,
                            19,
                            "V14 policy changed since signing"),
                    new Row(
                            "bob carol",
                            owners,
                            OWNERSHIP,
                            TEAMS.replace("backend", "frontend"),
                            13,
                            "the team \"backend\" of rule \"shop\" is not evaluated"),
                    new Row("bob carol", owners, "lint {}\n", TEAMS, 13, "the project has no ownership policy"),
                    new Row("bob carol", owners, "lint {\n", TEAMS, 13, "the policy cannot be evaluated"),
                    new Row(
                            "bob carol",
                            "require = { owners = 1, dba = 1 }",
                            OWNERSHIP,
                            TEAMS,
                            13,
                            "needs 1 dba, has 0"),
                    new Row("bob carol dan", "require = { owners = 1, dba = 1 }", OWNERSHIP, TEAMS, 0, "accepted"))) {
                Files.writeString(
                        trust.resolve("roles.hcl"),
                        "role \"dba\" { members = [\"dan@corp.example\"] }\n" + "rule \"all\" {\n  when = true\n  "
                                + row.roles() + "\n}\n");
                Path plan = folder.resolve("change.plan");
                Files.copy(proposed, plan, StandardCopyOption.REPLACE_EXISTING);
                for (String name : row.approvers().isEmpty()
                        ? new String[0]
                        : row.approvers().split(" ")) {
                    decide(program, plan, name, "--approve");
                }
                Files.writeString(project, row.ownership());
                Files.writeString(teams, row.teams());
                Result verdict = program.run("verify", plan, "--trust", trust, "-c", project);
                assertThat(verdict.out() + verdict.err()).as(row.toString()).contains(row.message());
                assertThat(verdict.exitCode()).as(row + verdict.out()).isEqualTo(row.exit());
            }
            Files.writeString(project, OWNERSHIP);
            Files.writeString(teams, TEAMS);
            Files.writeString(trust.resolve("roles.hcl"), "rule \"all\" {\n  when = true\n  " + owners + "\n}\n");
            Path plan = folder.resolve("change.plan");
            Files.copy(proposed, plan, StandardCopyOption.REPLACE_EXISTING);
            decide(program, plan, "bob", "--approve");
            decide(program, plan, "carol", "--approve");
            assertThat(program.run("verify", plan, "--trust", trust))
                    .as("who owns what is the verifier's to say, not the plan's")
                    .satisfies(r -> assertThat(r.exitCode()).isEqualTo(13))
                    .satisfies(r ->
                            assertThat(r.out()).contains("no project is named that says who owns what (--config)"));
            decide(program, plan, "carol", "--reject");
            assertThat(program.run("verify", plan, "--trust", trust, "-c", project)
                            .out())
                    .contains("V11 rejected by carol@corp.example");
            Files.writeString(trust.resolve("roles.hcl"), "role \"owners\" { members = [\"dan@corp.example\"] }\n");
            assertThat(program.run("verify", plan, "--trust", trust, "-c", project)
                            .err())
                    .contains("roles.hcl line 1: \"owners\" are those whom the project's ownership policy names");
        }
    }

    @Test
    void whereOneSchemaIsComparedPatternsNeedNotNameIt() throws IOException, InterruptedException {
        assumeTrue(SshKeygen.execute("ssh-keygen", "-?").exitCode() != 127, "ssh-keygen is not installed");
        Path trust = Files.createDirectory(folder.resolve("trust"));
        List<String> signers = new ArrayList<>();
        for (String name : List.of("alice", "carol")) {
            signers.add(name + "@corp.example " + SshKeygen.key(folder, name, "ed25519"));
        }
        Files.write(trust.resolve("allowed_signers"), signers);
        Files.writeString(trust.resolve("roles.hcl"), "rule \"all\" {\n  when = true\n  require = { owners = 1 }\n}\n");
        Path before = Files.writeString(folder.resolve("before.sql"), "create table orders (id int);");
        Path after = Files.writeString(folder.resolve("after.sql"), "create table orders (id int, total int);");
        Path project = Files.writeString(
                folder.resolve("countersign.hcl"),
                OWNERSHIP.replace("public.orders", "orders").replace("public.*", "other"));
        Files.writeString(folder.resolve("teams.hcl"), TEAMS);
        Map<String, String> verdicts = Map.of(
                "embedded://postgres/18?search_path=app", "accepted",
                "sqlite://dev?mode=memory", "accepted",
                "embedded://postgres/18", "Owned by: nobody, as no ownership rule is about it");
        try (Program program = new Program(folder)) {
            for (Map.Entry<String, String> of : verdicts.entrySet()) {
                Path plan = folder.resolve("change.plan");
                Files.deleteIfExists(plan);
                Result signed = program.sign(
                        folder,
                        "alice@corp.example",
                        "file://" + before,
                        "file://" + after,
                        plan,
                        "-c",
                        project,
                        "--dev-url",
                        of.getKey());
                assertThat(signed.exitCode()).as(signed.err()).isZero();
                decide(program, plan, "carol", "--approve");
                assertThat(program.run("verify", plan, "--trust", trust, "-c", project)
                                .out())
                        .as(of.getKey())
                        .contains(of.getValue());
            }
        }
    }

    private void decide(Program program, Path plan, String name, String choice) {
        Result decided = program.run(
                "decide",
                plan,
                choice,
                "--comment",
                "seen",
                "--key",
                folder.resolve(name),
                "--signer",
                name + "@corp.example");
        assertThat(decided.exitCode()).as(decided.err()).isZero();
    }
}
