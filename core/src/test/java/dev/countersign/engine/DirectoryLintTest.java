package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.LintReport;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.Progress;
import dev.countersign.source.directory.DirectoryFormat;
import dev.countersign.source.directory.DirectorySum;
import dev.countersign.source.directory.MigrationDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The new files of a migration directory are judged, each by itself, from the state that the files before them make. */
class DirectoryLintTest extends DirectoryFixture {
    @Test
    void onlyTheLatestFilesAreJudgedEachByItself() throws IOException {
        file(
                "migrations/1_users.sql",
                "CREATE TABLE users (id int PRIMARY KEY, email text);\nDROP TABLE IF EXISTS gone;\n");
        file("migrations/2_posts.sql", "CREATE TABLE posts (id int PRIMARY KEY);\nCREATE INDEX p ON posts (id);\n");
        file(
                "migrations/3_drop.sql",
                "-- a comment\nCREATE INDEX q ON posts (id);\nALTER TABLE users DROP COLUMN email;\n");
        LintReport last = lint(POSTGRES, latest(1));
        assertThat(last.diagnostics()).extracting(Diagnostic::code).containsExactlyInAnyOrder("PG101", "DS103");
        assertThat(last.statements())
                .extracting(s -> s.file() + ":" + s.line())
                .containsExactly("3_drop.sql:2", "3_drop.sql:3");
        assertThat(last.passes()).isFalse();
        assertThat(last.notices())
                .anySatisfy(n -> assertThat(n).isEqualTo("New: 3_drop.sql, starting from version 2."))
                .anySatisfy(n -> assertThat(n).startsWith("There is no atlas.sum"));

        LintReport two = lint(POSTGRES, latest(2));
        assertThat(two.diagnostics())
                .as("the table of the second file is an old one for the third")
                .extracting(d ->
                        d.code() + " " + two.statements().get(d.statement() - 1).file())
                .containsExactlyInAnyOrder("PG101 3_drop.sql", "DS103 3_drop.sql");
        assertThat(lint(POSTGRES, latest(9)).statements()).hasSize(6);
    }

    @Test
    void noOtherDirectoryStandsForOneThatIsNotKnown() throws IOException {
        file("migrations/1.sql", "CREATE TABLE users (id int);\n");
        for (String dir : List.of("data.remote_dir.shop.url", "\"atlas://shop\"")) {
            file("countersign.hcl", """
                    data "remote_dir" "shop" {
                      name = "shop"
                    }
                    env "ci" {
                      migration {
                        dir = DIR
                      }
                    }
                    """.replace("DIR", dir));
            ReviewRequest ci = request(Optional.of("ci"), Optional.of(SQLITE));
            assertThatThrownBy(() -> workspace.lint(new LintRequest(ci, latest(1)), Progress.none()))
                    .isInstanceOf(CountersignException.class)
                    .hasMessageContaining("is not known, and no other stands for it; name one with --dir");
        }
    }

