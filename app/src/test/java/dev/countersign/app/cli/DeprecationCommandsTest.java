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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock of deprecation on the command line, with the clock of this machine: migrations that are older or younger than the window. */
class DeprecationCommandsTest {
    private static final String RENAME = "ALTER TABLE users RENAME COLUMN fax TO deprecated_fax;\n";

    @TempDir
    Path folder;

    private Program program;

    @BeforeEach
    void start() throws IOException, SQLException {
        program = new Program(folder);
        Files.writeString(folder.resolve("countersign.hcl"), """
                deprecation {
                  window       = "30d"
                  migrations   = "file://migrations"
                  observations = "file://seen.jsonl"
                }
                """);
        Files.writeString(folder.resolve("new.sql"), "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);");
        Files.createDirectory(folder.resolve("migrations"));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, deprecated_fax TEXT)");
        }
    }

    @AfterEach
    void stop() {
        program.close();
    }

    @Test
    void oneDayEarlyIsRefused() throws IOException {
        renamed(Duration.ofDays(29));
        Result early = review();
        assertThat(early.exitCode()).isEqualTo(1);
        assertThat(early.out()).contains("Outcome: blocked").contains("must not be dropped before");
    }

    @Test
    void oneDayLatePasses() throws IOException {
        renamed(Duration.ofDays(31));
        Result late = review();
        assertThat(late.exitCode()).as(late.out() + late.err()).isZero();
        assertThat(late.out()).contains("may be dropped since").contains("Outcome: a person has to sign off");
    }

    @Test
    void renamedAndDroppedInOneMigrationIsRefused() throws IOException {
        Files.writeString(
                folder.resolve("old.sql"), "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, fax TEXT);");
        Path migration = Files.writeString(
                folder.resolve("both.sql"), RENAME + "ALTER TABLE users DROP COLUMN deprecated_fax;\n");
        Result both = program.run(
                "lint",
                "-c",
                folder.resolve("countersign.hcl"),
                "--dialect",
                "sqlite",
                "--from",
                "file://" + folder.resolve("old.sql"),
                "--migration",
                migration);
        assertThat(both.exitCode()).as(both.out() + both.err()).isEqualTo(1);
        assertThat(both.out()).contains("DST111").contains("dropped in one plan");
    }

    @Test
    void aNameThatWasTakenAwayAgainOpensNothing() throws IOException {
        renamed(Duration.ofDays(60));
        String back = DateTimeFormatter.ofPattern("uuuuMMddHHmmss")
                .withZone(ZoneOffset.UTC)
                .format(Instant.now().minus(Duration.ofDays(40)));
        Files.writeString(
                folder.resolve("migrations").resolve(back + "_back.sql"),
                "ALTER TABLE users RENAME COLUMN deprecated_fax TO fax;\n");
        Result review = review();
        assertThat(review.exitCode()).isEqualTo(1);
        assertThat(review.out()).contains("nothing records since when it has this name");
    }

    @Test
    void theBoardListsAndRemembers() {
        Result first = board();
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out())
                .contains("draining  column main.users.deprecated_fax")
                .contains("by observation")
                .contains("Observation added to");
        assertThat(folder.resolve("seen.jsonl")).exists();
        assertThat(program.run(
                                "deprecations",
                                "-c",
                                folder.resolve("countersign.hcl"),
                                "--from",
                                url(),
                                "--no-record",
                                "--format",
                                "json")
                        .out())
                .contains("\"mayBeDropped\" : false");
    }

    private void renamed(Duration ago) throws IOException {
        String version = DateTimeFormatter.ofPattern("uuuuMMddHHmmss")
                .withZone(ZoneOffset.UTC)
                .format(Instant.now().minus(ago));
        Files.writeString(folder.resolve("migrations").resolve(version + "_rename.sql"), RENAME);
    }

    private Result board() {
        return program.run("deprecations", "-c", folder.resolve("countersign.hcl"), "--from", url());
    }

    private Result review() {
        return program.run(
                "review",
                "-c",
                folder.resolve("countersign.hcl"),
                "--from",
                url(),
                "--to",
                "file://" + folder.resolve("new.sql"));
    }

    private String url() {
        return "sqlite://" + folder.resolve("shop.db");
    }
}
