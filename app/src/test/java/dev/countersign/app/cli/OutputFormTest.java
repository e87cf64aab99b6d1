package dev.countersign.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.cli.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands write by Go templates, from the command line and from the project file, on SQLite in memory. */
class OutputFormTest {
    private static final String PROJECT = """
            format {
              schema {
                inspect = "{{ hcl . }}"
                diff    = "{{ range .Changes }}{{ .Kind }} {{ .Name }}\\n{{ end }}"
                apply   = "{{ json . }}"
              }
              migrate {
                lint = "{{ .DiagnosticsCount }} in all"
              }
            }
            env "local" {
              url = "file://old.sql"
              src = "file://new.sql"
              dev = "sqlite://dev?mode=memory"
              @MORE@
            }
            """;

    @TempDir
    Path folder;

    private Program program;

    @BeforeEach
    void start() throws IOException {
        program = new Program(folder);
        write("old.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);");
        write("new.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY); CREATE TABLE posts (id INTEGER NOT NULL);");
        write("1.sql", "CREATE TABLE posts (id int);\nALTER TABLE users DROP COLUMN email;\n");
    }

    @AfterEach
    void stop() {
        program.close();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private Result run(String more, Object... arguments) throws IOException {
        write("countersign.hcl", PROJECT.replace("@MORE@", more));
        List<Object> all = new ArrayList<>(List.of(arguments));
        all.addAll(1, List.of("-c", folder.resolve("countersign.hcl"), "--env", "local"));
        return program.run(all.toArray());
    }

    @Test
    void theProjectFileSaysHowCommandsWrite() throws IOException {
        Result diff = run("", "diff");
        assertThat(diff.err()).isEmpty();
        assertThat(diff.out()).isEqualTo("table main.posts\ncolumn main.users.email\n");
        assertThat(run("", "inspect").out()).startsWith("schema \"main\"").contains("table \"users\" {");
        assertThat(run("", "lint", "-m", folder.resolve("1.sql")).out()).isEqualTo("1 in all\n");
        assertThat(run("", "diff", "--format", "text").out())
                .as("the command line wins")
                .startsWith("Change ");
    }

    @Test
    void anEnvironmentSaysItForItself() throws IOException {
        assertThat(run("format {\n schema {\n diff = \"{{ len .Changes }}\"\n }\n }", "diff")
                        .out())
                .isEqualTo("2\n");
        assertThat(run("lint {\n format = \"own\"\n }", "lint", "-m", folder.resolve("1.sql"))
                        .out())
                .isEqualTo("own\n");
    }

    @Test
    void statementsAreWrittenWithAnIndentation() throws IOException {
        assertThat(run("", "diff", "--format", "{{ sql . }}").out()).contains("CREATE TABLE posts (\n    id ");
        assertThat(run("", "diff", "--format", "{{ sql . \"\t\" }}").out()).contains("CREATE TABLE posts (\n\tid ");
        assertThat(run("", "plan", "--format", "{{ range .Statements }}{{ upper . }}|{{ end }}")
                        .out())
                .startsWith("CREATE TABLE POSTS (")
                .endsWith("|\n");
        assertThat(run("", "inspect", "--format", "{{ sql . }}").out()).startsWith("CREATE TABLE users (");
        assertThat(run("", "inspect", "--format", "{{ range .objects }}{{ .kind }} {{ end }}")
                        .out())
                .contains("table");
    }

    private static final String BY_METHOD =
            "{{ range $f := .Files }}{{ range .Reports }}{{ range .Diagnostics }}{{ $f.Name }}:{{ $f.%s .Pos }}{{ end }}{{ end }}{{ end }}";

    @Test
    void aLintReportHasTheNamesThatIntegrationsAskFor() throws IOException {
        Path migration = folder.resolve("1.sql");
        assertThat(run("", "lint", "-m", migration, "--format", "{{ json . }}").out())
                .startsWith("{")
                .contains("\"Files\":[{\"Error\":\"destructive changes detected\",\"Name\":\"1.sql\"")
                .contains("\"Code\":\"DS103\"")
                .contains("\"Pos\":29,")
                .contains("\"Text\":\"destructive changes detected\"");
        Result lines = run(
                "",
                "lint",
                "-m",
                migration,
                "--format",
                "{{ range .Files }}{{ $n := .Name }}{{ range .Reports }}{{ range .Diagnostics }}{{ $n }}:{{ .Line }} {{ .Code"
                        + " | lower | red }}\n{{ end }}{{ end }}{{ end }}");
        assertThat(lines.out()).isEqualTo("1.sql:2 ds103\n");
        assertThat(lines.exitCode()).as("the form changes no verdict").isEqualTo(1);
        assertThat(run("", "lint", "-m", migration, "--format", BY_METHOD.formatted("Line"))
                        .out())
                .isEqualTo("1.sql:2\n");
        assertThat(run("", "lint", "-m", migration, "--format", BY_METHOD.formatted("Lin"))
                        .err())
                .contains("there is no method \"Lin\"", "did you mean \"Line\"?");
        assertThat(run("", "lint", "-m", migration, "--format", "{{ range .Steps }}{{ .Resul }}{{ end }}{{ .Step }}")
                        .err())
                .contains("did you mean \"Steps\"?");
    }

    @Test
    void aLintReportSaysWhereItWasMadeAndWhatChanged() throws IOException {
        Path migration = folder.resolve("1.sql");
        assertThat(run(
                                "",
                                "lint",
                                "-m",
                                migration,
                                "--format",
                                "{{ .Env.Driver }} {{ .Env.URL }} {{ .TotalChanges }}: {{ .VersionStatuses }}")
                        .out())
                .isEqualTo("sqlite sqlite://dev 2: 1 version with errors\n");
        assertThat(run("", "lint", "-m", migration, "--format", "{{ .Schema.Current }}|{{ .Schema.Desired }}")
                        .out())
                .matches("(?s).*\"email\".*\\|.*\"posts\".*")
                .doesNotMatch("(?s).*\\|.*\"email\".*");
    }

    @Test
    void whatIsNotThereIsOneErrorWithItsPlace() throws IOException {
        Result unknown = run("", "diff", "--format", "{{ range .Chnages }}{{ end }}");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.out()).isEmpty();
        assertThat(unknown.err())
                .contains("--format:1:10: there is no field \"Chnages\" here; did you mean \"Changes\"?");
        assertThat(run("", "diff", "--format", "{{ sqll . }}").err())
                .contains("--format:1:4: there is no function \"sqll\"; did you mean \"sql\"?");
        assertThat(run("", "diff", "--format", "{{ sql .Changes }}").err())
                .contains("--format:1:4: sql writes the whole: give it . or $");
        assertThat(run("format {\n schema {\n diff = \"{{ sql . \"\n }\n }", "diff")
                        .err())
                .contains("countersign.hcl:17:", "the template cannot be read");
        assertThat(run("", "diff", "--format", "tetx").err()).contains("--format tetx is not one of text, sql");
    }

    @Test
    void aTemplateOfACommandThatIsNotHereIsANotice() throws IOException {
        run("", "diff");
        Result check = program.run("policy", "check", "-c", folder.resolve("countersign.hcl"));
        assertThat(check.exitCode()).isZero();
        assertThat(check.out())
                .contains(
                        "notice: countersign.hcl:5:5: format.schema.apply decides nothing here: there is no such command");
    }
}
