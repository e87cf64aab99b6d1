package dev.countersign.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.cli.Program.Result;
import dev.countersign.source.directory.DirectoryFormat;
import dev.countersign.source.directory.DirectorySum;
import dev.countersign.source.directory.MigrationDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migration directories from the command line, on SQLite: drift of a live database and what a branch does to older files. */
class MigrationCommandsTest {
    private static final String PROJECT = """
            env "local" {
              url = "sqlite://live.db"
              dev = "sqlite://dev?mode=memory"
              migration {
                dir = "file://migrations"
              }
            }
            """;

    @TempDir
    Path folder;

    private Program program;

    @BeforeEach
    void start() throws IOException {
        program = new Program(folder);
        write("countersign.hcl", PROJECT);
        write("migrations/2_users.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);\n");
    }

    @AfterEach
    void stop() {
        program.close();
    }

    @Test
    void driftSaysWhatHappenedWhatIsRecordedAndWhatTheFilesWant() throws Exception {
        live("CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT)");
        Result nothing = drift();
        assertThat(nothing.exitCode()).as("nothing is recorded").isEqualTo(3);
        assertThat(nothing.out()).startsWith("Drift status: UNKNOWN\n").contains("Nothing in live.db records");

        live(
                "CREATE TABLE atlas_schema_revisions (version TEXT, type INT, applied INT, total INT, executed_at TEXT, error TEXT, hash TEXT)",
                "INSERT INTO atlas_schema_revisions VALUES ('2', 2, 1, 1, '2026-01-01', NULL, '" + hash() + "')");
        Result fine = drift();
        assertThat(fine.out()).startsWith("Drift status: OK\n  database: live.db\n  recorded: version 2, ");
        assertThat(fine.exitCode()).isZero();

        write("migrations/3_posts.sql", "CREATE TABLE posts (id INTEGER PRIMARY KEY);\n");
        live("CREATE INDEX hotfix ON users (email)");
        Result drifted = drift();
        assertThat(drifted.exitCode()).isEqualTo(1);
        assertThat(drifted.out())
                .contains(
                        "! drift: index main.hotfix is there and is not recorded\n",
                        "    pending: the files create table main.posts\n",
                        "? pending: 3_posts.sql did not run yet.\n");
        assertThat(drift("--format", "sql").out()).isEqualTo("DROP INDEX hotfix;\n");
        assertThat(drift("--format", "json").out()).contains("\"status\" : \"DRIFT\"", "\"kind\" : \"PENDING\"");

        write("migrations/1_first.sql", "SELECT 1;\n");
        write("migrations/2_users.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT); -- edited\n");
        assertThat(drift().out())
                .contains(
                        "! before the first: 1_first.sql comes before version 2",
                        "! edited: 2_users.sql is not what ran as version 2");
    }

    @Test
    void theStateOfMigrationsIsWrittenByTemplates() throws Exception {
        live(
                "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT)",
                "CREATE TABLE atlas_schema_revisions (version TEXT, type INT, applied INT, total INT, executed_at TEXT, error TEXT, hash TEXT)",
                "INSERT INTO atlas_schema_revisions VALUES ('2', 2, 1, 1, '2026-01-01', NULL, '" + hash() + "')");
        write("migrations/3_more_posts.sql", "CREATE TABLE posts (id INTEGER PRIMARY KEY);\n");
        String template =
                "{{ .Status }} {{ .Current }} {{ .Next }} {{ range .Applied }}{{ .Name }}{{ end }} {{ range .Pending }}{{ .Version }}={{ .Description }}{{ end }}";
        assertThat(drift("--format", template).out()).isEqualTo("OK 2 3 2_users.sql 3=more_posts\n");
        write(
                "countersign.hcl",
                PROJECT + "format {\n  migrate {\n    drift = \"{{ len .Available }} files\"\n  }\n}\n");
        assertThat(drift().out()).isEqualTo("2 files\n");
    }

    @Test
    void whatIsNotUnderstoodIsRefused() {
        assertThat(drift("--format", "html").exitCode()).isEqualTo(2);
        assertThat(program.run("drift", "--url", "file://migrations/2_users.sql")
                        .exitCode())
                .isEqualTo(2);
    }

    private Result drift(String... more) {
        List<Object> all = new ArrayList<>(List.of("drift", "-c", folder.resolve("countersign.hcl"), "--env", "local"));
        all.addAll(List.of(more));
        return program.run(all.toArray());
    }

    private String hash() {
        return DirectorySum.of(MigrationDirectory.read(folder.resolve("migrations"), DirectoryFormat.ATLAS)
                        .files())
                .hash("2_users.sql")
                .orElseThrow();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void live(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("live.db"));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
