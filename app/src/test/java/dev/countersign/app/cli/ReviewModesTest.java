package dev.countersign.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.cli.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What review modes make of what is found. */
class ReviewModesTest {
    private static final String CLEAR = "Outcome: clear";
    private static final String PERSON = "Outcome: a person has to sign off";

    @TempDir
    Path folder;

    private record Row(String mode, String finding, String outcome, int exit) {}

    @Test
    void modesByFindings() throws IOException {
        Files.writeString(folder.resolve("now.sql"), "create table t (a int, b int);");
        Files.writeString(folder.resolve("same.sql"), "create table t (a int, b int);");
        Files.writeString(folder.resolve("none.sql"), "create table t (a int, b int, c int);");
        Files.writeString(folder.resolve("warning.sql"), "create table t (a int not null, b int);");
        Files.writeString(folder.resolve("error.sql"), "create table t (a int);");
        try (Program program = new Program(folder)) {
            for (Row row : List.of(
                    new Row("ERROR", "same", CLEAR, 0),
                    new Row("ERROR", "none", CLEAR, 0),
                    new Row("ERROR", "warning", CLEAR, 0),
                    new Row("ERROR", "error", PERSON, 1),
                    new Row("WARNING", "same", CLEAR, 0),
                    new Row("WARNING", "none", CLEAR, 0),
                    new Row("WARNING", "warning", PERSON, 0),
                    new Row("WARNING", "error", PERSON, 1),
                    new Row("ALWAYS", "same", CLEAR, 0),
                    new Row("ALWAYS", "none", PERSON, 0),
                    new Row("ALWAYS", "warning", PERSON, 0),
                    new Row("ALWAYS", "error", PERSON, 1))) {
                Path project =
                        Files.writeString(folder.resolve("countersign.hcl"), """
                        lint {
                          review = %s
                        }
                        env "e" {
                          url = "file://now.sql"
                          src = "file://%s.sql"
                        }
                        """.formatted(row.mode(), row.finding()));
                Result result = program.run("review", "-c", project, "--env", "e");
                assertThat(result.out()).as(row.toString()).contains(row.outcome());
                assertThat(result.exitCode()).as(row + result.out()).isEqualTo(row.exit());
            }
        }
    }
}
