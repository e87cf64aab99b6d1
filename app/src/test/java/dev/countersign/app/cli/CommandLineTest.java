package dev.countersign.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.cli.Program.Result;
import dev.countersign.engine.ReviewRequest;
import dev.countersign.engine.ReviewSession;
import dev.countersign.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as its users type it, on the sample project and on small states. */
class CommandLineTest {
    private static final Path STOREFRONT =
            Path.of(System.getProperty("countersign.root"), "sample-schemas", "storefront");
    private static final Path CONFIG = STOREFRONT.resolve("countersign.hcl");

    @TempDir
    Path folder;

    private Program program;

    @BeforeEach
    void start() {
        program = new Program(folder);
    }

    @AfterEach
    void stop() {
        program.close();
    }

    @Test
    void aPlanThatTheRowsAreCertainToStopIsOnlyWrittenOnRequest() throws Exception {
        Path database = folder.resolve("shop.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE customers (id INTEGER PRIMARY KEY)");
            statement.executeUpdate("INSERT INTO customers VALUES (1)");
        }
        Path desired = Files.writeString(
                folder.resolve("new.sql"), "CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT NOT NULL);");
        Path out = folder.resolve("plan.sql");

        Result refused =
                program.run("plan", "--from", "sqlite://" + database, "--to", "file://" + desired, "--out", out);
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err()).contains("customers.email", "the table holds 1 row", "--despite-rows");
        assertThat(out).doesNotExist();

        Result written = program.run(
                "plan", "--despite-rows", "--from", "sqlite://" + database, "--to", "file://" + desired, "--out", out);
        assertThat(written.exitCode()).isZero();
        assertThat(out).content().contains("email");
    }

    @Test
    void aSwitchInTheWindowAndAVariableOnTheCommandLineGiveTheSameBytes() throws IOException {
        Path off = folder.resolve("off.sql");
        Path on = folder.resolve("on.sql");
        assertThat(program.run("plan", "-c", CONFIG, "--env", "prod", "--out", off)
                        .exitCode())
                .isZero();
        assertThat(program.run("plan", "-c", CONFIG, "--env", "prod", "--var", "destructive=true", "--out", on)
                        .exitCode())
                .isZero();

        ReviewRequest request = new ReviewRequest(
                Optional.of(CONFIG),
                STOREFRONT,
                Optional.of("prod"),
                Map.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of());
        try (ReviewSession session = program.workspace().open(request, Progress.none())) {
            assertThat(session.plan(Map.of()).script()).isEqualTo(Files.readString(off));
            assertThat(session.plan(Map.of("destructive", "true")).script()).isEqualTo(Files.readString(on));
            assertThat(session.review(Map.of("destructive", "true"), Progress.none())
                            .plan()
                            .script())
                    .isEqualTo(Files.readString(on));
            assertThat(session.plan(Map.of("destructive", "false")).script()).isEqualTo(Files.readString(off));
        }
        assertThat(Files.readString(off)).doesNotContain("DROP TABLE").doesNotContain("DROP COLUMN");
        assertThat(Files.readString(on))
                .contains("DROP TABLE ops.legacy_import_log;")
                .contains("DROP COLUMN fax;");
    }

    @Test
    void nothingToDoIsAnEmptyFileAndExitCodeZero() throws IOException {
        Path same = write("same.sql", "create table t (a int);");
        Path out = folder.resolve("out.sql");

        Result result = program.run("plan", "--from", "file://" + same, "--to", "file://" + same, "--out", out);

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(out).isEmptyFile();
    }

    @Test
    void whatCannotBeComparedKeepsEveryVerdictFromBeingPlainGreen() throws IOException {
        Path all = write("all.sql", "create table t (a int);");
        Path gap = write(
                "gap.sql",
                "create table t (a int); create role clerk; alter role clerk in database postgres set work_mem = '1MB';");
        Object[] equal = {"--from", "file://" + all, "--to", "file://" + all};
        Object[] unseen = {"--from", "file://" + gap, "--to", "file://" + gap};

        for (String command : List.of("review", "diff", "lint")) {
            assertThat(program.run(command, equal[0], equal[1], equal[2], equal[3])
                            .exitCode())
                    .as(command)
                    .isZero();
            Result incomplete = program.run(command, unseen[0], unseen[1], unseen[2], unseen[3]);
            assertThat(incomplete.exitCode()).as(command + incomplete.out()).isEqualTo(3);
            assertThat(incomplete.out() + incomplete.err()).as(command).contains("of role clerk");
        }
        assertThat(program.run("review", unseen[0], unseen[1], unseen[2], unseen[3])
                        .out())
                .contains("Outcome: nothing speaks against what was compared, but not everything was");
        assertThat(program.run("diff", unseen[0], unseen[1], unseen[2], unseen[3])
                        .out())
                .contains("nothing of what was compared differs");
    }

    @Test
    void planThatMissesWhatOnlyOneStateHasIsWrittenButNotComplete() throws IOException {
        Path all = write("all.sql", "create table t (a int);");
        Path gap = write(
                "gap.sql",
                "create table t (a int); create role clerk; alter role clerk in database postgres set work_mem = '1MB';");
        Path more = write(
                "more.sql",
                "create table t (a int, b int); create role clerk; alter role clerk in database postgres set work_mem = '1MB';");

        Result oneSided = program.run("plan", "--from", "file://" + all, "--to", "file://" + more);
        assertThat(oneSided.exitCode()).as(oneSided.err()).isEqualTo(3);
        assertThat(oneSided.err()).contains("Seen, not compared: ").contains("of role clerk");
        assertThat(oneSided.out()).contains("ADD COLUMN b integer");

        Result onBothSides = program.run("plan", "--from", "file://" + gap, "--to", "file://" + more);
        assertThat(onBothSides.exitCode()).as(onBothSides.err()).isZero();
        assertThat(onBothSides.err()).contains("Seen, not compared: ").contains("of role clerk");
        assertThat(onBothSides.out()).contains("ADD COLUMN b integer");
    }

    @Test
    void whatIsWrittenAsSqlNamesInCommentsWhatCouldNotBeCompared() throws IOException {
        Path old = write(
                "old.sql",
                "create role \"c\nDROP TABLE t;\"; alter role \"c\nDROP TABLE t;\" in database postgres set work_mem = '1MB';");
        Path gap = write(
                "gap.sql",
                "create table t (a int); create role \"c\nDROP TABLE t;\"; alter role \"c\nDROP TABLE t;\" in database postgres set work_mem = '2MB';");
        String head = "-- Seen, not compared: ";
        Path out = folder.resolve("out.sql");

        for (List<String> command : List.of(
                List.of("plan"),
                List.of("plan", "--reverse"),
                List.of("diff", "--format", "sql"),
                List.of("review", "--format", "sql"))) {
            List<Object> arguments = new ArrayList<>(command);
            arguments.addAll(List.of("--from", "file://" + old, "--to", "file://" + gap, "--out", out));
            Result result = program.run(arguments.toArray());
            String written = Files.readString(out);
            assertThat(written)
                    .as(command.toString())
                    .startsWith(head)
                    .contains("of role", "\n\n")
                    .containsPattern(
                            command.contains("--reverse") ? "\nDROP TABLE public.t" : "\nCREATE TABLE public.t");
            assertThat(written.lines().filter(l -> l.startsWith("DROP TABLE t")))
                    .isEmpty();
            if (!command.contains("review")) {
                assertThat(result.err()).as(command.toString()).contains("Seen, not compared: ", "of role");
            }
        }
        Result same = program.run("plan", "--from", "file://" + gap, "--to", "file://" + gap, "--out", out);
        assertThat(same.exitCode()).isZero();
        assertThat(out).content().startsWith(head);
    }

    @Test
    void reviewOfTheSampleNamesErrorsAndComparesEverything() {
        Result result = program.run("review", "-c", CONFIG, "--env", "prod", "--var", "destructive=true");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .contains("every statement ran and the result equals the desired state\n")
                .contains("error DS103: Dropping column \"customers.fax\"")
                .contains("suppressed DS103: Dropping column \"products.deprecated_supplier_code\"")
                .doesNotContain("Seen, not compared");
    }

    @Test
    void withoutADisplayTheReviewRunsInTheTerminalAndLeavesAReportAndAPicture() throws IOException {
        Result result = program.run(STOREFRONT);

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out().lines().findFirst())
                .hasValueSatisfying(line -> assertThat(line).startsWith("No display"));
        assertThat(result.out())
                .contains(folder.resolve("countersign-review.html").toString())
                .contains(folder.resolve("countersign-review.png").toString());
        assertThat(Files.readString(folder.resolve("countersign-review.html")))
                .contains("Kept out of the plan")
                .contains("arrived at the desired state, but for 4 differences kept out.")
                .doesNotContain("<script");
        assertThat(Files.readAllBytes(folder.resolve("countersign-review.png")))
                .startsWith(0x89, 'P', 'N', 'G')
                .hasSizeGreaterThan(50_000);
    }

    @Test
    void lintOfAWrittenMigrationSeesTheDropInsideAFunction() throws IOException {
        Path schema = write("schema.sql", "create table a (id int); create table b (id int);");
        Path migration = write("0001.sql", """
                create function tidy() returns void language plpgsql as $$ begin execute 'drop table b'; end $$;
                select tidy();
                """);

        Result result = program.run("lint", "--from", "file://" + schema, "--migration", migration);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("0001.sql:2: error DS102").contains("[seen on the dev database]");
    }

    @Test
    void lintAsJsonIsData() throws IOException {
        Path schema = write("schema.sql", "create table a (id int);");
        Path migration = write("0001.sql", "create index a_id on a (id);");

        Result result = program.run("lint", "--from", "file://" + schema, "-m", migration, "--format", "json");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .startsWith("{")
                .contains("\"code\" : \"PG101\"")
                .contains("\"passes\" : true");
    }

    @Test
    void diffAndInspectListObjects() throws IOException {
        Path before = write("before.sql", "create table t (a int);");
        Path after = write("after.sql", "create table t (a int, b text);");

        assertThat(program.run("diff", "--from", "file://" + before, "--to", "file://" + after)
                        .out())
                .contains("+ add column public.t.b text");
        assertThat(program.run("inspect", "--url", "file://" + after).out()).contains("table (1)\n  public.t\n");
        assertThat(program.run("inspect", "--url", "file://" + after, "--format", "sql")
                        .out())
                .contains("CREATE TABLE public.t (");
    }

    @Test
    void mistakesEndInOneSentenceAndTheRightExitCode() throws IOException {
        Path broken = write("broken.sql", "create table t (a int);\ncreate tabel u (b int);\n");

        assertThat(program.run("plan", "--to", "file://" + broken))
                .satisfies(r -> assertThat(r.exitCode()).isEqualTo(2))
                .satisfies(r -> assertThat(r.err()).contains("--from"));
        assertThat(program.run("plan", "--from", "file://" + broken, "--to", "file://" + broken))
                .satisfies(r -> assertThat(r.exitCode()).isEqualTo(1))
                .satisfies(r ->
                        assertThat(r.err()).contains("broken.sql").contains("2").contains("tabel"));
        assertThat(program.run("plan", "--frmo", "x"))
                .satisfies(r -> assertThat(r.exitCode()).isEqualTo(2))
                .satisfies(r -> assertThat(r.err()).contains("--from"));
        assertThat(program.run("plan", "surplus"))
                .satisfies(r -> assertThat(r.exitCode()).isEqualTo(2));
        assertThat(program.run("nonsense"))
                .satisfies(r -> assertThat(r.exitCode()).isEqualTo(2))
                .satisfies(r -> assertThat(r.err()).contains("nonsense is neither a command nor a folder"));
        assertThat(program.run("review", "-c", CONFIG, "--env", "production"))
                .satisfies(r -> assertThat(r.exitCode()).isEqualTo(2))
                .satisfies(r -> assertThat(r.err()).contains("production"));
        assertThat(program.run("review", "-c", CONFIG, "--env", "dev", "--var", "destructive"))
                .satisfies(r -> assertThat(r.exitCode()).isEqualTo(2));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