    @Test
    void aCheckpointIsWhereTheReplayStarts() throws IOException {
        file("migrations/1.sql", "this was never SQL;\n");
        file("migrations/2_checkpoint.sql", "-- atlas:checkpoint\n\nCREATE TABLE users (id int, email text);\n");
        file("migrations/3.sql", "ALTER TABLE users DROP COLUMN email;\n");
        assertThat(lint(SQLITE, latest(1)).diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("DS103");
    }

    @Test
    void aNewCheckpointMustMakeWhatTheFilesBeforeItMake() throws IOException {
        file("migrations/1.sql", "CREATE TABLE users (id int, email text);\n");
        file("migrations/2.sql", "CREATE INDEX e ON users (email);\n");
        String checkpoint = "-- atlas:checkpoint\n\nCREATE TABLE users (id int, email text);\n";
        LintReport report = lint(SQLITE, latest(1), "migrations/3_checkpoint.sql", checkpoint);
        assertThat(report.passes()).isFalse();
        assertThat(report.notEvaluated()).isEmpty();
        assertThat(report.diagnostics())
                .extracting(d -> d.severity() + " " + d.code() + " " + d.message())
                .containsExactly(
                        "ERROR CHK103 The checkpoint 3_checkpoint.sql makes another schema than the files before it: index main.e is missing.");
        LintReport equal = lint(
                SQLITE, latest(1), "migrations/3_checkpoint.sql", checkpoint + "CREATE INDEX e ON users (email);\n");
        assertThat(equal.diagnostics()).isEmpty();
        assertThat(equal.passes()).isTrue();
        assertThat(lint(SQLITE, latest(1), "migrations/3_checkpoint.sql", checkpoint + "nonsense;\n")
                        .diagnostics())
                .extracting(Diagnostic::message)
                .singleElement()
                .asString()
                .startsWith("The checkpoint 3_checkpoint.sql cannot be compared")
                .contains("nonsense");
    }

    @Test
    void theProjectFileSaysWhatIsNewAndTheCommandLineWins() throws IOException {
        file(
                "migrations/1.sql",
                "-- migrate:up\nCREATE TABLE users (id int, email text);\n-- migrate:down\nDROP TABLE users;\n");
        file("migrations/2.sql", "-- migrate:up\nALTER TABLE users DROP COLUMN email;\n-- migrate:down\nSELECT 1;\n");
        file("countersign.hcl", """
                env "ci" {
                  dev = "sqlite://dev?mode=memory"
                  migration {
                    dir    = "file://migrations"
                    format = dbmate
                  }
                  lint {
                    latest = 1
                  }
                }
                """);
        LintReport report = workspace.lint(
                new LintRequest(request(Optional.of("ci"), Optional.empty()), DirectoryRequest.ofPolicy()),
                Progress.none());
        assertThat(report.notEvaluated()).isEmpty();
        assertThat(report.diagnostics()).extracting(Diagnostic::code).containsExactly("DS103");
        assertThat(report.statements())
                .singleElement()
                .satisfies(s -> assertThat(s.line()).isEqualTo(2));
        LintReport both = workspace.lint(
                new LintRequest(request(Optional.of("ci"), Optional.empty()), latest(2)), Progress.none());
        assertThat(both.statements()).hasSize(2);
    }

    @Test
    void theProjectFileSaysInWhichTransactionsFilesRun() throws IOException {
        file("migrations/1.sql", "CREATE TABLE users (id int, email text);\n");
        file("migrations/2.sql", "CREATE INDEX CONCURRENTLY u ON users (email);\n");
        file("migrations/3.sql", "-- atlas:txmode file\n\nCREATE INDEX CONCURRENTLY v ON users (id);\n");
        LintReport none = lintWithTxMode("none");
        assertThat(none.diagnostics())
                .extracting(d -> d.code() + " "
                        + none.statements().get(d.statement() - 1).file())
                .containsExactly("PG103 3.sql");
        assertThat(none.notEvaluated()).isEmpty();
        assertThat(lintWithTxMode("file").diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("PG103", "PG103");
        assertThat(lintWithTxMode("all").notEvaluated())
                .singleElement()
                .asString()
                .startsWith("tx_mode = all is not evaluated");
    }

    private LintReport lintWithTxMode(String mode) throws IOException {
        file("countersign.hcl", """
                env "ci" {
                  dev = "embedded://postgres/18"
                  migration {
                    tx_mode = %s
                  }
                }
                """.formatted(mode));
        return workspace.lint(
                new LintRequest(request(Optional.of("ci"), Optional.empty()), latest(2)), Progress.none());
    }

    @Test
    void checksOfMigrationsAreAnsweredOverTheNewFiles() throws IOException {
        file("migrations/1.sql", "CREATE TABLE users (id int);\n");
        file("migrations/2.sql", "CREATE TABLE posts (id int);\nCREATE TABLE notes (id int);\n");
        String check = """
                env "ci" {
                  dev = "sqlite://dev?mode=memory"
                  check "migrate_apply" {
                    deny "large" {
                      condition = length(self.planned_migration.files) == 1 && length(self.planned_migration.statements) > 1
                      message   = "one statement at a time"
                    }
                    drift {
                    }
                  }
                  check "schema_apply" {
                    deny "all" {
                      condition = true
                    }
                  }
                }
                """;
        file("countersign.hcl", check);
        LintRequest request = new LintRequest(request(Optional.of("ci"), Optional.empty()), latest(1));
        LintReport denied = workspace.lint(request, Progress.none());
        assertThat(denied.passes()).isFalse();
        assertThat(denied.diagnostics()).extracting(Diagnostic::code).containsExactly("CHK104");
        assertThat(denied.diagnostics().getFirst().message()).endsWith(": one statement at a time");
        assertThat(denied.notices()).anyMatch(n -> n.contains("countersign drift looks at it"));
        file("countersign.hcl", check.replace("> 1", "> 2"));
        assertThat(workspace.lint(request, Progress.none()).passes()).isTrue();
        file("countersign.hcl", check.replace("> 1", "> self.nothing"));
        assertThat(workspace.lint(request, Progress.none()).notEvaluated())
                .singleElement()
                .asString()
                .contains("deny \"large\" is not evaluated");
    }

    @Test
    void aTableThatIsBuiltAnewIsChangedAndNotDropped() throws IOException {
        file("migrations/1.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY, email text);\n");
        file(
                "migrations/2.sql",
                "PRAGMA foreign_keys = off;\nCREATE TABLE new_users (id INTEGER PRIMARY KEY, email text NOT NULL);\n"
                        + "INSERT INTO new_users SELECT * FROM users;\nDROP TABLE users;\nALTER TABLE new_users RENAME TO users;\n"
                        + "PRAGMA foreign_keys = on;\n");
        assertThat(lint(SQLITE, latest(1)).diagnostics())
                .extracting(d -> d.code() + " " + d.statement())
                .containsExactly("LT101 2");
    }

    @Test
    void nothingNewIsFineAndNothingSaidIsNot() throws IOException {
        Files.createDirectories(folder.resolve("migrations"));
        LintReport report = lint(SQLITE, latest(1));
        assertThat(report.passes()).isTrue();
        assertThat(report.statements()).isEmpty();
        assertThat(report.notices()).singleElement().asString().startsWith("No file of ");
        assertThatThrownBy(() -> lint(SQLITE, DirectoryRequest.ofPolicy()))
                .isInstanceOf(CountersignException.class)
                .hasMessageStartingWith("--latest or --git-base is required");
    }

    @Test
    void anEditedDirectoryIsRefused() throws IOException {
        file("migrations/1.sql", "CREATE TABLE users (id int);\n");
        file("migrations/atlas.sum", "h1:AAAA\n1.sql h1:AAAA\n");
        assertThatThrownBy(() -> lint(SQLITE, latest(1)))
                .isInstanceOf(CountersignException.class)
                .hasMessageContaining("checksum mismatch (atlas.sum): L2: 1.sql was edited");
    }

    @Test
    void gitSaysWhatABranchAdds() throws Exception {
        git("init", "-q", "-b", "main");
        file("migrations/1.sql", "CREATE TABLE users (id int, email text);\n");
        file("migrations/2.sql", "CREATE TABLE posts (id int);\n");
        commit("one");
        git("checkout", "-q", "-b", "work");
        file("migrations/3 über.sql", "ALTER TABLE users DROP COLUMN email;\n");
        commit("two");
        LintReport report = lint(SQLITE, gitBase("main"));
        assertThat(report.statements())
                .singleElement()
                .satisfies(s -> assertThat(s.file()).isEqualTo("3 über.sql"));
        assertThat(report.diagnostics()).extracting(Diagnostic::code).containsExactly("DS103");
        assertThat(lint(SQLITE, gitBase("work")).statements()).isEmpty();
        assertThatThrownBy(() -> lint(SQLITE, gitBase("no-such-branch")))
                .isInstanceOf(CountersignException.class)
                .hasMessageContaining("New migration files cannot be found with git");
        assertThatThrownBy(() -> lint(SQLITE, gitBase("--output=x")))
                .isInstanceOf(CountersignException.class)
                .hasMessageContaining("is not the name of a branch");
    }

    @Test
    void aDirectoryOfTemplatesIsReadAsWhatItComesTo() throws IOException {
        String text = """
                data "template_dir" "app" {
                  path = "templates"
                  vars = {
                    Table = "users"
                  }
                }
                env "dev" {
                  dev = "sqlite://dev?mode=memory"
                  migration {
                    dir = data.template_dir.app.url
                  }
                }
                """;
        file("countersign.hcl", text);
        file("templates/1_a.sql", "CREATE TABLE {{ .Table }} (id int, name text);\n");
        file("templates/2_b.sql", "{{ template \"shared/drop.tmpl\" . }}\n");
        file("templates/shared/drop.tmpl", "\nALTER TABLE {{ .Table }} DROP COLUMN name;");
        LintRequest request = new LintRequest(request(Optional.of("dev"), Optional.empty()), latest(1));
        LintReport report = workspace.lint(request, Progress.none());
        assertThat(report.diagnostics()).extracting(Diagnostic::code).containsExactly("DS103");
        assertThat(report.statements().getFirst().line()).isEqualTo(2);
        assertThat(report.notEvaluated()).isEmpty();

        Path sum = folder.resolve("templates/atlas.sum");
        file(
                "templates/atlas.sum",
                DirectorySum.of(MigrationDirectory.read(folder.resolve("templates"), DirectoryFormat.ATLAS)
                                .files())
                        .text());
        assertThat(workspace.lint(request, Progress.none()).diagnostics()).hasSize(1);
        Files.writeString(sum, "h1:4Dq1Zq3nS0W2wO3bXv0m5C1b3YQwOq0oY8Yt4o3nQ2E=\n");
        assertThatThrownBy(() -> workspace.lint(request, Progress.none()))
                .hasMessageContaining("not as it was recorded");
        Files.delete(sum);
        file("countersign.hcl", text.replace("Table =", "Tabel ="));
        assertThatThrownBy(() -> workspace.lint(request, Progress.none()))
                .hasMessageContaining("1_a.sql:1:17: there is no field \"Table\" here");
    }
}
