package dev.countersign.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.cli.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The words that a project's {@code diff} block asks for, in the plans of the command line and in their way back. */
class PlanWordsTest {
    private static final String PROJECT = """
            diff {
              add_table  { if_not_exists = true }
              add_index  { if_not_exists = true }
              drop_table { if_exists = true }
            }
            diff "postgres" {
              add_table    { if_not_exists = true }
              add_column   { if_not_exists = true }
              materialized { with_no_data = true }
              drop_table {
                if_exists = true
                cascade   = true
              }
            }
            env "lite" {
              dev = "sqlite://dev?mode=memory"
            }
            env "post" {
              dev = "embedded://postgres/18"
            }
            """;

    @TempDir
    Path folder;

    private Program program;

    @BeforeEach
    void start() throws IOException {
        program = new Program(folder);
        Files.writeString(folder.resolve("countersign.hcl"), PROJECT);
    }

    @AfterEach
    void stop() {
        program.close();
    }

    private String plan(String environment, String from, String to, String... more) throws IOException {
        Path before = Files.writeString(folder.resolve("before.sql"), from);
        Path after = Files.writeString(folder.resolve("after.sql"), to);
        List<Object> arguments = Stream.concat(
                        Stream.<Object>of(
                                "plan",
                                "-c",
                                folder.resolve("countersign.hcl"),
                                "--env",
                                environment,
                                "--from",
                                "file://" + before,
                                "--to",
                                "file://" + after),
                        Stream.of(more))
                .toList();
        Result result = program.run(arguments.toArray());
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result.out();
    }

    @Test
    void sqliteStatementsAreWordedBothWays() throws IOException {
        String old = "CREATE TABLE gone (id INTEGER);";
        String desired = "CREATE TABLE made (id INTEGER); CREATE INDEX made_id ON made (id);";
        assertThat(plan("lite", old, desired))
                .contains(
                        "CREATE TABLE IF NOT EXISTS made",
                        "CREATE INDEX IF NOT EXISTS made_id",
                        "DROP TABLE IF EXISTS gone");
        assertThat(plan("lite", old, desired, "--reverse"))
                .contains("CREATE TABLE IF NOT EXISTS gone", "DROP TABLE IF EXISTS made");
    }

    @Test
    void postgresStatementsAreWordedBothWays() throws IOException {
        String old = "CREATE TABLE kept (id int); CREATE TABLE gone (id int);";
        String desired = "CREATE TABLE kept (id int, name text); CREATE MATERIALIZED VIEW m AS SELECT id FROM kept;"
                + " CREATE TABLE made (id int);";
        assertThat(plan("post", old, desired))
                .contains(
                        "CREATE TABLE IF NOT EXISTS public.made",
                        "ADD COLUMN IF NOT EXISTS name",
                        "WITH NO DATA",
                        "DROP TABLE IF EXISTS public.gone CASCADE");
        assertThat(plan("post", old, desired, "--reverse"))
                .contains("CREATE TABLE IF NOT EXISTS public.gone", "DROP TABLE IF EXISTS public.made CASCADE");
    }
}
