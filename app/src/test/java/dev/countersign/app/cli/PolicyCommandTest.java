package dev.countersign.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.cli.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions about project files on the command line, on SQLite in memory. */
class PolicyCommandTest {
    @TempDir
    Path folder;

    private Program program;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        program = new Program(folder);
        file = folder.resolve("countersign.hcl");
        Files.writeString(folder.resolve("old.sql"), "CREATE TABLE users (id INTEGER PRIMARY KEY, legacy_email TEXT);");
        Files.writeString(folder.resolve("new.sql"), "CREATE TABLE users (id INTEGER PRIMARY KEY);");
        Files.writeString(file, """
                diff {
                  skip {
                    drop_column = true
                  }
                }
                env "prod" {
                  url = "file://old.sql"
                  src = "file://new.sql"
                  dev = "sqlite://dev?mode=memory"
                }
                """);
    }

    @AfterEach
    void stop() {
        program.close();
    }

    @Test
    void explainShowsTheLineThatDecides() {
        Result result = program.run("policy", "explain", "-c", file, "--env", "prod", "--object", "users.legacy_email");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("* diff.skip.drop_column = true  countersign.hcl:3:5")
                .contains("3 |     drop_column = true")
                .contains("DROP COLUMN is kept out of the plan: the column stays.");
        Result unknown = program.run("policy", "explain", "-c", file, "--env", "prod", "--object", "users.legacy_mail");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("did you mean users.legacy_email?");
    }

    @Test
    void planNamesWhatIsLeftOut() throws IOException {
        Files.writeString(file, Files.readString(file) + "\nenv \"less\" {\n  exclude = [\"users\"]\n}\n");
        Path before = Files.writeString(folder.resolve("before.sql"), "CREATE TABLE users (id int);");
        Path after = Files.writeString(folder.resolve("after.sql"), "");
        Result less = program.run(
                "plan",
                "-c",
                file,
                "--env",
                "less",
                "--dev-url",
                "sqlite://dev?mode=memory",
                "--from",
                "file://" + before,
                "--to",
                "file://" + after);
        assertThat(less.out()).isEmpty();
        assertThat(less.err()).contains("Seen, left out: 1 table (main.users): excluded by users.");
        assertThat(less.exitCode()).isZero();
    }

    /** The SQL has the same bytes as in the window, so what is not in it is named beside it, as is a line of the file that has no effect. */
    @Test
    void planNamesWhatPolicyKeepsOutAndWhatWasNotEvaluated() throws IOException {
        Result kept = program.run("plan", "-c", file, "--env", "prod");
        assertThat(kept.exitCode()).isZero();
        assertThat(kept.err())
                .contains(
                        "Kept out of the plan: drop column main.users.legacy_email: diff.skip.drop_column (countersign.hcl:3).");
        assertThat(kept.out()).isEmpty();

        Files.writeString(file, Files.readString(file).replace("drop_column", "drop_colum"));
        for (String command : new String[] {"plan", "diff"}) {
            assertThat(program.run(command, "-c", file, "--env", "prod").err())
                    .contains("diff.skip.drop_colum", "did you mean \"drop_column\"?");
        }
    }

    @Test
    void checkEndsWithZeroOnlyWhenEverythingIsEvaluated() throws IOException {
        assertThat(program.run("policy", "check", "-c", file, "--states").exitCode())
                .isZero();
        Files.writeString(file, Files.readString(file).replace("drop_column", "drop_colum"));
        Result misspelt = program.run("policy", "check", "-c", file);
        assertThat(misspelt.exitCode()).isEqualTo(3);
        assertThat(misspelt.out())
                .contains("not evaluated: countersign.hcl:3:5: diff.skip.drop_colum", "did you mean \"drop_column\"?");
        Files.writeString(file, "env \"prod\" {\n  url = =\n}\n");
        assertThat(program.run("policy", "check", "-c", file).exitCode()).isEqualTo(2);
    }

    @Test
    void aSchemaWithoutANameIsRefused() {
        Result result = program.run("policy", "match", "-c", file, "--env", "prod", "--schema", "", "*");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("--schema needs the name of a schema.");
    }

    @Test
    void whatCannotBeAPathIsAnErrorOfItsAuthor() throws IOException {
        Files.writeString(file, "env \"prod\" {\n  url = \"a\0b\"\n}\n");
        Result inText = program.run("policy", "check", "-c", file);
        assertThat(inText.exitCode()).isEqualTo(2);
        assertThat(inText.out() + inText.err())
                .contains("countersign.hcl:2:11: a NUL character means nothing in a file");
        Files.writeString(file, "env \"prod\" {\n  url = \"a\\u0000b\"\n}\n");
        Result escaped = program.run("policy", "check", "-c", file);
        assertThat(escaped.exitCode()).isEqualTo(2);
        assertThat(escaped.err()).contains("\"a\\u0000b\" is no path");
    }

    @Test
    void matchListsWhatPatternsMean() {
        Result result =
                program.run("policy", "match", "-c", file, "--env", "prod", "users.legacy_*[type=column]", "zzz");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("column main.users.legacy_email");
        assertThat(result.err()).contains("\"zzz\" matches nothing");
        assertThat(program.run("policy", "match", "-c", file, "--env", "prod", "a.b.c.d")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void aProjectFileIsNamedByItsPathOrAFileUrl() {
        assertThat(program.run("policy", "check", "-c", "file://" + file).exitCode())
                .isZero();
        Result other = program.run("policy", "check", "-c", "https://host/atlas.hcl");
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.err()).contains("a project file is given as file://path, not with the scheme https");
    }
}
