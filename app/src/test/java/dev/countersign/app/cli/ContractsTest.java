package dev.countersign.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.cli.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts may rely on: exit codes, what goes to which output, and the names of fields, for commands on SQLite in memory. */
class ContractsTest {
    private static final String CHANGED = "--from file://old.sql --to file://new.sql";
    private static final String SAME = "--from file://old.sql --to file://old.sql";
    private static final String LINT = "lint --from file://old.sql --migration ";

    @TempDir
    Path folder;

    /** @param out what the output contains; starts with {@code =} where it is the whole output */
    private record Row(String command, int exit, String out, String err) {}

    @Test
    void exitCodesAndOutputs() throws IOException, SQLException {
        write("old.sql", "CREATE TABLE t (a INTEGER NOT NULL, b TEXT);");
        write("new.sql", "CREATE TABLE t (a INTEGER NOT NULL);");
        write("broken.sql", "CREATE TABLE t (a INTEGER;");
        write("fine.sql", "CREATE TABLE u (a INTEGER);\n");
        write("warns.sql", "ALTER TABLE t RENAME COLUMN b TO c;\n");
        write("drops.sql", "DROP TABLE t;\n");
        write("fails.sql", "CREATE TABLE u (a INTEGER);\nDROP TABLE nowhere;\n");
        write(
                "gap.hcl",
                "schema \"main\" {}\ntable \"t\" {\n  schema = schema.main\n  column \"a\" {\n    type = int\n    nul  = true\n  }\n}\n");
        try (Connection full = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("full.db"));
                Statement statement = full.createStatement()) {
            statement.execute("CREATE TABLE kept (a int)");
        }
        try (Program program = new Program(folder)) {
            for (Row row : List.of(
                    new Row("diff " + SAME, 0, ": nothing differs, ", ""),
                    new Row("diff " + SAME + " --format sql", 0, "=", ""),
                    new Row("diff " + CHANGED, 0, ": 1 differences, ", ""),
                    new Row("diff " + CHANGED + " --format sql", 0, "DROP COLUMN b;", ""),
                    new Row("diff " + CHANGED + " --format {{len~.Changes}}", 0, "=1\n", ""),
                    new Row("diff " + CHANGED + " --format {{.Absent}}", 2, "=", "Absent"),
                    new Row("diff " + CHANGED + " --format yaml", 2, "=", "--format yaml is not one of text, sql"),
                    new Row("diff --from file://old.sql --to file://gap.hcl", 3, "", "gap.hcl:6:5"),
                    new Row("plan " + SAME, 0, "=", ""),
                    new Row("plan " + CHANGED, 0, "=ALTER TABLE t DROP COLUMN b;\n", ""),
                    new Row("plan --from file://old.sql --to file://gap.hcl", 3, "-- gap.hcl:6:5", "gap.hcl:6:5"),
                    new Row("review " + SAME, 0, "Outcome: clear", ""),
                    new Row("review " + CHANGED, 1, "DS103", ""),
                    new Row("review --from file://old.sql --to file://gap.hcl", 1, "did you mean \"null\"?", ""),
                    new Row("inspect --from file://old.sql --format json", 0, "\"notCompared\" : [ ]", ""),
                    new Row("inspect --from file://old.sql --format {{json~.}}", 0, "\"notCompared\":[]", ""),
                    new Row("inspect --from file://old.sql --format hcl", 0, "table \"t\" {", ""),
                    new Row("inspect --from file://broken.sql", 1, "=", "broken.sql"),
                    new Row(LINT + "fine.sql", 0, "", ""),
                    new Row(LINT + "warns.sql", 0, "BC102", ""),
                    new Row(LINT + "drops.sql", 1, "DS102", ""),
                    new Row(LINT + "fails.sql", 1, "nowhere", ""),
                    new Row(LINT + "warns.sql --format {{.DiagnosticsCount}}", 0, "=1\n", ""),
                    new Row(
                            LINT + "drops.sql --format {{range~.Files}}{{.Name}}:{{.Error}}{{end}}",
                            1,
                            "=drops.sql:destructive changes detected\n",
                            ""),
                    new Row(
                            LINT
                                    + "drops.sql --format {{range~.Files}}{{range~.Reports}}{{.Text}}{{range~.Diagnostics}}@{{.Pos}}{{.Code}}{{end}}{{end}}{{end}}",
                            1,
                            "=destructive changes detected@0DS102\n",
                            ""),
                    new Row(
                            LINT + "fails.sql --format {{range~.Steps}}{{.Name}}{{end}}",
                            1,
                            "=Replay Migration Files\n",
                            ""),
                    new Row(
                            "diff " + CHANGED + " --dev-url sqlite://full.db",
                            2,
                            "=",
                            "is not empty: it holds table kept"),
                    new Row(
                            "diff " + CHANGED + " --dev-url mysql://localhost/dev",
                            3,
                            "=",
                            "No dev database is known for mysql URLs (MySQL is not supported)"),
                    new Row(
                            "diff " + CHANGED + " --dev-url mysq://localhost/dev",
                            2,
                            "=",
                            "No dev database is known for mysq URLs; known are"),
                    new Row(
                            "diff --from libsql+wss://db.example/x --to file://old.sql",
                            3,
                            "=",
                            "libsql+wss://... cannot be read: libSQL is not supported"),
                    new Row("diff --from file://absent.sql --to file://old.sql", 2, "=", "absent.sql"),
                    new Row("diff --to", 2, "=", "--to"))) {
                Result result = program.run(words(row.command()));
                String shown = row.command() + "\n" + result.out() + result.err();
                assertThat(result.exitCode()).as(shown).isEqualTo(row.exit());
                if (row.out().startsWith("=")) {
                    assertThat(result.out()).as(shown).isEqualTo(row.out().substring(1));
                }
                assertThat(result.out()).as(shown).contains(row.out().startsWith("=") ? "" : row.out());
                assertThat(result.err()).as(shown).contains(row.err());
            }
        }
    }

    /** Words stand between spaces, with tildes for spaces inside; names of files are meant within the folder. */
    private Object[] words(String command) {
        boolean named = command.contains("--dev-url");
        String whole =
                command + (named || command.startsWith("diff --to") ? "" : " --dev-url sqlite://dev?mode=memory");
        return Arrays.stream(whole.split(" "))
                .map(word -> word.replace('~', ' '))
                .map(word -> word.replace("file://", "file://" + folder + "/"))
                .map(word -> word.replace("sqlite://full.db", "sqlite://" + folder + "/full.db"))
                .map(word -> word.matches("[a-z]+\\.sql") ? folder.resolve(word).toString() : word)
                .toArray();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
